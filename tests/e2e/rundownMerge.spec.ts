import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeGraduation } from '../project.ts';
import { expect, test } from './app.ts';
import { type Desk, sampleFolder } from './desk.ts';
import { startRehearsal } from './rehearsal.ts';
import { openScreens, openStage, shownIn } from './stageWindows.ts';
import { rows } from './storeReader.ts';

const sampleRundown = () =>
  readFileSync(path.join(sampleFolder, 'cohort5-graduation-rundown.csv'), 'utf8').trim();

/** Takes a rundown in through the import page. */
async function importRundown({ page }: Desk, csv: string): Promise<void> {
  await page.getByTestId('job-people').click();
  await page.getByTestId('people-import').click();
  await page
    .getByTestId('import-file')
    .setInputFiles({ name: 'rundown.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await expect(page.getByTestId('import-preview')).toHaveCount(1);
  await expect(page.getByTestId('import-problem')).toHaveCount(0);
  await page.getByTestId('import-commit').click();
  await expect(page.getByTestId('import-done')).toBeVisible();
}

const commandsOf = (file: string) => rows(file, 'SELECT * FROM show_command ORDER BY 1, 2');

test('a changed file is merged in while the show runs: what has happened stays, the cue that is on goes on, the rest is the file’s', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  const { page } = desk;
  const file = path.join(desk.documents, path.basename(rehearsal));
  await startRehearsal(desk, '2024-10-18T13:00');
  await openStage(desk);
  await page.keyboard.press('Space');
  for (const time of ['14:00', '14:04', '14:12']) {
    await startRehearsal(desk, `2024-10-18T${time}`);
    await openStage(desk);
    await page.keyboard.press('Space');
  }
  const windows = await openScreens(desk, true);
  await expect(windows.mc.getByTestId('now-title')).toHaveText('축사 1 (주최사 대표)');
  const before = await shownIn(windows.mc);
  const commands = commandsOf(file);
  const cueRow = (title: string) => page.getByTestId('cue-row').filter({ hasText: title });
  const begun = (await cueRow('개회 및 일정 안내').textContent()) ?? '';

  // Two lines that have happened are gone from the file; the cue that is on is longer and named rightly; of those to come one is
  // gone, one is new and one has other minutes.
  const lines = sampleRundown()
    .split('\n')
    .filter((line) => !/^[29],/.test(line))
    .map((line) =>
      line
        .replace('축사 1 (주최사 대표),', '축사 1 (주최사 부대표),')
        .replace(',vip-a@example.com,,8,8,', ',vip-a@example.com,,11,8,'),
    )
    .map((line) => line.replace(',alum-1@example.com,,20,15,', ',alum-1@example.com,,25,15,'))
    .flatMap((line) => (line.startsWith('7,') ? ['6-1,축하 공연,Music,video,,,5,5,,yes,', line] : [line]));
  await importRundown(desk, lines.join('\n'));

  await openStage(desk);
  await expect(windows.mc.getByTestId('now-title')).toHaveText('축사 1 (주최사 부대표)');
  const after = await shownIn(windows.mc);
  expect(after).toEqual({ ...before, due: String(Number(before.due) + 3 * 60_000) });
  expect(commandsOf(file)).toEqual(commands);
  await expect(page.getByTestId('cue-row')).toHaveCount(16);
  await expect(cueRow('오프닝 영상')).toHaveAttribute('data-state', 'done');
  expect(await cueRow('개회 및 일정 안내').textContent()).toBe(begun);
  await expect(cueRow('휴식')).toHaveCount(0);
  await expect(cueRow('축하 공연')).toHaveAttribute('data-state', 'later');
  await expect(cueRow('선배 강연 1')).toContainText('25');

  // The show goes on from there, and a command is taken back across the merge.
  await page.keyboard.press('Space');
  await expect(windows.mc.getByTestId('now-title')).toHaveText('축사 2 (파트너사 대표)');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(windows.mc.getByTestId('now-title')).toHaveText('개회 및 일정 안내');
});

test('an award in a second room: its names are called there, in a window of its own, and the hall’s show is not touched', async ({
  start,
}) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'rooms-'));
  const program = path.join(folder, 'graduation.stagedoor');
  await writeGraduation(program);
  const desk = await start({ program });
  const { page } = desk;
  const file = path.join(desk.documents, 'graduation.stagedoor');
  const [head = '', ...lines] = sampleRundown().split('\n');
  const inRooms = [
    `${head},room`,
    ...lines.map((line) => `${line},`),
    '17,팀 시상,Team awards,award,,14:00,20,15,no,no,,2관',
    '18,팀 사진,Team photo,photo,,,10,5,no,no,,2관',
  ];
  await importRundown(desk, inRooms.join('\n'));
  await openStage(desk);
  await page.keyboard.press('Space');
  const hall = await page.getByTestId('call-counts').textContent();
  await page.getByTestId('tab-screens').click();
  const openMc = async () => {
    const opening = desk.app.waitForEvent('window');
    await page.getByTestId('open-mc').click();
    const window = await opening;
    await window.getByTestId('picture').waitFor();
    return window;
  };
  const mcOfHall = await openMc();

  await page.getByTestId('rooms').getByText('2관').click();
  await page.keyboard.press('Space');
  await expect(page.getByTestId('cue-row').first()).toHaveAttribute('data-state', 'current');
  await expect(page.getByTestId('cue-row')).toHaveCount(2);
  await page.getByTestId('tab-screens').click();
  const mcOfRoom = await openMc();
  await expect(mcOfRoom.getByTestId('window-room')).toHaveText('2관');
  await expect(mcOfRoom.getByTestId('now-title')).toHaveText('팀 시상');
  await expect(mcOfHall.getByTestId('now-title')).toHaveText('입장 및 체크인');
  await expect(mcOfHall.getByTestId('window-room')).toHaveCount(0);
  // Each is blacked out by itself from its own window; the caller's key takes both.
  await mcOfRoom.keyboard.press('Control+b');
  await expect(mcOfRoom.getByTestId('black')).toBeVisible();
  await expect(mcOfHall.getByTestId('black')).toHaveCount(0);
  await mcOfRoom.keyboard.press('Control+b');
  await expect(mcOfRoom.getByTestId('black')).toHaveCount(0);
  await page.keyboard.press('Control+b');
  for (const window of [mcOfRoom, mcOfHall]) await expect(window.getByTestId('black')).toBeVisible();
  await page.keyboard.press('Control+b');
  for (const window of [mcOfRoom, mcOfHall]) await expect(window.getByTestId('black')).toHaveCount(0);
  await page.getByTestId('tab-names').click();
  await expect(page.getByTestId('call-counts')).toContainText('불렀음 0 · 남음 10');
  const first = (await page.getByTestId('call-first').locator('p').nth(1).textContent()) ?? '';
  await page.keyboard.press('PageDown');
  await expect(page.getByTestId('call-counts')).toContainText('불렀음 1 · 남음 9');
  await expect(page.getByTestId('call-last')).toContainText(first);
  await expect(mcOfRoom.getByTestId('mc-count')).toContainText('1');
  await page.keyboard.press('PageUp');
  await expect(page.getByTestId('call-passed')).toHaveCount(1);
  const called = rows<{ room: string; kind: string }>(
    file,
    `SELECT cue.room, command ->> 'kind' AS kind FROM show_command JOIN cue ON cue.id = command ->> 'cue'
     WHERE command ->> 'kind' IN ('call', 'passOver') ORDER BY at`,
  );
  expect(called).toEqual([
    { room: '2관', kind: 'call' },
    { room: '2관', kind: 'passOver' },
  ]);
  // The hall's own award has all of its names yet, and its first cue is still on.
  await page.getByTestId('rooms').getByText('홀', { exact: false }).first().click();
  await expect(page.getByTestId('call-counts')).toHaveText(hall ?? '');
  await expect(page.getByTestId('cue-row').first()).toHaveAttribute('data-state', 'current');
  rmSync(folder, { recursive: true });
});
