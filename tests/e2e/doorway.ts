import type { Page } from '@playwright/test';
import { z } from 'zod';
import type { StoredBadge } from './storeReader.ts';

const Heard = z.object({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  /** It says that the door judged by its own copy. */
  own: z.boolean(),
});

/** A verdict as a door showed it. */
export type Heard = z.infer<typeof Heard>;

/** A door with somebody who scans at it, through every start of its machine. */
export interface Doorway {
  readonly name: string;
  /** What it showed, each verdict once. */
  readonly heard: ReadonlyMap<string, Heard>;
  /** Its machine was started, and shows the lane in that page. */
  readonly open: (page: Page) => Promise<void>;
  /** Its machine is about to be ended. */
  readonly away: () => void;
  /** Has a badge read until the door says something about who wears it. */
  readonly pass: (badge: StoredBadge) => Promise<Heard>;
}

/** So long the one who scans waits for a verdict before the badge is read once more (ms). */
const patience = 5000;

interface Turn {
  readonly page: Page;
  /** Kept once the machine is ended. */
  readonly over: Promise<void>;
  readonly end: () => void;
}

function outside<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** A door at which nobody scans yet: its machine is away. */
export function makeDoorway(name: string): Doorway {
  const heard = new Map<string, Heard>();
  let asked: { readonly name: string; readonly tell: (verdict: Heard) => void } | undefined;
  let turn: Turn | undefined;
  let begun = outside<Turn>();

  const hear = (shown: unknown) => {
    const verdict = Heard.parse(shown);
    if (heard.has(verdict.id)) return;
    heard.set(verdict.id, verdict);
    // An answer to somebody before may come late.
    if (asked && verdict.name === asked.name) asked.tell(verdict);
  };

  /** One reading; undefined where no verdict came of it. */
  const read = async ({ page, over }: Turn, badge: StoredBadge): Promise<Heard | undefined> => {
    let timer: NodeJS.Timeout | undefined;
    const answered = new Promise<Heard>((tell) => {
      asked = { name: badge.name, tell };
    });
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, patience, undefined);
    });
    const gone = over.then(() => undefined);
    const typed = page.evaluate(typeAtLane, badge.code).catch(() => true);
    const isOpen = await Promise.race([typed, gone]);
    // A browser that does not reach its host shows no lane until it does.
    if (isOpen === false) {
      const lane = page.getByTestId('lane').waitFor({ timeout: 0 });
      await Promise.race([lane.catch(() => {}), gone]);
    }
    const answer = isOpen ? await Promise.race([answered, late, gone]) : undefined;
    clearTimeout(timer);
    return answer;
  };

  return {
    name,
    heard,
    async open(page) {
      await page.getByTestId('lane').waitFor();
      await page.exposeFunction('heardVerdict', hear);
      await page.evaluate(watchVerdicts);
      const { promise: over, resolve: end } = outside<void>();
      turn = { page, over, end };
      begun.resolve(turn);
    },
    away() {
      if (!turn) return;
      begun = outside<Turn>();
      turn.end();
      turn = undefined;
    },
    async pass(badge) {
      for (;;) {
        const now = await begun.promise;
        const answer = await read(now, badge);
        if (answer) return answer;
      }
    },
  };
}

/** In the page: tells every verdict that is shown, as it is shown. */
function watchVerdicts(): void {
  const tell = () => {
    for (const shown of document.querySelectorAll('[data-testid="verdict"][data-scan-id]')) {
      const { scanId, kind } = (shown as HTMLElement).dataset;
      (window as unknown as { heardVerdict: (verdict: unknown) => void }).heardVerdict({
        id: scanId,
        kind,
        name: shown.querySelector('[data-testid="verdict-name"]')?.textContent,
        own: shown.querySelector('[data-testid="verdict-own"]') !== null,
      });
    }
  };
  new MutationObserver(tell).observe(document.body, { subtree: true, childList: true, attributes: true });
  tell();
}

/**
 * In the page: presses the physical keys of a scanner, where there is a lane; false where there is none. Not through the
 * driver: four doors' keys, one message each, are more than two cores have time for beside seven machines.
 */
function typeAtLane(code: string): boolean {
  if (!document.querySelector('[data-testid="lane"]')) return false;
  const keys = [...code].map((char) => {
    if (char === '-') return 'Minus';
    return /\d/.test(char) ? `Digit${char}` : `Key${char}`;
  });
  for (const key of [...keys, 'Enter']) {
    for (const kind of ['keydown', 'keyup']) {
      const event = new KeyboardEvent(kind, { code: key, bubbles: true, cancelable: true });
      (document.activeElement ?? document.body).dispatchEvent(event);
    }
  }
  return true;
}
