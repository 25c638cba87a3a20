// Runs in a thread of its own, so that neither copying nor checking holds up a scan. A reader of the write-ahead log sees
// one moment of the program however much is written meanwhile, so the copy is taken in one go. Imports what runs as it stands:
// the tests start this very file.
import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { sealFile } from './sealing.ts';
import type { SealKey } from './sealKey.ts';

const { source, target, nativeBinding, seal } = workerData as {
  readonly source: string;
  readonly target: string;
  readonly nativeBinding: string | undefined;
  /** The copy is to be sealed: until then it lies beside the open program, where only its owner may read. */
  readonly seal: { readonly key: SealKey; readonly id: string } | undefined;
};
const plain = seal ? path.join(path.dirname(source), `.${seal.id}.copying`) : target;
const binding = nativeBinding === undefined ? {} : { nativeBinding };
const allPages = 0x7fff_ffff;

const from = new Database(source, { readonly: true, fileMustExist: true, ...binding });
await from.backup(plain, { progress: () => allPages });
from.close();

// One file with nothing beside it: out of the mode that needs a log.
const copy = new Database(plain, { fileMustExist: true, ...binding });
copy.pragma('journal_mode = DELETE');
const checked = copy.pragma('quick_check(1)', { simple: true });
const device = copy.prepare("SELECT value FROM meta WHERE key = 'device.id'").pluck().get();
const head = copy
  .prepare(
    'SELECT device_seq AS rows, hash FROM journal WHERE device_id = ? ORDER BY device_seq DESC LIMIT 1',
  )
  .get(device) as { rows: number; hash: Uint8Array } | undefined;
copy.close();
if (seal) {
  try {
    sealFile(plain, target, seal.key, seal.id);
  } finally {
    rmSync(plain, { force: true });
  }
} else {
  const fd = openSync(target, 'r+');
  fsyncSync(fd);
  closeSync(fd);
}
parentPort?.postMessage({
  whole: checked === 'ok',
  rows: head?.rows ?? 0,
  hash: Buffer.from(head?.hash ?? new Uint8Array(32)).toString('hex'),
});
