import { mkdtempSync, readdirSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { call } from '@orpc/server';
import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { router } from '../../electron/api/router';
import { editPeople } from '../../electron/store/attendeeEdit';
import { takeSeats } from '../../electron/store/callNames';
import { all, get, run, type WriteDb } from '../../electron/store/db';
import { addHiddenPeople, beginImport, publishImport, sweepImport } from '../../electron/store/importRun';
import { settleImports } from '../../electron/store/importUndo';
import { packRows } from '../../electron/store/packedRows';
import { closeProgramFile, openProgramFile } from '../../electron/store/programFile';
import { openTodos } from '../../electron/store/readiness';
import { type AttendeeId, EventId } from '../../shared/contract/ids';
import { addAttendee, addEvent } from './door';
import { contents, desk, people } from './importDesk';
import { importFiles, rowCounts, sampleFiles, temporaryProgram } from './importing';

test('the sample comes in whole through a batch, with badges, and again it changes nothing', async () => {
  const { db, take } = desk();
  await take(sampleFiles());
  expect(rowCounts(db)).toMatchObject({ attendee: 496, badge: 496, event: 7, cue: 16, answer: 482 + 7 });
  const before = contents(db);
  await take(sampleFiles());
  expect(contents(db)).toEqual(before);
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

test('an import that is cancelled before it is published leaves nothing, and says so', async () => {
  const { db, take, takeAnd, cancel } = desk();
  await take(people('가온,a@example.com,,참석\n'));
  const before = contents(db);
  const counts = rowCounts(db);
  const file = people('가온새,a@example.com,,불참\n다솜,c@example.com,,참석\n');
  for (const stage of ['reading', 'writing']) {
    await expect(takeAnd(file, stage, cancel), stage).rejects.toMatchObject({
      data: { reason: 'import.cancelled' },
    });
    expect(contents(db)).toEqual(before);
    expect(rowCounts(db)).toEqual(counts);
  }
  // The way is free for the next.
  await take(file);
  expect(rowCounts(db)).toMatchObject({ attendee: 2, badge: 2 });
});

test('cancelled when it is published, an import is not said to be cancelled: it is in, to the end, and can be undone', async () => {
  const { db, take, takeAnd, cancel, undo, context } = desk();
  await take(people('가온,a@example.com,,참석\n'));
  const before = contents(db);
  const file = people('가온새,a@example.com,,불참\n다솜,c@example.com,,참석\n');
  expect(await takeAnd(file, 'published', cancel)).toEqual(['reading', 'writing', 'published', 'done']);
  const stored = () => all(db, 'SELECT name FROM attendee ORDER BY name').map(({ name }) => name);
  expect(stored()).toEqual(['가온새', '다솜']);
  const last = await call(router.imports.last, undefined, { context });
  expect(last).toMatchObject({ added: 1, changed: 1 });
  expect(await undo(last?.number ?? 0)).toEqual({ kept: 0 });
  expect(contents(db)).toEqual(before);
});

test('a page that is closed when the import is published changes nothing of it', async () => {
  const { db, takeAnd, context } = desk();
  await takeAnd(people('가온,a@example.com,,참석\n'), 'published', (stop) => stop.abort());
  await expect.poll(() => call(router.imports.last, undefined, { context })).toMatchObject({ added: 1 });
  expect(rowCounts(db)).toMatchObject({ attendee: 1, answer: 1, badge: 1 });
});

test('badges of people whom nobody sees yet are not waiting to be printed, and are swept with them', async () => {
  const { db } = desk();
  const number = beginImport(db, 2);
  const columns = ['id', 'badge', 'role', 'name', 'created_at', 'updated_at'];
  const rows = [['p', 'BBBBBBBBBB', 'participant', '다솜', 2, 2]];
  await addHiddenPeople(db, number, [packRows(columns, rows, ['id', 'badge'])], 2);
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
  const columns = ['id', 'role', 'name', 'email_key', 'created_at', 'updated_at'];
  const add = (id: string, name: string, email: string) =>
    addHiddenPeople(db, number, [packRows(columns, [[id, 'participant', name, email, 2, 2]], ['id'])], 2);
  await add('00000000-0000-7000-8000-000000000001', '다솜', 'c@example.com');
  expect(contents(db)).toEqual(before);
  expect(() => beginImport(db, 2)).toThrow(expect.objectContaining({ reason: 'import.running' }));
  run(db, "UPDATE attendee SET title = '조교' WHERE email_key = 'a@example.com'");
  expect(get(db, "SELECT title FROM attendee WHERE name = '가온'")).toEqual({ title: '조교' });
  await expect(add('00000000-0000-7000-8000-000000000002', '라온', 'a@example.com')).rejects.toMatchObject({
    reason: 'import.changedMeanwhile',
  });

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

test('somebody of a cast who is said to be a participant is that one person, with the role on stage', async () => {
  const { db, take, look, undo } = desk();
  await take(people('가온,a@example.com,010-1111-2222,참석\n나래,n@example.com,,참석\n'));
  const before = contents(db);
  const cast = {
    'cast.csv':
      'name,role,email,title\n가 온,speaker,gaon@work.example,대표\n나래,staff,narae@work.example,\n',
  };
  expect((await look(cast)).doubts.map(({ incoming, known }) => [incoming.key, known.key])).toEqual([
    ['gaon@work.example', 'a@example.com'],
    ['narae@work.example', 'n@example.com'],
  ]);
  const merges = { 'gaon@work.example': 'a@example.com' };
  expect((await look(cast, { merges })).counts).toMatchObject({ added: 1, changed: 1 });
  const { number } = await take(cast, { merges });
  expect(all(db, 'SELECT name, email, role, title, phone FROM attendee ORDER BY name, email')).toEqual([
    { name: '가온', email: 'a@example.com', role: 'speaker', title: '대표', phone: '010-1111-2222' },
    { name: '나래', email: 'n@example.com', role: 'participant', title: '', phone: '' },
    { name: '나래', email: 'narae@work.example', role: 'staff', title: '', phone: '' },
  ]);
  expect(await undo(number)).toEqual({ kept: 0 });
  expect(contents(db)).toEqual(before);
});

test('files that name a merged person by the e-mail that was dropped find them: nobody is new, nothing is refused', async () => {
  const { db, take, look, undo } = desk();
  await take(people('가온,a@example.com,010-1111-2222,참석\n나래,n@example.com,,참석\n'));
  const merges = { 'gaon@example.com': 'a@example.com' };
  const { number } = await take(people('가온,gaon@example.com,,불참\n'), { merges });
  const again = people('Gaon,GAON@example.com,,참석\n');
  expect(await look(again)).toMatchObject({ counts: { added: 0, changed: 1 }, doubtful: 0 });
  await take(again);
  const results = { 'r.csv': 'email,courses,project,award\ngaon@example.com,3,챗봇,\n' };
  expect((await look(results)).problem).toBeNull();
  await take(results);
  await take({ 'cast.csv': 'name,role,email,title\n가 온,speaker,gaon@example.com,대표\n' });
  expect(all(db, 'SELECT name, email, role, title FROM attendee ORDER BY name')).toEqual([
    { name: '가온', email: 'a@example.com', role: 'speaker', title: '대표' },
    { name: '나래', email: 'n@example.com', role: 'participant', title: '' },
  ]);
  const answers = 'SELECT a.name, w.answer FROM answer w JOIN attendee a ON a.id = w.attendee_id ORDER BY 1';
  expect(all(db, answers)).toEqual([
    { name: '가온', answer: 'yes' },
    { name: '나래', answer: 'yes' },
  ]);
  expect(takeSeats(db, addEvent(db), 'gaon@example.com\tA-1')).toEqual({ seated: 1, unknown: [] });
  // One person on two lines is said, not written over; an e-mail of somebody's own is theirs.
  const twice = {
    'r.csv': 'email,courses,project,award\ngaon@example.com,3,챗봇,\na@example.com,5,지도,\n',
  };
  expect((await look(twice)).problem).toMatchObject({ reason: 'import.emailTwice' });
  const [narae] = all<{ id: AttendeeId }>(db, "SELECT id FROM attendee WHERE name = '나래'");
  if (!narae) throw new Error('nobody');
  editPeople(db, [{ id: narae.id, edit: { email: 'gaon@example.com' } }], 5);
  expect((await look(twice)).problem).toBeNull();
  expect(number).toBe(2);
  await expect(undo(number)).rejects.toMatchObject({ data: { reason: 'import.notUndoable' } });
});

test('undoing an import that merged forgets the e-mail with it', async () => {
  const { db, take, look, undo } = desk();
  await take(people('가온,a@example.com,010-1111-2222,참석\n'));
  const before = contents(db);
  const file = people('가온,gaon@example.com,,불참\n');
  const { number } = await take(file, { merges: { 'gaon@example.com': 'a@example.com' } });
  expect(await undo(number)).toEqual({ kept: 0 });
  expect(contents(db)).toEqual(before);
  expect(await look(file)).toMatchObject({ counts: { added: 1 }, doubtful: 1 });
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

test('a backup that was under way when the import was asked for is not the one before it: what was written since is in another', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'stagedoor-before-'));
  try {
    const { db, context, take } = desk(folder);
    run(db, 'CREATE TABLE import_filler AS SELECT randomblob(20000000) AS bytes');
    const begun = new Promise((resolve) => watch(folder).once('change', resolve));
    const underWay = context.backups.make();
    await begun;
    addAttendee(db, '나중에 온 사람');
    expect(context.backups.state().working).toBe(true);
    await take({ 'a.csv': '이름,이메일\n김민수,minsu@example.com\n' });
    await underWay;
    const has = readdirSync(folder).map((name) => {
      const backup = openProgramFile(path.join(folder, name));
      const names = all<{ name: string }>(backup, 'SELECT name FROM attendee');
      closeProgramFile(backup);
      return names.map(({ name: who }) => who);
    });
    expect(has).toContainEqual(['나중에 온 사람']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
