import type { Desk } from '../e2e/desk.ts';
import { rows } from '../e2e/storeReader.ts';
import { later } from './later.ts';

/** A verdict as it was shown, and when this process heard of it. */
export interface Answer {
  readonly id: string;
  readonly kind: string;
  readonly at: number;
}

/** The row of an answer, with whom it is about. */
interface Row {
  readonly source: string;
  readonly code: string;
  readonly id: string | null;
  readonly name: string | null;
}

/** What a reading is known by: its code, or at the desk who stands there (a name, where they are in no list). */
export const byCode = (source: 'keyboard' | 'camera', code: string) => `${source} ${code}`;
export const bySearch = (who: string) => `search ${who}`;

/** Hears every verdict that the main window shows, and finds whose it is in the store. */
export class Heard {
  readonly #file: string;
  readonly answers = new Map<string, Answer>();
  /** How often the window said that a scan could not be stored. */
  failures = 0;
  readonly #waiting = new Map<string, (answer: Answer) => void>();

  constructor(file: string) {
    this.#file = file;
  }

  /** Listens in the main window of that start of the app. */
  async listen({ page }: Desk): Promise<void> {
    await page.exposeFunction('heardVerdict', (id: string, kind: string) => this.#hear(id, kind));
    await page.evaluate(() => {
      const told = globalThis as unknown as { heardVerdict: (id: string, kind: string) => void };
      const known = new Set<string>();
      let failed = false;
      const look = () => {
        let fails = false;
        for (const shown of document.querySelectorAll(
          '[data-testid="verdict"], [data-testid="scan-toast"]',
        )) {
          const { scanId = '', kind = '' } = (shown as HTMLElement).dataset;
          if (kind === 'failed') fails = true;
          if (scanId === '' || known.has(scanId)) continue;
          known.add(scanId);
          told.heardVerdict(scanId, kind);
        }
        if (fails && !failed) told.heardVerdict('', 'failed');
        failed = fails;
      };
      new MutationObserver(look).observe(document.body, {
        subtree: true,
        childList: true,
        attributes: true,
        attributeFilter: ['data-scan-id', 'data-kind'],
      });
    });
  }

  #hear(id: string, kind: string): void {
    const at = performance.now();
    if (id === '') {
      this.failures++;
      return;
    }
    const answer = { id, kind, at };
    this.answers.set(id, answer);
    // A walk-in's answer, or one that was taken back, is shown too: whoever waits for it is known by the store's row.
    const [row] = rows<Row>(
      this.#file,
      `SELECT j.source, j.code, a.id, a.name FROM journal j LEFT JOIN attendee a ON a.id = j.attendee_id WHERE j.id = ?`,
      id,
    );
    if (!row) return;
    const { source, code, id: who, name } = row;
    const keys = source === 'search' ? [bySearch(who ?? ''), bySearch(name ?? '')] : [`${source} ${code}`];
    for (const key of keys) this.#waiting.get(key)?.(answer);
  }

  /** The answer to a reading that is made now, or undefined where none is shown within `patience` (ms). */
  async after(key: string, patience: number, read: () => Promise<void>): Promise<Answer | undefined> {
    const { promise, resolve } = later<Answer | undefined>();
    this.#waiting.set(key, resolve);
    let timer: NodeJS.Timeout | undefined;
    try {
      await read();
      timer = setTimeout(() => resolve(undefined), patience);
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(key);
    }
  }
}
