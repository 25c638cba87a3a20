import { execFileSync } from 'node:child_process';
import { appendFileSync, copyFileSync, cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { writeGraduation } from '../project.ts';
import { expect, test } from './app.ts';
import { type Desk, documentsOf, root } from './desk.ts';
import { pdfFacts } from './printQueue.ts';
import { rows } from './storeReader.ts';

/** Makes the PDF of everybody's certificates and gives its path. */
async function makePdf(desk: Desk): Promise<string> {
  const before = new Set(documentsOf(desk, '.pdf'));
  await desk.page.getByTestId('job-certificates').click();
  await desk.page.getByTestId('tab-certificates').click();
  await desk.page.getByTestId('make-certificates-pdf').click();
  await expect(desk.page.getByTestId('run-result')).toBeVisible({ timeout: 180_000 });
  const made = documentsOf(desk, '.pdf').filter((file) => !before.has(file));
  expect(made).toHaveLength(1);
  return made[0] ?? '';
}

const shell = (script: string, file: string) =>
  execFileSync('sh', ['-c', script, 'sh', file], { encoding: 'utf8', maxBuffer: 1e9 });

/** A PDF's whole text, by pdftotext. */
const textOf = (file: string) => shell('pdftotext -layout "$1" -', file);

/** A hash of each page as pdftoppm draws it. */
const picturesOf = (file: string) =>
  shell(
    'd=$(mktemp -d); pdftoppm -r 45 "$1" "$d/p" && cd "$d" && sha256sum *; cd /; rm -rf "$d"',
    file,
  ).split('\n');

const drawingsOf = (file: string) =>
  rows(file, 'SELECT number, serial, fields, drawing, drawing_sha256 FROM certificate ORDER BY number');

/** The built app with one of its fonts changed by a byte. */
function withOtherFont(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'font-'));
  cpSync(path.join(root, 'out/app'), path.join(folder, 'out/app'), { recursive: true });
  cpSync(path.join(root, 'resources'), path.join(folder, 'resources'), { recursive: true });
  copyFileSync(path.join(root, 'package.json'), path.join(folder, 'package.json'));
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  appendFileSync(path.join(folder, 'out/app/fonts/NotoSerifKR-Regular.ttf'), '\0');
  return folder;
}

test('333 issued, then another template, other names, another program: printed again they are the same to the letter and the pixel', async ({
  start,
}) => {
  test.slow();
  const folder = mkdtempSync(path.join(tmpdir(), 'frozen-'));
  const program = path.join(folder, 'graduation.stagedoor');
  await writeGraduation(program);
  let desk = await start({ program });
  const file = path.join(desk.documents, 'graduation.stagedoor');
  const first = await makePdf(desk);
  const issued = drawingsOf(file);
  expect(issued).toHaveLength(333);
  expect(pdfFacts(first).pages).toBe(333);
  expect(shell('pdfdetach -list "$1" | head -1', first).trim()).toBe('333 embedded files');
  const [text, pictures] = [textOf(first), picturesOf(first)];
  expect(new Set(pictures.map((line) => line.slice(0, 64))).size).toBeGreaterThan(333);

  // The template that they were made by says something else from now on.
  const { page } = desk;
  await page.getByTestId('tab-templates').click();
  await page.getByTestId('templates').locator('[data-testid^="edit-"]').first().click();
  await page.getByTestId('layer-title').click();
  await page.getByTestId('field-text').fill('이수증');
  await page.getByTestId('design-save').click();
  await expect(page.getByTestId('design-state')).not.toHaveAttribute('data-changed');
  expect(rows(file, "SELECT count(*) AS n FROM certificate_template WHERE kind = 'completion'")).toEqual([
    { n: 2 },
  ]);
  await desk.close();
  // So do the program and everybody's name.
  const db = new Database(file);
  db.exec("UPDATE attendee SET name = '고친' || name, name_latin = 'Changed ' || name_latin");
  db.exec("UPDATE meta SET value = '다른 프로그램' WHERE key IN ('program.name', 'program.nameEn')");
  db.close();

  desk = await start({ home: desk.home, program: file });
  const again = await makePdf(desk);
  expect(drawingsOf(file)).toEqual(issued);
  expect(textOf(again)).toBe(text);
  expect(picturesOf(again)).toEqual(pictures);
  await desk.close();

  // With another font file they would look different: refused, with the reason.
  const other = withOtherFont();
  try {
    desk = await start({ home: desk.home, program: file, root: other });
    await desk.page.getByTestId('job-certificates').click();
    await desk.page.getByTestId('make-certificates-pdf').click();
    await expect(desk.page.getByTestId('run-failed')).toContainText('NotoSerifKR', { timeout: 60_000 });
    await expect(desk.page.getByTestId('run-failed')).toContainText('C5-0001');
    expect(documentsOf(desk, '.pdf')).toHaveLength(2);
  } finally {
    rmSync(other, { recursive: true, force: true });
    rmSync(folder, { recursive: true });
  }
});
