import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import Database from 'better-sqlite3';
import { expect, test } from './app.ts';
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

/** Changes a program file behind the app, triggers or not, and leaves the triggers as they were. */
function meddle(file: string, sql: string): void {
  const db = new Database(file);
  try {
    const triggers = db
      .prepare<[], { name: string; sql: string }>(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'",
      )
      .all();
    for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
    expect(db.prepare(sql).run().changes).toBe(1);
    for (const trigger of triggers) db.exec(trigger.sql);
  } finally {
    db.close();
  }
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
  await setSupervisorPin(desk, '2580');
  await openLane(desk);
  await page.getByTestId('choose-event').click();
  await page.getByTestId('event-visit-a').click();
  await scanByKeyboard(desk, first.code);
  await expect(verdictOf(desk)).toHaveAttribute('data-kind', /notInvited|waiting|tooLate/);
  await page.keyboard.press('F8');
  await page.getByTestId('overrule-reason').fill('연사의 일행');
  await page.getByTestId('overrule-pin').fill('1111');
  await page.getByTestId('overrule-save').click();
  await expect(page.getByTestId('overrule-problem')).toBeVisible();
  expect(rows(file, 'SELECT 1 FROM attendance')).toEqual([]);
  await page.getByTestId('overrule-pin').fill('2580');
  await page.getByTestId('overrule-save').click();
  await expect(verdictOf(desk)).toHaveAttribute('data-kind', 'overruled');
  await expect(verdictOf(desk)).toContainText('연사의 일행');
  await expect(page.getByTestId('count-present')).toHaveText('1');
  const [row] = rows<{ reason: string; names: string }>(
    file,
    `SELECT json_extract(o.detail, '$.reason') AS reason, s.kind AS names
     FROM journal o JOIN journal s ON s.id = o.refers WHERE o.verdict = 'overruled'`,
  );
  expect(row).toEqual({ reason: '연사의 일행', names: 'scan' });
  expect(JSON.stringify(rows(file, 'SELECT * FROM meta'))).not.toContain('2580');
});

test('the owner of a badge comes second: let in with a new one, the first one stopped at every door and desk', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  const { page } = desk;
  const file = fileOf(desk, rehearsal);
  const [owner] = participants(file);
  const [phone] = rows<{ digits: string }>(
    file,
    'SELECT substr(phone_digits, -4) AS digits FROM attendee WHERE id = ?',
    owner.attendeeId,
  );
  await openLane(desk);
  await scans(desk, owner.code, 'admitted');
  await scansAgain(desk, owner.code, 'alreadyIn');
  await page.keyboard.press('F9');
  await page.getByTestId('dispute-digits').fill(phone?.digits === '0000' ? '0001' : '0000');
  await page.getByTestId('dispute-save').click();
  await expect(page.getByTestId('dispute-problem')).toBeVisible();
  await page.getByTestId('dispute-digits').fill(phone?.digits ?? '');
  await page.getByTestId('dispute-save').click();
  await expect(page.getByTestId('dispute')).toHaveCount(0);
  await expect(page.getByTestId('disputes')).toContainText(owner.name);
  const fresh = storedBadges(file).find(({ attendeeId }) => attendeeId === owner.attendeeId);
  expect(fresh?.code).not.toBe(owner.code);

  await scansAgain(desk, owner.code, 'revoked');
  await scans(desk, fresh?.code ?? '', 'alreadyIn');
  await page.getByTestId('choose-event').click();
  await page.getByTestId('event-visit-a').click();
  await scansAgain(desk, owner.code, 'revoked');
  await page.getByTestId('choose-event').click();
  await page.getByTestId('event-graduation').click();

  await page.getByTestId('job-certificates').click();
  await page.getByTestId('tab-handover').click();
  await expect(async () => {
    await scanByKeyboard(desk, owner.code);
    await expect(page.getByTestId('handover-answer')).toBeVisible({ timeout: 500 });
  }).toPass({ intervals: [3100] });
  expect(rows(file, 'SELECT 1 FROM certificate')).toEqual([]);
  await expect(page.getByTestId('handover-answer')).toContainText('명찰');

  await openLane(desk);
  await page.getByTestId('settle-open').click();
  await page.getByTestId('settle-note').fill('빌린 사람을 돌려보냄');
  await page.getByTestId('settle-save').click();
  await expect(page.getByTestId('disputes')).toHaveCount(0);
  const kinds = rows<{ kind: string }>(file, 'SELECT DISTINCT kind FROM journal ORDER BY 1');
  expect(kinds.map(({ kind }) => kind)).toEqual(['dispute', 'scan', 'settlement']);
});

