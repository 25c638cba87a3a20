import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { AppCalls } from './appCalls.ts';
import type { Desk } from './desk.ts';
import { devTools, scanByKeyboard, scanThroughInputMethod, typeKeys } from './keyboardScanner.ts';
import { again } from './mainProcess.ts';
import { rows, storedBadges } from './storeReader.ts';

const many = process.env.STAGEDOOR_SOAK === '1' ? 1000 : 120;
/** Scans a second. */
const pace = 20;

const fileOf = (desk: Desk, program: string) => path.join(desk.documents, path.basename(program));
const journalCodes = (file: string) =>
  rows<{ code: string }>(file, 'SELECT code FROM journal ORDER BY device_seq').map(({ code }) => code);

/** Opens the lobby's window and gives its page. */
async function openLobby(desk: Desk): Promise<Page> {
  await desk.page.getByTestId('job-stage').click();
  const opened = desk.app.waitForEvent('window');
  await desk.page.getByTestId('tab-screens').click();
  await desk.page.getByTestId('open-lobby').click();
  const lobby = await opened;
  await lobby.getByTestId('lobby-window').waitFor();
  return lobby;
}

/** Brings the window of that kind to the front, as the system does: the other one loses the focus. */
async function bringToFront(desk: Desk, which: 'main' | 'lobby'): Promise<void> {
  await again(() =>
    desk.app.evaluate(({ BrowserWindow }, wanted) => {
      const isLobby = (url: string) => url.includes('window/lobby');
      for (const window of BrowserWindow.getAllWindows()) {
        if (isLobby(window.webContents.getURL()) === (wanted === 'lobby')) window.focus();
      }
    }, which),
  );
}

test('a burst of scans, whatever has the focus: every one judged, in order, none typed anywhere', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  const { page } = desk;
  const file = fileOf(desk, rehearsal);
  const badges = storedBadges(file);
  const codes = Array.from({ length: many }, (_, i) => badges[i % badges.length]?.code ?? '');
  const lobby = await openLobby(desk);
  let next = performance.now();
  const burst = async (from: number, to: number, on: Page, before: (i: number) => Promise<void>) => {
    for (const [i, code] of codes.slice(from, to).entries()) {
      await before(i);
      next = Math.max(next + 1000 / pace, performance.now());
      await scanByKeyboard(desk, code, on);
      const wait = next - performance.now();
      if (wait > 0) await page.evaluate((ms) => new Promise((resolve) => setTimeout(resolve, ms)), wait);
    }
  };
  const third = Math.floor(many / 3);

  await page.getByTestId('job-door').click();
  await page.getByTestId('search-open').click();
  const field = page.getByTestId('search-input');
  await field.fill('김');
  const cdp = await devTools(page);
  await burst(0, third, page, async (i) => {
    // A syllable is begun again and again, as somebody goes on typing while people come in.
    if (i % 5 !== 0) return;
    await cdp.send('Input.imeSetComposition', { text: 'ㅁ', selectionStart: 1, selectionEnd: 1 });
    await cdp.send('Input.imeSetComposition', { text: '미', selectionStart: 1, selectionEnd: 1 });
  });
  await expect(field).toHaveValue(/^김미+$/);
  await page.getByTestId('search-close').click();

  await page.getByTestId('job-people').click();
  await page.getByTestId('person-row').first().getByRole('button').first().click();
  await page.getByRole('dialog').waitFor();
  await burst(third, 2 * third, page, async () => {});
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');

  await bringToFront(desk, 'lobby');
  await burst(2 * third, many, lobby, async () => {});
  await expect.poll(() => journalCodes(file).length, { timeout: 60_000 }).toBe(many);
  expect(journalCodes(file)).toEqual(codes);
});

test('a scan that an input method turns into Hangul: judged by its keys, and the field is as it was', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  const { page } = desk;
  const file = fileOf(desk, rehearsal);
  const codes = storedBadges(file)
    .slice(0, 5)
    .map((badge) => badge.code);
  await page.getByTestId('job-door').click();
  await page.getByTestId('search-open').click();
  const field = page.getByTestId('search-input');
  await field.fill('김');
  for (const code of codes) await scanThroughInputMethod(page, code);
  await expect.poll(() => journalCodes(file), { timeout: 30_000 }).toEqual(codes);
  await expect(field).toHaveValue('김');
});

test('a cut code is said where no lane would show it: without an event, and while the scanners are tried out', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  const { page } = desk;
  const file = fileOf(desk, rehearsal);
  const [badge] = storedBadges(file);
  const code = badge?.code ?? '';
  const half = code.slice(0, 20);
  const lobby = await openLobby(desk);
  const cut = page.getByRole('alert').filter({ hasText: '끊겼습니다' });

  await page.getByTestId('job-door').click();
  await page.getByTestId('lane-menu').click();
  await page.getByTestId('lane-selftest').click();
  await page.getByTestId('selftest').waitFor();
  await typeKeys(lobby, half, 'nothing');
  await expect(cut).toBeVisible();
  await scanByKeyboard(desk, code, lobby);
  await expect(page.getByRole('alert').filter({ hasText: '판정하지 않았습니다' })).toBeVisible();
  await expect(cut).toHaveCount(0);

  const calls = await AppCalls.over(desk);
  await calls.call('program/chooseEvent', { eventId: null });
  await page.getByTestId('job-door').click();
  await page.getByTestId('lane-empty').waitFor();
  await typeKeys(page, half, 'nothing');
  await expect(cut).toBeVisible();
  expect(journalCodes(file)).toEqual([]);
});
