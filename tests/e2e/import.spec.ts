import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { sheetXml, workbook, zipOf } from '../spreadsheets.ts';
import { expect, test } from './app.ts';
import { type Desk, documentsOf, sampleFolder } from './desk.ts';
import { rows } from './storeReader.ts';

interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const text = (name: string, content: string): NamedBytes => ({
  name,
  bytes: new TextEncoder().encode(content),
});

const sample = (): readonly NamedBytes[] =>
  readdirSync(sampleFolder)
    .filter((name) => name.endsWith('.csv'))
    .map((name) => ({ name, bytes: readFileSync(path.join(sampleFolder, name)) }));

async function openImportPage(page: Page): Promise<void> {
  await page.getByTestId('job-people').click();
  await page.getByTestId('people-import').or(page.getByTestId('people-empty-import')).click();
}

/** Drops files on the page as a file manager does. */
async function drop(page: Page, files: readonly NamedBytes[]): Promise<void> {
  const sent = files.map(({ name, bytes }) => ({ name, bytes: [...bytes] }));
  const transfer = await page.evaluateHandle((list) => {
    const data = new DataTransfer();
    for (const { name, bytes } of list) data.items.add(new File([Uint8Array.from(bytes)], name));
    return data;
  }, sent);
  await page.getByTestId('import-drop').dispatchEvent('drop', { dataTransfer: transfer });
}

/** Picks files as the system's dialog would hand them over. */
async function pick(page: Page, files: readonly NamedBytes[]): Promise<void> {
  await page
    .getByTestId('import-file')
    .setInputFiles(
      files.map(({ name, bytes }) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(bytes) })),
    );
}

const preview = (page: Page, file: string) =>
  page.locator(`[data-testid=import-preview][data-file="${file}"]`);

function programFile(desk: Desk): string {
  const [file] = documentsOf(desk, '.stagedoor');
  if (!file) throw new Error('no program was made');
  return file;
}

function stored(desk: Desk): readonly unknown[] {
  return rows(
    programFile(desk),
    `SELECT (SELECT count(*) FROM attendee) AS people, (SELECT count(*) FROM event) AS events,
       (SELECT count(*) FROM cue) AS cues, (SELECT count(*) FROM import_batch) AS files`,
  );
}

test('seven files dropped at once are previewed together, stored by one button, and found', async ({
  start,
}) => {
  const desk = await start();
  const { page } = desk;
  await openImportPage(page);
  await drop(page, sample());
  await expect(page.getByTestId('import-preview')).toHaveCount(7);
  await expect(preview(page, 'cohort5-signup-form-cp949.csv').getByTestId('import-encoding')).toHaveValue(
    'CP949',
  );
  await expect(preview(page, 'cohort5-signup-form-cp949.csv').getByTestId('import-added')).toContainText(
    '482',
  );
  await expect(page.getByTestId('import-problem')).toHaveCount(0);
  expect(stored(desk)).toEqual([{ people: 0, events: 0, cues: 0, files: 0 }]);

  await page.getByTestId('import-commit').click();
  await expect(page.getByTestId('import-done')).toBeVisible();
  expect(stored(desk)).toEqual([{ people: 496, events: 7, cues: 16, files: 7 }]);
  await page.getByTestId('import-to-people').click();
  await expect(page.getByTestId('people-count')).toContainText('489명 · 수료 333명 (68.1 %) · 출연자 7명');

  for (const typed of ['박훈', 'ㅂㅎㅈ', 'hoonju', '1040', 'cohort5001@']) {
    await page.getByTestId('people-search').fill(typed);
    await expect(page.getByTestId('person-row').filter({ hasText: 'Hoonju Park' })).toHaveCount(1);
  }
  await page.getByTestId('people-search').fill('cohort5004@');
  const other = page.getByTestId('person-row').filter({ hasNotText: 'Hoonju Park' });
  await expect(other).toHaveCount(1);
  await other.getByRole('button').first().press('Enter');
  await expect(page.getByTestId('person-why')).toContainText('강의: 5개 중 1개를 마쳤습니다.');
  await page.keyboard.press('Escape');
  await page.getByText('English', { exact: true }).click();
  await page.getByTestId('person-row').getByRole('button').first().click();
  await expect(page.getByTestId('person-why')).toContainText('completed 1 of 5');
});

test('a preview is corrected: the kind, then the column; a syllable of CP949 that EUC-KR lacks comes in whole', async ({
  start,
}) => {
  const desk = await start();
  const { page } = desk;
  await openImportPage(page);
  // "별명,메일 주소" and "똠이,ttom@example.com", as Korean Excel saves them.
  const bytes = Buffer.from(
    'bab0b8ed2cb8dec0cf20c1d6bcd20d0a8c63c0cc2c74746f6d406578616d706c652e636f6d0d0a',
    'hex',
  );
  await pick(page, [{ name: '별명.csv', bytes }]);
  const file = preview(page, '별명.csv');
  await expect(file.getByTestId('import-problem')).toContainText('별명.csv 1행');
  await file.getByTestId('import-kind').click();
  await page.getByRole('option', { name: '참가자 명단' }).click();
  await expect(file.getByTestId('import-problem')).toContainText('‘이름’ 열이 없습니다');
  await file.getByTestId('import-column-roster-name').click();
  await page.getByRole('option', { name: '별명' }).click();
  await expect(file.getByTestId('import-added')).toContainText('1');
  await page.getByTestId('import-commit').click();
  await expect(page.getByTestId('import-done')).toBeVisible();
  expect(rows(programFile(desk), 'SELECT name, email FROM attendee')).toEqual([
    { name: '똠이', email: 'ttom@example.com' },
  ]);
});

