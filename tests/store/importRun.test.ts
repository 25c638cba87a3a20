import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { call } from '@orpc/server';
import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { createContext, type Shell } from '../../electron/api/context';
import { router } from '../../electron/api/router';
import type { ReaderAnswer, ReaderProcess } from '../../electron/reading/messages';
import { commitFiles, previewFiles } from '../../electron/reading/plan';
import { all, get, run, type WriteDb } from '../../electron/store/db';
import { addHiddenPeople, beginImport, publishImport, sweepImport } from '../../electron/store/importRun';
import { settleImports } from '../../electron/store/importUndo';
import type { Program } from '../../electron/store/program';
import { closeProgramFile, openProgramFile } from '../../electron/store/programFile';
import { openTodos } from '../../electron/store/readiness';
import { BadgeId, EventId } from '../../shared/contract/ids';
import type { ImportFile } from '../../shared/contract/imports';
import { Refusal } from '../../shared/domain/refusal';
import { type Files, importFiles, rowCounts, sampleFiles, temporaryProgram } from './importing';

/** The reading process's work in this process; that it is one of its own is for the tests in the real app. */
function readHere(): ReaderProcess {
  let answers: AsyncGenerator<ReaderAnswer> | undefined;
  return {
    start(job) {
      answers =
        job.kind === 'commit'
          ? commitFiles(job)
          : (async function* () {
              yield { kind: 'preview', files: await previewFiles(job) } as const;
            })();
    },
    async next() {
      try {
        return (await answers?.next())?.value ?? undefined;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return { kind: 'refused', reason: error.reason, params: { ...error.params } };
      }
    },
    end() {},
  };
}

/** The app's router over a program of its own; with a folder, backups of it go there. */
function desk(backups?: string) {
  const db = temporaryProgram();
  const shell: Partial<Shell> = {
    startReader: readHere,
    chosenFolder: (use) => (use === 'backupFirst' ? backups : undefined),
    backupWorker: path.join(import.meta.dirname, '../../electron/store/backupWorker.ts'),
    checkpointWorker: path.join(import.meta.dirname, '../../electron/store/checkpointWorker.ts'),
  };
  const context = createContext(shell as Shell, () => {});
  const program: Program = { db, file: db.raw.name, now: () => 1 };
  context.exchange(() => program);
  const files = (from: Files): ImportFile[] =>
    Object.entries(from).map(([name, content]) => ({
      name,
      bytes: new Blob([typeof content === 'string' ? content : Uint8Array.from(content)]),
    }));
  const take = async (from: Files, more: Partial<ImportFile> = {}) => {
    const steps = await call(
      router.imports.commit,
      { files: files(from).map((file) => ({ ...file, ...more })), eventId: null },
      { context },
    );
    let done: { number: number; files: readonly unknown[] } | undefined;
    for await (const step of steps) if (step.kind === 'done') done = step;
    if (!done) throw new Error('it did not end');
    return done;
  };
  const look = async (from: Files, more: Partial<ImportFile> = {}) => {
    const files_ = files(from).map((file) => ({ ...file, ...more }));
    const [first] = await call(router.imports.preview, { files: files_, eventId: null }, { context });
    if (!first) throw new Error('nothing was previewed');
    return first;
  };
  const undo = (number: number) => call(router.imports.undo, { number }, { context });
  return { db, context, take, look, undo };
}

/** Everything that an import may write, but for ids and its own books. */
function contents(db: WriteDb): unknown {
  const tables = Object.keys(rowCounts(db)).filter((name) => !/^(import_|sqlite_|badge|history)/.test(name));
  return tables.map((name) => [name, all(db, `SELECT * FROM "${name}" ORDER BY 1, 2`)]);
}

const people = (rows: string) => ({ 'people.csv': `이름,이메일,휴대폰,졸업식 참석\n${rows}` });

test('the sample comes in whole through a batch, with badges, and again it changes nothing', async () => {
  const { db, take } = desk();
  await take(sampleFiles());
  expect(rowCounts(db)).toMatchObject({ attendee: 496, badge: 496, event: 7, cue: 16, answer: 482 + 7 });
  const before = contents(db);
  await take(sampleFiles());
  expect(contents(db)).toEqual(before);
});

