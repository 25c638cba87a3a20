import { copyFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { writeGraduation } from '../project.ts';
import { expect, test } from './app.ts';
import { type Desk, documentsOf, newHome, removeHome } from './desk.ts';
import { scanByKeyboard } from './keyboardScanner.ts';
import { jobsOf, pdfCodes, pdfFacts, pdfFonts, pdfText, spooled, testPrinter } from './printQueue.ts';
import { rows, storedBadges } from './storeReader.ts';

const landscape = { width: 841.92, height: 594.96 };
const portrait = { width: 594.96, height: 841.92 };

// Who completes, by the rule in words and with none of the app's code: all courses, joined the competition, a project.
const completesSql = `SELECT a.id, a.name, a.name_latin AS latin FROM attendee a
  JOIN track_result c ON c.attendee_id = a.id AND c.track = 'course'
    AND c.result ->> 'done' >= c.result ->> 'of'
  JOIN track_result k ON k.attendee_id = a.id AND k.track = 'competition' AND k.result ->> 'joined' = 1
  JOIN track_result p ON p.attendee_id = a.id AND p.track = 'project' AND p.result ->> 'title' <> ''
  ORDER BY a.email_key`;

interface Graduate {
  readonly id: string;
  readonly name: string;
  readonly latin: string;
}

/** A copy of the program in which one of those who complete has a name that no font can draw, as a form may bring it. */
function withOddName(program: string, folder: string): { readonly file: string; readonly odd: Graduate } {
  const file = path.join(folder, path.basename(program));
  copyFileSync(program, file);
  const [odd] = rows<Graduate>(file, completesSql);
  if (!odd) throw new Error('nobody completes');
  const db = new Database(file);
  db.prepare('UPDATE attendee SET name = ? WHERE id = ?').run('홍길동🎉', odd.id);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  return { file, odd };
}

/** Scans the people's badges at the lane, one after another. */
async function scanIn(desk: Desk, file: string, people: readonly Graduate[]): Promise<void> {
  await desk.page.getByTestId('job-door').click();
  await desk.page.getByTestId('lane').waitFor();
  const codes = new Map(storedBadges(file).map(({ attendeeId, code }) => [attendeeId, code]));
  for (const { id, name } of people) {
    await scanByKeyboard(desk, codes.get(id) ?? '');
    await expect(desk.page.getByTestId('verdict')).toContainText(name);
  }
}

/** Presses a button and waits until its run has come to its end. */
async function run(desk: Desk, button: string): Promise<void> {
  await desk.page.getByTestId(button).click();
  await expect(desk.page.getByTestId('run-result')).toBeVisible({ timeout: 120_000 });
}

/** Says that every sheet came out well; while the queue still holds the job the app does not take that, so it is said again. */
async function confirmTray({ page }: Desk): Promise<void> {
  await expect(async () => {
    const all = page.locator('[data-testid="spool-all"]:enabled');
    if (await all.count()) await all.click({ timeout: 3000 });
    await expect(page.getByTestId('run-result')).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 120_000 });
}

/** What the queue received from a press of the button. */
async function printed(desk: Desk, button: string) {
  const before = jobsOf(testPrinter());
  await desk.page.getByTestId('printer-select').selectOption(testPrinter());
  await desk.page.getByTestId(button).click();
  const sent = button === 'print-certificates' ? 'spool-sent' : 'run-result';
  await expect(desk.page.getByTestId(sent)).toBeVisible({ timeout: 120_000 });
  await expect.poll(() => jobsOf(testPrinter()).length).toBe(before.length + 1);
  const job = jobsOf(testPrinter()).find((number) => !before.includes(number));
  if (job === undefined) throw new Error('no new job in the queue');
  return spooled(job);
}

test('certificates of those who came: one held back and listed, the rest printed on a real queue, and the same again as a PDF', async ({
  start,
  rehearsal,
}) => {
  const folder = newHome();
  const { file: prepared } = withOddName(rehearsal, folder);
  const desk = await start({ program: prepared });
  removeHome(folder);
  const file = path.join(desk.documents, path.basename(rehearsal));
  const came = rows<Graduate>(file, completesSql).slice(0, 12);
  await scanIn(desk, file, came);

  const { page } = desk;
  await page.getByTestId('job-certificates').click();
  await expect(page.getByTestId('held-back')).toContainText('홍길동🎉');
  await expect(page.getByTestId('held-back')).toContainText('U+1F389');
  await expect(page.getByTestId('filter-present')).toContainText('12');
  await expect(page.getByTestId('filter-eligible')).toContainText('333');
  await expect(page.getByTestId('filter-problem')).toContainText('1');
  await expect(page.getByTestId('certificate-preview').locator('svg')).toBeVisible();

  const sent = await printed(desk, 'print-certificates');
  expect(sent).toMatchObject({ pages: 11, size: landscape });
  await confirmTray(desk);
  const issued = rows<{ serial: string; name: string; code: string }>(
    file,
    "SELECT serial, fields ->> 'name' AS name, code FROM certificate ORDER BY number",
  );
  expect(issued.map(({ serial }) => serial)).toEqual(
    issued.map((_, index) => `C5-${String(index + 1).padStart(4, '0')}`),
  );
  expect(issued.map(({ name }) => name).sort()).toEqual(
    came
      .slice(1)
      .map(({ name }) => name)
      .sort(),
  );
  for (const [index, { name, serial }] of issued.entries()) {
    const text = pdfText(sent.file, index + 1);
    expect(text).toContain(name);
    expect(text).toContain(`No. ${serial}`);
    expect(text).toContain('수료증');
  }
  const fonts = pdfFonts(sent.file);
  expect(fonts.some(({ name }) => name.includes('NotoSerifKR'))).toBe(true);
  expect(fonts.filter(({ type, embedded }) => type !== 'CID TrueType' || !embedded)).toEqual([]);
  await expect(page.getByTestId('last-serial')).toHaveText('No. C5-0011');
  await expect(page.getByTestId('filter-notPrinted')).toContainText('0');

  await page.getByTestId('choice-present').click();
  await run(desk, 'make-certificates-pdf');
  const [pdf = ''] = documentsOf(desk, '.pdf');
  await expect(page.getByTestId('document-name')).toHaveText(path.basename(pdf));
  expect(pdfFacts(pdf)).toEqual({ pages: 11, size: landscape });
  expect(pdfText(pdf, 3)).toBe(pdfText(sent.file, 3));
  expect([...pdfCodes(pdf)].sort()).toEqual(issued.map(({ code }) => code).sort());
  expect(rows(file, 'SELECT count(*) AS n FROM certificate')).toEqual([{ n: 11 }]);
});

test('badges of everybody, eight to a sheet: every code read back from the PDF is the store’s, and the queue gets them upright', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  const file = path.join(desk.documents, path.basename(rehearsal));
  await desk.page.getByTestId('job-certificates').click();
  await desk.page.getByTestId('tab-badges').click();
  await run(desk, 'make-badges-pdf');
  const [pdf = ''] = documentsOf(desk, '.pdf');
  expect(pdfFacts(pdf)).toEqual({ pages: 62, size: portrait });
  const codes = storedBadges(file).map(({ code }) => code);
  expect(codes).toHaveLength(496);
  expect([...pdfCodes(pdf)].sort()).toEqual(codes.sort());
  await expect(desk.page.getByTestId('filter-notPrinted')).toContainText('0');

  await desk.page.getByTestId('filter-cast').click();
  const sent = await printed(desk, 'print-badges');
  expect(sent).toMatchObject({ pages: 1, size: portrait });
  expect(pdfText(sent.file, 1)).toContain('내빈 에이');
});

