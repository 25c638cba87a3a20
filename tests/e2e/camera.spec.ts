import path from 'node:path';
import { frameHeight, frameWidth, qrFrame } from '../frames/qrFrames.ts';
import { expect, test } from './app.ts';
import { writeCameraFeed } from './cameraFeed.ts';
import { captureProcess } from './captureProcess.ts';
import { newHome } from './desk.ts';
import { rows, storedBadges } from './storeReader.ts';

const kinds = ['rotated', 'dim', 'far', 'mirrored', 'screen'] as const;

test('the camera: difficult codes are read, nothing while the lane is hidden, and lost it comes back by itself', async ({
  start,
  rehearsal,
}) => {
  const home = newHome();
  const codes = storedBadges(rehearsal).map(({ code }) => code);
  const frames = kinds.map((kind, i) => qrFrame(kind, 7 + i, codes[i] ?? ''));
  const feed = path.join(home, 'difficult.y4m');
  writeCameraFeed(
    feed,
    frames.map(({ pixels }) => ({ width: frameWidth, height: frameHeight, pixels })),
  );
  const desk = await start({ home, program: rehearsal, camera: feed });
  const { page } = desk;
  const file = path.join(desk.documents, path.basename(rehearsal));
  const read = () =>
    rows<{ code: string }>(file, "SELECT code FROM journal WHERE source = 'camera'").map(({ code }) => code);
  await page.getByTestId('job-door').click();
  await page.getByTestId('camera-toggle').click();
  await expect.poll(() => new Set(read()).size, { timeout: 60_000 }).toBe(kinds.length);
  expect(new Set(read())).toEqual(new Set(frames.map(({ code }) => code)));

  // Hidden, the picture goes on but nobody's code is read. The driver holds every page visible, so the page is told.
  const tellVisible = (value: 'visible' | 'hidden') =>
    page.evaluate((state) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
    }, value);
  await tellVisible('hidden');
  // What was before the camera just then may still be on its way to the store.
  let before = -1;
  const more = () => {
    const was = before;
    before = read().length;
    return before - was;
  };
  await expect.poll(more, { intervals: [1500] }).toBe(0);
  const video = page.locator('video').first();
  const shown = () => video.evaluate((element: HTMLVideoElement) => element.currentTime);
  const from = await shown();
  // The feed goes round: every code is before the camera again, and was long enough out of sight.
  await expect.poll(shown, { timeout: 60_000 }).toBeGreaterThan(from + 10);
  expect(read().length).toBe(before);
  await tellVisible('visible');
  await expect.poll(() => read().length, { timeout: 60_000 }).toBeGreaterThan(before);

  const state = page.getByTestId('camera-state');
  const pid = captureProcess(desk);
  if (pid === undefined) throw new Error('no process holds the camera');
  const known = read().length;
  process.kill(pid, 'SIGKILL');
  await expect(state).not.toHaveAttribute('data-state', 'on');
  await expect(state).toHaveAttribute('data-state', 'on', { timeout: 60_000 });
  await expect.poll(() => read().length, { timeout: 60_000 }).toBeGreaterThan(known);
});
