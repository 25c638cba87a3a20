import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { getPerson, searchPeople } from '../../electron/store/attendees';
import { all, get, run, type WriteDb } from '../../electron/store/db';
import { eligibleIds } from '../../electron/store/eligibility';
import { listEvents } from '../../electron/store/events';
import { importFiles, refusalOf, rowCounts, sampleFiles, temporaryProgram } from './importing';

const people = '이름,이메일,졸업식 참석\n가온,gaon@example.com,참석\n나래,narae@example.com,불참\n';
const graduation =
  'code,kind,title,starts_at,ends_at,admission,entry\n' +
  'graduation,graduation,졸업식,2024-10-18T14:00+09:00,2024-10-18T18:00+09:00,everyone,leave and return\n';
const cueHeader = 'cue,title,kind,people,planned_start,minutes,min_minutes,hard_start,skippable\n';

const names = (db: WriteDb) =>
  all<{ name: string }>(db, 'SELECT name FROM attendee ORDER BY name').map(({ name }) => name);

describe('a file that can not be taken in is refused with file, line and what is there, and nothing is stored', () => {
  const roster = (rows: string) => `이름,이메일,졸업식 참석\n${rows}`;
  const cases: readonly (readonly [
    string,
    string,
    string | Uint8Array,
    Readonly<Record<string, unknown>>,
  ])[] = [
    ['no known column', 'import.noKnownColumn', '가,나\n1,2\n', { line: 1 }],
    ['no column that tells its kind', 'import.unclearKind', '성함,연락처\n가온,010\n', { line: 1 }],
    [
      'a torn quote',
      'import.tornQuote',
      roster('가,a@example.com,참석\n나,"b@example.com\n다,c\n'),
      { line: 3 },
    ],
    ['a spreadsheet that is no CSV', 'import.encoding', new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 6, 0]), {}],
    ['nothing', 'import.empty', '', {}],
    ['a header alone', 'import.empty', roster(''), {}],
    [
      'two people of one e-mail',
      'import.emailTwice',
      roster('가,a@example.com,참석\n나,b@example.com,참석\n다, A@Example.com ,참석\n'),
      { line: 4, first: 2, value: 'a@example.com' },
    ],
    ['a row that is too short', 'import.rowTooShort', roster('가,a@example.com\n'), { line: 2, cells: 2 }],
    ['no name', 'import.emptyCell', roster(',a@example.com,참석\n'), { line: 2, column: '이름' }],
    ['no e-mail', 'import.badEmail', roster('가,,참석\n'), { line: 2, column: '이메일', value: '' }],
    [
      'an answer nobody knows',
      'import.unclearAnswer',
      roster('가,a@example.com,글쎄\n'),
      { line: 2, value: '글쎄' },
    ],
    [
      'a word of the language in place of an answer',
      'import.badChoice',
      'name,role,email,title\n가,constructor,a@example.com,대표\n',
      { line: 2, value: 'constructor' },
    ],
    [
      'results of somebody unknown',
      'import.unknownEmail',
      'email,courses,project\ngaon@example.com,5,챗봇\nwho@example.com,5,챗봇\n',
      { line: 3, value: 'who@example.com' },
    ],
    [
      'more courses than there are',
      'import.badNumber',
      'email,courses,project\ngaon@example.com,7,챗봇\n',
      { line: 2, column: 'courses', value: '7' },
    ],
    [
      'a percentile that is no number',
      'import.badNumber',
      'email,courses,project,percentile\ngaon@example.com,5,챗봇,0x10\n',
      { line: 2, value: '0x10' },
    ],
    [
      'an invitation to an unknown event',
      'import.unknownEvent',
      'event,email,status\nvisit-z,gaon@example.com,confirmed\n',
      { line: 2, value: 'visit-z' },
    ],
    [
      'an invitation of somebody unknown',
      'import.unknownEmail',
      'event,email,status\ngraduation,who@example.com,confirmed\n',
      { line: 2 },
    ],
    [
      'an event on a day that there is not',
      'import.badTime',
      graduation.replace('2024-10-18T14', '2024-02-30T14'),
      { line: 2, column: 'starts_at' },
    ],
    [
      'an event without an offset',
      'import.badTime',
      graduation.replace('T14:00+09:00', 'T14:00'),
      { line: 2, value: '2024-10-18T14:00' },
    ],
    [
      'an event that ends before it starts',
      'import.endsBeforeStart',
      graduation.replace('T18:00', 'T12:00'),
      { line: 2 },
    ],
    [
      'one code twice',
      'import.codeTwice',
      graduation + graduation.split('\n')[1],
      { line: 3, first: 2, value: 'graduation' },
    ],
    [
      'an impossible time',
      'import.badTime',
      `${cueHeader}1,가,talk,,25:70,5,5,no,no\n`,
      { line: 2, value: '25:70' },
    ],
    [
      'a hard start without a time',
      'import.hardStartWithoutTime',
      `${cueHeader}1,가,talk,,,5,5,yes,no\n`,
      { line: 2 },
    ],
    [
      'a shortest length above the length',
      'import.shortestTooLong',
      `${cueHeader}1,가,talk,,,5,9,no,no\n`,
      { line: 2 },
    ],
    ['a length that is no number', 'import.badNumber', `${cueHeader}1,가,talk,,,오분,5,no,no\n`, { line: 2 }],
    ['a kind of cue nobody knows', 'import.badChoice', `${cueHeader}1,가,dance,,,5,5,no,no\n`, { line: 2 }],
    [
      'a person on stage whom nobody knows',
      'import.unknownEmail',
      `${cueHeader}1,"제목\n두 줄",talk,gaon@example.com,,5,5,no,no\n2,나,talk,gaon@example.com; who@example.com,,5,5,no,no\n`,
      { line: 4, value: 'who@example.com' },
    ],
  ];
  test.each(cases)('%s', (_what, reason, content, params) => {
    const db = temporaryProgram();
    importFiles(db, { 'people.csv': people, 'events.csv': graduation });
    const before = rowCounts(db);
    // A good file beside the bad one is not taken in either.
    const files = { 'bad.csv': content, 'good.csv': '이름,이메일\n다솜,dasom@example.com\n' };
    const refusal = refusalOf(() => importFiles(db, files));
    expect(refusal).toMatchObject({ reason, params: { file: 'bad.csv', ...params } });
    expect(rowCounts(db)).toEqual(before);
    expect(names(db)).toEqual(['가온', '나래']);
  });

  test('a rundown where no event says which it is for', () => {
    const db = temporaryProgram();
    const refusal = refusalOf(() => importFiles(db, { 'a.csv': `${cueHeader}1,가,talk,,,5,5,no,no\n` }));
    expect(refusal).toMatchObject({ reason: 'import.noEvent', params: { file: 'a.csv' } });
  });
});

