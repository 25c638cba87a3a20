import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './app.ts';
import { type Desk, documentsOf } from './desk.ts';
import { scanByKeyboard } from './keyboardScanner.ts';
import { pdfFacts, pdfText } from './printQueue.ts';
import { rows, storedBadges } from './storeReader.ts';

// Who completes, in words of the store and with none of the app's code.
const completes = `SELECT a.id, a.name FROM attendee a
  JOIN track_result c ON c.attendee_id = a.id AND c.track = 'course' AND c.result ->> 'done' >= c.result ->> 'of'
  JOIN track_result k ON k.attendee_id = a.id AND k.track = 'competition' AND k.result ->> 'joined' = 1
  JOIN track_result p ON p.attendee_id = a.id AND p.track = 'project' AND p.result ->> 'title' <> ''
  ORDER BY a.email_key LIMIT 4`;

async function openTab(desk: Desk, tab: string): Promise<void> {
  await desk.page.getByTestId('job-certificates').click();
  await desk.page.getByTestId(`tab-${tab}`).click();
}

test('issued into a PDF each, found in the register, corrected, handed over by QR and by badge, the rest listed and addressed', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  const { page } = desk;
  const file = path.join(desk.documents, path.basename(rehearsal));
  const came = rows<{ id: string; name: string }>(file, completes);
  const badges = new Map(storedBadges(file).map(({ attendeeId, code }) => [attendeeId, code]));
  await page.getByTestId('job-door').click();
  await page.getByTestId('lane').waitFor();
  for (const { id, name } of came) {
    await scanByKeyboard(desk, badges.get(id) ?? '');
    await expect(page.getByTestId('verdict')).toContainText(name);
  }

  await openTab(desk, 'certificates');
  await page.getByTestId('files-select').selectOption('each');
  await page.getByTestId('make-certificates-pdf').click();
  await expect(page.getByTestId('run-result')).toBeVisible({ timeout: 120_000 });
  const folder = (await page.getByTestId('document-name').textContent()) ?? '';
  const issued = rows<{ serial: string; name: string; code: string; id: string }>(
    file,
    "SELECT serial, fields ->> 'name' AS name, code, attendee_id AS id FROM certificate ORDER BY number",
  );
  expect(issued).toHaveLength(4);
  for (const { serial, name } of issued) {
    const pdf = path.join(desk.documents, folder, `${serial} ${name}.pdf`);
    expect(pdfFacts(pdf).pages).toBe(1);
    expect(pdfText(pdf, 1)).toContain(name);
    expect(readFileSync(pdf, 'latin1')).toContain(`open-badge-${serial}.jwt`);
  }
  const [first, second, third] = issued;
  if (!first || !second || !third) throw new Error('too few were issued');

  await openTab(desk, 'register');
  await page.getByTestId('register-search').fill(first.serial);
  await expect(page.getByTestId('register-row')).toHaveCount(1);
  await expect(page.getByTestId('register-sheet').locator('svg')).toBeVisible();
  await page.getByTestId('register-correct').click();
  await page.getByTestId('register-reason').fill('이름 오기');
  await page.getByTestId('register-yes').click();
  await expect(page.getByTestId('register-row')).toContainText('취소');
  await page.getByTestId('register-search').fill('C5-0005');
  await expect(page.getByTestId('register-title')).toContainText(`No. C5-0005 ${first.name}`);
  await page.getByTestId('register-csv').click();
  await expect(page.getByTestId('register-document')).toContainText('.csv');
  const [csv = ''] = documentsOf(desk, '.csv');
  expect(readFileSync(csv, 'utf8').split('\r\n')[1]).toContain(`${first.serial},${first.name}`);
  await page.getByTestId('register-pdf').click();
  await expect(page.getByTestId('register-document')).toContainText('.pdf');
  const [pdf = ''] = documentsOf(desk, '.pdf');
  expect(pdfText(pdf, 1)).toMatch(/C5-0005.*\n?/);

  await openTab(desk, 'handover');
  const answer = page.getByTestId('handover-answer');
  // Hundreds of characters: where a loaded machine tears the burst, the desk says so and it is scanned again.
  const scanCertificate = async (code: string) => {
    await expect(async () => {
      await scanByKeyboard(desk, code);
      await expect(answer).toHaveAttribute('data-kind', /handed|already|revoked/, { timeout: 5000 });
    }).toPass({ timeout: 60_000 });
  };
  await scanCertificate(second.code);
  await expect(answer).toHaveAttribute('data-kind', 'handed');
  await expect(answer).toContainText(second.name);
  await scanByKeyboard(desk, badges.get(second.id) ?? '');
  await expect(answer).toHaveAttribute('data-kind', 'already');
  await expect(async () => {
    await scanByKeyboard(desk, first.code);
    await expect(answer).toHaveAttribute('data-kind', 'revoked', { timeout: 5000 });
  }).toPass({ timeout: 60_000 });
  await expect(answer).toContainText('C5-0005');
  await scanByKeyboard(desk, badges.get(third.id) ?? '');
  await expect(answer).toHaveAttribute('data-kind', 'handed');
  await page.getByTestId('handover-undo').click();
  await expect(page.getByTestId('handover-counts')).toContainText('1 / 4');
  await expect(page.getByTestId('leftover')).toHaveCount(3);
  // The desk's scans are not the door's.
  expect(rows(file, "SELECT count(*) AS n FROM journal WHERE kind = 'scan'")).toEqual([{ n: 4 }]);

  await page.getByTestId('leftover-search').fill(third.name);
  await page.getByTestId('leftover-address').first().click();
  await page.getByTestId('address-postcode').fill('06236');
  await page.getByTestId('address-address').fill('서울특별시 강남구 테헤란로 1, 3층');
  await page.getByTestId('address-save').click();
  await page.getByTestId('open-labels').click();
  await page.getByTestId('make-labels').click();
  await expect(page.getByTestId('labels-document')).toContainText('.pdf');
  const labels = documentsOf(desk, '.pdf').find((name) => name.includes('라벨')) ?? '';
  expect(pdfText(labels, 1)).toContain(`${third.name} 귀하`);
  expect(pdfText(labels, 1)).toContain('06236');
});
