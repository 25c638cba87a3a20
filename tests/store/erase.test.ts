import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { call } from '@orpc/server';
import Database from 'better-sqlite3';
import log from 'electron-log/node';
import { beforeAll, expect, test } from 'vitest';
import { createContext, type FolderUse, type Shell } from '../../electron/api/context';
import { router } from '../../electron/api/router';
import { editPeople } from '../../electron/store/attendeeEdit';
import { all, get, nativeBinding, run } from '../../electron/store/db';
import { mentionsOf } from '../../electron/store/erase';
import type { FontFiles } from '../../electron/store/fontFiles';
import { beginImport, sweepImport } from '../../electron/store/importRun';
import { journalHead, verifyJournal } from '../../electron/store/journal';
import { checkJournal } from '../../electron/store/journalCheck';
import { asProgram, setRehearsalClock } from '../../electron/store/program';
import { setOverride } from '../../electron/store/rules';
import { recordOverruling } from '../../electron/store/scan';
import { testFontFolder, testFonts } from '../fonts';
import { invite, scanId, startsAt } from './door';
import { makeGraduation } from './graduation';

let fonts: FontFiles;
beforeAll(async () => {
  log.transports.console.level = false;
  fonts = await testFonts();
});

const secrets = [
  '황보예슬',
  'HwangboYeseul',
  'yeseul@example.org',
  '010-9876-5432',
  '01098765432',
  '예슬대학교',
  '휠체어 자리',
  '지팡이',
];

/** A person who has left something of themselves everywhere. */
function makeKnown() {
  const door = makeGraduation(fonts, ['황보예슬', '이서연', '박도윤', '최하늘']);
  const { db, folder, people, eventId, scan, codeOf, issueAll } = door;
  const [person, other] = people;
  if (!person || !other) throw new Error('nobody');
  editPeople(
    db,
    [
      {
        id: person,
        edit: {
          nameLatin: 'HwangboYeseul',
          email: 'yeseul@example.org',
          phone: '010-9876-5432',
          affiliation: '예슬대학교',
          attention: '휠체어 자리',
          tags: ['지팡이'],
        },
      },
    ],
    5,
  );
  invite(db, eventId, person, 'confirmed');
  run(db, "INSERT INTO answer (event_code, attendee_id, answer) VALUES ('x', ?, 'yes')", person);
  run(
    db,
    "INSERT INTO postal_address (attendee_id, address, recipient) VALUES (?, '예슬대학교 기숙사', '황보예슬')",
    person,
  );
  run(db, "INSERT INTO seat (event_id, attendee_id, seat) VALUES (?, ?, 'A-1')", eventId, person);
  setOverride(db, 'completion', person, { met: true, reason: '황보예슬의 사정', by: '운영', at: 6 });
  issueAll();
  expect(scan(codeOf(person)).verdict.kind).toBe('admittedNote');
  scan(codeOf(other));
  const stopped = scan(codeOf(person), startsAt + 60_000);
  recordOverruling(
    db,
    { id: scanId(), scanId: stopped.id, door: 'A', reason: '황보예슬이 맞음' },
    startsAt + 61_000,
  );
  scan(codeOf(other), startsAt + 62_000);
  run(db, 'INSERT INTO import_run (number, state, at) VALUES (1, ?, 1)', 'done');
  const change = { t: 'attendee', b: JSON.stringify({ id: person, name: '황보예슬' }), a: null };
  run(db, 'INSERT INTO import_step (run, seq, ops, applied) VALUES (1, 1, ?, 1)', JSON.stringify([change]));
  const places = new Map<FolderUse, string>();
  const shell = {
    keepAwake: () => {},
    chosenFolder: (use: FolderUse) => places.get(use),
    backupWorker: path.join(import.meta.dirname, '../../electron/store/backupWorker.ts'),
    programFolder: path.join(folder, 'none'),
    fontFolder: testFontFolder(),
    saveDocument: async (name: string) => name,
  };
  const context = createContext(shell as Partial<Shell> as Shell, () => {});
  const place = (name: string) => {
    const made = path.join(folder, name);
    mkdirSync(made);
    places.set(name === 'second' ? 'backupSecond' : 'backupFirst', made);
    return made;
  };
  context.exchange(() => asProgram(db, path.join(folder, 'a.stagedoor')));
  return { ...door, context, shell, place, person, other };
}

/** Every byte that lies in the program's folder: the file, and its log. */
const bytesOf = (folder: string) =>
  Buffer.concat(
    readdirSync(folder)
      .filter((name) => name.startsWith('a.stagedoor'))
      .map((name) => readFileSync(path.join(folder, name))),
  );

const found = (folder: string) => secrets.filter((secret) => bytesOf(folder).includes(Buffer.from(secret)));

