import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './app.ts';
import { answerDialog } from './dialogs.ts';
import { pdfText } from './printQueue.ts';
import { rows } from './storeReader.ts';

test('when all fails: the door list lies fresh in a folder, and what was ticked on paper comes in with its times', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  const { page } = desk;
  const file = path.join(desk.documents, path.basename(rehearsal));
  const stick = path.join(desk.home, 'stick');
  mkdirSync(stick);
  const pin = '258013970462';
  await page.getByTestId('job-program').click();
  await page.getByTestId('pin-supervisor').fill(pin);
  await page.getByTestId('pin-save-supervisor').click();
  await expect(page.getByTestId('pin-current-supervisor')).toBeVisible();
  await page.getByTestId('job-door').click();
  await page.getByTestId('lane-menu').click();
  await page.getByTestId('lane-paper').click();

  const lists = page.getByTestId('door-lists');
  await expect(lists).toHaveAttribute('data-state', 'none');
  await answerDialog(desk, stick);
  await page.getByTestId('door-lists-folder').click();
  await expect(lists).toHaveAttribute('data-state', 'good', { timeout: 60_000 });
  const [name = ''] = readdirSync(stick);
  expect(readdirSync(stick)).toEqual([name]);
  expect(name).toMatch(/출입 명단\.pdf$/);
  const list = pdfText(path.join(stick, name), 1);
  expect(list).toContain('496명 중 0명 들어옴');
  expect(list).toContain('□');
  const [first] = rows<{ name: string }>(
    file,
    "SELECT name FROM attendee WHERE name >= '가' ORDER BY name LIMIT 1",
  );
  expect(list).toContain(first?.name);

  // The stick is pulled out: said, and what lay there stays as it was.
  renameSync(stick, `${stick}-away`);
  await page.getByTestId('door-lists-now').click();
  await expect(lists).toHaveAttribute('data-state', 'gone');
  renameSync(`${stick}-away`, stick);
  await page.getByTestId('door-lists-now').click();
  await expect(lists).toHaveAttribute('data-state', 'good', { timeout: 60_000 });

  // From the keyboard alone: the time once, then name after name.
  await page.getByTestId('paper-time').fill('1309');
  await page.getByTestId('paper-time').press('Tab');
  // On a low screen too whoever is found, and was entered, is in sight.
  await page.setViewportSize({ width: 1280, height: 600 });
  for (const who of ['강다도', '강람유']) {
    await page.keyboard.type(who);
    await expect(page.getByTestId('search-result').first()).toContainText(who);
    await expect(page.getByTestId('search-result').first()).toBeInViewport({ ratio: 0.9 });
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('paper-row').first()).toContainText(who);
    await expect(page.getByTestId('paper-row').first()).toBeInViewport({ ratio: 0.9 });
  }
  await expect(page.getByTestId('paper-row')).toHaveCount(2);
  await expect(page.getByTestId('paper-row').first()).toHaveAttribute('data-kind', 'admitted');
  const inJournal = rows<{ source: string; late: number }>(
    file,
    'SELECT source, recorded_at IS NOT NULL AS late FROM journal ORDER BY device_seq',
  );
  expect(inJournal).toEqual([
    { source: 'paper', late: 1 },
    { source: 'paper', late: 1 },
  ]);
  await page.getByTestId('paper-undo').first().click();
  await expect(page.getByTestId('paper-row').first()).toHaveAttribute('data-kind', 'undone');
  await page.getByTestId('door-lists-now').click();
  await expect
    .poll(() => pdfText(path.join(stick, name), 1), { timeout: 60_000 })
    .toContain('496명 중 1명 들어옴');

  // Somebody whom paper let in before the doors: a supervisor answers for it, and the time stays that of the paper.
  const [, , third] = rows<{ name: string }>(
    file,
    "SELECT name FROM attendee WHERE name >= '가' GROUP BY name HAVING count(*) = 1 ORDER BY name LIMIT 3",
  );
  const enters = async (time: string, who: string) => {
    await page.getByTestId('paper-time').fill(time);
    await page.getByTestId('paper-who').fill(who);
    await expect(page.getByTestId('search-result').first()).toContainText(who);
    await page.getByTestId('paper-who').press('Enter');
  };
  const last = page.getByTestId('paper-row').first();
  await enters('0500', third?.name ?? '');
  await expect(last).toHaveAttribute('data-kind', 'tooEarly');
  await page.getByTestId('paper-overrule').click();
  await page.getByTestId('overrule-reason').fill('무대 준비');
  await page.getByTestId('overrule-pin').fill(pin);
  await page.getByTestId('overrule-save').click();
  await expect(last).toHaveAttribute('data-kind', 'overruled');
  await expect(last).toContainText('05:00');
  await page.getByTestId('paper-direction').getByText('나감').click();
  await enters('1310', '강다도');
  await expect(last).toHaveAttribute('data-kind', 'goneOut');
  await page.getByTestId('door-lists-now').click();
  await expect.poll(() => pdfText(path.join(stick, name), 1)).toMatch(/1 of 496 in .* Journal 6-[0-9a-f]{8}/);
});
