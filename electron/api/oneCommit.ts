import { AsyncLocalStorage } from 'node:async_hooks';
import { transaction } from '../store/db';
import type { Program } from '../store/program';
import type { AppContext } from './context';

interface Waiting {
  readonly work: (program: Program) => void;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

const queues = new WeakMap<AppContext['topics'], Waiting[]>();

/**
 * Does `work`, which writes to the store, in one transaction with whatever else came through here in the same turn: several
 * doors then wait for the disk once, not one after the other. Each stands alone all the same: one that is refused leaves the
 * others as they are. Ends when what was written is on the disk. Throws what `work` throws.
 */
export function inOneCommit<T>(context: AppContext, work: (program: Program) => T): Promise<T> {
  return new Promise((resolve, reject) => {
    let result: { readonly value: T } | undefined;
    const waiting: Waiting = {
      // What it writes down goes under the name of who asked for it.
      work: AsyncLocalStorage.bind((program: Program) => {
        result = { value: work(program) };
      }),
      done: () => result && resolve(result.value),
      failed: reject,
    };
    const queue = queues.get(context.topics);
    if (queue) {
      queue.push(waiting);
      return;
    }
    const fresh = [waiting];
    queues.set(context.topics, fresh);
    setImmediate(() => {
      queues.delete(context.topics);
      flush(context, fresh);
    });
  });
}

function flush(context: AppContext, queue: readonly Waiting[]): void {
  const failures = new Map<Waiting, unknown>();
  try {
    const program = context.program();
    transaction(program.db, () => {
      for (const waiting of queue) {
        try {
          transaction(program.db, () => waiting.work(program));
        } catch (error) {
          // The store has taken everything back by itself: nothing of this turn is written.
          if (!program.db.raw.inTransaction) throw error;
          failures.set(waiting, error);
        }
      }
    });
  } catch (error) {
    for (const waiting of queue) waiting.failed(error);
    return;
  }
  for (const waiting of queue) {
    if (failures.has(waiting)) waiting.failed(failures.get(waiting));
    else waiting.done();
  }
}