test('a run that is stopped makes no document and leaves no window behind; the next one runs', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  await desk.page.getByTestId('job-certificates').click();
  await desk.page.getByTestId('tab-badges').click();
  await desk.page.getByTestId('make-badges-pdf').click();
  await desk.page.getByTestId('run-cancel').click();
  await expect(desk.page.getByTestId('run-stopped')).toBeVisible();
  expect(documentsOf(desk, '.pdf')).toEqual([]);
  await expect.poll(() => desk.app.windows().length).toBe(1);
  await run(desk, 'make-badges-pdf');
  expect(documentsOf(desk, '.pdf')).toHaveLength(1);
});

test('a long run is stopped while its pages are drawn: no document, no window left behind, and what was issued stays', async ({
  start,
}, info) => {
  const folder = newHome();
  const program = path.join(folder, 'graduation.stagedoor');
  await writeGraduation(program);
  const desk = await start({ program });
  removeHome(folder);
  const { page } = desk;
  const file = path.join(desk.documents, path.basename(program));
  await page.getByTestId('job-certificates').click();
  await page.getByTestId('make-certificates-pdf').click();
  // The first part is there, and more are to come.
  await expect(page.getByTestId('run-progress')).toContainText(/[12]00 \/ 333/, { timeout: 180_000 });
  await page.screenshot({ path: info.outputPath('long-run.png') });
  await page.getByTestId('run-cancel').click();
  await expect(page.getByTestId('run-stopped')).toBeVisible();
  await expect.poll(() => desk.app.windows().length).toBe(1);
  expect(documentsOf(desk, '.pdf')).toEqual([]);
  expect(rows(file, 'SELECT count(*) AS n FROM certificate')).toEqual([{ n: 333 }]);
  await expect(page.getByTestId('make-certificates-pdf')).toBeEnabled();
});
