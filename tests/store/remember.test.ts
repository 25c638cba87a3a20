import { expect, test } from 'vitest';
import { remember, run, runOne, transaction } from '../../electron/store/db';
import { getEvent } from '../../electron/store/events';
import { getMeta, setMeta } from '../../electron/store/meta';
import { addEvent, makeDoor, startsAt } from './door';

test('what every scan asks for is read once, and anew after any other write', () => {
  const { db, people, codeOf, scan } = makeDoor(['가']);
  const [person] = people;
  if (!person) throw new Error('nobody');
  const eventId = addEvent(db, {});
  let reads = 0;
  const look = () => remember(db, 'a look', () => ++reads);
  expect([look(), look()]).toEqual([1, 1]);
  expect(scan(codeOf(person), startsAt, { eventId }).verdict.kind).toBe('admitted');
  expect(look()).toBe(1);
  setMeta(db, 'door.name', 'B');
  expect(look()).toBe(2);
  expect(getMeta(db, 'door.name')).toBe('B');
  expect(getEvent(db, eventId).capacity).toBeNull();
  runOne(db, 'UPDATE event SET capacity = 7 WHERE id = ?', eventId);
  expect(getEvent(db, eventId).capacity).toBe(7);
});

test('what was read in a transaction that is taken back is forgotten with it', () => {
  const { db } = makeDoor([]);
  setMeta(db, 'door.name', 'A');
  const undone = () =>
    transaction(db, () => {
      setMeta(db, 'door.name', 'B');
      expect(getMeta(db, 'door.name')).toBe('B');
      throw new Error('taken back');
    });
  expect(undone).toThrow('taken back');
  expect(getMeta(db, 'door.name')).toBe('A');
  run(db, "DELETE FROM meta WHERE key = 'door.name'");
  expect(getMeta(db, 'door.name')).toBeUndefined();
});