test('a changed cell changes that person alone; an empty one keeps what was there', () => {
  const db = temporaryProgram();
  importFiles(db, {
    'a.csv': '이름,이메일,소속\n가온,gaon@example.com,한빛대학교\n나래,narae@example.com,해솔\n',
  });
  const [result] = importFiles(db, {
    'b.csv':
      '이름,이메일,소속\n가온,GAON@example.com ,\n나래,narae@example.com,다온\n다솜,dasom@example.com,라온\n',
  });
  expect(result?.counts).toEqual({ added: 1, changed: 1, unchanged: 1, skipped: 0 });
  const found = searchPeople(db, 'ㄱㅇ', null, 10);
  expect(found.map(({ name, affiliation }) => [name, affiliation])).toEqual([['가온', '한빛대학교']]);
});

test('what people answer in their own words is a yes, a no or undecided', () => {
  const db = temporaryProgram();
  const words = ['참석합니다', '네, 참석', '참석하지 못합니다', '불참', '아직 미정', 'Yes', 'not going', ''];
  const rows = words.map((word, i) => `사람${i},p${i}@example.com,"${word}"`).join('\n');
  importFiles(db, { 'a.csv': `이름,이메일,졸업식 참석 여부\n${rows}\n`, 'b.csv': graduation });
  const answers = all<{ answer: string | null }>(
    db,
    'SELECT answer FROM attendee a LEFT JOIN answer w ON w.attendee_id = a.id ORDER BY a.name',
  ).map(({ answer }) => answer);
  expect(answers).toEqual(['yes', 'yes', 'no', 'no', 'undecided', 'yes', 'no', null]);
  expect(listEvents(db)[0]?.expected).toBe(3);
});

