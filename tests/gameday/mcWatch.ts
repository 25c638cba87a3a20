import type { Page } from '@playwright/test';
import type { Desk } from '../e2e/desk.ts';
import type { Plan } from './plan.ts';
import type { Began } from './show.ts';

/** What stood on the MC's window, read between two moments (UTC ms). */
interface Sample {
  readonly from: number;
  readonly to: number;
  readonly title: string;
  readonly left: string;
}

/** What came of the watch over the MC's time. */
export interface McTime {
  readonly samples: number;
  readonly wrongSeconds: number;
  /** By how much (s) it was wrong at most, restarts left out. */
  readonly furthest: number;
  readonly wrong: readonly string[];
}

const every = 250;
const tolerance = 1000;

/** Reads the MC's window again and again, from outside, against this process's own clock. */
export class McWatch {
  readonly #samples: Sample[] = [];
  #window: Page | undefined;
  #ended = false;

  /** The window that is watched from now on. */
  watch(window: Page): void {
    this.#window = window;
  }

  /** Reads until it is told to end. */
  async run(): Promise<void> {
    while (!this.#ended) {
      const from = Date.now();
      const shown = await this.#window
        ?.evaluate(() => {
          const text = (name: string) =>
            document.querySelector(`[data-testid="${name}"]`)?.textContent?.trim() ?? '';
          return { title: text('now-title'), left: text('time-left') };
        })
        .catch(() => undefined);
      if (shown) this.#samples.push({ from, to: Date.now(), ...shown });
      await new Promise((resolve) => setTimeout(resolve, every));
    }
  }

  end(): void {
    this.#ended = true;
  }

  /** Holds every sample against what was on at that moment. `down`: when the laptop was (UTC ms). */
  judge(
    began: readonly Began[],
    plan: Plan,
    down: readonly { readonly from: number; readonly until: number }[],
  ): McTime {
    let wrongMs = 0;
    let furthest = 0;
    let judged = 0;
    let last = 0;
    const wrong: string[] = [];
    for (const sample of this.#samples) {
      const step = Math.min(sample.to - last, 2000);
      last = sample.to;
      if (down.some(({ from, until }) => sample.to >= from && sample.from <= until)) continue;
      // What began within the last second may not be shown yet; nor that the show did.
      const notBegun = sample.left === '' && sample.from - tolerance <= (began[0]?.at ?? 0);
      if (notBegun) continue;
      const on = began.filter(({ at }, i) => {
        const next = began[i + 1]?.at ?? Number.POSITIVE_INFINITY;
        return at <= sample.to && sample.from - tolerance <= next;
      });
      if (on.length === 0) continue;
      judged++;
      const off = Math.min(...on.map((each) => distance(sample, each, plan)));
      furthest = Math.max(furthest, Math.min(off, 1e6));
      if (off <= tolerance) continue;
      wrongMs += step;
      wrong.push(
        `${new Date(sample.from).toISOString()} ‘${sample.title}’ ${sample.left}, not ‘${on.at(-1)?.cue.title}’ (${off} ms off)`,
      );
    }
    return { samples: judged, wrongSeconds: Math.round(wrongMs) / 1000, furthest: furthest / 1000, wrong };
  }
}

/** How far (ms) what stood there is from the time left of that cue in the moments in which it was read; endless for another cue. */
function distance({ from, to, title, left }: Sample, { cue, at }: Began, plan: Plan): number {
  const digits = /^(\+?)((?:\d+:)?\d+:\d\d)$/.exec(left);
  if (!digits || title !== cue.title) return Number.POSITIVE_INFINITY;
  const seconds = (digits[2] ?? '').split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  const length = cue.kind === 'doors' ? plan.doorsMs : cue.length;
  // Digits count whole seconds: 0:05 stands for all from just over 4 s to 5 s, +0:05 for all from 5 s over to just under 6 s.
  const shown = digits[1] === '+' ? [-seconds - 1, -seconds] : [seconds - 1, seconds];
  const [low, high] = shown.map((s) => s * 1000);
  const [least, most] = [at + length - to, at + length - from];
  return Math.max(0, (low ?? 0) - most, least - (high ?? 0));
}

/** Opens the MC's window through the caller's view, on the display beside this one where there is one. */
export async function openMc({ page, app }: Desk): Promise<Page> {
  await page.getByTestId('job-stage').click();
  await page.getByTestId('tab-screens').click();
  const opening = app.waitForEvent('window');
  await page.getByTestId('open-mc').click();
  const mc = await opening;
  await mc.getByTestId('picture').waitFor();
  return mc;
}
