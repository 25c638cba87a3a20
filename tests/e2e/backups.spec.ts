import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './app.ts';
import { backupsIn } from './backupsIn.ts';
import type { Desk } from './desk.ts';
import { answerDialog } from './dialogs.ts';
import { scanByKeyboard } from './keyboardScanner.ts';
import { rows, storedBadges } from './storeReader.ts';

/** The sample with an event that is on now, so that its doors are open by the machine's own clock. */
async function startLive(desk: Desk, file: string): Promise<void> {
  await desk.close();
  const Database = (await import('better-sqlite3')).default;
  const db = new Database(file);
  const now = Date.now();
  db.prepare(`UPDATE event SET doors_at = ?, starts_at = ?, ends_at = ? WHERE code = 'graduation'`).run(
    now - 600_000,
    now + 600_000,
    now + 7_200_000,
  );
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

test('backups go to two places, one of which comes and goes; going back shows what changes and loses nothing', async ({
  start,
  sample,
}) => {
  const first = await start({ program: sample });
  const name = path.basename(sample);
  const file = path.join(first.documents, name);
  await startLive(first, file);
  const desk = await start({ home: first.home });
  const { page } = desk;
  const laptop = path.join(desk.home, 'laptop');
  const stick = path.join(desk.home, 'stick');
  for (const folder of [laptop, stick]) mkdirSync(folder);

  // An event is on and nothing is backed up: every page says so, with the way to mend it.
  await expect(page.getByTestId('backup-banner')).toBeVisible();
  await page.getByTestId('job-today').click();
  await page.getByTestId('todo-noBackupPlace').getByRole('button').click();
  // The copy that is made before a new version lies beside the program, whether a place was chosen or not.
  await expect(page.getByTestId('restore-open')).toBeEnabled();
  await answerDialog(desk, laptop);
  await page.getByTestId('backup-choose-first').click();
  await expect.poll(() => backupsIn(laptop)).toHaveLength(1);
  await expect(page.getByTestId('backup-banner')).toBeHidden();
  await expect(page.getByTestId('backup-line')).toHaveAttribute('data-level', 'fresh');
  await answerDialog(desk, stick);
  await page.getByTestId('backup-choose-second').click();
  await expect.poll(() => backupsIn(stick)).toHaveLength(1);

  // Pulled out: said, and the other place goes on. Put back: it is made up for.
  renameSync(stick, `${stick}-away`);
  await page.getByTestId('backup-now').click();
  await expect(page.getByTestId('backup-line')).toHaveAttribute('data-level', 'failing');
  await expect(page.getByTestId('backup-card')).toContainText('폴더가 없습니다');
  renameSync(`${stick}-away`, stick);
  await page.getByTestId('backup-now').click();
  await expect(page.getByTestId('backup-line')).toHaveAttribute('data-level', 'fresh');

  // Somebody comes in; then back to a backup from before.
  const [badge, other] = storedBadges(file);
  await page.getByTestId('job-door').click();
  await page.getByTestId('lane').waitFor();
  await scanByKeyboard(desk, badge?.code ?? '');
  await expect(page.getByTestId('verdict')).toContainText(badge?.name ?? 'nobody');
  await page.getByTestId('job-program').click();
  // A name is corrected since; and a backup that is damaged says so instead of nothing.
  const broken = path.join(
    laptop,
    `${path.basename(name, '.stagedoor')} 2020-01-01 000000Z r0-00000000.stagedoor`,
  );
  writeFileSync(broken, readFileSync(file).subarray(0, 8192));
  await page.getByTestId('job-people').click();
  await page.getByTestId('person-row').first().getByRole('button').first().click();
  await page.getByTestId('person-edit').click();
  await page.getByTestId('edit-affiliation').fill('고친 대학교');
  await page.getByTestId('edit-save').click();
  await page.keyboard.press('Escape');
  await expect
    .poll(() => rows(file, "SELECT 1 FROM attendee WHERE affiliation = '고친 대학교'"))
    .toHaveLength(1);
  await page.getByTestId('job-program').click();
  await page.getByTestId('restore-open').click();
  await page.getByTestId('restore-backup').last().click();
  await expect(page.getByTestId('restore-problem')).toContainText('손상');
  rmSync(broken);
  await page.getByTestId('restore-backup').nth(-2).click();
  await expect(page.getByTestId('restore-compare')).toBeVisible();
  await expect(page.getByText('체크인 기록 1건이')).toBeVisible();
  await expect(page.getByTestId('restore-differs')).toContainText('사람 1건');
  await page.getByTestId('restore-confirm').click();
  await expect(page.getByText('되돌렸습니다')).toBeVisible();
  const kept = readdirSync(desk.documents).find((each) => each.includes('복원 전')) ?? '';
  expect(rows(path.join(desk.documents, kept), 'SELECT id FROM journal')).toHaveLength(1);
  expect(rows(file, 'SELECT id FROM journal')).toHaveLength(0);

  // The program goes on: the next scan is judged and stored.
  await page.getByTestId('job-door').click();
  await page.getByTestId('lane').waitFor();
  await scanByKeyboard(desk, other?.code ?? '');
  await expect.poll(() => rows(file, "SELECT 1 FROM journal WHERE verdict = 'admitted'").length).toBe(1);
});
