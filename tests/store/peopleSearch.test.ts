import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { editPeople } from '../../electron/store/attendeeEdit';
import { searchPeople } from '../../electron/store/attendees';
import { run, transaction } from '../../electron/store/db';
import { addHiddenPeople, beginImport, publishImport, sweepImport } from '../../electron/store/importRun';
import { packRows } from '../../electron/store/packedRows';
import { indexReady } from '../../electron/store/peopleSearch';
import { matchRank, searchLines, searchQuery } from '../../shared/domain/koreanSearch';
import { type Indexed, PeopleIndex } from '../../shared/domain/peopleIndex';
import { searchText } from '../../shared/domain/searchText';
import { importFiles, temporaryProgram } from './importing';

function indexOf(people: readonly Indexed[]): PeopleIndex {
  const steps = PeopleIndex.made([people.slice(0, 7), people.slice(7)]);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

const syllable = fc.constantFrom(...'김이박최정강민수지현준영서윤제갈남궁하');
const name = fc.array(syllable, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
const latin = fc.constantFrom('Minsu Kim', 'Jiyeon Park', 'Zoë Ångström', 'Nguyễn Văn A', '');
const person = fc.record({
  name: fc.oneof(name, latin.filter(Boolean)),
  nameLatin: latin,
  email: fc.constantFrom('minsu@example.com', 'p1040@example.com', 'zoe@example.org'),
  phoneDigits: fc.stringMatching(/^010\d{8}$/),
  affiliation: fc.constantFrom('한빛대학교', 'Hanbit University', ''),
  team: fc.constantFrom('G-018', 'G-101', ''),
});
const typed = fc.oneof(
  name,
  fc.constantFrom(
    'ㄱㅁ',
    'ㅂㅎㅈ',
    '김ㅁ',
    'ㅁ수',
    '기',
    '미',
    'minsu',
    'pa',
    'kim minsoo',
    'rlaalstn',
    '018',
    '10',
    '한빛',
  ),
  fc.stringMatching(/^\d{1,6}$/),
  fc.stringMatching(/^[a-z]{1,4}$/),
);

test('the index finds exactly whom looking through everybody finds, in the same order, through every change', () => {
  const change = fc.record({ at: fc.nat(29), to: fc.option(person) });
  fc.assert(
    fc.property(
      fc.array(person, { minLength: 1, maxLength: 30 }),
      fc.array(change, { maxLength: 20 }),
      typed,
      fc.integer({ min: 1, max: 40 }),
      fc.nat(30),
      (people, changes, text, limit, made) => {
        // Some are there when it is made, in whatever order; the others come later.
        const first = people.slice(0, made).map((one, i) => ({ id: String(i), search: searchText(one) }));
        const index = indexOf(first);
        const texts = new Map(first.map(({ id, search }) => [id, search]));
        const put = (id: string, of: string | undefined) => {
          if (of === undefined) {
            index.remove(id);
            texts.delete(id);
          } else {
            index.put({ id, search: of });
            texts.set(id, of);
          }
        };
        for (const [i, one] of people.entries()) put(String(i), searchText(one));
        for (const { at, to } of changes) put(String(at), to ? searchText(to) : undefined);
        expect(index.size).toBe(texts.size);
        const query = searchQuery(text);
        if (!query) return;
        const slow = [...texts].flatMap(([id, of]) => {
          const rank = matchRank(of, query);
          return rank === undefined ? [] : [{ id, rank, name: searchLines(of).name }];
        });
        const found = index.search(query, 100);
        const nameOf = (id: string) => searchLines(texts.get(id) ?? '').name;
        const byFit = (a: { rank: number; name: string }, b: { rank: number; name: string }) =>
          a.rank - b.rank || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
        expect(found.map(({ rank, id }) => [rank, nameOf(id)])).toEqual(
          slow.toSorted(byFit).map(({ rank, name: own }) => [rank, own]),
        );
        expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
        expect(index.search(query, limit)).toEqual(found.slice(0, limit));
        expect(index.search(query, 100, (id) => id !== found[0]?.id)).toEqual(found.slice(1));
      },
    ),
    { numRuns: 500 },
  );
});

test('many people whose keys are alike are found in the order of their names, however they came', () => {
  const rest = { nameLatin: '', email: '', phoneDigits: '', affiliation: '', team: '' };
  const names = Array.from({ length: 5000 }, (_, i) => `가${String.fromCharCode(0xac00 + i)}`);
  const people = names.map((name) => ({ id: `of ${name}`, search: searchText({ ...rest, name }) }));
  const index = indexOf(people.toReversed());
  const query = searchQuery('가');
  if (!query) throw new Error('no query');
  const found = () => index.search(query, 9000).map(({ id }) => id);
  const ids = people.map(({ id }) => id);
  expect(found()).toEqual(ids);
  expect(index.wasteful).toBe(false);
  for (const id of ids.slice(0, 2000)) index.remove(id);
  expect([found(), index.size]).toEqual([ids.slice(2000), 3000]);
  for (const person of people.slice(0, 2000)) index.put(person);
  expect([found(), index.size]).toEqual([ids, 5000]);
  expect(index.wasteful).toBe(true);
});

test('the search follows every change: an import, an edit, a deletion, a transaction that was rolled back', () => {
  const db = temporaryProgram();
  const found = (text: string) => searchPeople(db, text, null, 9).map((one) => one.name);
  expect(found('김민')).toEqual([]);
  importFiles(db, { 'a.csv': '성함,이메일\n김민수,a@example.com\n' });
  expect(found('ㄱㅁㅅ')).toEqual(['김민수']);
  const [one] = searchPeople(db, '김민수', null, 1);
  if (!one) throw new Error('not found');
  editPeople(db, [{ id: one.id, edit: { name: '남궁하' } }], 1);
  expect([found('김민수'), found('남궁')]).toEqual([[], ['남궁하']]);
  try {
    transaction(db, () => {
      editPeople(db, [{ id: one.id, edit: { name: '제갈수' } }], 1);
      throw new Error('rolled back');
    });
  } catch {
    expect(found('제갈')).toEqual([]);
  }
  run(db, 'DELETE FROM attendee WHERE id = ?', one.id);
  expect(found('남궁')).toEqual([]);
  expect(searchPeople(db, uuidv7(), null, 1)).toEqual([]);
});

test('who is being imported is found from the moment of publishing on, also by one who searched meanwhile', async () => {
  const db = temporaryProgram();
  const found = (text: string) => searchPeople(db, text, null, 9).map((one) => one.name);
  importFiles(db, { 'a.csv': '성함,이메일\n김민수,a@example.com\n' });
  expect(found('김민')).toEqual(['김민수']);
  const hide = async (count: number) => {
    const number = beginImport(db, 2);
    const columns = ['id', 'role', 'name', 'email_key', 'search', 'created_at', 'updated_at'];
    const rows = Array.from({ length: count }, (_, i) => {
      const person = { name: '김민지', nameLatin: '', email: '', phoneDigits: '', affiliation: '', team: '' };
      return [uuidv7(), 'participant', '김민지', `${number}.${i}@example.com`, searchText(person), 2, 2];
    });
    await addHiddenPeople(db, number, [packRows(columns, rows, ['id'])], 1);
    return number;
  };
  const swept = await hide(1);
  expect(found('김민')).toEqual(['김민수']);
  await sweepImport(db, swept);
  expect(found('김민')).toEqual(['김민수']);
  // More than are read at once.
  const number = await hide(3100);
  expect(found('김민')).toEqual(['김민수']);
  publishImport(db, number, () => {});
  expect(found('김민지')).toHaveLength(9);
  await indexReady(db);
  expect(found('김민지')).toHaveLength(9);
  expect(searchPeople(db, '김민', null, 4000)).toHaveLength(3101);
});
