import { copyFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { expect } from './app.ts';
import { type Desk, type DeskOptions, newHome, removeHome } from './desk.ts';
import { type Dropper, openDropper } from './dropper.ts';
import { typeKeys } from './keyboardScanner.ts';
import { openOnPhone, type Phone } from './phone.ts';
import { invite, joinHost, openNetwork } from './stationsPage.ts';

/** What a door showed for a badge; times by the machine's clock. `own`: judged by its own copy, as the screen says. */
export interface Answer {
  readonly id: string;
  readonly door: string;
  readonly attendee: string;
  readonly kind: string;
  readonly own: boolean;
  readonly sentAt: number;
  readonly shownAt: number;
}

/** One machine at the event besides the host: a process of its own behind a network of its own, which can be killed or cut. */
export interface Post {
  readonly name: string;
  readonly network: Dropper;
  /** The window that people look at; undefined while the process is dead. */
  readonly page: () => Page | undefined;
  /** Where its own copy lies; undefined for a browser. */
  readonly file: () => string | undefined;
  readonly kill: () => Promise<void>;
  /** Starts it again where it is dead, and ends when it shows what it is for. */
  readonly revive: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A program into which as many may come as there are people: a copy of that one, in that folder. */
export function withoutLimit(program: string, folder: string): string {
  const file = path.join(folder, path.basename(program));
  copyFileSync(program, file);
  const db = new Database(file);
  db.exec('UPDATE event SET capacity = NULL');
  db.close();
  return file;
}

type Start = (options?: DeskOptions) => Promise<Desk>;
const env = { STAGEDOOR_LOOPBACK: '1' };

/** The machine that has the program, open to this machine's own network. */
export interface HostPost {
  readonly desk: () => Desk;
  readonly file: string;
  readonly port: number;
  /** When it was killed, by the machine's clock. */
  readonly kills: readonly number[];
  readonly kill: () => Promise<void>;
  readonly revive: () => Promise<void>;
  /** One at a time: what is done on its page for the others. */
  readonly ask: <T>(work: (page: Page) => Promise<T>) => Promise<T>;
}

export async function openHost(start: Start, program: string): Promise<HostPost> {
  let desk = await start({ program, env });
  let alive = true;
  const kills: number[] = [];
  await openNetwork(desk);
  const url = await desk.page.getByTestId('network-url').textContent();
  const port = Number(/:(\d+)\s*$/.exec(url ?? '')?.[1]);
  let turn: Promise<unknown> = Promise.resolve();
  return {
    desk: () => desk,
    file: path.join(desk.documents, path.basename(program)),
    port,
    kills,
    async kill() {
      alive = false;
      kills.push(Date.now());
      await desk.kill();
    },
    async revive() {
      if (alive) return;
      desk = await start({ home: desk.home, env });
      await openNetwork(desk);
      alive = true;
    },
    ask<T>(work: (page: Page) => Promise<T>): Promise<T> {
      const mine = turn.then(() => work(desk.page));
      turn = mine.catch(() => {});
      return mine;
    },
  };
}

/** The invitation's text as a machine reads it that is behind that network. */
const through = (text: string, network: Dropper) => text.replace(/:\d+\//, `:${network.port}/`);

/** Another Stagedoor at a door. */
export async function openAppDoor(start: Start, host: HostPost, name: string): Promise<Post> {
  const network = await openDropper(host.port);
  let desk = await start({ env });
  let alive = true;
  await joinHost(desk, through(await host.ask((page) => invite(page, name, 'app')), network));
  const { home } = desk;
  const copies = path.join(home, 'data/stations');
  const [copy] = readdirSync(copies).filter((one) => one.endsWith('.stagedoor'));
  if (!copy) throw new Error('no copy');
  return {
    name,
    network,
    page: () => (alive ? desk.page : undefined),
    file: () => path.join(copies, copy),
    async kill() {
      alive = false;
      await desk.kill();
    },
    async revive() {
      if (alive) return;
      desk = await start({ home, env });
      await desk.page.getByTestId('job-door').click();
      await desk.page.getByTestId('lane').waitFor();
      alive = true;
    },
    close: () => network.close(),
  };
}

/** A browser in a role, by the name that the page has for it; `route`: where it then is, `shows`: the element of its screen. */
export async function openBrowserPost(
  host: HostPost,
  name: string,
  { role, route, shows }: { readonly role: string; readonly route: string; readonly shows: string },
): Promise<Post> {
  const network = await openDropper(host.port);
  const home = newHome();
  const pair = async (times: number) =>
    through(
      await host.ask((page) => invite(page, times === 0 ? name : `${name}${times + 1}`, role)),
      network,
    );
  const first = await pair(0);
  let pairings = 1;
  const place = `https://127.0.0.1:${network.port}/#/${route}`;
  const known = { home, fingerprint: first.split('/').at(-1) ?? '' };
  let phone: Phone = await openOnPhone(first, undefined, known);
  let alive = true;
  const arrive = async () => {
    const { page } = phone;
    await expect(async () => {
      const here = page.getByTestId(shows);
      if (await here.isVisible()) return;
      // Its token was not on its disk yet when it was killed: it is let in anew.
      if (await page.getByTestId('pair-page').isVisible()) {
        await page.goto(await pair(pairings++));
        await page.reload();
      } else if (page.url().startsWith('chrome-error:')) await page.goto(place);
      await expect(here).toBeVisible({ timeout: 8000 });
    }).toPass({ timeout: 90_000 });
  };
  await arrive();
  return {
    name,
    network,
    page: () => (alive ? phone.page : undefined),
    file: () => undefined,
    async kill() {
      alive = false;
      await phone.kill();
    },
    async revive() {
      if (!alive) phone = await openOnPhone(place, undefined, known);
      alive = true;
      await arrive();
    },
    async close() {
      await phone.close();
      await network.close();
      removeHome(home);
    },
  };
}

const patience = 15_000;

interface Heard {
  readonly id: string;
  readonly kind: string;
  readonly own: boolean;
}

declare global {
  interface Window {
    /** Every verdict that this page has shown, in order. */
    heardVerdicts?: Heard[];
  }
}

/** Has the page keep what it shows, also where the test is too slow to see it; gives how many verdicts it has shown so far. */
function keepVerdicts(page: Page): Promise<number> {
  return page.evaluate(() => {
    if (window.heardVerdicts) return window.heardVerdicts.length;
    const heard: Heard[] = [];
    window.heardVerdicts = heard;
    const look = () => {
      const shown = document.querySelector('[data-testid="verdict"][data-scan-id]');
      const id = shown?.getAttribute('data-scan-id');
      if (!shown || !id || heard.at(-1)?.id === id) return;
      const own = shown.querySelector('[data-testid="verdict-own"]') !== null;
      heard.push({ id, kind: shown.getAttribute('data-kind') ?? '', own });
    };
    look();
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
    return heard.length;
  });
}

/** Reads a badge at a door as a keyboard scanner does; what is shown for it, or undefined where nothing is. */
export async function readBadge(
  post: Post,
  badge: { readonly code: string; readonly attendeeId: string },
): Promise<Answer | undefined> {
  const page = post.page();
  if (!page) return undefined;
  try {
    if (!(await page.getByTestId('lane').isVisible())) return undefined;
    const before = await keepVerdicts(page);
    const sentAt = Date.now();
    await typeKeys(page, badge.code, 'Enter');
    const fresh = await page.waitForFunction((count) => window.heardVerdicts?.[count], before, {
      timeout: patience,
      polling: 50,
    });
    const heard = await fresh.jsonValue();
    return heard && { ...heard, door: post.name, attendee: badge.attendeeId, sentAt, shownAt: Date.now() };
  } catch {
    // The door died, or lost its host: whoever stood there is read again.
    return undefined;
  }
}
