import { expect, test } from 'vitest';
import { isLongApart } from '../../renderer/stations/longApart';

const minute = 60_000;

test('a copy is long on its own five minutes after it was last whole, also where the app was started anew or the trouble is another one', () => {
  const now = 100 * minute;
  expect(isLongApart({ since: now - 4 * minute, copyAt: now - 4 * minute }, now)).toBe(false);
  expect(isLongApart({ since: now - 6 * minute, copyAt: now - 5 * minute }, now)).toBe(true);
  expect(isLongApart({ since: now - 1000, copyAt: now - 6 * minute }, now)).toBe(true);
  expect(isLongApart({ since: now - 1000, copyAt: null }, now)).toBe(false);
  expect(isLongApart({ since: now - 6 * minute, copyAt: null }, now)).toBe(true);
});
