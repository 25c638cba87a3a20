/**
 * The whole day, unattended, in the real app and through its screens: roster in, badges out, scans in, agenda up,
 * certificates printed. Writes out/demo: report.json, the PDFs, and a picture of each screen in Korean and English.
 */
import { copyFileSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { badgePictures, decodePictures, writeCameraFeed } from '../e2e/cameraFeed.ts';
import { type Desk, documentsOf, newHome, removeHome, root, sampleFolder, startDesk } from '../e2e/desk.ts';
import { scanByKeyboard } from '../e2e/keyboardScanner.ts';
import { jobsOf, pdfCodes, pdfFacts, spooled, testPrinter } from '../e2e/printQueue.ts';
import { startRehearsal } from '../e2e/rehearsal.ts';
import { rows, type StoredBadge, storedBadges } from '../e2e/storeReader.ts';

const started = performance.now();
const out = path.join(root, 'out/demo');
const shots = path.join(out, 'screens');
mkdirSync(shots, { recursive: true });

function say(text: string): void {
  console.log(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${text}`);
}

function insist(holds: boolean, sentence: string): void {
  if (!holds) throw new Error(sentence);
}

/** Pictures in both languages; the app is left in Korean. `subject` is another window than the one with the switch. */
async function picture(page: Page, name: string, subject: Page = page): Promise<void> {
  for (const [language, label] of [
    ['en', 'English'],
    ['ko', '한국어'],
  ] as const) {
    await page.getByText(label, { exact: true }).click();
    await expect(subject.locator('html')).toHaveAttribute('lang', language);
    await subject.evaluate(() => document.fonts.ready);
    await subject.screenshot({ path: path.join(shots, `${name}.${language}.png`), animations: 'disabled' });
  }
}

async function open(page: Page, job: string): Promise<void> {
  await page.getByTestId(`job-${job}`).click();
}

async function chooseEvent(page: Page, code: string): Promise<void> {
  await page.getByTestId('choose-event').click();
  await page.getByTestId(`event-${code}`).click();
}

/** Scans a badge, and once more where the reading came in pieces, as the lane then tells the steward to do. */
async function scanBadge(desk: Desk, code: string): Promise<string> {
  const verdict = await scan(desk, code);
  return verdict === 'unknown' ? scan(desk, code) : verdict;
}

/** Scans by keyboard and gives the verdict that the lane then shows. */
async function scan(desk: Desk, code: string): Promise<string> {
  const verdict = desk.page.getByTestId('verdict');
  const before = await verdict.evaluateAll((all) => all[0]?.getAttribute('data-scan-id') ?? '');
  await scanByKeyboard(desk, code);
  const now = desk.page.locator(`[data-testid="verdict"][data-scan-id]:not([data-scan-id="${before}"])`);
  await now.waitFor({ timeout: 10_000 });
  return (await now.getAttribute('data-kind')) ?? '';
}

/** Keeps a document that the app wrote, under a plain name. */
function keep(file: string, name: string): string {
  const kept = path.join(out, name);
  copyFileSync(file, kept);
  return kept;
}

function newestDocument(desk: Desk): string {
  const newest = documentsOf(desk, '.pdf').toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
  if (!newest) throw new Error('the app has written no PDF');
  return newest;
}

const home = newHome();
let desk = await startDesk({ home });
let { page } = desk;
await page.getByTestId('first-start').waitFor();
await picture(page, '01-first-start');
const runtime = await desk.app.evaluate(() => ({
  electron: process.versions.electron,
  chrome: process.versions.chrome,
  node: process.versions.node,
}));
say(`Electron ${runtime.electron}, Chrome ${runtime.chrome}`);

// The program gets its names.
await open(page, 'program');
await page.getByTestId('program-name').fill('머신러닝 부트캠프 5기');
await page.getByTestId('program-name-en').fill('Machine learning bootcamp, cohort 5');
await page.getByTestId('program-rename').click();
await expect(page.getByTestId('program-rename')).toBeDisabled();

// Roster in.
await open(page, 'people');
await picture(page, '02-people-empty');
await page.evaluate(() => {
  window.location.hash = '/people/import';
});
const files = readdirSync(sampleFolder)
  .filter((name) => name.endsWith('.csv'))
  .map((name) => path.join(sampleFolder, name));
await page.getByTestId('import-file').setInputFiles(files);
await expect(page.getByTestId('import-preview')).toHaveCount(files.length);
await picture(page, '03-import');
await page.getByTestId('import-commit').click();
await page.getByTestId('import-done').waitFor();
await open(page, 'people');
await expect(page.getByTestId('people-count')).toContainText('489');
await picture(page, '04-people');
await chooseEvent(page, 'graduation');
const programFile = path.join(
  desk.documents,
  readdirSync(desk.documents).find((name) => name.endsWith('.stagedoor')) ?? '',
);
const people = rows<{ role: string; name: string }>(programFile, 'SELECT role, name FROM attendee');
const participants = people.filter(({ role }) => role === 'participant');
const sameName = rows<{ name: string }>(
  programFile,
  "SELECT name FROM attendee WHERE role = 'participant' GROUP BY name HAVING count(*) > 1 ORDER BY name",
).map(({ name }) => name);
say(`imported ${participants.length} participants`);

// Badges out.
await open(page, 'certificates');
await page.getByTestId('tab-badges').click();
await page.getByTestId('make-badges-pdf').click();
await page.getByTestId('document-name').waitFor({ timeout: 120_000 });
await picture(page, '05-badges');
const sheet = keep(newestDocument(desk), 'badges.pdf');
const stored = storedBadges(programFile);
const read = new Set(pdfCodes(sheet));
insist(
  stored.length === read.size && stored.every(({ code }) => read.has(code)),
  `zbarimg read ${read.size} codes from the sheet; the store has ${stored.length}`,
);
say(`badges: ${read.size} codes read back from the sheet, equal to the store's`);

// The rehearsal: first a visit with a list, then the graduation.
await open(page, 'program');
await picture(page, '06-program');
await startRehearsal(desk, '2024-08-07T13:40');
const rehearsalFile = path.join(home, 'data/rehearsal', path.basename(programFile));
await chooseEvent(page, 'visit-a');
await open(page, 'door');
const badges = storedBadges(rehearsalFile);
const guests = badges.filter(({ role }) => role === 'participant');
const invited = new Set(
  rows<{ id: string }>(
    rehearsalFile,
    `SELECT attendee_id AS id FROM invitation JOIN event ON event.id = event_id WHERE code = 'visit-a'`,
  ).map(({ id }) => id),
);
const uninvited = guests.find(({ attendeeId }) => !invited.has(attendeeId));
insist(
  (await scan(desk, uninvited?.code ?? '')) === 'notInvited',
  'somebody off the list was let into the visit',
);
await picture(page, '07-lane-not-invited');
await startRehearsal(desk, '2024-10-18T13:05');
await chooseEvent(page, 'graduation');
await open(page, 'today');
await page.getByTestId('today-card').waitFor();
await picture(page, '08-today');

// Scans in, by keyboard.
const expected = new Set(
  rows<{ id: string }>(
    rehearsalFile,
    `SELECT attendee_id AS id FROM answer WHERE event_code = 'graduation' AND answer = 'yes'`,
  ).map(({ id }) => id),
);
const arriving = guests.filter(({ attendeeId }) => expected.has(attendeeId));
const byCamera = arriving.slice(0, 20);
const bySearch = arriving.slice(20, 21);
const byKeyboard = arriving.slice(21);
await open(page, 'door');
await page.getByTestId('lane').waitFor();
await picture(page, '09-lane-waiting');
for (const [i, badge] of byKeyboard.entries()) {
  const verdict = await scanBadge(desk, badge.code);
  insist(verdict === 'admitted', `${badge.name} was not admitted: ${verdict}`);
  if (i === 0) await picture(page, '10-lane-admitted');
}
say(`keyboard: ${byKeyboard.length} admitted`);
const first = byKeyboard[0] as StoredBadge;
insist((await scan(desk, first.code)) === 'alreadyIn', 'a second entry was not noticed');
await picture(page, '11-lane-already-in');
const last = first.code.slice(-1);
insist(
  (await scan(desk, first.code.slice(0, -1) + (last === 'A' ? 'B' : 'A'))) === 'forged',
  'a forged badge passed',
);
await picture(page, '12-lane-forged');
insist((await scan(desk, `ZZZZ${first.code.slice(4)}`)) === 'foreign', 'another program’s badge passed');
insist((await scan(desk, '8801234567893')) === 'unknown', 'a bar code of something else passed');
await picture(page, '13-lane-unknown');

// A badge revoked at the door, and somebody found by initial consonants.
const [searched] = bySearch;
insist(searched !== undefined, 'nobody is left for the search');
await page.getByTestId('search-open').click();
await page.getByTestId('search-input').fill(searched?.email ?? '');
await expect(page.getByTestId('search-result')).toHaveCount(1);
await picture(page, '14-lane-search');
await page.getByTestId('search-input').press('Enter');
const [phone] = rows<{ digits: string }>(
  rehearsalFile,
  'SELECT substr(phone_digits, -4) AS digits FROM attendee WHERE id = ?',
  searched?.attendeeId ?? '',
);
await page.getByTestId('confirm-digits').fill(phone?.digits ?? '');
await page.getByTestId('confirm-admit').click();
await expect(page.getByTestId('verdict-name')).toContainText(searched?.name ?? '');
await page.getByTestId('undo').click();
await expect.poll(() => rows(rehearsalFile, "SELECT 1 FROM journal WHERE kind = 'undo'").length).toBe(1);
insist(
  (await scan(desk, searched?.code ?? '')) === 'admitted',
  'after the undo the badge did not open the door',
);
const revoked = byKeyboard[1] as StoredBadge;
await page.getByTestId('search-open').click();
await page.getByTestId('search-input').fill(revoked.email);
await expect(page.getByTestId('search-result')).toHaveCount(1);
await page.getByTestId('replace-badge').click();
await page.getByTestId('replace-lost').click();
await expect
  .poll(() => rows(rehearsalFile, 'SELECT 1 FROM badge WHERE revoked_at IS NOT NULL').length)
  .toBe(1);
await page.keyboard.press('Escape');
insist((await scan(desk, revoked.code)) === 'revoked', 'a revoked badge passed');
await picture(page, '15-lane-revoked');

// Scans in, by a camera that sees the printed badges. The feed needs a start of its own: same program, same event.
const pictures = badgePictures(sheet, Math.ceil(stored.length / 8));
const feed = path.join(home, 'door.y4m');
const wanted = new Set(byCamera.map(({ code }) => code));
const seen = decodePictures(pictures).flatMap((code, i) => {
  const shown = pictures[i];
  return wanted.has(code) && shown ? [shown] : [];
});
insist(seen.length === wanted.size, `of ${wanted.size} badges ${seen.length} were found on the sheet`);
writeCameraFeed(feed, seen);
await desk.close();
desk = await startDesk({ home, camera: feed });
page = desk.page;
await open(page, 'door');
await page.getByTestId('camera-toggle').click();
const cameraAdmitted = () =>
  rows(rehearsalFile, "SELECT 1 FROM journal WHERE source = 'camera' AND verdict = 'admitted'").length;
await expect.poll(cameraAdmitted, { timeout: 120_000 }).toBe(wanted.size);
await picture(page, '16-lane-camera');
await page.getByTestId('camera-toggle').click();
say(`camera: ${cameraAdmitted()} admitted`);

// Agenda up, some minutes into the afternoon.
await startRehearsal(desk, '2024-10-18T14:05');
await open(page, 'stage');
await page.getByTestId('cue-row').first().waitFor();
const opening = desk.app.waitForEvent('window');
await page.getByTestId('tab-screens').click();
await page.getByTestId('open-lobby').click();
const agenda = await opening;
await agenda.getByTestId('lobby-window').waitFor();
await agenda.setViewportSize({ width: 1920, height: 1080 });
await page.getByTestId('show-start').click();
await page.getByTestId('show-next').click();
await page.getByTestId('show-next').click();
await expect(agenda.getByTestId('now-title')).toContainText('개회 및 일정 안내');
await picture(page, '17-stage');
await picture(page, '18-agenda', agenda);
await page.getByTestId('show-back').click();
await expect(agenda.getByTestId('now-title')).toContainText('오프닝 영상');
say('agenda follows the show');

// Certificates printed.
await open(page, 'certificates');
await page.getByTestId('certificate-row').first().waitFor();
await picture(page, '19-certificates');
await page.getByTestId('make-certificates-pdf').click();
await page.getByTestId('document-name').waitFor({ timeout: 300_000 });
const certificates = keep(newestDocument(desk), 'certificates.pdf');
const pages = pdfFacts(certificates).pages;
say(`certificates: ${pages} pages`);
const before = new Set(jobsOf(testPrinter()));
await page
  .getByTestId('printer-select')
  .selectOption?.(testPrinter())
  .catch(() => {});
await page.getByTestId('chunk-select').selectOption('100');
await page.getByTestId('print-certificates').click();
const newJobs = () => jobsOf(testPrinter()).filter((job) => !before.has(job));
await page.getByTestId('spool-sent').waitFor({ timeout: 300_000 });
await picture(page, '20-certificates-print-run');
// The operator finds every tray in order.
for (let sent = 1; await page.getByTestId('spool').count(); sent++) {
  await expect.poll(() => newJobs().length, { timeout: 120_000 }).toBe(sent);
  const shown = (await page.getByTestId('spool-sent').textContent()) ?? '';
  // While the queue still holds a job the app does not take the reading, so it is said again.
  await expect(async () => {
    const all = page.locator('[data-testid="spool-all"]:enabled');
    if (await all.count()) await all.click();
    await expect(page.getByTestId('spool-sent').filter({ hasText: shown })).toHaveCount(0, { timeout: 2000 });
  }).toPass({ timeout: 120_000 });
  await page
    .locator('[data-testid="spool-sent"], [data-testid="run-result"]')
    .first()
    .waitFor({ timeout: 120_000 });
}
const received = newJobs().map(spooled);
const printedPages = received.reduce((sum, job) => sum + job.pages, 0);
say(`printed: the queue received ${printedPages} pages`);
await picture(page, '20b-certificates-printed');
await open(page, 'today');
await picture(page, '21-today-done');

const count = (verdict: string) =>
  rows(rehearsalFile, "SELECT 1 FROM journal WHERE kind = 'scan' AND verdict = ?", verdict).length;
const eligible = await eligibleCount();
const kinds = [
  'admitted',
  'alreadyIn',
  'notInvited',
  'tooEarly',
  'tooLate',
  'revoked',
  'forged',
  'foreign',
  'unknown',
];
const journalRows = rows(rehearsalFile, 'SELECT 1 FROM journal').length;
const heldBack = await heldBackCount();
await desk.close();

async function eligibleCount(): Promise<number> {
  await open(page, 'people');
  // Counted after the list is there.
  await expect(page.getByTestId('people-count')).toContainText(/수료\s*\d/);
  const counts = (await page.getByTestId('people-count').textContent()) ?? '';
  return Number(/수료\s*([\d,]+)/.exec(counts)?.[1]?.replace(',', ''));
}

async function heldBackCount(): Promise<number> {
  await open(page, 'certificates');
  return page.getByTestId('held-back').count();
}

const report = {
  runtime,
  imported: participants.length,
  cast: people.length - participants.length,
  eligible,
  expected: expected.size,
  sameName,
  badges: stored.filter(({ role }) => role === 'participant').length,
  scans: {
    ...Object.fromEntries(kinds.map((kind) => [kind, count(kind)])),
    byCamera: wanted.size,
    undone: rows(rehearsalFile, "SELECT 1 FROM journal WHERE kind = 'undo'").length,
  },
  certificates: pages,
  heldBack,
  printed: printedPages,
  journalRows,
  seconds: Math.round((performance.now() - started) / 1000),
};
writeFileSync(path.join(out, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
removeHome(home);
console.log(JSON.stringify(report, null, 2));
