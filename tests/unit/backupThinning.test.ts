import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backupName, readBackupName } from '../../electron/store/backupName';
import { backupsToDrop, isStale } from '../../shared/domain/backupThinning';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const now = Date.UTC(2024, 9, 18, 9);
const kept = (ages: readonly number[]) => {
  const all = ages.map((age) => ({ at: now - age }));
  const dropped = new Set(backupsToDrop(all, now));
  return all.filter((one) => !dropped.has(one)).map(({ at }) => now - at);
};

test('of two hours every one stays, of a day one an hour, before that one a day', () => {
  expect(kept([0, 5 * minute, 10 * minute, 115 * minute])).toHaveLength(4);
  expect(kept([0, 3 * hour + 10 * minute, 3 * hour + 15 * minute, 3 * hour + 20 * minute])).toEqual([
    0,
    3 * hour + 10 * minute,
  ]);
  expect(kept([0, 3 * day, 3 * day + hour, 4 * day])).toEqual([0, 3 * day, 4 * day]);
});

test('the newest always stays, and a second thinning drops nothing more', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(400 * day), { minLength: 1, maxLength: 80 }), (ages) => {
      const once = kept(ages);
      expect(once).toContain(Math.min(...ages));
      expect(kept(once)).toEqual(once);
    }),
  );
});

test('a year of a backup every five minutes comes down to less than 200', () => {
  let all: readonly { readonly at: number }[] = [];
  for (let at = now - 365 * day; at <= now; at += 5 * minute) {
    all = [...all, { at }];
    if (all.length > 220) {
      const gone = new Set(backupsToDrop(all, at));
      all = all.filter((one) => !gone.has(one));
    }
  }
  expect(all.length).toBeLessThanOrEqual(220);
  expect(all[0]?.at).toBeLessThan(now - 330 * day);
});

test('a name says when, and the journal’s head; only those of the same program are read', () => {
  const head = { rows: 212, hash: 'eea8cb6d'.repeat(8) };
  const name = backupName('/x/머신러닝 부트캠프 5기.stagedoor', Date.UTC(2024, 9, 18, 5, 9, 0), head);
  expect(name).toBe('머신러닝 부트캠프 5기 2024-10-18 050900Z r212-eea8cb6d.stagedoor');
  expect(readBackupName('머신러닝 부트캠프 5기.stagedoor', name)).toEqual({
    file: name,
    at: Date.UTC(2024, 9, 18, 5, 9, 0),
    rows: 212,
    hash: 'eea8cb6d',
  });
  expect(readBackupName('6기.stagedoor', name)).toBeUndefined();
  expect(
    readBackupName('머신러닝 부트캠프 5기.stagedoor', '머신러닝 부트캠프 5기.stagedoor'),
  ).toBeUndefined();
});

test('too old after a quarter of an hour; one from times to come says nothing, but for a clock that is a little off', () => {
  expect(isStale(null, now)).toBe(true);
  expect(isStale(now - 14 * minute, now)).toBe(false);
  expect(isStale(now - 16 * minute, now)).toBe(true);
  expect(isStale(now + 30_000, now)).toBe(false);
  expect(isStale(now + 365 * day, now)).toBe(true);
});
