import path from 'node:path';
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
  await page.getByTestId('overrule-pin').fill(pin);
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
  expect(JSON.stringify(rows(file, 'SELECT * FROM meta'))).not.toContain(pin);
});
