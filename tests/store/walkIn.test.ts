import { expect, test } from 'vitest';
import { confirmPerson } from '../../electron/store/confirmPerson';
import { all, run } from '../../electron/store/db';
import { recordWalkIn, type WalkIn } from '../../electron/store/walkIn';
import type { EventId } from '../../shared/contract/ids';
import { addAttendee, addEvent, openDoor, scanId, startsAt } from './door';

const guest = (eventId: EventId, values: Partial<WalkIn> = {}): WalkIn => ({
  id: scanId(),
  eventId,
  door: 'A',
  name: '나그네',
  affiliation: '한빛대학교',
  phone: '010-5555-7777',
  ...values,
});

test('a walk-in is a guest with a badge who is in; sent again, nobody is made twice', () => {
  const { db } = openDoor();
  const eventId = addEvent(db);
  const walkIn = guest(eventId, { name: ' 나그네 '.normalize('NFD') });
  const first = recordWalkIn(db, walkIn, startsAt);
  expect(first.verdict).toMatchObject({ kind: 'admitted', person: { name: '나그네', role: 'guest' } });
  expect(recordWalkIn(db, walkIn, startsAt + 1)).toMatchObject({ fresh: false, verdict: first.verdict });
  expect(all(db, 'SELECT 1 FROM attendee')).toHaveLength(1);
  expect(all(db, 'SELECT 1 FROM badge WHERE revoked_at IS NULL')).toHaveLength(1);
  expect(all(db, "SELECT 1 FROM attendee WHERE search LIKE '%나그네%'")).toHaveLength(1);
});

test('beyond the capacity nobody is added, and the sentence says so', () => {
  const { db } = openDoor();
  const eventId = addEvent(db);
  run(db, 'UPDATE event SET capacity = 1');
  recordWalkIn(db, guest(eventId), startsAt);
  expect(() => recordWalkIn(db, guest(eventId, { name: '둘째', phone: '' }), startsAt)).toThrow(
    expect.objectContaining({ reason: 'walkIn.full', params: { capacity: 1 } }),
  );
  expect(all(db, 'SELECT 1 FROM attendee')).toHaveLength(1);
});

test('an event with a list takes a walk-in onto it; a closed door writes nothing at all', () => {
  const { db } = openDoor();
  const eventId = addEvent(db, { admission: 'invited' });
  expect(() => recordWalkIn(db, guest(eventId), 0)).toThrow(
    expect.objectContaining({ reason: 'walkIn.notNow' }),
  );
  for (const table of ['attendee', 'badge', 'invitation', 'journal']) {
    expect(all(db, `SELECT 1 FROM ${table}`)).toHaveLength(0);
  }
  expect(recordWalkIn(db, guest(eventId), startsAt).verdict.kind).toBe('admitted');
});

test('somebody of that name and phone is in the list already', () => {
  const { db } = openDoor();
  const eventId = addEvent(db);
  recordWalkIn(db, guest(eventId), startsAt);
  expect(() => recordWalkIn(db, guest(eventId, { phone: '+82 10 5555 7777' }), startsAt)).toThrow(
    expect.objectContaining({ reason: 'walkIn.listed' }),
  );
  recordWalkIn(db, guest(eventId, { phone: '010-1111-2222' }), startsAt);
});

test('a person is confirmed by the last four digits of their own phone alone', () => {
  const { db } = openDoor();
  const id = addAttendee(db, '김민수');
  confirmPerson(db, id, null);
  run(db, "UPDATE attendee SET phone_digits = '01012345678'");
  confirmPerson(db, id, '5678');
  for (const said of ['1234', '0678', null]) {
    expect(() => confirmPerson(db, id, said)).toThrow(
      expect.objectContaining({ reason: 'attendee.wrongDigits' }),
    );
  }
});
