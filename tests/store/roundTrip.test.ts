import { call } from '@orpc/server';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createContext, type Shell } from '../../electron/api/context';
import { applyFiles } from '../../electron/api/imports';
import { router } from '../../electron/api/router';
import { type ReadFile, readAnyFile } from '../../electron/reading/files';
import { all, connect, get, run, transaction, type WriteDb } from '../../electron/store/db';
import { type Exported, ExportFormat } from '../../shared/contract/exports';
import { encodeCp949, lostCharacters } from '../../shared/domain/cp949';
import { hardNames } from '../hardNames';
import { runs } from '../runs';
import { type Files, importFiles, refusalOf, sampleFiles, temporaryProgram } from './importing';

/** An empty program in memory: hundreds of them are made, and none needs a disk. */
function memoryProgram(): WriteDb {
  empty ??= temporaryProgram().raw.serialize();
  const bytes = Buffer.from(empty);
  // "Written in rollback mode": a copy in memory has no log. https://www.sqlite.org/fileformat.html, 1.3.3
  bytes[18] = 1;
  bytes[19] = 1;
  const raw = connect(bytes, { readonly: false });
  raw.pragma('foreign_keys = ON');
  return { raw, writable: true };
}
let empty: Buffer | undefined;

/** What the app writes of a program, by the files' names. */
async function exported(
  db: WriteDb,
  what: Exported,
  format: ExportFormat,
  more: { readonly language?: 'ko' | 'en'; readonly lossy?: boolean; readonly people?: string[] } = {},
) {
  const written: Record<string, Uint8Array> = {};
  const shell: Partial<Shell> = {
    saveDocument: async (name, bytes) => {
      written[name] = bytes;
      return name;
    },
    saveFolder: async (name, files) => {
      for (const file of files) written[file.name] = file.bytes;
      return name;
    },
  };
  const context = createContext(shell as Shell, () => {});
  context.exchange(() => ({ db, file: db.raw.name, now: () => 1 }));
  const { language = 'ko', lossy = false, people = null } = more;
  const input = { what, format, language, lossy, people };
  return { written, answer: await call(router.exports.save, input as never, { context }) };
}

/** Takes files in without a word about what they are, but for attendance, which no file may bring. */
async function takeIn(db: WriteDb, files: Files): Promise<void> {
  const read: ReadFile[] = [];
  for (const [name, bytes] of Object.entries(files)) {
    if (/출석|Attendance/.test(name)) continue;
    read.push(await readAnyFile(name, bytes as Uint8Array, {}, db));
  }
  transaction(db, () => applyFiles(db, read, null, 1));
}

/** Everything that the files carry. */
function contents(db: WriteDb): Readonly<Record<string, unknown>> {
  return {
    people: all(
      db,
      `SELECT id, role, name, name_latin, reading, email, email_key, phone, phone_digits, affiliation, title, team, search,
         attention FROM attendee ORDER BY id`,
    ),
    tags: all(db, 'SELECT * FROM attendee_tag ORDER BY attendee_id, tag'),
    tracks: all(db, 'SELECT id, kind, title, title_en, config FROM track ORDER BY position, id'),
    rules: all(db, 'SELECT id, title, title_en, body FROM rule ORDER BY position, id'),
    overrides: all(db, 'SELECT * FROM rule_override ORDER BY rule_id, attendee_id'),
    results: all<{ result: string }>(db, 'SELECT * FROM track_result ORDER BY attendee_id, track').map(
      (row) => ({ ...row, result: JSON.parse(row.result) }),
    ),
    events: all(
      db,
      `SELECT code, kind, title, title_en, doors_at, starts_at, ends_at, zone, venue, capacity, admission, admits, entry
       FROM event ORDER BY code`,
    ),
    invitations: all(
      db,
      `SELECT e.code, i.attendee_id, i.status, i.place FROM invitation i JOIN event e ON e.id = i.event_id ORDER BY 1, 2`,
    ),
    answers: all(db, 'SELECT * FROM answer ORDER BY event_code, attendee_id'),
    seats: all(
      db,
      'SELECT e.code, s.attendee_id, s.seat FROM seat s JOIN event e ON e.id = s.event_id ORDER BY 1, 2',
    ),
  };
}

