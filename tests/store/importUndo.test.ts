import { call } from '@orpc/server';
import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { router } from '../../electron/api/router';
import { editPeople } from '../../electron/store/attendeeEdit';
import { takeSeats } from '../../electron/store/callNames';
import { all, get, run } from '../../electron/store/db';
import { AttendeeId, EventId, ScanId } from '../../shared/contract/ids';
import { contents, desk, people } from './importDesk';
import { rowCounts } from './importing';

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

const events =
  'code,kind,title,starts_at,ends_at,admission,entry\n' +
  'graduation,graduation,졸업식,2024-10-18T14:00+09:00,2024-10-18T18:00+09:00,everyone,leave and return\n' +
  'visit,office_visit,방문,2024-10-19T14:00+09:00,2024-10-19T18:00+09:00,everyone,once\n';

/** A program's ids by the names that people know. */
function ids(db: Parameters<typeof contents>[0]) {
  const one = (sql: string, name: string) => get<{ id: string }>(db, sql, name)?.id;
  return {
    person: (name: string) => AttendeeId.parse(one('SELECT id FROM attendee WHERE name = ?', name)),
    event: (code: string) => EventId.parse(one('SELECT id FROM event WHERE code = ?', code)),
  };
}

const names = (db: Parameters<typeof contents>[0]) =>
  all<{ name: string }>(db, 'SELECT name FROM attendee ORDER BY name').map(({ name }) => name);

test('who was given a tag, a decision or a seat after the import stays when it is undone, with what they were given', async () => {
  const { db, context, take, undo } = desk();
  await take({ 'events.csv': events });
  const { number } = await take(
    people(
      '다솜,c@example.com,,참석\n라온,d@example.com,,\n마루,e@example.com,,\n바다,f@example.com,,참석\n',
    ),
  );
  const { person, event } = ids(db);
  editPeople(db, [{ id: person('다솜'), edit: { tags: ['VIP'] } }], 2);
  const decided = { met: true, reason: '서류로 확인', by: '한지우' };
  await call(
    router.rules.override,
    { ruleId: 'completion', attendeeId: person('라온'), decided },
    { context },
  );
  expect(takeSeats(db, event('graduation'), '마루, A-1')).toMatchObject({ seated: 1 });
  expect(await undo(number)).toEqual({ kept: 3 });
  expect(names(db)).toEqual(['다솜', '라온', '마루']);
  expect(rowCounts(db)).toMatchObject({ attendee_tag: 1, rule_override: 1, seat: 1, answer: 0 });
});

test('tags and seats that the import itself brought go with it; a tag that came later stays with its person', async () => {
  const { db, take, undo } = desk();
  await take({ 'events.csv': events });
  const before = contents(db);
  const [first, second] = [uuidv7(), uuidv7()];
  const files = {
    '명단.csv': `이름,역할,이메일,태그,stagedoor_id\n다솜,참가자,c@example.com,VIP,${first}\n라온,참가자,d@example.com,,${second}\n`,
    '초대.csv': `이름,이메일,일정 코드,상태,참석 답,좌석,stagedoor_id\n다솜,c@example.com,graduation,,예,A-1,${first}\n`,
  };
  const { number } = await take(files);
  expect(rowCounts(db)).toMatchObject({ attendee: 2, attendee_tag: 1, seat: 1, answer: 1 });
  expect(await undo(number)).toEqual({ kept: 0 });
  expect(contents(db)).toEqual(before);

  const again = await take(files);
  editPeople(db, [{ id: ids(db).person('다솜'), edit: { tags: ['VIP', '늦게 옴'] } }], 2);
  expect(await undo(again.number)).toEqual({ kept: 1 });
  expect(all(db, 'SELECT a.name, t.tag FROM attendee a JOIN attendee_tag t ON t.attendee_id = a.id')).toEqual(
    [{ name: '다솜', tag: '늦게 옴' }],
  );
});

test('an undo that took nothing of anybody’s work says so, and copies of the list hear of what went', async () => {
  const { db, take, undo } = desk();
  run(db, "INSERT INTO meta (key, value) VALUES ('list.watched', '1')");
  await take(people('가온,a@example.com,,참석\n나래,b@example.com,,참석\n'));
  const before = contents(db);
  const { number } = await take({
    'results.csv': 'email,courses,project,team\na@example.com,5,챗봇,G-1\nb@example.com,3,,\n',
    'events.csv': events,
    'more.csv': '이름,이메일\n다솜,c@example.com\n',
  });
  const heard = () =>
    all<{ unit: string; id: string; seq: number }>(db, 'SELECT unit, id, seq FROM list_change');
  const until = Math.max(...heard().map(({ seq }) => seq));
  const gone = [ids(db).event('visit'), ids(db).person('다솜'), ids(db).person('가온')];
  expect(await undo(number)).toEqual({ kept: 0 });
  expect(contents(db)).toEqual(before);
  for (const id of gone) expect(heard().find((row) => row.id === id)?.seq).toBeGreaterThan(until);
});

test('an event of the import at which somebody was seated or scanned since stays, one that nobody used goes', async () => {
  const { db, context, take, undo } = desk();
  await take(people('가온,a@example.com,,\n'));
  const { number } = await take({ 'events.csv': events });
  const left = () =>
    all<{ code: string }>(db, 'SELECT code FROM event ORDER BY code').map(({ code }) => code);
  takeSeats(db, ids(db).event('graduation'), '가온, A-1');
  expect(await undo(number)).toEqual({ kept: 1 });
  expect(left()).toEqual(['graduation']);
  expect(rowCounts(db)).toMatchObject({ seat: 1 });

  const again = await take({ 'events.csv': events });
  const badge = get<{ id: string }>(db, 'SELECT id FROM badge')?.id ?? '';
  await call(
    router.checkin.scan,
    {
      id: ScanId.parse(uuidv7()),
      eventId: ids(db).event('visit'),
      door: 'A',
      source: 'keyboard',
      by: { by: 'code', code: badge },
    },
    { context },
  );
  expect(await undo(again.number)).toEqual({ kept: 1 });
  expect(left()).toEqual(['graduation', 'visit']);
});
