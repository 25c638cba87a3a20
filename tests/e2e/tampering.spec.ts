import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from './app.ts';
import type { Desk } from './desk.ts';
import { scanByKeyboard } from './keyboardScanner.ts';
import { rows, storedBadges } from './storeReader.ts';

const fileOf = (desk: Desk, program: string) => path.join(desk.documents, path.basename(program));

async function scans(desk: Desk, code: string, kind: string): Promise<void> {
  await scanByKeyboard(desk, code);
  await expect(desk.page.getByTestId('verdict')).toHaveAttribute('data-kind', kind);
}

/** The same badge once more: not before the three seconds are over in which a lane takes it for the same reading. */
async function scansAgain(desk: Desk, code: string, kind: string): Promise<void> {
  await expect(async () => {
    await scanByKeyboard(desk, code);
    await expect(desk.page.getByTestId('verdict')).toHaveAttribute('data-kind', kind, { timeout: 1000 });
  }).toPass({ timeout: 20_000 });
}

test('a copied badge: its owner comes second, is checked and let in with a new one; the copy opens nothing any more', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  const { page } = desk;
  const file = fileOf(desk, rehearsal);
  const owner = storedBadges(file).find(({ role }) => role === 'participant');
  if (!owner) throw new Error('the sample has no participant');
  const [phone] = rows<{ four: string }>(
    file,
    'SELECT substr(phone_digits, -4) AS four FROM attendee WHERE id = ?',
    owner.attendeeId,
  );
  await page.getByTestId('job-door').click();
  await page.getByTestId('lane').waitFor();
  await scans(desk, owner.code, 'admitted');
  await scansAgain(desk, owner.code, 'alreadyIn');
  await page.keyboard.press('F9');
  await page.getByTestId('dispute').waitFor();
  const wrong = phone?.four === '0000' ? '0001' : '0000';
  await page.getByTestId('dispute-digits').fill(wrong);
  await page.getByTestId('dispute-save').click();
  await expect(page.getByTestId('dispute-problem')).toBeVisible();
  expect(storedBadges(file).some(({ code }) => code === owner.code)).toBe(true);

  await page.getByTestId('dispute-digits').fill(phone?.four ?? '');
  await page.getByTestId('dispute-save').click();
  await expect(page.getByTestId('dispute')).toHaveCount(0);
  await expect(page.getByTestId('verdict')).toHaveAttribute('data-kind', 'overruled');
  await expect(page.getByTestId('verdict')).toContainText('본인 확인, 입장');
  await expect(page.getByTestId('verdict-name')).toHaveText(owner.name);
  await expect(page.getByTestId('disputes')).toContainText(owner.name);
  const fresh = storedBadges(file).find(({ attendeeId }) => attendeeId === owner.attendeeId);
  expect(fresh?.code).not.toBe(owner.code);
  await scansAgain(desk, owner.code, 'revoked');

  // It stays in sight until somebody says how it was settled.
  await page.getByTestId('settle-open').click();
  await page.getByTestId('settle-note').fill('빌려 간 사람을 돌려보냄');
  await page.getByTestId('settle-save').click();
  await expect(page.getByTestId('disputes')).toHaveCount(0);
  const kinds = rows<{ verdict: string }>(file, 'SELECT verdict FROM journal ORDER BY device_seq');
  expect(kinds.map(({ verdict }) => verdict)).toEqual(expect.arrayContaining(['disputed', 'settled']));
});

test('a journal that was changed by hand is found, with the row and its time', async ({
  start,
  rehearsal,
}) => {
  const first = await start({ program: rehearsal });
  const file = fileOf(first, rehearsal);
  const check = async ({ page }: Desk) => {
    await page.getByTestId('job-program').click();
    await page.getByTestId('journal-check').click();
    return page.getByTestId('journal-result');
  };
  await first.page.getByTestId('job-door').click();
  await first.page.getByTestId('lane').waitFor();
  for (const { code } of storedBadges(file).slice(0, 5)) await scanByKeyboard(first, code);
  await expect.poll(() => rows(file, 'SELECT 1 FROM journal').length).toBe(5);
  await expect(await check(first)).toHaveAttribute('data-kind', 'whole');
  await first.close();

  // Somebody who can write the file lifts its guard, changes who came in, and puts the guard back.
  const db = new Database(file);
  const guard = db
    .prepare("SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = 'journal_no_update'")
    .pluck()
    .get();
  db.exec('DROP TRIGGER journal_no_update');
  const changed = db.prepare("UPDATE journal SET door = '뒷문' WHERE device_seq = 3").run().changes;
  db.exec(String(guard));
  db.close();
  expect(changed).toBe(1);

  const desk = await start({ home: first.home });
  const result = await check(desk);
  await expect(result).toHaveAttribute('data-kind', 'broken');
  await expect(result).toContainText('3');
});
