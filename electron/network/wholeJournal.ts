import { Worker } from 'node:worker_threads';
import { SentRow } from '../../shared/contract/exchange';
import { assertNever } from '../../shared/domain/assertNever';
import { entryKinds } from '../../shared/domain/verdict';
import { nativeBinding, type WriteDb } from '../store/db';
import { countAllSql } from '../store/doorCounts';
import { whileElsewhere } from '../store/elsewhere';
import { deviceOf } from '../store/journal';
import { journalHeads } from '../store/journalMerge';
import type { FetchFrom, GivenJournal, GiveOrder, TakenWord, TakeOrder, TakeWord } from './journalWords';

/** How many rows there are of all devices, by their heads. */
export function rowsByHeads(db: WriteDb): number {
  return Object.values(journalHeads(db)).reduce((sum, head) => sum + head, 0);
}

/**
 * The whole journal as a database that holds nothing else, read in a thread (`worker`: journalWorker.ts, built). Null where it is
 * too long for that.
 */
export function giveJournal(db: WriteDb, worker: string): Promise<GivenJournal> {
  const workerData: GiveOrder = {
    task: 'give',
    file: db.raw.name,
    nativeBinding: nativeBinding().nativeBinding,
  };
  const thread = new Worker(worker, { workerData });
  return new Promise((resolve, reject) => {
    thread.once('message', resolve).once('error', reject);
    thread.once('exit', (code) => reject(new Error(`the thread that reads the journal ended with ${code}`)));
  });
}

/** A whole journal on its way into a program that has no row yet. */
export interface JournalTaking {
  /** Fetches it, or what of it is not here yet; false where it was cut off. */
  fetch(from: FetchFrom): Promise<boolean>;
  /** It came another way. */
  give(bytes: SharedArrayBuffer): void;
  /**
   * Once it is here: writes all rows, each of which was looked at as if it had come by itself, or none. `written` is called as soon
   * as they are in. Gives why they are not taken, or undefined.
   */
  finish(written: () => void): Promise<string | undefined>;
  stop(): void;
}

/** Gets ready for a journal, in a thread (`worker`: journalWorker.ts, built). */
export function takeJournal(db: WriteDb, worker: string): JournalTaking {
  const { kind, source, verdict } = SentRow.shape;
  const workerData: TakeOrder = {
    task: 'take',
    file: db.raw.name,
    nativeBinding: nativeBinding().nativeBinding,
    device: deviceOf(db),
    words: { kinds: kind.options, sources: source.options, verdicts: verdict.options },
    entries: entryKinds,
    countAll: countAllSql,
  };
  const thread = new Worker(worker, { workerData });
  const tell = (word: TakeWord) => thread.postMessage(word);
  let why: string | undefined = 'the thread ended';
  let came = (_whole: boolean) => {};
  let ready = () => {};
  let isIn = () => {};
  const toBeReady = new Promise<void>((resolve) => {
    ready = resolve;
  });
  const written = new Promise<void>((resolve) => {
    isIn = resolve;
  });
  const ended = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
  void ended.then(() => {
    came(false);
    ready();
    isIn();
  });
  thread.on('error', (error) => {
    why = error instanceof Error ? error.message : 'the thread failed';
  });
  thread.on('message', (word: TakenWord) => {
    switch (word.kind) {
      case 'fetched':
        came(word.whole);
        break;
      case 'ready':
        ready();
        break;
      case 'taken':
        why = undefined;
        isIn();
        break;
      case 'refused':
        why = word.why;
        break;
      default:
        assertNever(word);
    }
  });
  return {
    fetch(from) {
      tell({ kind: 'fetch', from });
      return new Promise((resolve) => {
        came = resolve;
      });
    },
    give: (bytes) => tell({ kind: 'here', bytes }),
    async finish(whenWritten) {
      await toBeReady;
      // A scan meanwhile waits for it, and not at a lock.
      whileElsewhere(db, written);
      tell({ kind: 'yours' });
      await written;
      if (why === undefined) whenWritten();
      await ended;
      return why;
    },
    stop: () => void thread.terminate(),
  };
}
