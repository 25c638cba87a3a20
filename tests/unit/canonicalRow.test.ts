import {
  type Arbitrary,
  assert,
  constantFrom,
  integer,
  oneof,
  property,
  record,
  string,
  uuid,
} from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalReader } from '../../electron/store/canonicalRow';
import { SentRow } from '../../shared/contract/exchange';
import { runs } from '../runs';

const { kind, source, verdict } = SentRow.shape;
const read = canonicalReader({ kinds: kind.options, sources: source.options, verdicts: verdict.options });

const badge = constantFrom('ABCDEFGH23', 'abc', '');
const orNull = <T>(one: Arbitrary<T>) => oneof(one, constantFrom(null));
const words = (most: number) =>
  oneof(
    string({ unit: 'binary', maxLength: 20 }),
    string({ unit: 'grapheme', maxLength: 20 }),
    constantFrom(
      '',
      '"',
      '\\',
      '\n\u0007',
      '\u007f\u2028',
      'x'.repeat(most),
      '"'.repeat(most),
      'x'.repeat(most + 1),
      '가'.repeat(most),
    ),
  );
const time = oneof(integer({ min: 0 }), integer(), constantFrom(2 ** 53 - 1, 2 ** 53, 1.5, 1e21, -1));
const row = record({
  deviceId: oneof(uuid(), constantFrom('x')),
  deviceSeq: oneof(integer({ min: 1 }), integer({ min: -2, max: 2 })),
  id: uuid(),
  at: time,
  kind: constantFrom(...kind.options, 'other'),
  eventId: uuid(),
  door: words(200),
  source: constantFrom(...source.options, 'other'),
  code: words(256),
  badgeId: orNull(badge),
  attendeeId: orNull(uuid()),
  verdict: constantFrom(...verdict.options, 'other'),
  detail: words(4096),
  undoes: orNull(uuid()),
  refers: orNull(uuid()),
  by: words(200),
  recordedAt: orNull(time),
  form: constantFrom(1 as const, 2 as const, 3 as const),
});

test('a text is read as a row where it is one that is taken row by row, and nowhere else', () => {
  const hash = Buffer.alloc(32).toString('base64');
  let good = 0;
  assert(
    property(row, ({ refers, by, recordedAt, form, ...first }) => {
      if (form === 3) return;
      // Of form 1 these are not in the text, and empty.
      const rest = form === 1 ? { refers: null, by: '', recordedAt: null } : { refers, by, recordedAt };
      const values = [...Object.values(first), ...(form === 1 ? [] : [...Object.values(rest), form])];
      const line = JSON.stringify(values);
      const found = read(`[]\n${line}\n[]`, 3, form);
      const taken = SentRow.safeParse({ ...first, ...rest, form, hash }).success;
      expect(found !== undefined).toBe(taken);
      if (!found) return;
      good++;
      const { id, at, eventId, door, attendeeId, undoes } = first;
      expect(read(line, 0, form)).toEqual({ ...found, next: line.length });
      expect(found).toEqual({
        ...{ id, at, eventId, door, attendeeId, undoes },
        seq: first.deviceSeq,
        next: 3 + line.length + 1,
        kind: first.kind,
        verdict: first.verdict,
        onPaper: rest.recordedAt !== null,
      });
    }),
    { numRuns: runs(20_000) },
  );
  expect(good).toBeGreaterThan(0);
});
