// Runs in a thread of its own, so that neither copying nor checking holds up a scan. A reader of the write-ahead log sees
// one moment of the program however much is written meanwhile, so the copy is taken in one go. Imports nothing of ours:
// the tests run this file as it stands.
import { closeSync, fsyncSync, openSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

const { source, target, nativeBinding } = workerData as {
  readonly source: string;
  readonly target: string;
  readonly nativeBinding: string | undefined;
};
const binding = nativeBinding === undefined ? {} : { nativeBinding };
const allPages = 0x7fff_ffff;

const from = new Database(source, { readonly: true, fileMustExist: true, ...binding });
await from.backup(target, { progress: () => allPages });
from.close();

// One file with nothing beside it: out of the mode that needs a log.
const copy = new Database(target, { fileMustExist: true, ...binding });
copy.pragma('journal_mode = DELETE');
const checked = copy.pragma('quick_check(1)', { simple: true });
const device = copy.prepare("SELECT value FROM meta WHERE key = 'device.id'").pluck().get();
const head = copy
  .prepare(
    'SELECT device_seq AS rows, hash FROM journal WHERE device_id = ? ORDER BY device_seq DESC LIMIT 1',
  )
  .get(device) as { rows: number; hash: Uint8Array } | undefined;
copy.close();
const fd = openSync(target, 'r+');
fsyncSync(fd);
closeSync(fd);
parentPort?.postMessage({
  whole: checked === 'ok',
  rows: head?.rows ?? 0,
  hash: Buffer.from(head?.hash ?? new Uint8Array(32)).toString('hex'),
});
