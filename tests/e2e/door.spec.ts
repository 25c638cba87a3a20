import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './app.ts';
import { badgePictures, decodePictures, writeCameraFeed } from './cameraFeed.ts';
import { chooseEvent } from './chooseEvent.ts';
import { type Desk, documentsOf } from './desk.ts';
import { scanByKeyboard } from './keyboardScanner.ts';
import { rows, type StoredBadge, storedBadges } from './storeReader.ts';

function fileOf(desk: Desk, program: string): string {
  return path.join(desk.documents, path.basename(program));
}

async function openLane(desk: Desk): Promise<void> {
  await desk.page.getByTestId('job-door').click();
  await desk.page.getByTestId('lane').waitFor();
}

function badge(badges: readonly StoredBadge[], at: number): StoredBadge {
  const found = badges.filter(({ role }) => role === 'participant')[at];
  if (!found) throw new Error('no such badge');
  return found;
}

const verdictOf = (desk: Desk) => desk.page.getByTestId('verdict');

test('a badge scanned by keyboard: judged at once, counted, and a second time told apart', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  const [first, second] = [
    badge(storedBadges(fileOf(desk, rehearsal)), 0),
    badge(storedBadges(fileOf(desk, rehearsal)), 1),
  ];
  await openLane(desk);
  await expect(desk.page.getByTestId('count-expected')).toHaveText('323');
  await scanByKeyboard(desk, first.code);
  await expect(verdictOf(desk)).toHaveAttribute('data-kind', 'admitted');
  await expect(desk.page.getByTestId('verdict-name')).toHaveText(first.name);
  await expect(desk.page.getByTestId('count-present')).toHaveText('1');
  await scanByKeyboard(desk, second.code);
  await expect(desk.page.getByTestId('verdict-name')).toHaveText(second.name);
  await expect(desk.page.getByTestId('count-present')).toHaveText('2');
  await scanByKeyboard(
    desk,
    second.code.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
  );
  await expect(verdictOf(desk)).toHaveAttribute('data-kind', 'forged');
  await scanByKeyboard(desk, '8801234567893');
  await expect(verdictOf(desk)).toHaveAttribute('data-kind', 'unknown');
  await expect(desk.page.getByTestId('count-present')).toHaveText('2');
});

test('a scan while a text field has the focus: judged, and the field stays as it was', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  const { page } = desk;
  const scanned = badge(storedBadges(fileOf(desk, rehearsal)), 2);
  await page.getByTestId('job-people').click();
  const field = page.getByTestId('people-search');
  await field.fill('김민');
  await field.press('End');
  await scanByKeyboard(desk, scanned.code);
  await expect
    .poll(() => rows(fileOf(desk, rehearsal), "SELECT 1 FROM journal WHERE verdict = 'admitted'").length)
    .toBe(1);
  await expect(field).toHaveValue('김민');
  await expect(field).toBeFocused();
  await field.pressSequentially('수', { delay: 120 });
  await expect(field).toHaveValue('김민수');
});

test('a scan while a Hangul syllable is being composed: judged, and the syllable can be finished', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  const { page } = desk;
  const scanned = badge(storedBadges(fileOf(desk, rehearsal)), 3);
  await openLane(desk);
  await page.getByTestId('search-open').click();
  const field = page.getByTestId('search-input');
  await field.fill('김');
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Input.imeSetComposition', { text: 'ㅁ', selectionStart: 1, selectionEnd: 1 });
  await cdp.send('Input.imeSetComposition', { text: '미', selectionStart: 1, selectionEnd: 1 });
  await expect(field).toHaveValue('김미');
  await scanByKeyboard(desk, scanned.code);
  await expect
    .poll(() =>
      rows<{ code: string }>(fileOf(desk, rehearsal), 'SELECT code FROM journal').map(({ code }) => code),
    )
    .toEqual([scanned.code]);
  await expect(field).toHaveValue('김미');
  await expect(field).toBeFocused();
  await cdp.send('Input.insertText', { text: '' });
  await cdp.send('Input.imeSetComposition', { text: '수', selectionStart: 1, selectionEnd: 1 });
  await cdp.send('Input.insertText', { text: '수' });
  await expect(field).toHaveValue(/^김미?수$/);
});

