import { expect, test } from 'vitest';
import { editPeople } from '../../electron/store/attendeeEdit';
import { getPerson, searchPeople } from '../../electron/store/attendees';
import { setOperatorName } from '../../electron/store/operator';
import { importFiles, refusalOf, temporaryProgram } from './importing';

const roster = '성함,이메일,소속\n김민수,a@example.com,한빛대\n박서준,b@example.com,한빛대\n';

test('an edit is kept with who, when, from and to; its undo brings everything back; the search follows', () => {
  const db = temporaryProgram();
  importFiles(db, { 'roster.csv': roster });
  setOperatorName(db, '이담당');
  const id = searchPeople(db, '김민수', null, 1)[0]?.id;
  if (!id) throw new Error('not found');
  const undo = editPeople(
    db,
    [{ id, edit: { name: '제갈민수', tags: ['VIP', '휠체어'], attention: '앞자리' } }],
    77,
  );
  const edited = getPerson(db, id, null);
  expect(edited).toMatchObject({ name: '제갈민수', tags: ['휠체어', 'VIP'], attention: '앞자리' });
  expect(edited.history).toContainEqual({
    at: 77,
    by: '이담당',
    field: 'name',
    was: '김민수',
    became: '제갈민수',
  });
  expect(
    edited.history
      .filter(({ field }) => field === 'tag')
      .map(({ became }) => became)
      .sort(),
  ).toEqual(['VIP', '휠체어']);
  expect(searchPeople(db, '제갈', null, 5).map(({ id: found }) => found)).toEqual([id]);
  editPeople(db, undo, 78);
  expect(getPerson(db, id, null)).toMatchObject({ name: '김민수', tags: [], attention: '' });
});

test("somebody else's e-mail is refused and nothing of the whole edit stays", () => {
  const db = temporaryProgram();
  importFiles(db, { 'roster.csv': roster });
  const [first, second] = ['김민수', '박서준'].map((name) => searchPeople(db, name, null, 1)[0]?.id);
  if (!first || !second) throw new Error('not found');
  const refused = refusalOf(() =>
    editPeople(
      db,
      [
        { id: second, edit: { team: 'G-001' } },
        { id: first, edit: { email: 'B@example.com' } },
      ],
      1,
    ),
  );
  expect(refused).toMatchObject({ reason: 'attendee.emailTaken', params: { name: '박서준' } });
  expect(getPerson(db, second, null).team).toBe('');
});
