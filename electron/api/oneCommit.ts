import { AsyncLocalStorage } from 'node:async_hooks';
import type { Scan } from '../../shared/contract/checkin';
import type { Verdict } from '../../shared/domain/verdict';
import type { Answered } from '../store/scan';
import { type Reading, recordScansAtOnce } from '../store/scanAtOnce';
import type { AppContext } from './context';

const queues = new WeakMap<AppContext['topics'], Reading[]>();

/**
 * Judges a scan and writes it down with whatever else comes through here in the same turn: several doors then wait for the disk
 * once, not one after the other. Each stands alone all the same: one that is refused leaves the others as they are. Ends when what
 * was written is on the disk.
 */
export function scanInOneCommit(
  context: AppContext,
  scan: Scan,
  objection: Verdict | undefined,
): Promise<Answered> {
  return new Promise((answered, failed) => {
    const reading = { scan, objection, as: AsyncLocalStorage.snapshot(), answered, failed };
    const queue = queues.get(context.topics);
    if (queue) {
      queue.push(reading);
      return;
    }
    const fresh = [reading];
    queues.set(context.topics, fresh);
    setImmediate(() => {
      queues.delete(context.topics);
      flush(context, fresh);
    });
  });
}

function flush(context: AppContext, readings: readonly Reading[]): void {
  try {
    const { db, now } = context.program();
    recordScansAtOnce(db, readings, now());
  } catch (error) {
    for (const { failed } of readings) failed(error);
  }
}