const stored = (text: string) => text.normalize('NFC').trim();
/** What may stand in a field: any script, quotes, separators, line breaks, what Excel would take for a formula. */
const hostile = fc
  .oneof(
    fc.constantFrom(...hardNames),
    fc.constantFrom(
      '=1+1',
      '+82',
      '-',
      '@SUM(A1)',
      "'=1",
      "''=x",
      "'",
      '"',
      '"a",b',
      'a;b',
      'a\tb',
      '줄\n바꿈',
      '줄\r\n바꿈',
      '\r',
      ',',
      ';',
      '[x]',
      '제갈량',
      '남궁 옥분',
      '황보',
      '독고 탁',
      '김',
      '봄',
      'Q',
      '이\u200d',
      '👩🏽‍🚀 우주',
      '🇰🇷',
      'שלום עולם',
      'مرحبا، بك',
      '\u202Eabc',
      '_x0041_',
      'constructor',
      '__proto__',
      '_x000D_',
      '01012345678',
      '1012345678',
      '+82-10',
      '2024-10-18',
      '1e5',
      'TRUE',
      '&lt;b&gt;',
      "O'Brien",
      'ﬁ',
      '\uFEFFx',
      '\u0085y',
      '\uFFFD',
    ),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.string({ unit: fc.constantFrom(...'=+-@\t\r\n\'",; 가각힣aé[]_x0041'), maxLength: 8 }),
  )
  .map(stored);
const named = hostile.filter((text) => text !== '');

const person = fc.record({
  name: named,
  nameLatin: hostile,
  reading: hostile,
  role: fc.constantFrom('participant', 'speaker', 'guest', 'alumni', 'staff', 'press'),
  mail: fc.constantFrom('none', 'plain', 'Capitals', 'guest of an order'),
  phone: fc.oneof(hostile, fc.constantFrom('010-1234-5678', '1012345678', '+82 10 1234 5678')),
  affiliation: hostile,
  title: hostile,
  team: hostile,
  attention: hostile,
  tags: fc.uniqueArray(named, { maxLength: 4 }),
  course: fc.option(fc.nat(5)),
  place: fc.option(fc.nat(10_000).map((n) => n / 100)),
  medal: fc.constantFrom('gold', 'silver', 'bronze', null),
  project: fc.option(hostile),
  status: fc.constantFrom('invited', 'confirmed', 'declined', 'waiting', null),
  answer: fc.constantFrom('yes', 'no', 'undecided', null),
  seat: hostile,
  decided: fc.option(fc.record({ met: fc.nat(1), reason: named, by: named, at: fc.nat(2e12) })),
});
type Somebody = typeof person extends fc.Arbitrary<infer T> ? T : never;

