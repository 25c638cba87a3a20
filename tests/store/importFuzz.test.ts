import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAnyFile } from '../../electron/reading/files';
import type { ReaderAnswer } from '../../electron/reading/messages';
import { commitFiles } from '../../electron/reading/plan';
import { Refusal } from '../../shared/domain/refusal';
import { sheetXml, workbook, zipOf } from '../spreadsheets';
import { rowCounts, sampleFiles, temporaryProgram } from './importing';

const runs = process.env.STAGEDOOR_SOAK ? 2000 : 100;
/** What a file may take; it is ended by hand in the app only after longer. */
const patience = 5000;

const shortened = Object.values(sampleFiles()).map((content) => {
  const bytes = Buffer.from(content);
  return bytes.subarray(0, bytes.indexOf('\n', Math.min(600, bytes.length - 1)) + 1 || bytes.length);
});
const book = zipOf(
  workbook(
    sheetXml([
      ['이름', '이메일', '휴대폰'],
      ['가온', 'g@example.com', 1012345678],
    ]),
  ),
);
const seeds = [
  ...shortened,
  Buffer.from(book),
  Buffer.from(`\ufeff이름\t이메일\n가온\tg@example.com\n`, 'utf16le'),
];

type Mutation = (bytes: Buffer, at: number, byte: number) => Buffer;
const mutations: readonly Mutation[] = [
  // A byte flipped, a part cut out, a part doubled.
  (bytes, at, byte) => {
    const changed = Buffer.from(bytes);
    changed[at % bytes.length] = byte;
    return changed;
  },
  (bytes, at, byte) =>
    Buffer.concat([bytes.subarray(0, at % bytes.length), bytes.subarray((at % bytes.length) + byte)]),
  (bytes, at, byte) => Buffer.concat([bytes, bytes.subarray(at % bytes.length).subarray(0, byte * 8)]),
  // A column cut, quotes and separators strewn in, encodings mixed.
  (bytes, at) =>
    Buffer.from(
      bytes.toString('latin1').replace(/[^,\t\n]*[,\t]/g, (cell) => (at % 3 ? cell : '')),
      'latin1',
    ),
  (bytes, at, byte) =>
    Buffer.concat([
      bytes.subarray(0, at % bytes.length),
      Buffer.from('",\r\t;\0"'.charAt(byte % 7)),
      bytes.subarray(at % bytes.length),
    ]),
  (bytes, at) => Buffer.concat([bytes, Buffer.from('이름,메일\n나래', at % 2 ? 'utf16le' : 'utf8')]),
];

test(
  `${runs} mutated files each end in rows or in a sentence, and the program is as it was until they are stored`,
  async () => {
    const db = temporaryProgram();
    const before = rowCounts(db);
    const step = fc.tuple(fc.nat(mutations.length - 1), fc.nat(100_000), fc.nat(255));
    const mutated = fc.tuple(fc.nat(seeds.length - 1), fc.array(step, { minLength: 1, maxLength: 4 }));
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(mutated, async ([seed, steps]) => {
        const bytes = steps.reduce<Buffer>(
          (file, [which, at, byte]) =>
            file.length > 0 ? (mutations[which]?.(file, at, byte) ?? file) : file,
          seeds[seed] ?? Buffer.from(''),
        );
        const from = performance.now();
        const answers: ReaderAnswer[] = [];
        try {
          await readAnyFile('a', bytes, {}, db);
          const job = { kind: 'commit', program: db.raw.name, batch: 1, eventId: null, now: 1 } as const;
          for await (const answer of commitFiles({ ...job, files: [{ name: 'a', bytes }] }))
            answers.push(answer);
          taken++;
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
        expect(performance.now() - from).toBeLessThan(patience);
        // All of it was read, or nothing may be stored: 'done' is the last word of an import that is published.
        expect(answers.length === 0 || answers.at(-1)?.kind === 'done').toBe(true);
      }),
      { numRuns: runs, endOnFailure: true },
    );
    expect(taken).toBeGreaterThan(0);
    expect(rowCounts(db)).toEqual(before);
  },
  30 * 60_000,
);
