import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { editPeople } from '../../electron/store/attendeeEdit';
import { searchPeople } from '../../electron/store/attendees';
import { run, transaction } from '../../electron/store/db';
import { matchRank, searchQuery, searchText } from '../../shared/domain/koreanSearch';
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

test('the index finds exactly whom looking through everybody finds', () => {
  fc.assert(
    fc.property(fc.array(person, { minLength: 1, maxLength: 30 }), typed, (people, text) => {
      const index = new PeopleIndex();
      for (const [i, one] of people.entries()) index.put(String(i), searchText(one));
      const query = searchQuery(text);
      if (!query) return;
      const slow = people.flatMap((one, i) =>
        matchRank(searchText(one), query) === undefined ? [] : [String(i)],
      );
      expect(
        index
          .search(query, 100)
          .map(({ id }) => id)
          .sort(),
      ).toEqual(slow.sort());
    }),
    { numRuns: 300 },
  );
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
