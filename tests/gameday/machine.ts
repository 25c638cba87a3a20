import type { Page } from '@playwright/test';
import { type Desk, type DeskOptions, startDesk } from '../e2e/desk.ts';
import { later } from './later.ts';
import { OneAtATime } from './oneAtATime.ts';
import { type Job, Pages } from './pages.ts';

/** What was under way when the laptop died. */
export class Interrupted extends Error {}

/** The laptop of the day: the app that runs on it, is killed, and is started again with what it had. */
export class Machine {
  readonly #options: DeskOptions;
  readonly #onStart: (desk: Desk) => Promise<void>;
  #desk: Desk;
  #up: Promise<void> = Promise.resolve();
  #lives = 0;
  #pages: Pages;
  /** Keys that two people press at once are nobody's fault. */
  #keys = new OneAtATime();
  /** When it was down (ms of this process's clock), from the kill until it was as before. */
  readonly down: { from: number; until: number }[] = [];

  private constructor(options: DeskOptions, desk: Desk, onStart: (desk: Desk) => Promise<void>) {
    this.#options = options;
    this.#desk = desk;
    this.#onStart = onStart;
    this.#pages = new Pages(desk.page);
  }

  /** Starts the app; `onStart` is done after every start, before anybody goes on working. */
  static async start(options: DeskOptions, onStart: (desk: Desk) => Promise<void>): Promise<Machine> {
    const desk = await startDesk(options);
    await onStart(desk);
    return new Machine(options, desk, onStart);
  }

  /** How often it was killed. */
  get lives(): number {
    return this.#lives;
  }

  get desk(): Desk {
    return this.#desk;
  }

  /** Works on that page of the main window; waits until the laptop runs. Interrupted where it dies meanwhile. */
  on<T>(job: Job, work: (page: Page) => Promise<T>): Promise<T> {
    return this.anywhere(() => this.#pages.on(job, work));
  }

  /** Works with the app, whatever its main window shows. */
  async anywhere<T>(work: (desk: Desk) => Promise<T>): Promise<T> {
    await this.#running();
    const life = this.#lives;
    try {
      return await work(this.#desk);
    } catch (error) {
      if (life !== this.#lives) throw new Interrupted(String(error));
      throw error;
    }
  }

  /** Presses keys: nobody else's come in between. */
  async keys<T>(work: (desk: Desk) => Promise<T>): Promise<T> {
    await this.#running();
    const life = this.#lives;
    return this.#keys.do(() => {
      if (life !== this.#lives) throw new Interrupted('before the keys were pressed');
      return this.anywhere(work);
    });
  }

  /** Waits until the laptop runs; it may be killed again in the very moment in which it does. */
  async #running(): Promise<void> {
    for (;;) {
      const up = this.#up;
      await up;
      if (up === this.#up) return;
    }
  }

  press(key: string): Promise<void> {
    return this.keys(({ page }) => page.keyboard.press(key));
  }

  /** `kill -9`, and the app started again. */
  async kill(): Promise<void> {
    const from = performance.now();
    this.#lives++;
    const outage = { from, until: Number.POSITIVE_INFINITY };
    this.down.push(outage);
    const { promise, resolve, reject } = later<void>();
    promise.catch(() => {});
    this.#up = promise;
    try {
      await this.#desk.kill();
      this.#desk = await startDesk({ ...this.#options, home: this.#desk.home });
      this.#pages = new Pages(this.#desk.page);
      this.#keys = new OneAtATime();
      await this.#onStart(this.#desk);
      outage.until = performance.now();
      resolve();
    } catch (error) {
      reject(error);
      throw error;
    }
  }

  close(): Promise<void> {
    return this.#desk.close();
  }
}