test('one undo takes a whole import back, also what it changed; what was changed since is kept and counted', async () => {
  const { db, take, undo } = desk();
  await take(people('가온,a@example.com,010-1111-2222,참석\n나래,b@example.com,,불참\n'));
  const before = contents(db);
  const { number } = await take(
    people('가온새,a@example.com,010-3333-4444,불참\n나래,b@example.com,,불참\n다솜,c@example.com,,참석\n'),
  );
  expect(rowCounts(db)).toMatchObject({ attendee: 3, badge: 3 });
  expect(await undo(number)).toEqual({ kept: 0 });
  expect(contents(db)).toEqual(before);
  await expect(undo(number)).rejects.toMatchObject({ data: { reason: 'import.notUndoable' } });

  const again = await take(
    people('가온새,a@example.com,,참석\n다솜,c@example.com,,참석\n라온,d@example.com,,참석\n'),
  );
  run(
    db,
    "UPDATE attendee SET phone = '010-9', updated_at = 9 WHERE email_key IN ('a@example.com', 'c@example.com')",
  );
  expect(await undo(again.number)).toEqual({ kept: 2 });
  expect(all(db, 'SELECT name, phone FROM attendee ORDER BY name')).toEqual([
    { name: '가온새', phone: '010-9' },
    { name: '나래', phone: '' },
    { name: '다솜', phone: '010-9' },
  ]);
});

test('a sign-up of thousands comes in as it does row by row, each with a badge of their own, and one undo takes it back', async () => {
  const { db, take, undo } = desk();
  const answers = ['참석', '불참', ''];
  const rows = Array.from({ length: 3000 }, (_, i) => {
    const at = (i * 7919) % 3000;
    return `${at % 3 === 0 ? '이가온' : '김나래'},p${at}@example.com,010-0000-${String(at).padStart(4, '0')},${answers[at % 3]},G-${at % 40}`;
  });
  const file = { 'a.csv': `이름,이메일,휴대폰,졸업식 참석,팀\n${rows.join('\n')}\n` };
  const plain = temporaryProgram();
  importFiles(plain, file);
  const seen = (of: WriteDb) =>
    all(
      of,
      `SELECT name, email, email_key, phone, phone_digits, role, team, search, event_code, answer, length(b.id) AS badge
       FROM attendee a JOIN badge b ON b.attendee_id = a.id AND b.revoked_at IS NULL
       LEFT JOIN answer w ON w.attendee_id = a.id ORDER BY email_key`,
    );
  const before = contents(db);
  const { number } = await take(file);
  expect(seen(db)).toEqual(seen(plain));
  expect(seen(db)).toHaveLength(3000);
  expect(await undo(number)).toEqual({ kept: 0 });
  expect(contents(db)).toEqual(before);
  expect(rowCounts(db)).toMatchObject({ badge: 0 });
});

test('the team of somebody who is new is no change of theirs; another one later is', async () => {
  const { db, take } = desk();
  const team = (name: string) => ({ 'a.csv': `이름,이메일,팀\n가온,a@example.com,${name}\n` });
  const history = () => all(db, 'SELECT field, was, became FROM history');
  await take(team('G-001'));
  expect(history()).toEqual([]);
  await take(team('G-002'));
  expect(history()).toEqual([{ field: 'team', was: 'G-001', became: 'G-002' }]);
});

test('badges of people whom nobody sees yet are not waiting to be printed, and are swept with them', async () => {
  const { db } = desk();
  const number = beginImport(db, 2);
  const columns = ['id', 'role', 'name', 'created_at', 'updated_at', 'import_batch'];
  const badges = { next: () => BadgeId.parse('BBBBBBBBBB'), now: 2 };
  await addHiddenPeople(db, columns, [['p', 'participant', '다솜', 2, 2, number]], badges);
  const event = { id: EventId.parse(uuidv7()), kind: 'other' };
  expect(openTodos(db, event).map(({ kind }) => kind)).not.toContain('badgesNotPrinted');
  publishImport(db, number, () => {});
  expect(openTodos(db, event)).toContainEqual({ kind: 'badgesNotPrinted', count: 1, names: [] });
  run(db, "UPDATE import_run SET state = 'writing'");
  await sweepImport(db, number);
  expect(rowCounts(db)).toMatchObject({ attendee: 0, badge: 0 });
});

