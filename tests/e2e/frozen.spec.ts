import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from './app.ts';
import { type Desk, documentsOf, newHome, removeHome, root } from './desk.ts';
import { pdfFacts } from './printQueue.ts';
import { rows } from './storeReader.ts';

// Who completes, in words of the store and with none of the app's code.
const completes = `SELECT a.id FROM attendee a
  JOIN track_result c ON c.attendee_id = a.id AND c.track = 'course' AND c.result ->> 'done' >= c.result ->> 'of'
  JOIN track_result k ON k.attendee_id = a.id AND k.track = 'competition' AND k.result ->> 'joined' = 1
  JOIN track_result p ON p.attendee_id = a.id AND p.track = 'project' AND p.result ->> 'title' <> ''`;

/** A copy of the program at which everybody who completes has come in. */
function everybodyCame(program: string, folder: string): { readonly file: string; readonly people: number } {
  const file = path.join(folder, path.basename(program));
  copyFileSync(program, file);
  const people = rows<{ id: string }>(file, completes);
  const db = new Database(file);
  const event = db.prepare("SELECT id FROM event WHERE kind = 'graduation'").pluck().get() as string;
  const enter = db.prepare(
    "INSERT INTO attendance (event_id, attendee_id, entered_at, door, scan_id) VALUES (?, ?, ?, 'A', ?)",
  );
  db.transaction(() => {
    for (const { id } of people) enter.run(event, id, Date.parse('2024-10-18T13:00+09:00'), id);
  })();
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  return { file, people: people.length };
}

/** Makes one PDF of everybody present, by number; gives its file. */
async function makePdf(desk: Desk): Promise<string> {
  const { page } = desk;
  const before = documentsOf(desk, '.pdf');
  await page.getByTestId('job-certificates').click();
  await page.getByTestId('choice-present').click();
  await page.getByTestId('order-select').selectOption('number');
  await page.getByTestId('make-certificates-pdf').click();
  await expect(page.getByTestId('run-result')).toBeVisible({ timeout: 170_000 });
  const made = documentsOf(desk, '.pdf').find((name) => !before.includes(name));
  if (!made) throw new Error('no PDF was made');
  return made;
}

const textOf = (pdf: string) => execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });

/** The pictures of the pages, as their hashes: of each page, at a size at which a changed letter shows. */
function picturesOf(pdf: string, folder: string): readonly string[] {
  mkdirSync(folder);
  execFileSync('pdftoppm', ['-gray', '-r', '36', pdf, path.join(folder, 'p')]);
  return readdirSync(folder)
    .sort()
    .map((name) =>
      createHash('sha256')
        .update(readFileSync(path.join(folder, name)))
        .digest('hex'),
    );
}

/** The built app with one font file changed by a byte at its end: the same letters, another file. */
function withOtherFont(folder: string, font: string): string {
  const other = path.join(folder, 'app');
  mkdirSync(path.join(other, 'out/app'), { recursive: true });
  copyFileSync(path.join(root, 'package.json'), path.join(other, 'package.json'));
  for (const name of ['node_modules', 'resources'])
    symlinkSync(path.join(root, name), path.join(other, name));
  for (const name of readdirSync(path.join(root, 'out/app'))) {
    if (name !== 'fonts')
      cpSync(path.join(root, 'out/app', name), path.join(other, 'out/app', name), { recursive: true });
  }
  const fonts = path.join(other, 'out/app/fonts');
  mkdirSync(fonts);
  for (const name of readdirSync(path.join(root, 'out/app/fonts'))) {
    const source = path.join(root, 'out/app/fonts', name);
    if (name === font) copyFileSync(source, path.join(fonts, name));
    else symlinkSync(source, path.join(fonts, name));
  }
  appendFileSync(path.join(fonts, font), ' ');
  return other;
}

test('333 issued, then template, names and program changed: the reprint is the same to the letter and the pixel; with another font file it is refused', async ({
  start,
  rehearsal,
}) => {
  test.setTimeout(600_000);
  const folder = newHome();
  const { file: prepared, people } = everybodyCame(rehearsal, folder);
  expect(people).toBe(333);
  const desk = await start({ program: prepared });
  const file = path.join(desk.documents, path.basename(prepared));
  const first = await makePdf(desk);
  expect(pdfFacts(first).pages).toBe(333);
  const drawings = () => rows(file, 'SELECT number, serial, code, drawing FROM certificate ORDER BY number');
  const before = drawings();
  await desk.close();

  const db = new Database(file);
  db.exec(`UPDATE attendee SET name = '다른 이름', name_latin = 'Another Name';
    UPDATE meta SET value = '다른 프로그램 9기' WHERE key = 'program.name';
    UPDATE meta SET value = 'Another program, cohort 9' WHERE key = 'program.nameEn';
    INSERT INTO certificate_template (id, version, kind, body, created_at)
      SELECT id, version + 1, kind, replace(body, '수료증', '다른 증서'), 1 FROM certificate_template WHERE id = 'completion'`);
  expect(
    db.prepare("SELECT max(version) FROM certificate_template WHERE id = 'completion'").pluck().get(),
  ).toBe(2);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  const again = await start({ home: desk.home, program: file });
  const second = await makePdf(again);
  expect(drawings()).toEqual(before);
  expect(textOf(second)).toBe(textOf(first));
  expect(picturesOf(second, path.join(folder, 'second'))).toEqual(
    picturesOf(first, path.join(folder, 'first')),
  );
  await again.close();

  const app = withOtherFont(folder, 'NotoSerifKR-SemiBold.ttf');
  const other = await start({ home: desk.home, program: file, root: app });
  await other.page.getByTestId('job-certificates').click();
  await other.page.getByTestId('choice-present').click();
  await other.page.getByTestId('make-certificates-pdf').click();
  await expect(other.page.getByTestId('run-failed')).toContainText('NotoSerifKR-SemiBold.ttf', {
    timeout: 60_000,
  });
  await expect(other.page.getByTestId('run-failed')).toContainText('C5-0001');
  await other.close();
  rmSync(app, { recursive: true, force: true });
  removeHome(folder);
});
