import { uuidv7 } from 'uuidv7';
import type { ClockOffset } from '../../shared/domain/journalMerge';
import type { JournalOffer } from '../api/network';
import { erasures } from '../store/journalRenew';
import type { Program } from '../store/program';
import { giveJournal, rowsByHeads } from './wholeJournal';

/** Fewer rows are as soon there one by one; more are not held in memory. */
const fewRows = 2000;
const manyRows = 400_000;
/** So long (ms) one that was read beforehand is as good as new, and one is kept for who was cut off. */
const fresh = 2000;
const kept = 60_000;

interface Held {
  readonly of: Program['db']['raw'];
  /** After somebody was erased it is not given away any more. */
  readonly erasures: number;
  readonly id: string;
  readonly readAt: number;
  readonly bytes: SharedArrayBuffer;
  readonly offsets: readonly ClockOffset[];
}

const isWorthwhile = ({ db }: Program) => {
  const rows = rowsByHeads(db);
  return rows >= fewRows && rows <= manyRows;
};

/** A host's whole journal, for stations that have nothing of it yet. `worker`: journalWorker.ts, built. */
export function journalOffer(worker: string): JournalOffer {
  let held: Held | undefined;
  /** Read, and not given to anybody yet. */
  let ahead: string | undefined;
  let reading: Promise<Held | undefined> | undefined;
  let timer: NodeJS.Timeout | undefined;
  const current = ({ db }: Program) =>
    held && db.raw.open && held.of === db.raw && held.erasures === erasures(db) ? held : undefined;
  const keep = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      held = undefined;
    }, kept).unref();
  };
  const read = async ({ db }: Program): Promise<Held | undefined> => {
    const of = { of: db.raw, erasures: erasures(db) };
    const journal = await giveJournal(db, worker);
    if (journal === null) return undefined;
    keep();
    return { ...of, ...journal, id: uuidv7(), readAt: performance.now() };
  };
  /** Of several who come at once each gets the same. */
  const readOnce = (program: Program) => {
    reading ??= read(program).finally(() => {
      reading = undefined;
    });
    return reading;
  };
  return {
    prepare(program) {
      if (!isWorthwhile(program)) return;
      readOnce(program).then(
        (made) => {
          held = made;
          ahead = made?.id;
        },
        // It is tried again when it is asked for.
        () => {},
      );
    },
    async offer(program, have) {
      if (!isWorthwhile(program)) return null;
      await reading?.catch(() => undefined);
      const there = current(program);
      const serves =
        there && (there.id === have || (there.id === ahead && performance.now() - there.readAt < fresh));
      ahead = undefined;
      if (!serves) held = await readOnce(program);
      const given = current(program);
      if (!given) return null;
      keep();
      return { id: given.id, size: given.bytes.byteLength, offsets: [...given.offsets] };
    },
    bytes(program, id) {
      const given = current(program);
      if (given?.id !== id) return undefined;
      keep();
      return given.bytes;
    },
  };
}