test('a journal that was broken by hand is found; a cut tail against the head that was noted', async ({
  start,
  rehearsal,
}) => {
  const door = await start({ program: rehearsal });
  const file = fileOf(door, rehearsal);
  const people = participants(file);
  await openLane(door);
  for (const { code } of people) await scans(door, code, 'admitted');
  const check = async ({ page }: Desk, result: string) => {
    await page.getByTestId('job-program').click();
    await page.getByTestId('journal-check').click();
    await expect(page.getByTestId('journal-result')).toContainText(result);
  };
  await check(door, '온전합니다');
  await door.close();

  const [head] = rows<{ noted: string }>(
    file,
    `SELECT device_seq || '-' || lower(substr(hex(hash), 1, 8)) AS noted FROM journal ORDER BY device_seq DESC LIMIT 1`,
  );
  meddle(file, 'DELETE FROM journal WHERE device_seq = (SELECT max(device_seq) FROM journal)');
  const cut = await start({ home: door.home });
  await cut.page.getByTestId('job-program').click();
  await cut.page.getByTestId('journal-noted').fill(head?.noted ?? '');
  await check(cut, '1건이 없어졌습니다');
  await cut.close();

  meddle(file, "UPDATE journal SET door = 'Z' WHERE device_seq = 1");
  const changed = await start({ home: door.home });
  await check(changed, '1번 기록의 내용이 바뀌었습니다');
});

for (const language of ['ko', 'en'] as const) {
  test(`the lane, its verdicts and panels, and the journal's card are accessible (${language})`, async ({
    start,
    rehearsal,
  }) => {
    const desk = await start({ program: rehearsal, language });
    const { page } = desk;
    const [first, second] = participants(fileOf(desk, rehearsal));
    const found: string[] = [];
    const look = async (what: string) => {
      // Colours are looked at as they stay, not while they change.
      await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
      for (const { id, impact, nodes } of violations) {
        if (impact === 'serious' || impact === 'critical')
          found.push(`${what}: ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
      }
      if (process.env.SHOTS) await page.screenshot({ path: `/tmp/door-shots/${language}-${what}.png` });
    };
    await setSupervisorPin(desk, '2580');
    await page.getByTestId('journal-check').click();
    await page.getByTestId('journal-result').waitFor();
    await page.getByTestId('journal-card').scrollIntoViewIfNeeded();
    await look('journal and PINs');
    await openLane(desk);
    await look('lane');
    await scans(desk, first.code, 'admitted');
    await look('admitted');
    await page.keyboard.press('F3');
    await scans(desk, second.code, 'goneOut');
    await look('gone out');
    await page.keyboard.press('F3');
    await scansAgain(desk, first.code, 'alreadyIn');
    await look('already in');
    await page.keyboard.press('F9');
    await page.getByTestId('dispute-save').waitFor();
    await look('dispute');
    await page.keyboard.press('Escape');
    await page.keyboard.press('F8');
    await page.getByTestId('overrule').waitFor();
    await look('overrule');
    await page.getByTestId('overrule-reason').fill('Reason 까닭');
    await page.getByTestId('overrule-pin').fill('2580');
    await page.getByTestId('overrule-save').click();
    await expect(verdictOf(desk)).toHaveAttribute('data-kind', 'overruled');
    await look('overruled');
    expect(found).toEqual([]);
  });
}
