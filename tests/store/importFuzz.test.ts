import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyFiles } from '../../electron/api/imports';
import { type ReadFile, readAnyFile } from '../../electron/reading/files';
import type { ReaderAnswer } from '../../electron/reading/messages';
import { commitFiles } from '../../electron/reading/plan';
import { transaction, type WriteDb } from '../../electron/store/db';
import { openRun } from '../../electron/store/importRun';
import { Refusal } from '../../shared/domain/refusal';
import { runs as rounds } from '../runs';
import { sheetXml, workbook, zipOf } from '../spreadsheets';
import { contents, desk } from './importDesk';
import { importFiles, rowCounts, sampleFiles, temporaryProgram } from './importing';

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

const mutate = (file: Buffer, steps: readonly (readonly [number, number, number])[]) =>
  steps.reduce<Buffer>(
    (bytes, [which, at, byte]) => (bytes.length > 0 ? (mutations[which]?.(bytes, at, byte) ?? bytes) : bytes),
    file,
  );
const step = fc.tuple(fc.nat(mutations.length - 1), fc.nat(100_000), fc.nat(255));

test(
  `${runs} mutated files each end in rows or in a sentence, and the program is as it was until they are stored`,
  async () => {
    const db = temporaryProgram();
    const before = rowCounts(db);
    const mutated = fc.tuple(fc.nat(seeds.length - 1), fc.array(step, { minLength: 1, maxLength: 4 }));
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(mutated, async ([seed, steps]) => {
        const bytes = mutate(seeds[seed] ?? Buffer.from(''), steps);
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

const together: Readonly<Record<string, string>> = {
  'people.csv':
    '이름,이메일,휴대폰,졸업식 참석\n가온새,a@example.com,010-1,참석\n나래,b@example.com,,불참\n다솜,c@example.com,,미정\n',
  'events.csv':
    'code,kind,title,starts_at,ends_at,admission,entry\n' +
    'graduation,graduation,졸업식,2024-10-18T14:00+09:00,2024-10-18T18:00+09:00,everyone,leave and return\n',
  'results.csv': 'email,courses,joined,project,team\na@example.com,5,yes,챗봇,G-1\nb@example.com,3,no,,\n',
  'cast.csv': 'name,role,email,title\n라온,speaker,d@example.com,대표\n',
};
const names = Object.keys(together);

/** How many rows there are of what files bring. */
function brought(db: WriteDb): Readonly<Record<string, number>> {
  const own = /^(import_|sqlite_|history|meta|deed|acting)/;
  return Object.fromEntries(Object.entries(rowCounts(db)).filter(([table]) => !own.test(table)));
}

test(
  'of files that are stored together, one of them mutated, all is in or nothing',
  async () => {
    const mutated = fc.tuple(fc.constantFrom(...names), fc.array(step, { maxLength: 3 }));
    const before = { 'before.csv': '이름,이메일\n가온,a@example.com\n' };
    let stored = 0;
    await fc.assert(
      fc.asyncProperty(mutated, async ([which, steps]) => {
        const files: Record<string, Uint8Array> = {};
        for (const name of names) {
          const whole = Buffer.from(together[name] ?? '');
          files[name] = name === which ? mutate(whole, steps) : whole;
        }
        const { db, take } = desk();
        await take(before);
        const was = [brought(db), contents(db)];
        // What one transaction makes of the same files, in a program of its own.
        const plain = temporaryProgram();
        importFiles(plain, before);
        const read: ReadFile[] = [];
        let refusal: unknown;
        try {
          for (const [name, bytes] of Object.entries(files))
            read.push(await readAnyFile(name, bytes, {}, plain));
          transaction(plain, () => applyFiles(plain, read, null, 1));
        } catch (error) {
          refusal = error;
        }
        if (refusal) {
          await expect(take(files)).rejects.toMatchObject({ data: { reason: expect.any(String) } });
          expect([brought(db), contents(db)]).toEqual(was);
        } else {
          await take(files);
          expect(brought(db)).toEqual(brought(plain));
          stored++;
        }
        expect(openRun(db)).toBeUndefined();
      }),
      // The first is the files as they are.
      { numRuns: rounds(30, 300), examples: [[['people.csv', []]]], endOnFailure: true },
    );
    expect(stored).toBeGreaterThan(0);
  },
  30 * 60_000,
);
