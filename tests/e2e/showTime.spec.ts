import path from 'node:path';
import { expect, test } from './app.ts';
import type { Desk } from './desk.ts';
import { again } from './mainProcess.ts';
import { openStage } from './stageWindows.ts';
import { rows } from './storeReader.ts';

const kills = process.env.STAGEDOOR_SOAK === '1' ? 50 : 5;

async function openMc(desk: Desk) {
  await desk.page.getByTestId('tab-screens').click();
  const opening = desk.app.waitForEvent('window');
  await desk.page.getByTestId('open-mc').click();
  const mc = await opening;
  await mc.getByTestId('picture').waitFor();
  return mc;
}

type Stored = { readonly seq: number; readonly command: string };

/** How far the stored commands have come, worked out apart from the app: these tests start, go on and go back only. */
function placeOf(file: string): number {
  let place = -1;
  for (const { command } of rows<Stored>(file, 'SELECT seq, command FROM show_command ORDER BY seq')) {
    const { kind } = JSON.parse(command) as { kind: string };
    place += kind === 'back' ? -1 : 1;
  }
  return place;
}

function cueOf(file: string): string {
  const order = rows<{ id: string }>(file, 'SELECT id FROM cue ORDER BY position').map(({ id }) => id);
  return order[placeOf(file)] ?? '';
}

/** The rehearsal's time by the wall clock, as its setting in the store says. */
function rehearsalNow(file: string): number {
  const [row] = rows<{ value: string }>(file, "SELECT value FROM meta WHERE key = 'rehearsal'");
  const { shown, machine, speed } = JSON.parse(row?.value ?? '{}') as Record<string, number>;
  return (shown ?? 0) + (Date.now() - (machine ?? 0)) * (speed ?? 1);
}

const secondsOf = (text: string) =>
  (text.startsWith('+') ? -1 : 1) *
  text
    .replace('+', '')
    .split(':')
    .reduce((sum, part) => sum * 60 + Number(part), 0);

test(`kill -9 at any moment of a running show, ${kills} times: the same cue, with the time left that the wall clock gives`, async ({
  start,
  rehearsal,
}) => {
  test.slow();
  let desk = await start({ program: rehearsal });
  const file = path.join(desk.documents, path.basename(rehearsal));
  await openStage(desk);
  await desk.page.keyboard.press('Space');
  await expect(desk.page.getByTestId('now-title')).toHaveText('입장 및 체크인');
  for (let round = 0; round < kills; round++) {
    const { page } = desk;
    // On and back, at a pace of its own each round, far from both ends; the last command may be cut off anywhere on its way.
    const [often, seldom] = placeOf(file) < 8 ? ['Space', 'ArrowLeft'] : ['ArrowLeft', 'Space'];
    const burst = (async () => {
      for (let i = 0; i < 4 + (round % 3); i++) {
        await page.keyboard.press((i % 3 === 2 ? seldom : often) ?? '').catch(() => {});
      }
    })();
    await Promise.race([burst, new Promise((resolve) => setTimeout(resolve, 20 + ((round * 37) % 160)))]);
    await desk.kill();
    await burst;
    desk = await start({ home: desk.home });
    await openStage(desk);
    await expect(desk.page.getByTestId('notice-restarted')).toBeVisible();
    const mc = await openMc(desk);
    await expect(mc.getByTestId('picture')).toHaveAttribute('data-cue', cueOf(file));
    await expect(async () => {
      const due = Number(await mc.getByTestId('picture').getAttribute('data-due'));
      const shown = secondsOf((await mc.getByTestId('time-left').textContent()) ?? '');
      expect(Math.abs(shown - (due - rehearsalNow(file)) / 1000)).toBeLessThan(2);
    }).toPass();
    await desk.page.getByTestId('dismiss-notice').click();
    await expect(desk.page.getByTestId('notice-restarted')).toHaveCount(0);
  }
});

/** From now on the machine's clock is ahead of the true time by `ms`, for the main process. */
function setWallClock(desk: Desk, ms: number): Promise<void> {
  return again(() =>
    desk.app.evaluate((_electron, ahead) => {
      const kept = globalThis as { trueNow?: () => number };
      const now = kept.trueNow ?? Date.now;
      kept.trueNow = now;
      Date.now = () => now() + ahead;
    }, ms),
  );
}

test('the machine sleeps for ten minutes: the wall clock decides, and the caller is told; a clock that is set moves nothing', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  const page = await openStage(desk);
  await page.keyboard.press('Space');
  const left = async () => secondsOf((await page.getByTestId('time-left').textContent()) ?? '');
  await page.getByTestId('time-left').waitFor();
  const before = await left();
  const awake = () => again(() => desk.app.evaluate(({ powerSaveBlocker }) => powerSaveBlocker.isStarted(0)));
  expect(await awake()).toBe(true);
  // As a sleep looks to a process: its monotonic clock stood still, the wall clock went on, and the system says it woke up.
  await setWallClock(desk, 600_000);
  // Between the app's own doings, as the system would: not in the middle of a query, where the driver comes in.
  await again(() =>
    desk.app.evaluate(({ powerMonitor }) => void setImmediate(() => powerMonitor.emit('resume'))),
  );
  await expect(page.getByTestId('notice-slept')).toContainText('10:0');
  await expect.poll(async () => Math.abs(before - 600 - (await left()))).toBeLessThan(20);
  await page.getByTestId('dismiss-notice').click();

  // Set an hour forward while the show runs: the caller is told, the show goes on by its own time.
  const settled = await left();
  await setWallClock(desk, 600_000 + 3_600_000);
  await expect(page.getByTestId('notice-clockChanged')).toContainText('1:00:0');
  expect(Math.abs(settled - (await left()))).toBeLessThan(20);
  await page.getByTestId('notice-clockChanged').getByRole('button').first().click();
  await expect.poll(async () => settled - (await left())).toBeGreaterThan(3500);
  // Once taken over, there is nothing more to ask.
  await expect(page.getByTestId('notice-clockChanged')).toHaveCount(0);
  // Called to its end, nothing keeps the machine awake any more.
  await page.keyboard.press('F8');
  for (let i = 0; i < 16; i++) await page.keyboard.press('Space');
  await expect(page.getByTestId('now-title')).toHaveText('모든 순서가 끝났습니다');
  await expect.poll(awake).toBe(false);
  await expect(page.getByTestId('notice-clockChanged')).toHaveCount(0);
});
