import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RisingLists } from '../../shared/domain/risingLists';
import { runs } from '../runs';

function read(lists: RisingLists, key: string): readonly number[] {
  const cursor = lists.cursor(key);
  const numbers: number[] = [];
  for (let next = cursor.next(); next >= 0; next = cursor.next()) numbers.push(next);
  return numbers;
}

test('each key has the numbers that it was given, in order and each once, however they lie', () => {
  // Steps of 0 (the same again) and 1 (the next) more often than others.
  const step = fc.oneof(fc.constant(0), fc.constant(1), fc.constant(1), fc.nat(300), fc.nat(100_000));
  const given = fc.array(fc.tuple(fc.constantFrom('가', '나', '다'), step), { maxLength: 400 });
  fc.assert(
    fc.property(fc.nat(3), given, (first, steps) => {
      const lists = new RisingLists();
      const expected = new Map<string, Set<number>>();
      let value = first;
      for (const [key, by] of steps) {
        value += by;
        lists.add(key, value);
        expected.set(key, (expected.get(key) ?? new Set()).add(value));
      }
      for (const key of ['가', '나', '다', '라']) {
        const numbers = [...(expected.get(key) ?? [])];
        expect(read(lists, key)).toEqual(numbers);
        expect(lists.count(key)).toBe(numbers.length);
      }
    }),
    { numRuns: runs(300, 5000) },
  );
});

test('a list can be read while it grows, and lists of many keys lie beside each other', () => {
  const lists = new RisingLists();
  for (let i = 0; i < 5000; i++) {
    lists.add('all', i);
    lists.add(`one ${i % 700}`, i);
    if (i % 1000 === 0) expect(read(lists, 'all')).toHaveLength(i + 1);
  }
  expect(read(lists, 'all')).toEqual(Array.from({ length: 5000 }, (_, i) => i));
  for (const at of [0, 350, 699])
    expect(read(lists, `one ${at}`)).toEqual(
      Array.from({ length: 5000 }, (_, i) => i).filter((i) => i % 700 === at),
    );
});