test('a batch under way is seen by nobody, what is written meanwhile stays, and a crash leaves nothing of it', async () => {
  const { db, take } = desk();
  await take(people('가온,a@example.com,,참석\n'));
  const before = contents(db);
  const number = beginImport(db, 2);
  const columns = ['id', 'role', 'name', 'email_key', 'created_at', 'updated_at', 'import_batch'];
  await addHiddenPeople(db, columns, [
    ['00000000-0000-7000-8000-000000000001', 'participant', '다솜', 'c@example.com', 2, 2, number],
  ]);
  expect(contents(db)).toEqual(before);
  expect(() => beginImport(db, 2)).toThrow(expect.objectContaining({ reason: 'import.running' }));
  run(db, "UPDATE attendee SET title = '조교' WHERE email_key = 'a@example.com'");
  expect(get(db, "SELECT title FROM attendee WHERE name = '가온'")).toEqual({ title: '조교' });
  await expect(
    addHiddenPeople(db, columns, [
      ['00000000-0000-7000-8000-000000000002', 'participant', '라온', 'a@example.com', 2, 2, number],
    ]),
  ).rejects.toMatchObject({ reason: 'import.changedMeanwhile' });

  db.raw.exec('DROP VIEW temp.attendee'); // what a crash leaves: the people, without the view of that connection
  await settleImports(db, 3);
  expect(all(db, 'SELECT name, title FROM attendee')).toEqual([{ name: '가온', title: '조교' }]);
  expect(rowCounts(db)).toMatchObject({ import_run: 1 });
});

test('a published batch that a crash cut short is carried out when the program is opened again', async () => {
  const { db, take } = desk();
  await take(people('가온,a@example.com,,참석\n'));
  await take(people('가온새,a@example.com,,불참\n다솜,c@example.com,,참석\n'));
  const after = contents(db);
  run(db, "UPDATE import_run SET state = 'published' WHERE number = 2");
  run(db, 'UPDATE import_step SET applied = 0 WHERE run = 2');
  run(db, "UPDATE answer SET answer = 'yes'");
  run(db, "UPDATE attendee SET name = '가온', search = (SELECT search FROM attendee WHERE 0) || '' WHERE 0");
  run(db, "DELETE FROM badge WHERE attendee_id = (SELECT id FROM attendee WHERE name = '다솜')");
  await settleImports(db, 3);
  expect(contents(db)).toEqual(after);
  expect(rowCounts(db)).toMatchObject({ badge: 2 });
});

test('doubtful pairs are shown and stay two, unless they are said to be one', async () => {
  const { db, take, look } = desk();
  await take(people('가온,a@example.com,010-1111-2222,참석\n'));
  const file = people('가온,gaon@example.com,,불참\n나래,n@example.com,０１０１１１１２２２２,참석\n');
  const { counts, doubtful, doubts } = await look(file);
  expect(counts).toMatchObject({ added: 2 });
  expect(doubtful).toBe(2);
  expect(doubts.map(({ reason, incoming, known }) => [reason, incoming.key, known.key])).toEqual([
    ['name', 'gaon@example.com', 'a@example.com'],
    ['phone', 'n@example.com', 'a@example.com'],
  ]);
  const merges = { 'gaon@example.com': 'a@example.com' };
  expect((await look(file, { merges })).counts).toMatchObject({ added: 1, changed: 1 });
  await take(file, { merges });
  expect(all(db, 'SELECT name, email, phone FROM attendee ORDER BY name')).toEqual([
    { name: '가온', email: 'a@example.com', phone: '010-1111-2222' },
    { name: '나래', email: 'n@example.com', phone: '01011112222' },
  ]);
});

test('columns chosen by hand are remembered for the next file of the same headers, in whatever order', async () => {
  const { take, look } = desk();
  const columns = { name: 1, email: 0 };
  await take({ 'a.csv': '메일,별명\na@example.com,가온\n' }, { kind: 'roster', columns });
  const next = await look({ 'b.csv': '별명,메일\n나래,b@example.com\n' });
  expect(next).toMatchObject({ kind: 'roster', remembered: true, counts: { added: 1 } });
});

test('before an import the program is backed up as it was', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'stagedoor-before-'));
  try {
    const { take } = desk(folder);
    const roster = '이름,이메일\n김민수,minsu@example.com\n';
    await take({ 'a.csv': roster });
    const [backup, ...others] = readdirSync(folder);
    expect(others).toEqual([]);
    const before = openProgramFile(path.join(folder, backup ?? ''));
    expect(get<{ n: number }>(before, 'SELECT count(*) AS n FROM attendee')?.n).toBe(0);
    closeProgramFile(before);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
