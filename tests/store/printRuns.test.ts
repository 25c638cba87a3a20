import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { run, type WriteDb } from '../../electron/store/db';
import type { FontFiles } from '../../electron/store/fontFiles';
import {
  abandonRun,
  chunkRefused,
  createRun,
  openRun,
  sheetsOf,
  takeChunk,
} from '../../electron/store/printRuns';
import { listRegister, revokeCertificate } from '../../electron/store/register';
import { confirmChunk, spoilSheet, undoReading } from '../../electron/store/trayReadings';
import { testFonts } from '../fonts';
import { makeGraduation } from './graduation';
import { refusalOf } from './importing';

let fonts: FontFiles;
beforeAll(async () => {
  fonts = await testFonts();
});

const names = ['김하나', '김두리', '김세찬', '김네온', '김다섯', '김여섯', '김일곱', '끝'];

function makeRun(chunkSize = 3) {
  const { db, issueAll } = makeGraduation(fonts, names);
  const numbers = [...issueAll()].sort((a, b) => a - b);
  const start = (more: readonly number[] = numbers) =>
    createRun(
      db,
      {
        title: '수료증',
        printer: 'P',
        order: 'number',
        chunkSize,
        sides: 'front',
        widthMm: 297,
        heightMm: 210,
        reason: '',
        by: '',
        numbers: more,
      },
      1,
    );
  return { db, numbers, start, id: start() };
}

const states = (db: WriteDb, id: string) =>
  sheetsOf(db, id)
    .map(({ state }) => state[0])
    .join('');
const printed = (db: WriteDb) => listRegister(db).map((row) => row.printed);

test('sheets go out in chunks, and nothing goes on before the operator has read the tray', () => {
  const { db, id } = makeRun();
  expect(takeChunk(db, id, 2)?.numbers).toEqual([1, 2, 3]);
  expect(states(db, id)).toBe('ssswwww');
  expect(refusalOf(() => takeChunk(db, id, 3)).reason).toBe('spool.unconfirmed');
  expect(refusalOf(() => abandonRun(db, id, 3)).reason).toBe('spool.unconfirmed');
  confirmChunk(db, id, { lastGood: 2, spoilt: [] }, '', 4);
  expect(states(db, id)).toBe('ggwwwww');
  expect(printed(db)).toEqual([1, 1, 0, 0, 0, 0, 0]);
  expect(takeChunk(db, id, 5)?.numbers).toEqual([3, 4, 5]);
});

test('a reading that names no sheet of the chunk is refused, with what it may name', () => {
  const { db, id } = makeRun();
  takeChunk(db, id, 2);
  expect(refusalOf(() => confirmChunk(db, id, { lastGood: 5, spoilt: [] }, '', 3))).toMatchObject({
    reason: 'spool.notAmong',
    params: { first: 'C5-0001', last: 'C5-0003' },
  });
  expect(states(db, id)).toBe('ssswwww');
});

test('misread: the last reading is taken back until something is sent', () => {
  const { db, id } = makeRun();
  takeChunk(db, id, 2);
  confirmChunk(db, id, { lastGood: 'all', spoilt: [] }, '', 3);
  undoReading(db, id);
  expect(states(db, id)).toBe('ssswwww');
  expect(printed(db)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  confirmChunk(db, id, { lastGood: 1, spoilt: [] }, '', 4);
  takeChunk(db, id, 5);
  expect(refusalOf(() => undoReading(db, id)).reason).toBe('spool.nothingToUndo');
});

test('a spoilt sheet comes first in the next chunk, and its paper does not count', () => {
  const { db, id } = makeRun();
  takeChunk(db, id, 2);
  confirmChunk(db, id, { lastGood: 'all', spoilt: [] }, '', 3);
  spoilSheet(db, id, 2);
  expect(printed(db)).toEqual([1, 0, 1, 0, 0, 0, 0]);
  expect(takeChunk(db, id, 4)?.numbers).toEqual([2, 4, 5]);
  expect(refusalOf(() => spoilSheet(db, id, 4)).reason).toBe('spool.notPrinted');
});

test('what the queue refused waits again as if it had never been sent', () => {
  const { db, id } = makeRun();
  const chunk = takeChunk(db, id, 2);
  chunkRefused(db, id, chunk?.chunk ?? 0);
  expect(states(db, id)).toBe('wwwwwww');
  expect(takeChunk(db, id, 3)?.numbers).toEqual([1, 2, 3]);
});

test('one run at a time; what an ended one left can be printed by the next', () => {
  const { db, id, start } = makeRun();
  expect(refusalOf(() => start()).reason).toBe('spool.another');
  takeChunk(db, id, 2);
  confirmChunk(db, id, { lastGood: 'all', spoilt: [] }, '', 3);
  abandonRun(db, id, 4);
  expect(openRun(db)).toBeUndefined();
  expect(takeChunk(db, start([4, 5]), 5)?.numbers).toEqual([4, 5]);
});

test('a certificate revoked while it waited is not put on paper', () => {
  const { db, id } = makeRun();
  revokeCertificate(db, 2, { reason: '오기', by: '' }, 2);
  expect(takeChunk(db, id, 3)?.numbers).toEqual([1, 3, 4]);
});

test('whatever the trays were, each sheet is good once at the end, and the counts say so', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3), { maxLength: 12 }), (outcomes) => {
      const { db, id, numbers } = makeRun();
      const out: number[] = [];
      for (const outcome of [...outcomes, 3, 3, 3]) {
        const chunk = openRun(db) && takeChunk(db, id, 1);
        if (!chunk) break;
        const good = chunk.numbers.slice(0, outcome);
        const last = good.at(-1);
        confirmChunk(db, id, { lastGood: last ?? 'none', spoilt: [] }, '', 1);
        out.push(...good);
      }
      const rest = sheetsOf(db, id).filter(({ state }) => state === 'waiting');
      expect([...out, ...rest.map(({ number }) => number)]).toEqual(numbers);
      expect(printed(db)).toEqual(numbers.map((number) => (out.includes(number) ? 1 : 0)));
      if (rest.length === 0) expect(openRun(db)).toBeUndefined();
    }),
    { numRuns: 15 },
  );
});

test('the app may die between sending and hearing of it: the sheets are asked about, never sent by themselves', () => {
  const { db, id } = makeRun();
  takeChunk(db, id, 2);
  run(db, 'UPDATE print_chunk SET accepted_at = NULL');
  expect(refusalOf(() => takeChunk(db, id, 3)).reason).toBe('spool.unconfirmed');
  confirmChunk(db, id, { lastGood: 'none', spoilt: [] }, '', 4);
  expect(takeChunk(db, id, 5)?.numbers).toEqual([1, 2, 3]);
});