test('one bad file is refused with its sentence, holds up the others, and nothing is stored', async ({
  start,
}) => {
  const desk = await start();
  const { page } = desk;
  await openImportPage(page);
  const rundown = readFileSync(path.join(sampleFolder, 'cohort5-graduation-rundown.csv'), 'utf8');
  const bad = text('큐시트.csv', rundown.replace('16:30', '25:70'));
  await pick(page, [...sample().filter(({ name }) => !name.includes('rundown')), bad]);
  const problem = preview(page, '큐시트.csv').getByTestId('import-problem');
  await expect(problem).toContainText('큐시트.csv 15행');
  await expect(problem).toContainText('25:70');
  await expect(page.getByTestId('import-commit')).toBeDisabled();
  await page.getByText('English', { exact: true }).click();
  await expect(problem).toContainText('큐시트.csv, line 15');
  expect(stored(desk)).toEqual([{ people: 0, events: 0, cues: 0, files: 0 }]);

  // Mended in the spreadsheet and picked again, it takes the place of the bad one.
  await pick(page, [text('큐시트.csv', rundown)]);
  await expect(problem).toHaveCount(0);
  await page.getByTestId('import-commit').click();
  await expect(page.getByTestId('import-done')).toBeVisible();
  expect(stored(desk)).toEqual([{ people: 496, events: 7, cues: 16, files: 7 }]);

  await openImportPage(page);
  await drop(page, sample());
  await expect(page.getByTestId('import-preview')).toHaveCount(7);
  for (const added of await page.getByTestId('import-added').all()) await expect(added).toHaveText('Added 0');
});

test('cancelled while it is stored, an import says that nothing was stored, and nothing is; what was stored is said to be', async ({
  start,
}) => {
  const desk = await start();
  const { page } = desk;
  await openImportPage(page);
  const list = (name: string, length: number) =>
    ['이름,이메일', ...Array.from({ length }, (_, i) => `${name}${i},p${i}@example.com`)].join('\n');
  await pick(page, [text('긴 명단.csv', list('사람', 30_000))]);
  await expect(preview(page, '긴 명단.csv').getByTestId('import-added')).toContainText('30000');
  // Pressed as soon as people are stored: a list of that length may be in before a pointer has come there.
  await page.evaluate(() => {
    const press = new MutationObserver(() => {
      const run = document.querySelector('[data-testid=import-running]');
      if (!run?.textContent.includes('저장하는 중')) return;
      press.disconnect();
      run.querySelector<HTMLElement>('[data-testid=import-cancel]')?.click();
    });
    press.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await page.getByTestId('import-commit').click();
  await expect(page.getByTestId('import-cancelled')).toContainText('아무것도 저장되지 않았습니다');
  expect(stored(desk)).toEqual([{ people: 0, events: 0, cues: 0, files: 0 }]);

  await page.getByTestId('import-commit').click();
  await expect(page.getByTestId('import-done')).toBeVisible();
  expect(stored(desk)).toEqual([{ people: 30_000, events: 0, cues: 0, files: 1 }]);

  // Once all of it is in, there is nothing left to cancel.
  await pick(page, [text('고친 명단.csv', list('참가자', 1000))]);
  await expect(preview(page, '고친 명단.csv').getByTestId('import-changed')).toContainText('1000');
  const told = await page.evaluateHandle(() => {
    const seen: { said: string; mayCancel: boolean }[] = [];
    new MutationObserver(() => {
      const run = document.querySelector('[data-testid=import-running]');
      const mayCancel = run?.querySelector('[data-testid=import-cancel]') !== null;
      if (run) seen.push({ said: run.textContent, mayCancel });
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
    return seen;
  });
  await page.getByTestId('import-commit').click();
  await expect(page.getByTestId('import-done')).toBeVisible();
  const finishing = (await told.jsonValue()).filter(({ said }) => said.includes('마무리'));
  expect(finishing.length).toBeGreaterThan(0);
  expect(finishing.filter(({ mayCancel }) => mayCancel)).toEqual([]);
});

test('the file dialog offers workbooks and tables of text as well as CSV, and what is picked is read', async ({
  start,
}) => {
  const { page } = await start();
  await openImportPage(page);
  const offered = (await page.getByTestId('import-file').getAttribute('accept'))?.split(',') ?? [];
  expect(offered).toEqual(expect.arrayContaining(['.csv', '.tsv', '.txt', '.xlsx']));
  const bytes = zipOf(
    workbook(
      sheetXml([
        ['이름', '이메일'],
        ['가온', 'gaon@example.com'],
      ]),
    ),
  );
  await pick(page, [{ name: '명단.xlsx', bytes }]);
  await expect(preview(page, '명단.xlsx').getByTestId('import-added')).toContainText('1');
});

test('a file over the limit is refused before it is sent', async ({ start }) => {
  const { page } = await start();
  await openImportPage(page);
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(20 * 1024 * 1024 + 1)], 'large.csv'));
    const target = document.querySelector('[data-testid=import-drop]');
    target?.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true }));
  });
  await expect(page.getByTestId('import-problem')).toContainText('large.csv');
  await expect(page.getByTestId('import-problem')).toContainText('20MB');
});
