import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './app.ts';
import { backupsIn } from './backupsIn.ts';
import { answerDialog } from './dialogs.ts';
import { filesWith } from './filesWith.ts';
import { scanByKeyboard } from './keyboardScanner.ts';
import { rows, storedBadges } from './storeReader.ts';

test('a person is erased on request: neither the file, nor its log, nor a backup, nor anything else the app wrote has them', async ({
  start,
  sample,
}) => {
  const desk = await start({ program: sample });
  const { page } = desk;
  const file = path.join(desk.documents, path.basename(sample));
  const all = storedBadges(file).filter(({ role }) => role === 'participant');
  const once = all.find(({ name }) => all.filter((one) => one.name === name).length === 1);
  if (!once) throw new Error('nobody has a name of their own');
  const [contact] = rows(file, `SELECT email, phone FROM attendee WHERE name = '${once.name}'`) as readonly {
    readonly email: string;
    readonly phone: string;
  }[];
  if (!contact) throw new Error('no contact');
  const words = [once.name, contact.email, contact.phone];
  const places = path.join(desk.home, 'backups');
  mkdirSync(places);
  await page.getByTestId('job-door').click();
  await page.getByTestId('lane').waitFor();
  await scanByKeyboard(desk, once.code);
  await expect(page.getByTestId('verdict')).toContainText(once.name);
  await page.getByTestId('job-program').click();
  await answerDialog(desk, places);
  await page.getByTestId('backup-choose-first').click();
  await expect.poll(() => backupsIn(places)).toHaveLength(1);
  expect(filesWith(desk.home, words).length).toBeGreaterThanOrEqual(2);

  await page.getByTestId('job-people').click();
  await page.getByTestId('people-search').fill(once.name);
  const found = page.getByTestId('person-row').filter({ hasText: once.name });
  await found.first().getByRole('button').first().click();
  await page.getByTestId('privacy-erase').click();
  await expect(page.getByTestId('erase-dialog')).toContainText('사본 1개');
  await expect(page.getByTestId('erase-confirm')).toBeDisabled();
  await page.getByTestId('erase-typed').fill(once.name);
  await page.getByTestId('erase-confirm').click();
  await expect(page.getByText('이 이름은 프로그램 어디에도 없습니다')).toBeVisible();
  await expect.poll(() => backupsIn(places)).toHaveLength(1);
  await desk.close();
  expect(filesWith(desk.home, words)).toEqual([]);
  expect(rows(file, 'SELECT count(*) AS n FROM journal WHERE attendee_id IS NOT NULL')).not.toEqual([
    { n: 0 },
  ]);
});

test('in a rehearsal nobody can be erased, and the pages say why', async ({ start, rehearsal }) => {
  const { page } = await start({ program: rehearsal });
  await page.getByTestId('job-people').click();
  await page.getByTestId('person-row').first().getByRole('button').first().click();
  await expect(page.getByTestId('privacy-rehearsal')).toContainText('리허설을 끝낸 뒤');
  await expect(page.getByTestId('privacy-erase')).toBeDisabled();
  await page.keyboard.press('Escape');
  await page.getByTestId('job-program').click();
  await expect(page.getByTestId('finish-hint')).toContainText('리허설을 끝낸 뒤');
  await expect(page.getByTestId('finish-typed')).toBeDisabled();
  await expect(page.getByTestId('finish')).toBeDisabled();
});

test('a finished program says whom it erased, what texts stay, and what lies outside', async ({
  start,
  sample,
}) => {
  const desk = await start({ program: sample });
  const { page } = desk;
  const file = path.join(desk.documents, path.basename(sample));
  const [{ name } = { name: '' }] = rows<{ name: string }>(
    file,
    "SELECT value AS name FROM meta WHERE key = 'program.name'",
  );
  await page.getByTestId('job-program').click();
  await page.getByTestId('finish-typed').fill(name);
  await page.getByTestId('finish').click();
  const done = page.getByTestId('finish-done');
  await expect(done).toContainText('명의 자료를 지웠습니다');
  await expect(done).toContainText(/진행표의 큐 \d+개/);
  expect(rows(file, "SELECT 1 FROM attendee WHERE name <> '(지워짐)'")).toEqual([]);
});