function idOf(n: number): string {
  return `01920000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

/** Writes people as if they had been there all along, two events and a track of the program's own. */
function fill(db: WriteDb, people: readonly Somebody[], titles: readonly [string, string]): void {
  const [code, own] = titles;
  run(db, "INSERT INTO track (id, kind, title, config, position) VALUES ('own', 'project', ?, '{}', 9)", own);
  run(
    db,
    "INSERT INTO track (id, kind, title, title_en, config, position) VALUES ('visits', 'attendance', ?, ?, ?, 10)",
    code,
    own,
    JSON.stringify({ events: [code, own] }),
  );
  const rule = {
    kind: 'atLeast',
    count: 1,
    of: [
      { kind: 'award', track: 'own' },
      { kind: 'attended', track: 'visits', count: null },
    ],
  };
  run(
    db,
    'INSERT INTO rule (id, title, title_en, body, position) VALUES (?, ?, ?, ?, 9)',
    `h${own}`,
    own,
    code,
    JSON.stringify(rule),
  );
  for (const [n, each] of [code, `${code}2`].entries()) {
    run(
      db,
      `INSERT INTO event (id, code, kind, title, title_en, doors_at, starts_at, ends_at, zone, venue, capacity, admission, admits, entry)
       VALUES (?, ?, 'other', ?, ?, NULL, 1729227600000, 1729242000000, ?, ?, ?, ?, ?, 'once_a_day')`,
      idOf(900 + n),
      each,
      own,
      code,
      ['Asia/Seoul', 'America/New_York'][n] ?? '',
      own,
      n === 0 ? null : 7,
      n === 0 ? 'tags' : 'everyone',
      n === 0 ? JSON.stringify([code, own]) : '[]',
    );
  }
  for (const [n, each] of people.entries()) {
    const id = idOf(n);
    const email =
      each.mail === 'none' ? null : each.mail === 'plain' ? `p${n}@example.com` : `P${n}@Example.COM`;
    const order = each.mail === 'guest of an order';
    const key = order ? `buyer@example.com#${each.name}${n}` : (email?.toLowerCase() ?? null);
    run(
      db,
      `INSERT INTO attendee (id, role, name, name_latin, reading, email, email_key, phone, affiliation, title, team, attention,
         created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)`,
      id,
      each.role,
      each.name,
      each.nameLatin,
      each.reading,
      order ? 'buyer@example.com' : email,
      key,
      each.phone,
      each.affiliation,
      each.title,
      each.team,
      each.attention,
    );
    for (const tag of each.tags) run(db, 'INSERT INTO attendee_tag VALUES (?, ?)', id, tag);
    const result = (track: string, value: object) =>
      run(db, 'INSERT INTO track_result VALUES (?, ?, ?)', id, track, JSON.stringify(value));
    if (each.course !== null) result('course', { track: 'course', done: each.course, of: 5 });
    if (each.place !== null)
      result('competition', {
        track: 'competition',
        joined: true,
        percentile: each.place,
        medal: each.medal,
      });
    if (each.project !== null)
      result('own', { track: 'project', team: each.team, title: each.project, award: each.title });
    if (each.status)
      run(
        db,
        'INSERT INTO invitation (event_id, attendee_id, status) VALUES (?, ?, ?)',
        idOf(900),
        id,
        each.status,
      );
    if (each.answer)
      run(db, 'INSERT INTO answer VALUES (?, ?, ?)', n % 2 ? code : 'not made yet', id, each.answer);
    if (each.decided) {
      const { met, reason, by, at } = each.decided;
      run(db, "INSERT INTO rule_override VALUES ('completion', ?, ?, ?, ?, ?)", id, met, reason, by, at);
    }
    if (each.seat !== '') run(db, 'INSERT INTO seat VALUES (?, ?, ?)', idOf(901), id, each.seat);
  }
  // What is computed from the fields is made by the app's own writing.
  transaction(db, () => {
    for (const { id, phone } of all<{ id: string; phone: string }>(db, 'SELECT id, phone FROM attendee'))
      run(
        db,
        'UPDATE attendee SET phone_digits = ? WHERE id = ?',
        phone.normalize('NFKC').replace(/\D/g, ''),
        id,
      );
  });
}

const withoutComputed = ({ people, ...rest }: Readonly<Record<string, unknown>>) => ({
  ...rest,
  people: (people as readonly Record<string, unknown>[]).map(({ search, phone_digits, ...row }) => row),
});

test('everything that is exported and taken in by an empty program is equal, field by field', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(person, { minLength: 1, maxLength: 6 }),
      fc.tuple(named, named),
      fc.constantFrom<'csv' | 'xlsx'>('csv', 'xlsx'),
      fc.constantFrom<'ko' | 'en'>('ko', 'en'),
      async (people, titles, format, language) => {
        const [from, to] = [memoryProgram(), memoryProgram()];
        fill(from, people, titles);
        const { written } = await exported(from, 'all', format, { language });
        await takeIn(to, written);
        expect(withoutComputed(contents(to))).toEqual(withoutComputed(contents(from)));
        const before = contents(to);
        await takeIn(to, (await exported(to, 'all', format, { language })).written);
        expect(contents(to), 'a second time changes nothing').toEqual(before);
        for (const { raw } of [from, to]) raw.close();
      },
    ),
    { numRuns: runs(100, 1000) },
  );
});

