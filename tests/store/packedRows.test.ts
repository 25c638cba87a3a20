import fc from 'fast-check';
import { expect, test } from 'vitest';
import { all, run } from '../../electron/store/db';
import { insertPacked, packRows, type Value } from '../../electron/store/packedRows';
import { runs } from '../runs';
import { temporaryProgram } from './importing';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 100 }),
  fc.string({ unit: 'grapheme', maxLength: 100 }),
  fc.constantFrom('', '김민수', '\'"\\\n\0\ud800', '😀', '가'.repeat(30_000), 'a'.repeat(70_000)),
);
const value: fc.Arbitrary<Value> = fc.oneof(
  text,
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
  fc.constant(null),
);
const columns = ['id', 'a', 'b', 'c'];

test('rows that are packed come into a table as they do value by value, whatever is in them', () => {
  const db = temporaryProgram();
  db.raw.exec(`CREATE TEMP TABLE packed (id TEXT, a NUMERIC, b NUMERIC, c NUMERIC, d INTEGER);
     CREATE TEMP TABLE bound (id TEXT, a NUMERIC, b NUMERIC, c NUMERIC, d INTEGER);`);
  const shown = (table: string) =>
    all(db, `SELECT hex(id), typeof(id), a, typeof(a), hex(b), typeof(b), c, typeof(c), d FROM ${table}`);
  const rows = fc.array(fc.tuple(text, value, value, fc.constantFrom<Value>('same', 7)), {
    minLength: 1,
    maxLength: 9,
  });
  fc.assert(
    fc.property(rows, (given) => {
      run(db, 'DELETE FROM packed');
      run(db, 'DELETE FROM bound');
      for (const row of given) run(db, 'INSERT INTO bound VALUES (?, ?, ?, ?, 5)', ...row);
      const packed = packRows(columns, given, ['id']);
      insertPacked(
        db,
        'packed',
        packed,
        columns.map((name) => [name, name] as const),
        { d: 5 },
      );
      expect(packed.count).toBe(given.length);
      expect(shown('packed')).toEqual(shown('bound'));
    }),
    { numRuns: runs(300) },
  );
});

test('what all rows have alike is sent once', () => {
  const alike = Array.from({ length: 200 }, (_, i) => [`p${i}`, 'participant', '', 2]);
  const { columns: packed, same } = packRows(['id', 'role', 'title', 'at'], alike, ['id']);
  expect(packed).toEqual(['id']);
  expect(same).toEqual({ role: 'participant', title: '', at: 2 });
});
