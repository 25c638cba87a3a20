import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { call } from '@orpc/server';
import { expect, onTestFinished, test } from 'vitest';
import { createContext, type Shell } from '../../electron/api/context';
import { router } from '../../electron/api/router';
import { readBeside } from '../../electron/store/beside';
import { get, run } from '../../electron/store/db';
import { recount } from '../../electron/store/doorCounts';
import { programNumbers } from '../../electron/store/numbers';
import { closeProgramFile, createProgramFile } from '../../electron/store/programFile';
import { arrivalBars, cohortRows, figures, wrapUpMarkdown } from '../../shared/domain/wrapUp';
import { drawWrapUp } from '../../shared/domain/wrapUpSheet';
import { testFonts } from '../fonts';
import { importFiles, sampleFiles, temporaryProgram } from './importing';

/** A program file that is closed: the sample as another cohort. */
function otherCohort(): string {
  const home = mkdtempSync(path.join(tmpdir(), 'stagedoor-cohort-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  const file = path.join(home, '4기.stagedoor');
  const db = createProgramFile(file, { name: '4기', nameEn: 'Cohort 4' }, 0);
  importFiles(db, sampleFiles());
  run(db, "DELETE FROM attendee WHERE role = 'participant' AND email_key > 'cohort5201'");
  closeProgramFile(db);
  return file;
}

test('the sample: 489 participants, 333 complete (68.1 %), 147 in the top 5 % (30.1 %), 14 medals, 211 projects', async () => {
  const db = temporaryProgram();
  importFiles(db, sampleFiles());
  const numbers = await programNumbers(db, 'a.stagedoor');
  expect(figures(numbers, 'ko').map(({ id, value, note }) => [id, value, note])).toEqual([
    ['participants', 489, '출연자 7명 별도'],
    ['completing', 333, '68.1 %'],
    ['top', 147, '30.1 %'],
    ['medals', 14, expect.stringMatching(/^금 \d+ · 은 \d+ · 동 \d+$/)],
    ['projects', 211, expect.stringMatching(/^시상 \d+팀$/)],
  ]);
  const { gold, silver, bronze } = numbers.medals;
  expect(gold + silver + bronze).toBe(14);
  expect(numbers.honours.find(({ id }) => id === 'bestProject')?.met).toBe(10);
  expect(numbers.events.map(({ expected }) => expected)).toContain(323);
});

test('an override counts: what the wrap-up says is what was decided', async () => {
  const db = temporaryProgram();
  importFiles(db, sampleFiles());
  run(
    db,
    `INSERT INTO rule_override (rule_id, attendee_id, met, reason, by_name, at)
     SELECT 'medal', id, 1, '공동 수상', '김운영', 1 FROM attendee WHERE email_key = 'cohort5001@example.com'`,
  );
  const before = get<{ n: number }>(
    db,
    "SELECT count(*) AS n FROM track_result WHERE json_extract(result, '$.medal') IS NOT NULL",
  );
  expect(before?.n).toBe(14);
  expect(figures(await programNumbers(db, 'a'), 'en').find(({ id }) => id === 'medals')?.value).toBe(15);
});

test('arrivals in tens of minutes, empty ones too, wider where there would be too many', () => {
  const ten = 600_000;
  const bars = arrivalBars([
    { at: 10 * ten, entries: 3 },
    { at: 12 * ten, entries: 1 },
  ]);
  expect(bars).toEqual([
    { at: 10 * ten, entries: 3 },
    { at: 11 * ten, entries: 0 },
    { at: 12 * ten, entries: 1 },
  ]);
  const long = arrivalBars([
    { at: 0, entries: 3 },
    { at: 1000 * ten, entries: 4 },
  ]);
  expect(long.length).toBeLessThanOrEqual(36);
  expect(long.reduce((sum, { entries }) => sum + entries, 0)).toBe(7);
  expect(arrivalBars([])).toEqual([]);
});

test('another cohort is read beside this one: its file is not touched, and the totals are the sums', async () => {
  const file = otherCohort();
  const before = [readFileSync(file), statSync(file).mtimeMs] as const;
  const db = temporaryProgram();
  importFiles(db, sampleFiles());
  const shell: Partial<Shell> = { pickProgram: async () => file };
  const context = createContext(shell as Shell, () => {});
  context.exchange(() => ({ db, file: db.raw.name, now: () => 1 }));
  expect(await call(router.numbers.addBeside, undefined, { context })).toBe(true);
  const { own, others } = await call(router.numbers.read, undefined, { context });
  expect(others.map(({ name, participants }) => [name, participants])).toEqual([['4기', 200]]);
  const rows = cohortRows({ own, others }, 'ko');
  expect(rows.map((row) => row[1])).toEqual(['489', '200', '689']);
  expect(Number(rows[2]?.[2])).toBe(own.completing + (others[0]?.completing ?? 0));
  expect([readFileSync(file), statSync(file).mtimeMs]).toEqual(before);
  expect(existsSync(`${file}-wal`)).toBe(false);
  await call(router.numbers.removeBeside, { id: others[0]?.id ?? '' }, { context });
  expect((await call(router.numbers.read, undefined, { context })).others).toEqual([]);
});

test('a copy of the open program is refused, and so is what is open elsewhere or no program', async () => {
  const db = temporaryProgram();
  const copy = otherCohort();
  await db.raw.backup(copy);
  const shell: Partial<Shell> = { pickProgram: async () => copy };
  const context = createContext(shell as Shell, () => {});
  context.exchange(() => ({ db, file: db.raw.name, now: () => 1 }));
  await expect(call(router.numbers.addBeside, undefined, { context })).rejects.toMatchObject({
    data: { reason: 'numbers.same' },
  });
  await expect(readBeside(db.raw.name, async () => 1)).rejects.toMatchObject({ reason: 'program.inUse' });
  await expect(readBeside(import.meta.filename, async () => 1)).rejects.toMatchObject({
    reason: 'program.notAProgram',
  });
});

test('the report says the same in Markdown and on paper, in both languages', async () => {
  const db = temporaryProgram();
  importFiles(db, sampleFiles());
  run(db, "UPDATE event SET title = '중간 | 밋업' WHERE code = 'meetup'");
  run(
    db,
    `INSERT INTO attendance (event_id, attendee_id, entered_at, door, scan_id)
     SELECT (SELECT id FROM event WHERE code = 'graduation'), id, 1729224000000 + (row_number() OVER ()) * 20000, 'A', id
     FROM attendee WHERE role = 'participant' ORDER BY id LIMIT 200`,
  );
  recount(db);
  const own = await programNumbers(db, 'a');
  const report = {
    own,
    others: [{ ...own, id: 'other', name: '4기', nameEn: 'Cohort 4' }],
    now: 1729300000000,
  };
  const korean = wrapUpMarkdown(report, 'ko');
  expect(korean).toContain('# 5기 마무리 보고\n\n작성: 2024-10-19\n');
  expect(korean).toContain('| 수료 | 333 | 68.1 % |');
  expect(korean).toContain('| 상위 5 % | 147 | 30.1 % |');
  expect(korean).toContain('| 중간 \\| 밋업 | 2024-08-31 |');
  expect(korean).toContain('| 5기 졸업식 | 2024-10-18 | 323 | 200 | 61.9 % | 0 |');
  expect(korean).toContain('| 합계 | 978 | 666 | 68.1 % |');
  for (const row of korean.split('\n').filter((line) => line.startsWith('|')))
    expect(row.endsWith(' |')).toBe(true);
  expect(wrapUpMarkdown(report, 'en')).toContain('| Completed | 333 | 68.1 % |');
  const fonts = await testFonts();
  for (const language of ['ko', 'en'] as const) {
    const { pages } = drawWrapUp(report, language, fonts);
    expect(pages.length).toBeGreaterThanOrEqual(1);
    const text = pages.join('').replace(/<[^>]+>/g, ' ');
    for (const value of ['489', '333', '68.1 %', '147', '30.1 %', '14', '211', '978'])
      expect(text).toContain(value);
  }
});
