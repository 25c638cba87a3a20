import { expect, test } from 'vitest';
import { idsInOrder } from '../../electron/reading/newcomers';

test('ids of people who come together are UUIDs of version 7, in order, none twice', () => {
  const next = idsInOrder();
  const ids = Array.from({ length: 10_000 }, next);
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});
