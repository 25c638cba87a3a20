import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { badgeIdsInOrder, issueMissingBadge } from '../../electron/store/badges';
import { all, get, run, transaction } from '../../electron/store/db';
import { AttendeeId } from '../../shared/contract/ids';
import { makeDoor } from './door';

test('ids of many badges are in order, none twice, and none tells another', () => {
  const idAt = badgeIdsInOrder(5000);
  const ids = Array.from({ length: 5000 }, (_, i) => idAt(i));
  expect(ids).toEqual([...new Set(ids)].toSorted());
  expect(new Set(ids.map((id) => id.slice(-1))).size).toBe(32);
  expect(new Set(Array.from({ length: 20 }, () => badgeIdsInOrder(1)(0))).size).toBe(20);
});

test('somebody who has a badge, or is not there, gets none; who has none gets theirs', () => {
  const { db, people } = makeDoor();
  const [has] = people;
  if (!has) throw new Error();
  const badges = () => all(db, 'SELECT id, attendee_id AS person FROM badge ORDER BY id');
  const before = badges();
  const idAt = badgeIdsInOrder(3);
  transaction(db, () => {
    issueMissingBadge(db, has, idAt(0), 1);
    issueMissingBadge(db, AttendeeId.parse(uuidv7()), idAt(1), 1);
  });
  expect(badges()).toEqual(before);
  run(db, 'UPDATE badge SET revoked_at = 1 WHERE attendee_id = ?', has);
  transaction(db, () => issueMissingBadge(db, has, idAt(2), 1));
  expect(get(db, 'SELECT attendee_id AS person FROM badge WHERE id = ?', idAt(2))).toEqual({ person: has });
});
