import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { badgeIdsInOrder, issueMissingBadge } from '../../electron/store/badges';
import { all, get, run, transaction } from '../../electron/store/db';
import { AttendeeId } from '../../shared/contract/ids';
import { makeDoor } from './door';

const letters = '234567ABCDEFGHIJKLMNOPQRSTUVWXYZ';

test('ids of many badges are in order, none twice, and none tells another', () => {
  const ids = Array.from({ length: 5000 }, badgeIdsInOrder(5000));
  expect(ids).toEqual([...new Set(ids)].toSorted());
  expect(new Set(ids.map((id) => id.slice(-1))).size).toBe(32);
  // Spread over all there are: a fifth of them in each fifth, more or less.
  const fifths = [0, 0, 0, 0, 0];
  for (const id of ids) {
    const fifth = Math.floor(letters.indexOf(id.charAt(0)) / 6.4);
    fifths[fifth] = (fifths[fifth] ?? 0) + 1;
  }
  expect(fifths).toHaveLength(5);
  for (const many of fifths) expect(Math.abs(many - 1000)).toBeLessThan(250);
  expect(new Set(Array.from({ length: 20 }, () => badgeIdsInOrder(1)())).size).toBe(20);
});

test('somebody who has a badge, or is not there, gets none; who has none gets theirs', () => {
  const { db, people } = makeDoor();
  const [has] = people;
  if (!has) throw new Error();
  const badges = () => all(db, 'SELECT id, attendee_id AS person FROM badge ORDER BY id');
  const before = badges();
  const next = badgeIdsInOrder(3);
  transaction(db, () => {
    issueMissingBadge(db, has, next(), 1);
    issueMissingBadge(db, AttendeeId.parse(uuidv7()), next(), 1);
  });
  expect(badges()).toEqual(before);
  run(db, 'UPDATE badge SET revoked_at = 1 WHERE attendee_id = ?', has);
  const id = next();
  transaction(db, () => issueMissingBadge(db, has, id, 1));
  expect(get(db, 'SELECT attendee_id AS person FROM badge WHERE id = ?', id)).toEqual({ person: has });
});
