import { Worker } from 'node:worker_threads';
import { nativeBinding, usualCheckpoint, type WriteDb } from './db';

/** After so many rows the log is taken into the file: a scan's own commit waits for what of it is not on the disk yet. */
const rowsBetween = 8000;

/** So many rows may be written while it is taken: then the log would grow faster than it is taken in. */
const rowsAhead = 40_000;

/** While much is written in steps: a thread takes the log into the file, not whichever step comes when it is long. */
export interface LongLog {
  /** Say how many rows were written; waits where the thread is far behind. */
  wrote(rows: number): Promise<void>;
  /** Has the rest taken in, and leaves it to the connection again. */
  end(): Promise<void>;
}

/**
 * `worker`: the built checkpointWorker. Without it, where it fails, and as long as little is written, the connection goes on doing it
 * itself.
 */
export function longLog(db: WriteDb, worker: string | undefined): LongLog {
  let thread: Worker | undefined;
  let failed = worker === undefined;
  let since = 0;
  let taking: Promise<void> | undefined;
  let taken = () => {};
  const byItself = () => {
    failed = true;
    if (db.raw.open) db.raw.pragma(`wal_autocheckpoint = ${usualCheckpoint}`);
    taken();
  };
  const start = (file: string) => {
    const workerData = { file: db.raw.name, nativeBinding: nativeBinding().nativeBinding };
    const started = new Worker(file, { workerData });
    started.on('message', () => taken());
    started.on('error', byItself);
    started.on('exit', byItself);
    db.raw.pragma('wal_autocheckpoint = 0');
    return started;
  };
  const take = () => {
    if (failed || worker === undefined) return;
    thread ??= start(worker);
    since = 0;
    taking = new Promise<void>((resolve) => {
      taken = () => {
        taking = undefined;
        resolve();
      };
    });
    thread.postMessage('take');
  };
  return {
    async wrote(rows) {
      since += rows;
      if (!taking && since >= rowsBetween) take();
      if (since >= rowsAhead) await taking;
    },
    async end() {
      await taking;
      if (thread && since > 0) take();
      await taking;
      await thread?.terminate();
    },
  };
}
