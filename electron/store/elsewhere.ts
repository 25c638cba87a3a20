import type { WriteDb } from './db';

const writing = new WeakMap<WriteDb['raw'], Promise<void>>();

/** A thread writes to the program until `done`. */
export function whileElsewhere(db: WriteDb, done: Promise<void>): void {
  writing.set(db.raw, done);
  void done.then(() => writing.delete(db.raw));
}

/** What a scan waits for before it writes: undefined where no thread of ours does just now. */
export function writingElsewhere(db: WriteDb): Promise<void> | undefined {
  return writing.get(db.raw);
}
