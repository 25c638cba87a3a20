import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { call } from '@orpc/server';
import { beforeAll, expect, test } from 'vitest';
import { createContext, type Shell } from '../../electron/api/context';
import { router } from '../../electron/api/router';
import { editPeople } from '../../electron/store/attendeeEdit';
import { all, get, run } from '../../electron/store/db';
import { mentionsOf } from '../../electron/store/erase';
import type { FontFiles } from '../../electron/store/fontFiles';
import { beginImport, sweepImport } from '../../electron/store/importRun';
import { journalHead, verifyJournal } from '../../electron/store/journal';
import { checkJournal } from '../../electron/store/journalCheck';
import { asProgram } from '../../electron/store/program';
import { setOverride } from '../../electron/store/rules';
import { recordOverruling } from '../../electron/store/scan';
import { testFontFolder, testFonts } from '../fonts';
import { invite, scanId, startsAt } from './door';
import { makeGraduation } from './graduation';

let fonts: FontFiles;
beforeAll(async () => {
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
  const context = createContext(
    {
      keepAwake: () => {},
      chosenFolder: () => undefined,
      programFolder: path.join(folder, 'none'),
      fontFolder: testFontFolder(),
      saveDocument: async (name: string) => name,
    } as Partial<Shell> as Shell,
    () => {},
  );
  context.exchange(() => asProgram(db, path.join(folder, 'a.stagedoor')));
  return { ...door, context, person, other };
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
