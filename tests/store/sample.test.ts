import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { applyFiles, readImport } from '../../electron/api/imports';
import { searchPeople, sharedNames } from '../../electron/store/attendees';
import { all, get, transaction, type WriteDb } from '../../electron/store/db';
import { eligibleIds } from '../../electron/store/eligibility';
import { listEvents } from '../../electron/store/events';
import { closeProgramFile, createProgramFile } from '../../electron/store/programFile';

const folder = path.resolve(import.meta.dirname, '../../resources/sample');
const open: { db: WriteDb; home: string }[] = [];
afterEach(() => {
  for (const { db, home } of open.splice(0)) {
    closeProgramFile(db);
    rmSync(home, { recursive: true });
  }
});

function emptyProgram(): WriteDb {
  const home = mkdtempSync(path.join(tmpdir(), 'stagedoor-sample-'));
  const db = createProgramFile(path.join(home, 'a.stagedoor'), { name: '5기', nameEn: 'Cohort 5' }, 0);
  open.push({ db, home });
  return db;
}

const read = () =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.csv'))
    .map((name) => readImport(name, readFileSync(path.join(folder, name))));

test('the sample cohort: 489 participants, 7 cast, 333 complete, 323 expected, seven names shared', () => {
  const db = emptyProgram();
  transaction(db, () => applyFiles(db, read(), null, 1));
  const roles = all<{ role: string; n: number }>(
    db,
    'SELECT role, count(*) AS n FROM attendee GROUP BY role',
  );
  expect(roles.find(({ role }) => role === 'participant')?.n).toBe(489);
  expect(roles.filter(({ role }) => role !== 'participant').reduce((sum, { n }) => sum + n, 0)).toBe(7);
  expect(eligibleIds(db).size).toBe(333);
  expect(sharedNames(db)).toHaveLength(7);
  const events = listEvents(db);
  expect(events.find(({ code }) => code === 'graduation')?.expected).toBe(323);
  expect(get<{ n: number }>(db, 'SELECT count(*) AS n FROM badge WHERE revoked_at IS NULL')?.n).toBe(496);
  expect(get<{ n: number }>(db, 'SELECT count(*) AS n FROM cue')?.n).toBe(16);
});

test('the same files again change nothing', () => {
  const db = emptyProgram();
  transaction(db, () => applyFiles(db, read(), null, 1));
  for (const { name, counts } of transaction(db, () => applyFiles(db, read(), null, 2))) {
    expect({ name, ...counts }).toMatchObject({ added: 0, changed: 0 });
  }
  expect(get<{ n: number }>(db, 'SELECT count(*) AS n FROM attendee')?.n).toBe(496);
});

test('a person is found by part of the name, initial consonants, Latin letters and the last four digits', () => {
  const db = emptyProgram();
  transaction(db, () => applyFiles(db, read(), null, 1));
  for (const typed of ['박훈', 'ㅂㅎㅈ', '박ㅎ', 'hoonju', 'Park Hoonju', '1040', 'cohort5001']) {
    const emails = searchPeople(db, typed, null, 200).map(
      ({ id }) => get<{ email: string }>(db, 'SELECT email FROM attendee WHERE id = ?', id)?.email,
    );
    expect(emails, typed).toContain('cohort5001@example.com');
  }
});