test('a sign-up that comes before its graduation counts once the graduation is there, whatever its code', () => {
  const db = temporaryProgram();
  importFiles(db, { 'people.csv': people });
  importFiles(db, { 'events.csv': graduation.replace('\ngraduation,', '\ncohort-5-end,') });
  expect(listEvents(db).map(({ code, expected }) => [code, expected])).toEqual([['cohort-5-end', 1]]);
});

test('an event that is imported again keeps its id, and with it all that hangs on it', () => {
  const db = temporaryProgram();
  importFiles(db, { 'events.csv': graduation });
  const before = listEvents(db)[0];
  const [result] = importFiles(db, { 'events.csv': graduation.replace('졸업식', '5기 졸업식') });
  expect(result?.counts).toEqual({ added: 0, changed: 1, unchanged: 0, skipped: 0 });
  expect(listEvents(db)[0]).toMatchObject({ id: before?.id, title: '5기 졸업식', entry: 'leave_and_return' });
});

test('somebody of the cast who signs up as well stays of the cast and is not judged', () => {
  const db = temporaryProgram();
  importFiles(db, { 'cast.csv': 'name,role,email\n가온,speaker,gaon@example.com\n', 'people.csv': people });
  const [speaker] = searchPeople(db, '가온', null, 1);
  expect(speaker).toMatchObject({ role: 'speaker', eligibility: null });
});

describe('a rundown', () => {
  const cue = (title: string, rest = ',,5,5,no,no') => `1,${title},talk,gaon@example.com${rest}\n`;
  const seen = (db: WriteDb) =>
    all<{ id: string; title: string }>(db, 'SELECT id, title FROM cue ORDER BY position');

  test('has its times on the day of the event, in the zone of the event', () => {
    const db = temporaryProgram();
    importFiles(db, {
      'people.csv': people,
      'events.csv': graduation,
      'r.csv': cueHeader + cue('강연', ',16:30,5.5,5,yes,no'),
    });
    expect(get(db, 'SELECT planned_start, duration_ms, hard_start FROM cue')).toEqual({
      planned_start: Date.parse('2024-10-18T16:30+09:00'),
      duration_ms: 330_000,
      hard_start: 1,
    });
  });

  test('is merged into the one that is there: cues keep what the show knows of them, and what has happened stays', () => {
    const db = temporaryProgram();
    importFiles(db, {
      'people.csv': people,
      'events.csv': graduation,
      'r.csv': cueHeader + cue('가') + cue('나'),
    });
    const ids = () => seen(db).map(({ title }) => title);
    const before = seen(db);
    const idOf = (title: string) => get<{ id: string }>(db, 'SELECT id FROM cue WHERE title = ?', title)?.id;
    const again = () => importFiles(db, { 'r.csv': cueHeader + cue('가') + cue('나') });
    expect(again()[0]?.counts).toMatchObject({ added: 0, changed: 0, unchanged: 2 });
    expect(seen(db)).toEqual(before);
    const first = idOf('가');
    run(
      db,
      `INSERT INTO show_command (event_id, seq, at, command) SELECT id, 1, 1, '{"kind":"start"}' FROM event`,
    );
    importFiles(db, { 'r.csv': cueHeader + cue('다') + cue('나') + cue('가', ',,30,5,no,no') });
    // The one that runs stays where it is, and lasts longer now; the others stand as the file has them.
    expect(ids()).toEqual(['가', '다', '나']);
    expect(idOf('가')).toBe(first);
    expect(get(db, "SELECT duration_ms FROM cue WHERE title = '가'")).toEqual({ duration_ms: 1_800_000 });
    // A file without the one that runs takes it away no more than that.
    importFiles(db, { 'r.csv': cueHeader + cue('라') });
    expect(ids()).toEqual(['가', '라']);
  });

  test('may name a person twice in one cue', () => {
    const db = temporaryProgram();
    const twice = `1,가,talk,"gaon@example.com; GAON@example.com, narae@example.com",,5,5,no,no\n`;
    importFiles(db, { 'people.csv': people, 'events.csv': graduation, 'r.csv': cueHeader + twice });
    expect(get(db, 'SELECT count(*) AS n FROM cue_person')).toEqual({ n: 2 });
  });
});

