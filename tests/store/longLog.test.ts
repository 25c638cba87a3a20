import { statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { run, usualCheckpoint } from '../../electron/store/db';
import { longLog } from '../../electron/store/longLog';
import { temporaryProgram } from './importing';

const worker = path.join(import.meta.dirname, '../../electron/store/checkpointWorker.ts');

/** Writes a megabyte, and says that it was so many rows. */
async function write(thread: string | undefined, rows: number) {
  const db = temporaryProgram();
  const before = statSync(db.raw.name).size;
  const log = longLog(db, thread);
  const text = 'x'.repeat(1000);
  for (let i = 0; i < 1000; i++) run(db, 'INSERT INTO meta (key, value) VALUES (?, ?)', `m${i}`, text);
  await log.wrote(rows);
  const meanwhile = db.raw.pragma('wal_autocheckpoint', { simple: true });
  await log.end();
  const after = db.raw.pragma('wal_autocheckpoint', { simple: true });
  return { meanwhile, after, grown: statSync(db.raw.name).size - before };
}

test('while much is written the log is taken into the file by a thread, then by the connection again', async () => {
  const { meanwhile, after, grown } = await write(worker, 100_000);
  expect([meanwhile, after]).toEqual([0, usualCheckpoint]);
  expect(grown).toBeGreaterThan(1_000_000);
});

test('where little is written, or the thread is not there, the connection does it itself', async () => {
  expect(await write(worker, 100)).toMatchObject({ meanwhile: usualCheckpoint, after: usualCheckpoint });
  expect(await write('/nowhere/worker.js', 100_000)).toMatchObject({ after: usualCheckpoint });
  expect(await write(undefined, 100_000)).toMatchObject({
    meanwhile: usualCheckpoint,
    after: usualCheckpoint,
  });
});
