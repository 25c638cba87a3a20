// Takes the write-ahead log into the program's file, in a thread of its own: copying and waiting for the disk hold up no scan. The
// file is only open while that lasts, so that closing the program leaves one file. Imports what runs as it stands.
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

const { file, nativeBinding } = workerData as {
  readonly file: string;
  readonly nativeBinding: string | undefined;
};
const binding = nativeBinding === undefined ? {} : { nativeBinding };

parentPort?.on('message', () => {
  const db = new Database(file, { fileMustExist: true, ...binding });
  try {
    if (process.platform === 'darwin') db.pragma('checkpoint_fullfsync = ON');
    db.pragma('wal_checkpoint(PASSIVE)');
  } finally {
    db.close();
  }
  parentPort?.postMessage('done');
});