test('a person who asks for it is erased: nothing of them is left in the file’s bytes, and what counts them stays', async () => {
  const { db, folder, context, person, other, codeOf, scan, eventId } = makeKnown();
  expect(found(folder)).toEqual(secrets);
  const counts = () => ({
    journal: get(db, 'SELECT count(*) AS n FROM journal'),
    present: get(db, 'SELECT present FROM door_count WHERE event_id = ?', eventId),
    register: all(db, 'SELECT number, serial, drawing_sha256 FROM certificate ORDER BY number'),
  });
  const before = counts();
  const head = journalHead(db);
  const about = await call(router.privacy.about, { id: person }, { context });
  expect(about.survives.journalRows).toBe(3);
  expect(about.tables.map(({ table }) => table)).toEqual(
    expect.arrayContaining([
      'attendee',
      'badge',
      'certificate',
      'history',
      'journal',
      'postal_address',
      'track_result',
    ]),
  );

  const wrong = call(router.privacy.erase, { id: person, typed: '황보' }, { context });
  await expect(wrong).rejects.toMatchObject({ data: { reason: 'privacy.notTyped' } });
  expect(found(folder)).toEqual(secrets);

  const badge = codeOf(person);
  const erased = await call(router.privacy.erase, { id: person, typed: '황보예슬' }, { context });
  expect(found(folder)).toEqual([]);
  expect(erased.mentions).toEqual([]);
  expect(erased.survives).toEqual(about.survives);
  expect(counts()).toEqual(before);
  expect(verifyJournal(db)).toMatchObject({ kind: 'whole' });
  // A head that was noted before is not taken for a forgery, and one that never was still is.
  const check = (hash: string) =>
    [...checkJournal(db, [{ rows: head.rows, hash, where: 'typed' }])].at(-1)?.result?.kind;
  expect(check(head.hash.slice(0, 8))).toBe('whole');
  expect(() => run(db, "UPDATE journal SET door = 'B'")).toThrow(/append-only/);
  expect(() => run(db, "UPDATE certificate SET code = 'x'")).toThrow(/frozen/);
  expect(scan(badge, startsAt + 70_000).verdict.kind).toBe('revoked');
  const [serial] = erased.survives.certificates;
  const number = get<{ number: number }>(
    db,
    'SELECT number FROM certificate WHERE serial = ?',
    serial?.serial ?? '',
  );
  const sheet = call(router.register.sheet, { number: number?.number ?? 0 }, { context });
  await expect(sheet).rejects.toMatchObject({ data: { reason: 'certificate.erased' } });
  expect(mentionsOf(db, '이서연').length).toBeGreaterThan(0);
  expect(get(db, 'SELECT name FROM attendee WHERE id = ?', other)).toEqual({ name: '이서연' });
});

test('while an import is under way nobody is erased, whole or by half; afterwards they are', async () => {
  const { db, folder, context, person } = makeKnown();
  const input = { id: person, typed: '황보예슬' };
  const number = beginImport(db, startsAt);
  const early = call(router.privacy.erase, input, { context });
  await expect(early).rejects.toMatchObject({ data: { reason: 'import.running' } });
  expect(found(folder)).toEqual(secrets);
  await sweepImport(db, number);
  await call(router.privacy.erase, input, { context });
  expect(found(folder)).toEqual([]);
});

/** The secrets that stand in some file of that folder. */
const inFolder = (folder: string) =>
  secrets.filter((secret) =>
    readdirSync(folder).some((name) => readFileSync(path.join(folder, name)).includes(Buffer.from(secret))),
  );

test('in a rehearsal nobody is erased and nothing is gone back to: the backups are the program’s own, and stay', async () => {
  const { db, context, place, person } = makeKnown();
  const first = place('first');
  await context.backups.make();
  const [backup] = await call(router.backups.list, undefined, { context });
  if (!backup) throw new Error('no backup');
  setRehearsalClock(db, startsAt + 86_400_000, 1);
  const rehearsal = { data: { reason: 'privacy.rehearsal' } };
  await expect(
    call(router.privacy.erase, { id: person, typed: '황보예슬' }, { context }),
  ).rejects.toMatchObject(rehearsal);
  await expect(call(router.privacy.finish, { typed: '5기' }, { context })).rejects.toMatchObject(rehearsal);
  const { slot, file } = backup;
  await expect(
    call(router.backups.restore, { slot, file, language: 'ko' }, { context }),
  ).rejects.toMatchObject({
    data: { reason: 'backup.rehearsal' },
  });
  expect(readdirSync(first)).toEqual([file]);
  expect(get(db, 'SELECT name FROM attendee WHERE id = ?', person)).toEqual({ name: '황보예슬' });
});

test('a backup that is being made while somebody is erased does not keep them; each place ends with one new one', async () => {
  const { context, place, person } = makeKnown();
  const folders = [place('first'), place('second')];
  await context.backups.make();
  expect(folders.map(inFolder)).toEqual([secrets, secrets]);
  const underWay = context.backups.make();
  const erased = await call(router.privacy.erase, { id: person, typed: '황보예슬' }, { context });
  await underWay;
  expect(folders.map(inFolder)).toEqual([[], []]);
  expect(folders.map((folder) => readdirSync(folder).length)).toEqual([1, 1]);
  expect(erased.left).toEqual({ backups: 0, file: false });
});

