import type { Page } from '@playwright/test';
import { type Desk, removeHome, startDesk } from '../e2e/desk.ts';
import { openScreens, openStage, screens, shownIn } from '../e2e/stageWindows.ts';
import { median, type Row, row } from './row.ts';

type Seen = { readonly value: string; readonly at: number };
type Watched = Window & { seen: Seen[]; heard: (() => void) | undefined };

/**
 * Notes in a window each new value that it shows and when that was on its screen: after the frame that has it was painted.
 * `attribute` of the picture, or its text where none is named. Times are wall-clock ms, or monotonic (`performance.now`).
 */
async function watch(window: Page, selector: string, attribute: string | null, clock: 'wall' | 'monotonic') {
  await window.evaluate(
    ({ selector, attribute, clock }) => {
      const node = document.querySelector(selector);
      if (!node) throw new Error(`there is no ${selector}`);
      const watched = window as unknown as Watched;
      watched.seen = [];
      const value = () => (attribute === null ? node.textContent : node.getAttribute(attribute)) ?? '';
      const channel = new MessageChannel();
      let shown = value();
      channel.port1.onmessage = ({ data }: MessageEvent<string>) => {
        watched.seen.push({ value: data, at: clock === 'wall' ? Date.now() : performance.now() });
        watched.heard?.();
      };
      new MutationObserver(() => {
        if (value() === shown) return;
        shown = value();
        const painted = shown;
        requestAnimationFrame(() => channel.port2.postMessage(painted));
      }).observe(node, { subtree: true, childList: true, characterData: true, attributes: true });
    },
    { selector, attribute, clock },
  );
}

const seenIn = (window: Page) => window.evaluate(() => (window as unknown as Watched).seen);

async function withStage<T>(program: string, work: (desk: Desk) => Promise<T>): Promise<T> {
  const desk = await startDesk({ program });
  try {
    await openStage(desk);
    return await work(desk);
  } finally {
    await desk.close();
    removeHome(desk.home);
  }
}

/**
 * When a window painted a value. Asked a while after the command, as a caller's commands come: an answer to the driver is work
 * for the very processes that are measured, and would be done while the other windows still paint.
 */
function paintedAt(window: Page, wanted: string): Promise<number> {
  return window.evaluate(
    (value) =>
      new Promise<number>((resolve) => {
        const watched = window as unknown as Watched;
        watched.heard = () => {
          const found = watched.seen.find((each) => each.value === value);
          if (found) resolve(found.at);
        };
        watched.heard();
      }),
    wanted,
  );
}

const betweenCommands = 250;

const picture = '[data-testid="picture"]';

/**
 * From the key that the caller presses to the last of four windows having painted what it brought, in the real app; the median
 * over `count` commands. Against two frames of a screen.
 */
export async function rundownBroadcast(program: string, count = 200): Promise<readonly Row[]> {
  return withStage(program, async (desk) => {
    const { page } = desk;
    const windows = await openScreens(desk, true);
    await page.keyboard.press('Space');
    await page.evaluate(() => {
      const pressed = window as unknown as { pressed: number };
      window.addEventListener(
        'keydown',
        ({ timeStamp }) => {
          pressed.pressed = Date.now() - (performance.now() - timeStamp);
        },
        true,
      );
    });
    for (const kind of screens) await watch(windows[kind], picture, 'data-version', 'wall');
    const taken: number[] = [];
    let version = Number((await shownIn(windows.mc)).version);
    for (let i = 0; i < count; i++) {
      const wanted = String(++version);
      await page.keyboard.press(i % 2 === 0 ? 'Space' : 'ArrowLeft');
      await new Promise((resolve) => setTimeout(resolve, betweenCommands));
      const times = await Promise.all(screens.map((kind) => paintedAt(windows[kind], wanted)));
      const pressed = await page.evaluate(() => (window as unknown as { pressed: number }).pressed);
      taken.push(Math.max(...times) - pressed);
    }
    return [row('rundown.broadcast', 'ms', median(taken), 'two frames at 60 Hz (a bound)', 33.3)];
  });
}

/**
 * The seconds that the timer shows against the page's monotonic clock, over so many seconds: how far a change of the digits
 * is from where the first one says that it should be; the largest of all.
 */
export async function rundownDrift(program: string, seconds: number): Promise<readonly Row[]> {
  return withStage(program, async (desk) => {
    const windows = await openScreens(desk, true);
    await desk.page.keyboard.press('Space');
    await windows.timer.locator('[data-testid="timer-digits"]').waitFor();
    await watch(windows.timer, '[data-testid="timer-digits"]', null, 'monotonic');
    await windows.timer.waitForFunction(
      (wanted) => (window as unknown as Watched).seen.length > wanted,
      seconds,
      { timeout: (seconds + 60) * 1000, polling: 500 },
    );
    const seen = await seenIn(windows.timer);
    const left = (text: string) =>
      text
        .replace('+', '')
        .split(':')
        .reduce((sum, part) => sum * 60 + Number(part), 0) * 1000;
    const [first] = seen;
    if (!first) throw new Error('the timer stood still');
    const off = seen.map(({ value, at }) =>
      Math.abs(at - first.at - Math.abs(left(value) - left(first.value))),
    );
    const name = seconds === 300 ? 'rundown.drift' : `rundown.drift.${seconds}s`;
    return [row(name, 'ms', Math.max(...off), 'a bound', 50)];
  });
}
