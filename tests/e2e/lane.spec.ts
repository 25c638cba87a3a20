import path from 'node:path';
import { expect, test } from './app.ts';
import { AppCalls } from './appCalls.ts';
import { chooseEvent } from './chooseEvent.ts';
import type { Desk } from './desk.ts';
import { scanByKeyboard } from './keyboardScanner.ts';
import { rows, type StoredBadge, storedBadges } from './storeReader.ts';

const fileOf = (desk: Desk, program: string) => path.join(desk.documents, path.basename(program));
const verdictOf = (desk: Desk) => desk.page.getByTestId('verdict');

async function openLane({ page }: Desk): Promise<void> {
  await page.getByTestId('job-door').click();
  await page.getByTestId('lane').waitFor();
}

function participants(file: string): readonly [StoredBadge, StoredBadge, StoredBadge] {
  const [first, second, third] = storedBadges(file).filter(({ role }) => role === 'participant');
  if (!first || !second || !third) throw new Error('the sample has too few participants');
  return [first, second, third];
}

async function scans(desk: Desk, code: string, kind: string): Promise<void> {
  await scanByKeyboard(desk, code);
  await expect(verdictOf(desk)).toHaveAttribute('data-kind', kind);
}

/** The same badge once more: not before the three seconds are over in which a lane takes it for the same reading. */
async function scansAgain(desk: Desk, code: string, kind: string): Promise<void> {
  await expect(async () => {
    await scanByKeyboard(desk, code);
    await expect(verdictOf(desk)).toHaveAttribute('data-kind', kind, { timeout: 500 });
  }).toPass({ intervals: [3100] });
}

async function setSupervisorPin({ page }: Desk, pin: string): Promise<void> {
  await page.getByTestId('job-program').click();
  await page.getByTestId('pin-supervisor').fill(pin);
  await page.getByTestId('pin-save-supervisor').click();
  await expect(page.getByTestId('pin-current-supervisor')).toBeVisible();
}

test('people leave and return: the counts follow, and the badge opens the door again', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  const { page } = desk;
  const [first, second] = participants(fileOf(desk, rehearsal));
  await openLane(desk);
  await scans(desk, first.code, 'admitted');
  await scans(desk, second.code, 'admitted');
  await expect(page.getByTestId('count-inside')).toHaveText('2');
  await page.keyboard.press('F3');
  await scansAgain(desk, first.code, 'goneOut');
  await expect(page.getByTestId('count-inside')).toHaveText('1');
  await expect(page.getByTestId('count-present')).toHaveText('2');
  await page.keyboard.press('F3');
  await scansAgain(desk, first.code, 'cameBack');
  await expect(page.getByTestId('count-inside')).toHaveText('2');
  await expect(page.getByTestId('count-present')).toHaveText('2');
});

test('a supervisor lets in by PIN and reason; a wrong PIN lets nobody in, and the journal says why', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  const { page } = desk;
  const file = fileOf(desk, rehearsal);
  const [first] = participants(file);
  // So long that no random id of the file has it by chance.
  const pin = '258013970462';
  await setSupervisorPin(desk, pin);
  const calls = await AppCalls.over(desk);
  const edit = { attention: '휠체어 자리' };
  await calls.call('roster/edit', { edits: [{ id: first.attendeeId, edit }] });
  await openLane(desk);
  await chooseEvent(page, 'visit-a');
  await scanByKeyboard(desk, first.code);
  await expect(verdictOf(desk)).toHaveAttribute('data-kind', /notInvited|waiting|tooLate/);
  await page.keyboard.press('F8');
  await page.getByTestId('overrule-reason').fill('연사의 일행');
  await page.getByTestId('overrule-pin').fill('1111');
  await page.getByTestId('overrule-save').click();
  await expect(page.getByTestId('overrule-problem')).toBeVisible();
  expect(rows(file, 'SELECT 1 FROM attendance')).toEqual([]);
  await page.getByTestId('overrule-pin').fill(pin);
  await page.getByTestId('overrule-save').click();
  await expect(verdictOf(desk)).toHaveAttribute('data-kind', 'overruled');
  await expect(verdictOf(desk)).toContainText('연사의 일행');
  await expect(verdictOf(desk)).toContainText('휠체어 자리');
  await expect(page.getByTestId('count-present')).toHaveText('1');
  const [row] = rows<{ reason: string; names: string }>(
    file,
    `SELECT json_extract(o.detail, '$.reason') AS reason, s.kind AS names
     FROM journal o JOIN journal s ON s.id = o.refers WHERE o.verdict = 'overruled'`,
  );
  expect(row).toEqual({ reason: '연사의 일행', names: 'scan' });
  expect(JSON.stringify(rows(file, 'SELECT * FROM meta'))).not.toContain(pin);
});

