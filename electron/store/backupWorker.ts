// Runs in a thread of its own, so that neither copying nor checking holds up a scan. A reader of the write-ahead log sees one
// moment of the program however much is written meanwhile. Imports what runs as it stands: the tests start this very file.
import { closeSync, fdatasyncSync, fsyncSync, openSync, readlinkSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { ownHead } from './ownHead.ts';
import { sealFile } from './sealing.ts';
import type { SealKey } from './sealKey.ts';

interface CopyOrder {
  readonly source: string;
  readonly target: string;
  readonly nativeBinding: string | undefined;
  /** The copy is to be sealed: until then it lies beside the open program, where only its owner may read. */
  readonly seal: { readonly key: SealKey; readonly id: string } | undefined;
}

/**
 * What the second thread is given: it brings to the disk what the first has copied, while the first copies on; then both check
 * the copy, each the next table that nobody has.
 */
interface HelpOrder {
  readonly copy: string;
  readonly nativeBinding: string | undefined;
  /** At [0] 1 once everything is copied, at [1] how many tables were taken. */
  readonly shared: Int32Array;
}

/** So many pages at once (1 MB). While somebody writes, a row's commit never waits at the disk behind more than two of them. */
const pagesAtOnce = 256;
/** KiB of pages held in memory: each is read once. */
const fewPages = 'cache_size = -500';

giveWay();
const order = workerData as CopyOrder | HelpOrder;
const { nativeBinding } = order;
const binding = nativeBinding === undefined ? {} : { nativeBinding };
if ('copy' in order) {
  parentPort?.on('message', (what) => {
    if (what === 'flush') return flush(order);
    parentPort?.postMessage(isWhole(order));
    parentPort?.close();
  });
} else {
  await copyAndCheck(order);
}

/** Whoever scans goes first. Only where threads have priorities of their own; that it can't be had is no reason not to copy. */
function giveWay(): void {
  if (process.platform !== 'linux') return;
  try {
    os.setPriority(
      Number(path.basename(readlinkSync('/proc/thread-self'))),
      os.constants.priority.PRIORITY_LOW,
    );
  } catch {}
}

async function copyAndCheck({ source, target, seal }: CopyOrder): Promise<void> {
  const plain = seal ? path.join(path.dirname(source), `.${seal.id}.copying`) : target;
  const help: HelpOrder = {
    copy: plain,
    nativeBinding,
    shared: new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)),
  };
  const helper = new Worker(new URL(import.meta.url), { workerData: help });
  const helped = new Promise<boolean>((resolve, reject) => {
    helper.once('message', resolve).once('error', reject);
    helper.once('exit', (code) => reject(new Error(`the thread that helps to copy ended with ${code}`)));
  });
  helped.catch(() => {}); // It is looked at below.
  await copyPages(source, plain, () => helper.postMessage('flush'));
  Atomics.store(help.shared, 0, 1);
  const head = asOneFile(plain);
  helper.postMessage('check');
  const whole = isWhole(help);
  const answer = { whole: (await helped) && whole, ...head };
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
  parentPort?.postMessage(answer);
}

/** SQLite's online backup of one moment. `begun`: called once the copy is there, with its first pages. */
async function copyPages(source: string, target: string, begun: () => void): Promise<void> {
  const from = open(source);
  let fd: number | undefined;
  try {
    // One moment for all the steps: without it SQLite begins anew whenever something was written between two of them.
    from.exec('BEGIN');
    from.prepare('SELECT count(*) FROM sqlite_schema').get();
    const before = lastWritten(source);
    await from.backup(target, {
      progress: () => {
        if (fd === undefined) {
          fd = openSync(target, 'r+');
          begun();
        }
        // While somebody writes, no faster than the disk.
        if (lastWritten(source) !== before) fdatasyncSync(fd);
        return pagesAtOnce;
      },
    });
  } finally {
    if (fd !== undefined) closeSync(fd);
    from.close();
  }
}

/** When somebody last wrote into the open program (ms). */
function lastWritten(program: string): number | undefined {
  return statSync(`${program}-wal`, { throwIfNoEntry: false })?.mtimeMs;
}

/** Brings to the disk what is copied, in small pieces: all at the end would take as long again, and hold up a scan's row. */
function flush({ copy, shared }: HelpOrder): void {
  const fd = openSync(copy, 'r+');
  try {
    while (Atomics.load(shared, 0) === 0) {
      fdatasyncSync(fd);
      Atomics.wait(shared, 0, 0, 1);
    }
  } finally {
    closeSync(fd);
  }
}

/** To read only: a connection that could write takes half as long again for a check. */
function open(file: string): Database.Database {
  const raw = new Database(file, { readonly: true, fileMustExist: true, ...binding });
  raw.pragma(fewPages);
  return raw;
}

/** Makes the copy one file with nothing beside it, out of the mode that needs a log; gives the head of its own device. */
function asOneFile(file: string) {
  const copy = new Database(file, { fileMustExist: true, ...binding });
  try {
    copy.pragma('journal_mode = DELETE');
    return ownHead(copy);
  } finally {
    copy.close();
  }
}

/**
 * Checks tables with their indexes, whichever the other thread has not taken, until none is left; false where one is damaged. Pages
 * that belong to no table, or to two, are found when a program is opened, where all is checked in one.
 */
function isWhole({ copy, shared }: HelpOrder): boolean {
  const raw = open(copy);
  try {
    // The journal takes longest, so it goes first.
    const tables = raw
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name <> 'journal', rootpage")
      .pluck()
      .all();
    for (;;) {
      const table = ['sqlite_schema', ...tables][Atomics.add(shared, 1, 1)];
      if (typeof table !== 'string') return true;
      if (raw.pragma(`quick_check(${JSON.stringify(table)})`, { simple: true }) !== 'ok') return false;
    }
  } finally {
    raw.close();
  }
}
