import { expect, test } from 'vitest';
import { unsyncedTransaction } from '../../electron/store/db';
import { makeDoor } from './door';

/** SQLite's numbers: 1 is NORMAL, 2 is FULL. */
test('what need not be on the disk at once leaves the next commit waiting for it, also when it fails', () => {
  const { db } = makeDoor();
  const level = () => db.raw.pragma('synchronous', { simple: true });
  expect(level()).toBe(2);
  expect(unsyncedTransaction(db, level)).toBe(1);
  expect(level()).toBe(2);
  expect(() =>
    unsyncedTransaction(db, () => {
      throw new Error('in between');
    }),
  ).toThrow('in between');
  expect(level()).toBe(2);
});