test('somebody without a badge is found by initial consonants, Latin letters or digits, admitted, and taken back', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  const { page } = desk;
  await openLane(desk);
  for (const [typed, name] of [
    ['ㅂㅎㅈ', '박훈주'],
    ['hoonju', '박훈주'],
    ['1040', '박훈주'],
    ['박훈', '박훈주'],
  ] as const) {
    await page.keyboard.press('F2');
    await page.getByTestId('search-input').fill(typed);
    await expect(page.getByTestId('search-result').filter({ hasText: name }).first()).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('search-input')).toHaveCount(0);
  }
  await page.keyboard.press('F2');
  await page.getByTestId('search-input').fill('cohort5001@example.com');
  await expect(page.getByTestId('search-result')).toHaveCount(1);
  await page.getByTestId('search-input').press('Enter');
  // The person says the last four digits; others are not admitted.
  await page.getByTestId('confirm-digits').fill('1041');
  await page.getByTestId('confirm-admit').click();
  await expect(page.getByTestId('confirm-problem')).toContainText('끝 네 자리');
  await page.getByTestId('confirm-digits').fill('1040');
  await page.getByTestId('confirm-admit').click();
  await expect(page.getByTestId('verdict-name')).toHaveText('박훈주');
  await expect(page.getByTestId('count-present')).toHaveText('1');
  await page.keyboard.press('Control+z');
  await expect(page.getByTestId('count-present')).toHaveText('0');
  const journal = rows<{ kind: string }>(
    fileOf(desk, rehearsal),
    'SELECT kind FROM journal ORDER BY device_seq',
  );
  expect(journal.map(({ kind }) => kind)).toEqual(['scan', 'undo']);
});

test('a badge that was replaced no longer opens the door; a visit lets in only those on its list', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  const { page } = desk;
  const file = fileOf(desk, rehearsal);
  const old = badge(storedBadges(file), 4);
  await openLane(desk);
  await page.keyboard.press('F2');
  await page.getByTestId('search-input').fill(old.email);
  await expect(page.getByTestId('search-result')).toHaveCount(1);
  await page.getByTestId('replace-badge').click();
  await page.getByTestId('replace-lost').click();
  await expect.poll(() => rows(file, 'SELECT 1 FROM badge WHERE revoked_at IS NOT NULL').length).toBe(1);
  await page.getByTestId('search-close').click();
  await scanByKeyboard(desk, old.code);
  await expect(verdictOf(desk)).toHaveAttribute('data-kind', 'revoked');
  const fresh = storedBadges(file).find(({ attendeeId }) => attendeeId === old.attendeeId);
  await scanByKeyboard(desk, fresh?.code ?? '');
  await expect(verdictOf(desk)).toHaveAttribute('data-kind', 'admitted');
  // The visit of August is long over on the graduation's day.
  await chooseEvent(page, 'visit-a');
  await scanByKeyboard(desk, badge(storedBadges(file), 5).code);
  await expect(verdictOf(desk)).toHaveAttribute('data-kind', /notInvited|tooLate/);
});

test('badges held before the camera are read from what was printed', async ({ start, rehearsal }) => {
  const printing = await start({ program: rehearsal });
  await printing.page.getByTestId('job-certificates').click();
  await printing.page.getByTestId('tab-badges').click();
  await printing.page.getByTestId('filter-cast').click();
  await printing.page.getByTestId('make-badges-pdf').click();
  await printing.page.getByTestId('document-name').waitFor();
  const [sheet] = documentsOf(printing, '.pdf');
  if (!sheet) throw new Error('no sheet was written');
  const pictures = badgePictures(sheet, 1).slice(0, 7);
  const codes = decodePictures(pictures);
  await printing.close();
  const feed = path.join(printing.home, 'door.y4m');
  writeCameraFeed(feed, pictures);
  const desk = await start({ home: printing.home, camera: feed });
  const file = path.join(desk.documents, path.basename(rehearsal));
  await openLane(desk);
  await desk.page.getByTestId('camera-toggle').click();
  const admitted = () =>
    rows<{ code: string }>(file, "SELECT code FROM journal WHERE source = 'camera' AND verdict = 'admitted'");
  await expect.poll(() => admitted().length, { timeout: 60_000 }).toBe(7);
  expect(
    admitted()
      .map(({ code }) => code)
      .sort(),
  ).toEqual([...codes].sort());
  // The picture that is read is out of sight and moves nothing.
  const scrolls = await desk.page.evaluate(() => document.documentElement.scrollHeight > window.innerHeight);
  expect(scrolls).toBe(false);
  expect(readFileSync(feed).length).toBeGreaterThan(0);
});
