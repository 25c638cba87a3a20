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

/** A reading that was judged, its row written but not yet on the disk. */
interface Done {
  readonly reading: Reading;
  readonly judged: Judged;
  /** Its row's, where it has a new one. */
  readonly head: Head | undefined;
}

/**
 * The same for several readings, one after another, whose rows go to the disk together. Who can't be judged fails alone; who can't
 * be written down fails with all that came with them. One that depends on what another comes to is judged when that is on the disk.
 */
export function recordScansAtOnce(db: WriteDb, readings: readonly Reading[], now: number): void {
  whileKnowing(() => {
    let rest = readings;
    try {
      while (rest.length > 0) rest = rest.slice(recordTogether(db, rest, now));
    } catch (error) {
      for (const { failed } of rest) failed(error);
    }
  });
}

/** Records as many of the readings as may go to the disk together, the first at least, and answers them; gives how many. */
function recordTogether(db: WriteDb, readings: readonly Reading[], now: number): number {
  if (readings[0]) fileFirst(db, readings[0].scan);
  const { done, taken } = filingOnce(db, () =>
    transaction(db, () => {
      const done: Done[] = [];
      let taken = 0;
      for (const reading of readings) {
        if (taken > 0 && mustWait(db, reading.scan, done)) break;
        const judged = judgedOrFailed(db, reading, now);
        if (judged === 'unfiled' || isOfOneDone(judged, done)) break;
        taken++;
        if (judged) done.push(written(db, reading, judged, done));
      }
      return taken > 0 ? { done, taken } : undefined;
    }),
  );
  for (const { reading, judged, head } of done) {
    if (judged.kind === 'new' && head) fileLater(db, head, judged.entry);
    reading.answered(judged.result);
  }
  return taken;
}

/** Undefined where it can't be judged, which is said to it. */
function judgedOrFailed(db: WriteDb, reading: Reading, now: number): Judged | 'unfiled' | undefined {
  try {
    return judgeByFiled(db, reading.scan, now, reading.objection) ?? 'unfiled';
  } catch (error) {
    reading.failed(error);
    return undefined;
  }
}

function written(db: WriteDb, reading: Reading, judged: Judged, done: readonly Done[]): Done {
  if (judged.kind === 'before') return { reading, judged, head: undefined };
  const last = done.findLast(({ head }) => head)?.head ?? unfiledHead(db);
  return { reading, judged, head: reading.as(() => writeUnfiled(db, judged.entry, last)) };
}

/** Whether rows must be filed before that scan is judged, those of the ones before it among them. */
function mustWait(db: ReadDb, { id, eventId }: Scan, done: readonly Done[]): boolean {
  return done.some(({ reading }) => reading.scan.id === id) || isUnfiled(db, id) || isLimited(db, eventId);
}

/** Whether a reading is about somebody at the event where another's row about them is not on the disk yet. */
function isOfOneDone(judged: Judged | undefined, done: readonly Done[]): boolean {
  if (judged?.kind !== 'new') return false;
  const { eventId, attendeeId } = judged.entry;
  return (
    attendeeId !== null &&
    done.some(
      ({ judged: one }) =>
        one.kind === 'new' && one.entry.attendeeId === attendeeId && one.entry.eventId === eventId,
    )
  );
}

function isOfUnfiled(db: ReadDb, { event, subject }: Extract<Looked, { kind: 'new' }>): boolean {
  return 'person' in subject && hasUnfiled(db, event.id, subject.person.id);
}

/** Whether the event takes in no more than so many. */
function isLimited(db: ReadDb, id: EventId): boolean {
  return (findEvent(db, id)?.capacity ?? null) !== null;
}