test('where no new backup can be made the old one is kept, and the answer says what it still has', async () => {
  const { context, shell, place, person } = makeKnown();
  const first = place('first');
  await context.backups.make();
  const before = readdirSync(first);
  shell.backupWorker = path.join(first, 'no such thread.ts');
  const erased = await call(router.privacy.erase, { id: person, typed: '황보예슬' }, { context });
  expect(readdirSync(first)).toEqual(before);
  expect(erased.left).toEqual({ backups: 1, file: false });
});

test('while somebody else reads the file, its log keeps what was erased: the answer says so, and erasing again takes it out', async () => {
  const { folder, context, person } = makeKnown();
  const reader = new Database(path.join(folder, 'a.stagedoor'), { readonly: true, ...nativeBinding() });
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM attendee').get();
  const erased = await call(router.privacy.erase, { id: person, typed: '황보예슬' }, { context });
  expect(erased.left.file).toBe(true);
  expect(found(folder)).not.toEqual([]);
  reader.close();
  const again = await call(router.privacy.erase, { id: person, typed: '(지워짐)' }, { context });
  expect(again.left.file).toBe(false);
  expect(found(folder)).toEqual([]);
});

test('finishing takes names out of cues, messages, hand-overs and reasons, and says what texts stay', async () => {
  const { db, folder, context, eventId, person } = makeKnown();
  run(
    db,
    `INSERT INTO cue (id, event_id, position, label, kind, title, duration_ms, min_duration_ms, notes, script)
     VALUES ('00000000-0000-7000-8000-000000000001', ?, 1, '1', 'speech', '황보예슬의 인사', 1000, 1000, '휠체어: 황보예슬', '이서연 님과 손님 나그네')`,
    eventId,
  );
  run(
    db,
    `INSERT INTO show_message (id, event_id, at, text, "to") VALUES ('m', ?, 1, '황보예슬 님 무대로', 'mc')`,
    eventId,
  );
  const step = JSON.stringify([{ kind: 'insert', title: '황보예슬의 인사' }]);
  run(
    db,
    `INSERT INTO rundown_edit (event_id, seq, at, what, steps, inverse) VALUES (?, 1, 1, 'add', ?, '[]')`,
    eventId,
    step,
  );
  const numbers = all<{ number: number }>(db, 'SELECT number FROM certificate ORDER BY number');
  const [first, second] = numbers;
  if (!first || !second) throw new Error('too few certificates');
  run(
    db,
    "INSERT INTO handover (number, at, taken_by, by, read) VALUES (?, 1, '어머니 황보미자', '운영', 'list')",
    second.number,
  );
  run(
    db,
    "UPDATE certificate SET revoked_at = 1, revoked_reason = '황보예슬이 아님' WHERE number = ?",
    second.number,
  );
  const about = await call(router.privacy.erase, { id: person, typed: '황보예슬' }, { context });
  expect(about.mentions.map(({ table }) => table).sort()).toEqual(['certificate', 'cue']);
  expect(get(db, 'SELECT text FROM show_message')).toEqual({ text: '(지워짐) 님 무대로' });
  expect(all(db, 'SELECT 1 FROM rundown_edit')).toEqual([]);

  const done = await call(router.privacy.finish, { typed: '5기' }, { context });
  expect(done.texts).toEqual(
    expect.arrayContaining([
      { table: 'cue', rows: 1 },
      { table: 'event', rows: 1 },
      { table: 'operator', rows: 1 },
    ]),
  );
  expect(done.left).toEqual({ backups: 0, file: false });
  const gone = ['이서연', '어머니', '황보미자', '님 무대로', '이 아님'];
  expect(gone.filter((word) => bytesOf(folder).includes(Buffer.from(word)))).toEqual([]);
  expect(get(db, 'SELECT script FROM cue')).toEqual({ script: '(지워짐) 님과 손님 나그네' });
  // That somebody else took it is a fact of the register; who, is not.
  expect(get(db, 'SELECT taken_by AS who FROM handover')).toEqual({ who: '(지워짐)' });
  expect(get(db, 'SELECT revoked_reason AS why FROM certificate WHERE number = ?', second.number)).toEqual({
    why: '(지워짐)',
  });
});

test('the program is finished when its last event is over: numbers and register stay, people go', async () => {
  const { db, folder, context } = makeKnown();
  const early = { ...context, program: () => ({ ...context.program(), now: () => startsAt }) };
  const refused = call(router.privacy.finish, { typed: '5기' }, { context: early });
  await expect(refused).rejects.toMatchObject({ data: { reason: 'privacy.notOver' } });
  const result = await call(router.privacy.finish, { typed: '5기' }, { context });
  expect(result).toMatchObject({ people: 4, certificates: 3 });
  const names = [...secrets, '이서연', '박도윤', '최하늘'];
  expect(names.filter((name) => bytesOf(folder).includes(Buffer.from(name)))).toEqual([]);
  expect(get(db, 'SELECT present FROM door_count')).toEqual({ present: 2 });
  expect(verifyJournal(db).kind).toBe('whole');
});
