import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { listBackups, makeBackup, thinBackups } from '../../electron/store/backup';
import { get } from '../../electron/store/db';
import { journalHead } from '../../electron/store/journal';
import { closeProgramFile, openProgramFile } from '../../electron/store/programFile';
import { makeDoor, startsAt } from './door';

const worker = path.join(import.meta.dirname, '../../electron/store/backupWorker.ts');
const now = Date.UTC(2024, 9, 18, 5, 9, 0, 123);
const rowsIn = (file: string) => {
  const db = openProgramFile(file);
  const n = get<{ n: number }>(db, 'SELECT count(*) AS n FROM journal')?.n;
  closeProgramFile(db);
  return n;
};

test('a copy of one moment, whole, one file, with the journal’s head in its name; scans go on meanwhile', async () => {
  const { db, folder, people, codeOf, scan } = makeDoor(['김민수', '이서연', '박도윤']);
  const file = path.join(folder, 'a.stagedoor');
  const place = path.join(folder, 'place');
  mkdirSync(place);
  const [first, second, third] = people;
  if (!first || !second || !third) throw new Error('nobody');
  scan(codeOf(first));
  const before = journalHead(db);
  const making = makeBackup(file, place, worker, now);
  scan(codeOf(second), startsAt + 1);
  const made = await making;
  scan(codeOf(third), startsAt + 2);
  expect(readdirSync(place)).toEqual([made.file]);
  expect(made.rows).toBeGreaterThanOrEqual(before.rows);
  expect(made.file).toContain(` 2024-10-18 050900Z r${made.rows}-${made.hash}.stagedoor`);
  expect(rowsIn(path.join(place, made.file))).toBe(made.rows);
  expect(get<{ n: number }>(db, 'SELECT count(*) AS n FROM journal')?.n).toBe(3);
});

test('a place that can’t be written to is an error, and leaves nothing', async () => {
  const { folder } = makeDoor(['김민수']);
  const file = path.join(folder, 'a.stagedoor');
  const blocked = path.join(folder, 'blocked');
  writeFileSync(blocked, 'a file where a folder should be');
  await expect(makeBackup(file, blocked, worker, now)).rejects.toThrow();
  expect(readFileSync(blocked, 'utf8')).toBe('a file where a folder should be');
});

test('a program that is damaged gives no backup', async () => {
  const { db, folder } = makeDoor(['김민수', '이서연']);
  const file = path.join(folder, 'a.stagedoor');
  closeProgramFile(db);
  const bytes = readFileSync(file);
  bytes.fill(0xaa, 4096 * 3, 4096 * 6);
  writeFileSync(file, bytes);
  const hash = createHash('sha256').update(bytes).digest('hex');
  const place = path.join(folder, 'place');
  mkdirSync(place);
  await expect(makeBackup(file, place, worker, now)).rejects.toThrow();
  expect(readdirSync(place)).toEqual([]);
  expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(hash);
});

test('thinning takes old ones and unfinished ones, and touches nothing else', async () => {
  const { folder } = makeDoor(['김민수']);
  const place = path.join(folder, 'place');
  mkdirSync(place);
  const stays = [
    'a 2024-10-18 050900Z r3-00000000.stagedoor',
    'b 2020-01-01 000000Z r3-00000000.stagedoor',
    '메모.txt',
  ];
  const goes = ['a 2024-10-10 010000Z r1-00000000.stagedoor', '.x.unfinished'];
  const dayOf = 'a 2024-10-10 050000Z r2-00000000.stagedoor';
  for (const name of [...stays, ...goes, dayOf]) writeFileSync(path.join(place, name), '');
  await thinBackups('a.stagedoor', place, now);
  expect(readdirSync(place).sort()).toEqual([...stays, dayOf].sort());
  expect((await listBackups('a.stagedoor', place)).map(({ rows }) => rows)).toEqual([3, 2]);
});