test('the sample goes out and comes in whole, in every format and language, and nobody says what the files are', async () => {
  const from = temporaryProgram();
  importFiles(from, sampleFiles());
  for (const format of ExportFormat.options) {
    for (const language of ['ko', 'en'] as const) {
      const to = temporaryProgram();
      const { written, answer } = await exported(from, 'all', format, { language, lossy: true });
      expect(answer.rows).toBeGreaterThan(496 * 2);
      await takeIn(to, written);
      if (format !== 'cp949') expect(contents(to)).toEqual(contents(from));
      else expect(get<{ n: number }>(to, 'SELECT count(*) AS n FROM attendee')?.n).toBe(496);
    }
  }
});

test('a view goes out as it stands: these people, in this order', async () => {
  const db = temporaryProgram();
  importFiles(db, sampleFiles());
  const ids = all<{ id: string }>(db, "SELECT id FROM attendee WHERE name LIKE '박%' ORDER BY name DESC").map(
    ({ id }) => id,
  );
  const { written, answer } = await exported(db, 'people', 'csv', { people: ids });
  expect(answer.rows).toBe(ids.length);
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(written['5기 명단.csv']);
  expect(text.startsWith('\uFEFF이름,영문 이름,')).toBe(true);
  expect([...text.matchAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g)].map(([id]) => id)).toEqual(ids);
});

test('attendance goes out, and is refused with a sentence when somebody takes it in', async () => {
  const db = temporaryProgram();
  importFiles(db, sampleFiles());
  run(
    db,
    `INSERT INTO attendance (event_id, attendee_id, entered_at, door, scan_id)
     SELECT (SELECT id FROM event WHERE code = 'graduation'), id, 1729227660000, 'A', id FROM attendee ORDER BY id LIMIT 3`,
  );
  const { written, answer } = await exported(db, 'attendance', 'xlsx');
  expect(answer.rows).toBe(3);
  const bytes = written['5기 출석.xlsx'] ?? new Uint8Array();
  await expect(readAnyFile('출석.xlsx', bytes, {}, db)).rejects.toMatchObject({
    reason: 'import.attendance',
  });
  const { written: text } = await exported(db, 'attendance', 'csv');
  expect(new TextDecoder().decode(text['5기 출석.csv'])).toContain(',2024-10-18 14:01,A,예,');
});

test('CP949 writes nothing where it would lose a letter, says which, and writes ? when told to', async () => {
  const db = temporaryProgram();
  importFiles(db, {
    'a.csv': '이름,이메일\n가온,a@example.com\n李小龙,b@example.com\nZoë 🎉,c@example.com\n',
  });
  const { written, answer } = await exported(db, 'people', 'cp949');
  expect(written).toEqual({});
  expect(answer.document).toBeNull();
  expect(answer.lost.map(({ character }) => character).toSorted()).toEqual(['ë', '龙', '🎉'].toSorted());
  expect(answer.lost.find(({ character }) => character === '龙')?.cells).toContain('李小龙');
  const told = await exported(db, 'people', 'cp949', { lossy: true });
  const text = new TextDecoder('euc-kr').decode(told.written['5기 명단.csv']);
  expect(text).toContain('李小?');
  expect(text).toContain('가온');
});

test('what CP949 writes, its decoder reads', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'가나다漢字㈜①αЖ\u2015、。Aa1,"\n'), maxLength: 40 }),
      (text) => {
        const lost = lostCharacters();
        lost.look([[text]]);
        expect(lost.list()).toEqual([]);
        expect(new TextDecoder('euc-kr').decode(encodeCp949(text))).toBe(text.normalize('NFC'));
      },
    ),
    { numRuns: runs(200) },
  );
});

test('an own file whose id is none, or stands there twice, is refused with its line', () => {
  const db = temporaryProgram();
  const head = '이름,역할,이메일,stagedoor_id\n';
  expect(
    refusalOf(() => importFiles(db, { 'a.csv': `${head}가온,참가자,a@example.com,12\n` })),
  ).toMatchObject({
    reason: 'import.badId',
    params: { line: 2, value: '12' },
  });
  const row = `가온,참가자,,${idOf(1)}\n`;
  expect(refusalOf(() => importFiles(db, { 'a.csv': head + row + row }))).toMatchObject({
    reason: 'import.idTwice',
  });
});
