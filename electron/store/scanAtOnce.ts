import type { Scan } from '../../shared/contract/checkin';
import type { EventId } from '../../shared/contract/ids';
import type { Verdict } from '../../shared/domain/verdict';
import { type ReadDb, transaction, type WriteDb } from './db';
import { findEvent } from './events';
import { fileIfMany, fileLater, hasUnfiled, isUnfiled, unfiledHead } from './filing';
import { type Head, headOf, nextRow, ownMoment } from './journal';
import type { JournalEntry } from './journalRow';
import { writeToTail } from './journalTail';
import { settle, whileKnowing } from './owed';
import { type Answered, answeredBefore, type Looked, look, verdictOn } from './scan';

type Judged =
  | { readonly kind: 'before'; readonly result: Answered }
  | { readonly kind: 'new'; readonly result: Answered; readonly entry: JournalEntry };

/** Files what a verdict on that reading is known to depend on before anything is read. */
function fileFirst(db: WriteDb, scan: Scan): void {
  fileIfMany(db);
  // What counts people must have counted them all.
  if (isUnfiled(db, scan.id) || isLimited(db, scan.eventId)) settle(db.raw);
}

/** Judges a reading whose row will be filed later (filing.ts); undefined where that depends on a row that is not filed yet. */
function judgeByFiled(
  db: WriteDb,
  scan: Scan,
  now: number,
  objection: Verdict | undefined,
): Judged | undefined {
  const moment = ownMoment(db, now, false);
  const looked = look(db, scan, moment);
  if (looked.kind === 'before') return { kind: 'before', result: answeredBefore(db, looked.row) };
  return isOfUnfiled(db, looked)
    ? undefined
    : { kind: 'new', ...verdictOn(looked, scan, now, moment, objection) };
}

/** Writes an entry's row after `last`, to be filed later; gives the new head. In a transaction. */
function writeUnfiled(db: WriteDb, entry: JournalEntry, last: Head | undefined = headOf(db)): Head {
  const next = nextRow(db, entry, last);
  writeToTail(db, next);
  return next.row;
}

/** Does `judge` again after everything is filed, where it depended on what was not. */
function filingOnce<T>(db: WriteDb, judge: () => T | undefined): T {
  const judged = judge();
  if (judged !== undefined) return judged;
  settle(db.raw);
  const again = judge();
  if (again === undefined) throw new Error('a row is filed and is not');
  return again;
}

/**
 * The same as `recordScan` for a reading whose answer nothing may hold up: its row is on the disk when this returns, and is filed
 * after it. What the verdict depends on is read in the transaction that writes it: the file is locked and looked at once.
 */
export function recordScanAtOnce(db: WriteDb, scan: Scan, now: number, objection?: Verdict): Answered {
  return whileKnowing(() => {
    fileFirst(db, scan);
    const { judged, head } = filingOnce(db, () =>
      transaction(db, () => {
        const judged = judgeByFiled(db, scan, now, objection);
        return (
          judged && {
            judged,
            head: judged.kind === 'new' ? writeUnfiled(db, judged.entry, unfiledHead(db)) : undefined,
          }
        );
      }),
    );
    if (judged.kind === 'new' && head) fileLater(db, head, judged.entry);
    return judged.result;
  });
}

/**
 * What a reading will be answered, as far as is known here; undefined where it was answered before. Nothing is written, and nothing
 * is filed that the verdict does not depend on.
 */
export function foreseeVerdict(db: WriteDb, scan: Scan, now: number): Verdict | undefined {
  return whileKnowing(() => {
    fileFirst(db, scan);
    const judged = filingOnce(db, () => judgeByFiled(db, scan, now, undefined));
    return judged.kind === 'new' ? judged.result.verdict : undefined;
  });
}

/** One of several readings that came at the same time. */
export interface Reading {
  readonly scan: Scan;
  readonly objection: Verdict | undefined;
  /** Does `work` under the name of whoever asked. */
  as<T>(work: () => T): T;
  /** What it was answered, on the disk. */
  answered(result: Answered): void;
  failed(error: unknown): void;
}

type Waiting = Extract<Judged, { kind: 'new' }> & { readonly reading: Reading };

/**
 * The same for several readings, one after another, whose rows go to the disk together. Who can't be judged fails alone; who can't
 * be written down fails with those that were to go with them. One that depends on what another comes to is judged when that is on
 * the disk.
 */
export function recordScansAtOnce(db: WriteDb, readings: readonly Reading[], now: number): void {
  whileKnowing(() => {
    let waiting: Waiting[] = [];
    const write = () => {
      const together = waiting;
      waiting = [];
      writeTogether(db, together);
    };
    for (const reading of readings) {
      const { scan, objection } = reading;
      const judgeIt = () => {
        fileFirst(db, scan);
        return filingOnce(db, () => judgeByFiled(db, scan, now, objection));
      };
      try {
        if (waiting.some(({ entry }) => entry.id === scan.id) || isLimited(db, scan.eventId)) write();
        let judged = judgeIt();
        if (isOfOneWaiting(judged, waiting)) {
          write();
          judged = judgeIt();
        }
        if (judged.kind === 'new') waiting.push({ ...judged, reading });
        else reading.answered(judged.result);
      } catch (error) {
        reading.failed(error);
      }
    }
    write();
  });
}

/** Whether a reading is about somebody at the event where another's row about them waits to be written. */
function isOfOneWaiting(judged: Judged, waiting: readonly Waiting[]): boolean {
  if (judged.kind !== 'new') return false;
  const { eventId, attendeeId } = judged.entry;
  return (
    attendeeId !== null &&
    waiting.some(({ entry }) => entry.attendeeId === attendeeId && entry.eventId === eventId)
  );
}

function writeTogether(db: WriteDb, together: readonly Waiting[]): void {
  if (together.length === 0) return;
  try {
    const written = transaction(db, () => {
      let last = unfiledHead(db);
      return together.map(({ entry, reading }) => {
        const head = reading.as(() => writeUnfiled(db, entry, last));
        last = head;
        return { head, entry };
      });
    });
    for (const { head, entry } of written) fileLater(db, head, entry);
  } catch (error) {
    for (const { reading } of together) reading.failed(error);
    return;
  }
  for (const { reading, result } of together) reading.answered(result);
}

function isOfUnfiled(db: ReadDb, { event, subject }: Extract<Looked, { kind: 'new' }>): boolean {
  return 'person' in subject && hasUnfiled(db, event.id, subject.person.id);
}

/** Whether the event takes in no more than so many. */
function isLimited(db: ReadDb, id: EventId): boolean {
  return (findEvent(db, id)?.capacity ?? null) !== null;
}
