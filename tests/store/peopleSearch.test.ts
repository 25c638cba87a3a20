import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { editPeople } from '../../electron/store/attendeeEdit';
import { searchPeople } from '../../electron/store/attendees';
import { run, transaction } from '../../electron/store/db';
import { indexReady } from '../../electron/store/peopleSearch';
import {
  matchRank,
  type SearchQuery,
  searchLines,
  searchQuery,
  searchText,
} from '../../shared/domain/koreanSearch';
import { PeopleIndex } from '../../shared/domain/peopleIndex';
import { importFiles, temporaryProgram } from './importing';

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

/** What a search gives, worked out by looking through everybody. */
function lookedThrough(people: ReadonlyMap<string, string>, query: SearchQuery) {
  const nameOf = (id: string) => searchLines(people.get(id) ?? '').name;
  return [...people]
    .flatMap(([id, text]) => {
      const rank = matchRank(text, query);
      return rank === undefined ? [] : [{ id, rank }];
    })
    .sort((a, b) => a.rank - b.rank || (nameOf(a.id) < nameOf(b.id) ? -1 : 1));
}

test('the index finds exactly whom looking through everybody finds, the best first, through every change', () => {
  const change = fc.record({ who: fc.nat(19), to: fc.option(person) });
  const changes = fc.array(change, { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(changes, typed, fc.integer({ min: 1, max: 8 }), (history, text, limit) => {
      const index = new PeopleIndex();
      const people = new Map<string, string>();
      for (const { who, to } of history) {
        if (to === null) {
          index.remove(String(who));
          people.delete(String(who));
        } else {
          index.put(String(who), searchText(to));
          people.set(String(who), searchText(to));
        }
      }
      expect(index.size).toBe(people.size);
      const query = searchQuery(text);
      if (!query) return;
      const slow = lookedThrough(people, query);
      const all = index.search(query, 100);
      expect([...all].sort(byId)).toEqual([...slow].sort(byId));
      expect(all.map(({ rank }) => rank)).toEqual(slow.map(({ rank }) => rank));
      const names = (found: readonly { readonly id: string }[]) =>
        found.map(({ id }) => searchLines(people.get(id) ?? '').name);
      expect(names(all)).toEqual(names(slow));
      expect(index.search(query, limit)).toEqual(all.slice(0, limit));
    }),
    { numRuns: 400 },
  );
});

const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1);

test('many people are read in turns: a search finds them before, while and after', async () => {
  const db = temporaryProgram();
  const lines = Array.from({ length: 4000 }, (_, i) => `김민수${i},p${i}@example.com`);
  importFiles(db, { 'a.csv': `성함,이메일\n${lines.join('\n')}\n` });
  const found = (text: string) => searchPeople(db, text, null, 5000).length;
  expect(found('ㄱㅁㅅ')).toBe(4000);
  const [one] = searchPeople(db, '김민수7', null, 1);
  if (!one) throw new Error('not found');
  run(db, 'DELETE FROM attendee WHERE id = ?', one.id);
  expect(found('ㄱㅁㅅ')).toBe(3999);
  await indexReady(db);
  expect(found('ㄱㅁㅅ')).toBe(3999);
  expect(searchPeople(db, '김민수7', null, 9999).map(({ id }) => id)).not.toContain(one.id);
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