test('the sample: visits by those who confirmed, why somebody does not complete, one row a file taken in', () => {
  const db = temporaryProgram();
  importFiles(db, sampleFiles());
  const expected = Object.fromEntries(listEvents(db).map((event) => [event.code, event.expected]));
  expect(expected).toMatchObject({ 'visit-a': 34, 'visit-b': 31, 'visit-c': 24, graduation: 323 });
  const [lacking] = searchPeople(db, 'cohort5004@example.com', null, 1);
  expect(lacking?.eligibility).toMatchObject({
    eligible: false,
    findings: [
      { kind: 'courseComplete', met: false, done: 1, of: 5 },
      { kind: 'competitionJoined', met: true, done: 1, of: 1 },
      { kind: 'projectDone', met: false, done: 0, of: 1 },
    ],
  });
  if (!lacking) throw new Error('nobody found');
  expect(getPerson(db, lacking.id, null).events.map(({ answer }) => answer)).toEqual(['yes']);
  expect(get(db, 'SELECT count(*) AS n FROM import_batch')).toEqual({ n: 7 });
  expect(eligibleIds(db).size).toBe(333);
});

test('people taken in twice, in any order and any spelling of their e-mails, are there once', () => {
  const person = fc.record({
    name: fc.stringMatching(/^[가-힣]{2,4}$/),
    key: fc.stringMatching(/^[a-z]{1,6}$/),
    affiliation: fc.stringMatching(/^[가-힣 ,"\n]{0,6}$/),
  });
  const file = (list: readonly { name: string; key: string; affiliation: string }[], loud: boolean) =>
    ['이름,이메일,소속']
      .concat(
        list.map(({ name, key, affiliation }) => {
          const email = `${key}@example.com`;
          const cells = [
            loud ? name.normalize('NFD') : name,
            loud ? ` ${email.toUpperCase()} ` : email,
            affiliation,
          ];
          return cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
        }),
      )
      .join('\r\n');
  fc.assert(
    fc.property(
      fc.uniqueArray(person, { selector: ({ key }) => key, minLength: 1, maxLength: 6 }),
      fc.nat(),
      (list, turn) => {
        const db = temporaryProgram();
        importFiles(db, { 'a.csv': file(list, false) });
        const before = rowCounts(db);
        const turned = [...list.slice(turn % list.length), ...list.slice(0, turn % list.length)];
        const [again] = importFiles(db, { 'b.csv': file(turned, true) });
        expect(again?.counts).toEqual({ added: 0, changed: 0, unchanged: list.length, skipped: 0 });
        expect(rowCounts(db)).toEqual({ ...before, import_batch: 2 });
        expect(names(db)).toEqual(list.map(({ name }) => name).sort());
      },
    ),
    { numRuns: 15 },
  );
});