test('the one named on the button is the one taken back, after a group too', async ({ start, rehearsal }) => {
  const desk = await start({ program: rehearsal });
  const { page } = desk;
  const file = fileOf(desk, rehearsal);
  const [first] = participants(file);
  const undo = page.getByTestId('undo');
  await openLane(desk);
  await scans(desk, first.code, 'admitted');
  await expect(undo).toContainText(first.name);
  await page.keyboard.press('F7');
  await page.getByTestId('group-find').fill('한빛대학교');
  await page.getByTestId('group-name').first().click();
  await page.getByTestId('group-admit').click();
  await expect(page.getByTestId('count-present')).not.toHaveText('1');
  await page.keyboard.press('Escape');
  await expect(undo).not.toContainText(first.name);
  const named = (await undo.locator('.mantine-Button-label').textContent()) ?? '';
  await undo.click();
  await expect(verdictOf(desk)).toHaveAttribute('data-kind', 'undone');
  const undone = rows<{ name: string }>(
    file,
    "SELECT a.name FROM journal j JOIN attendee a ON a.id = j.attendee_id WHERE j.kind = 'undo'",
  ).map(({ name }) => name);
  expect(undone).toHaveLength(1);
  expect(named).toContain(undone[0]);
  expect(undone).not.toContain(first.name);
});

test('at another event nothing is there to take back, and nothing of the first one is', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  const { page } = desk;
  const file = fileOf(desk, rehearsal);
  const [first, second] = participants(file);
  await openLane(desk);
  await scans(desk, first.code, 'admitted');
  await chooseEvent(page, 'visit-a');
  await expect(page.getByTestId('undo')).toBeDisabled();
  await page.keyboard.press('Control+z');
  // What came after the key has its answer, so the key has had its own.
  await scanByKeyboard(desk, second.code);
  await expect(page.getByTestId('verdict-name')).toHaveText(second.name);
  expect(rows(file, "SELECT 1 FROM journal WHERE kind = 'undo'")).toEqual([]);
});

test('the same badge at once again is the same reading; taken back, it is judged at once', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  const { page } = desk;
  const file = fileOf(desk, rehearsal);
  const [first, second] = participants(file);
  const journal = () =>
    rows<{ name: string; verdict: string }>(
      file,
      'SELECT a.name, j.verdict FROM journal j JOIN attendee a ON a.id = j.attendee_id ORDER BY j.device_seq',
    ).map(({ name, verdict }) => `${name} ${verdict}`);
  await openLane(desk);
  await scans(desk, first.code, 'admitted');
  await scanByKeyboard(desk, first.code);
  await scanByKeyboard(desk, second.code);
  await expect(page.getByTestId('verdict-name')).toHaveText(second.name);
  expect(journal()).toEqual([`${first.name} admitted`, `${second.name} admitted`]);
  await scansAgain(desk, first.code, 'alreadyIn');
  await expect(page.getByTestId('undo')).toContainText(second.name);
  await page.keyboard.press('Control+z');
  await expect(verdictOf(desk)).toHaveAttribute('data-kind', 'undone');
  await scans(desk, second.code, 'admitted');
  await page.keyboard.press('Control+z');
  await expect(verdictOf(desk)).toHaveAttribute('data-kind', 'undone');
  await scans(desk, second.code, 'admitted');
});

/** Presses a key as the system hands it to the window: the shell hears it before the page does. */
async function pressInWindow(desk: Desk, keyCode: string): Promise<void> {
  const window = await desk.app.browserWindow(desk.page);
  await window.evaluate((main, pressed) => {
    for (const type of ['keyDown', 'keyUp'] as const)
      main.webContents.sendInputEvent({ type, keyCode: pressed });
  }, keyCode);
}

test('the lane fills the screen by F11 or its menu, and no longer by F11 or an Escape that closes nothing else', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  const { page } = desk;
  const window = await desk.app.browserWindow(page);
  const fills = () => window.evaluate((main) => main.isFullScreen());
  await openLane(desk);
  await pressInWindow(desk, 'F11');
  await expect.poll(fills).toBe(true);
  await pressInWindow(desk, 'F11');
  await expect.poll(fills).toBe(false);
  await page.getByTestId('lane-menu').click();
  await page.getByTestId('lane-full-screen').click();
  await expect.poll(fills).toBe(true);
  await page.keyboard.press('F2');
  await page.getByTestId('search-input').waitFor();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('search-input')).toHaveCount(0);
  expect(await fills()).toBe(true);
  // The menu that was closed just before may be fading still.
  await expect(async () => {
    await page.keyboard.press('Escape');
    await expect.poll(fills, { timeout: 1000 }).toBe(false);
  }).toPass({ timeout: 20_000 });
});

test('the camera is as it was left at the next start', async ({ start, rehearsal }) => {
  const desk = await start({ program: rehearsal });
  await openLane(desk);
  await expect(desk.page.getByTestId('camera-state')).toHaveCount(0);
  await desk.page.keyboard.press('F4');
  await desk.page.getByTestId('camera-state').waitFor();
  await desk.close();
  const next = await start({ home: desk.home });
  await openLane(next);
  await next.page.getByTestId('camera-state').waitFor();
  await next.page.keyboard.press('F4');
  await expect(next.page.getByTestId('camera-state')).toHaveCount(0);
  await next.close();
  const last = await start({ home: desk.home });
  await openLane(last);
  await expect(last.page.getByTestId('camera-state')).toHaveCount(0);
});
