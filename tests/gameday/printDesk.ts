import { expect, type Page } from '@playwright/test';
import { pdfText } from '../e2e/printQueue.ts';
import { rows } from '../e2e/storeReader.ts';
import type { Tray } from '../e2e/tray.ts';
import { soon } from './later.ts';
import { Interrupted, type Machine } from './machine.ts';

/** What breaks while a lot is printed: after so many of its sheets, or before the queue is known to have taken it. */
export interface Break {
  readonly sheets: number | 'sending';
  /** Breaks it, and mends what stands outside of the app. */
  readonly happen: () => Promise<void>;
}

interface Lot {
  readonly chunk: number;
  readonly sheets: number;
  readonly accepted: number | null;
}

async function until(holds: () => boolean, what: string): Promise<void> {
  if (!(await soon(holds, 240_000))) throw new Error(`waited in vain: ${what}`);
}

/** Prints the certificates of who is there, in the order of the call, and plays the operator at the tray. */
export class PrintDesk {
  readonly #machine: Machine;
  readonly #file: string;
  readonly #tray: Tray;
  readonly #serials = new Map<string, string>();
  /** The breaks that are still to come; each belongs to one lot. */
  readonly #breaks: Break[];
  /** The sheets of each run in the order in which they came out, by their numbers. */
  readonly runs: string[][] = [];
  /** When each sheet was seen in the tray (ms of this process's clock). */
  readonly seen: number[] = [];

  constructor(machine: Machine, file: string, tray: Tray, breaks: readonly Break[]) {
    this.#machine = machine;
    this.#file = file;
    this.#tray = tray;
    this.#breaks = [...breaks];
  }

  /** The number on each sheet in the tray, in order. */
  sheets(): readonly string[] {
    const pages = this.#tray.pages();
    while (this.seen.length < pages.length) this.seen.push(performance.now());
    return pages.map((page) => {
      const known = this.#serials.get(page);
      if (known !== undefined) return known;
      const serial = /No\. ?(\S+-\d{4})/.exec(pdfText(page, 1))?.[1] ?? '?';
      this.#serials.set(page, serial);
      return serial;
    });
  }

  /** Prints all who are there and have none yet; nothing where there is nobody. */
  async printDue(): Promise<void> {
    if (!(await this.#begin())) return;
    const before = this.sheets().length;
    while (this.#open()) await this.#nextLot();
    this.runs.push([...this.sheets().slice(before)]);
  }

  /** Starts a run; false where there is nobody to print for. A start that was cut off is looked for, and made again. */
  async #begin(): Promise<boolean> {
    while (!this.#open()) {
      const { lives } = this.#machine;
      const begun = await this.#try(async (page) => {
        await this.#show(page);
        await expect(page.getByTestId('certificate-counts')).toBeVisible({ timeout: 60_000 });
        const print = page.getByTestId('print-certificates');
        if (!(await print.isEnabled())) return false;
        await page.getByTestId('order-select').selectOption('call');
        await page.getByTestId('chunk-select').selectOption('100');
        await print.click();
        await page.getByTestId('run-progress').or(page.getByTestId('spool')).first().waitFor();
        return true;
      });
      if (begun === false) return false;
      // Certificates are issued first, which takes its time: nobody stands at the page meanwhile.
      await until(() => this.#open() !== undefined || lives !== this.#machine.lives, 'a run begins').catch(
        () => {},
      );
    }
    return true;
  }

  async #show(page: Page): Promise<void> {
    await page.getByTestId('tab-certificates').click();
  }

  /** The run that is under way. */
  #open(): string | undefined {
    return rows<{ id: string }>(this.#file, 'SELECT id FROM print_run WHERE ended IS NULL')[0]?.id;
  }

  /** What was sent and not read yet. */
  #lot(): Lot | undefined {
    return rows<Lot>(
      this.#file,
      `SELECT chunk, sheets, accepted_at AS accepted FROM print_chunk
       WHERE run_id = ? AND confirmed_at IS NULL ORDER BY chunk DESC LIMIT 1`,
      this.#open() ?? '',
    )[0];
  }

  async #nextLot(): Promise<void> {
    const ready = () => this.#lot() !== undefined || !this.#open();
    if (!(await soon(ready, 4000))) await this.#try((page) => this.#sendNext(page));
    const from = this.sheets().length;
    const came = () => this.sheets().slice(from);
    if (this.#breaks[0]?.sheets === 'sending' && this.#lot()?.accepted === null) {
      await this.#breaks.shift()?.happen();
      await this.#read(came);
      return;
    }
    const { lives } = this.#machine;
    await soon(() => this.#lot()?.accepted !== null || lives !== this.#machine.lives, 60_000);
    const lot = this.#lot();
    if (!lot) return;
    // The laptop died on the way, and only the queue and the tray can tell whether it was taken.
    if (lot.accepted === null) {
      await this.#read(came);
      return;
    }
    const sheets = this.#breaks[0]?.sheets ?? 'sending';
    if (sheets !== 'sending' && sheets < lot.sheets) {
      this.#tray.let(sheets);
      await until(() => came().length === sheets, 'sheets before the fault');
      await this.#breaks.shift()?.happen();
      await this.#read(came);
      return;
    }
    this.#tray.let(lot.sheets);
    await until(() => came().length === lot.sheets, 'all sheets of a lot');
    await this.#try((page) => this.#allGood(page, lot.chunk));
  }

  /** After a fault, and after a start of the app, the next lot is asked for by hand. */
  async #sendNext(page: Page): Promise<void> {
    await this.#show(page);
    const next = page.locator('[data-testid="spool-next"]:enabled:not([data-loading])');
    if (await next.count()) await next.click();
  }

  /** What is shown of the queue may be a moment old: said again until the app has taken it. */
  async #allGood(page: Page, chunk: number): Promise<void> {
    await this.#show(page);
    await expect(async () => {
      const all = page.locator('[data-testid="spool-all"]:enabled');
      if (await all.count()) await all.click();
      await expect.poll(() => this.#lot()?.chunk !== chunk, { timeout: 2000 }).toBe(true);
    }).toPass({ timeout: 120_000 });
  }

  /** After a fault: takes what is left out of the queue, and says which sheet is the last good one. */
  async #read(came: () => readonly string[]): Promise<void> {
    const chunk = this.#lot()?.chunk;
    while (chunk !== undefined && this.#lot()?.chunk === chunk) {
      await this.#try(async (page) => {
        await this.#show(page);
        const queue = page.getByTestId('spool-queue');
        await expect(queue).toHaveAttribute('data-kind', /empty|busy/, { timeout: 60_000 });
        if ((await queue.getAttribute('data-kind')) === 'busy') await page.getByTestId('spool-clear').click();
        await expect(queue).toHaveAttribute('data-kind', 'empty', { timeout: 60_000 });
        const last = came().at(-1);
        if (last === undefined) await page.getByTestId('spool-none').click();
        else {
          await page.getByTestId('last-good').fill(last.slice(-4));
          await page.getByTestId('spool-here').click();
        }
        await expect.poll(() => this.#lot()?.chunk !== chunk, { timeout: 5000 }).toBe(true);
      });
    }
  }

  /** Works at the certificates' page; undefined where it was cut off, or what was waited for did not come: it is tried again. */
  async #try<T>(work: (page: Page) => Promise<T>): Promise<T | undefined> {
    try {
      return await this.#machine.on('certificates', work);
    } catch (error) {
      if (error instanceof Interrupted || /expect|Timeout|poll/i.test(String(error))) return undefined;
      throw error;
    }
  }
}
