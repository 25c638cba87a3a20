import type { Scan, ScanResult, UndoResult } from '../../shared/contract/checkin';
import type { BadgeId, ScanId } from '../../shared/contract/ids';
import { judge } from '../../shared/domain/admission';
import { Refusal } from '../../shared/domain/refusal';
import { isEntry, overrulable, personOf, type Verdict } from '../../shared/domain/verdict';
import { recomputeEntry, standingEntries } from './attendance';
import { type ReadDb, transaction, type WriteDb } from './db';
import { getEvent } from './events';
import { fileIfMany, fileLater, follow, hasUnfiled, isUnfiled, unfiledHead } from './filing';
import { freezeVerdict, scannedPerson, thawVerdict } from './frozenVerdict';
import { append, findEntry, isTakenBack, type JournalEntry, ownMoment } from './journal';
import { settle, whileKnowing } from './owed';
import { gather } from './scanFacts';

/**
 * Judges a reading and writes it down, in one transaction that is on the disk before this returns. A scan of an id that
 * is in the journal gets that row's verdict, and nothing is written. `now` is the program's time; for what was ticked on
 * paper it is the time that the paper says, and `recordedAt` that at which it is written down. `objection`: what a host that
 * knows more says of somebody who would be let in.
 */
export function recordScan(
  db: WriteDb,
  scan: Scan,
  now: number,
  recordedAt: number | null = null,
  objection?: Verdict,
): ScanResult & { readonly fresh: boolean } {
  return transaction(db, () => {
    const before = findEntry(db, scan.id);
    if (before) return answeredBefore(db, before);
    const event = getEvent(db, scan.eventId);
    const { subject, badgeId } = gather(db, scan, event);
    const own = judge(subject, event, ownMoment(db, now, recordedAt !== null), scan.direction);
    const verdict = unlessObjected(own, objection);
    writeVerdict(db, verdict, { ...rowOf(scan, now, badgeId), recordedAt });
    return { id: scan.id, at: now, verdict, fresh: true };
  });
}

function unlessObjected(own: Verdict, objection: Verdict | undefined): Verdict {
  return objection && isEntry(own) ? objection : own;
}

function rowOf(scan: Scan, now: number, badgeId: BadgeId | null): VerdictRow {
  return {
    id: scan.id,
    at: now,
    eventId: scan.eventId,
    door: scan.door,
    source: scan.source,
    code: scan.by.by === 'code' ? scan.by.code : '',
    badgeId,
    refers: null,
    recordedAt: null,
  };
}

/**
 * The same for a reading at this machine's own door, whose answer nothing may hold up: its row is on the disk when this returns,
 * and is filed after it (filing.ts). Nobody else writes meanwhile, so what is read here before the transaction holds in it.
 */
export function recordScanAtOnce(
  db: WriteDb,
  scan: Scan,
  now: number,
  objection?: Verdict,
): ScanResult & { readonly fresh: boolean } {
  return whileKnowing(() => {
    fileIfMany(db);
    if (isUnfiled(db, scan.id)) settle(db.raw);
    const before = findEntry(db, scan.id);
    if (before) return answeredBefore(db, before);
    const event = getEvent(db, scan.eventId);
    // What counts people must have counted them all.
    if (event.capacity !== null) settle(db.raw);
    let gathered = gather(db, scan, event);
    const { subject } = gathered;
    if ('person' in subject && hasUnfiled(db, event.id, subject.person.id)) {
      settle(db.raw);
      gathered = gather(db, scan, event);
    }
    const own = judge(gathered.subject, event, ownMoment(db, now, false), scan.direction);
    const verdict = unlessObjected(own, objection);
    const entry = entryOf(verdict, rowOf(scan, now, gathered.badgeId));
    const head = transaction(db, () => append(db, entry, false, unfiledHead(db)));
    fileLater(db, head, entry);
    return { id: scan.id, at: now, verdict, fresh: true };
  });
}

/** What a scan would be answered now; nothing is written. `station`: who asks, where it is another machine. */
export function judgeScan(db: ReadDb, scan: Scan, now: number, station?: string): Verdict {
  const event = getEvent(db, scan.eventId);
  return judge(gather(db, scan, event, station).subject, event, ownMoment(db, now, false), scan.direction);
}

type VerdictRow = Omit<JournalEntry, 'kind' | 'attendeeId' | 'verdict' | 'detail' | 'undoes' | 'by'>;

function entryOf(verdict: Verdict, row: VerdictRow): JournalEntry {
  return {
    ...row,
    kind: 'scan',
    attendeeId: personOf(verdict)?.id ?? null,
    verdict: verdict.kind,
    detail: freezeVerdict(verdict),
    undoes: null,
    by: '',
  };
}

/** Writes a verdict's row and what follows from it for who is in. Call it inside a transaction. */
function writeVerdict(db: WriteDb, verdict: Verdict, row: VerdictRow): void {
  const entry = entryOf(verdict, row);
  const { moment } = append(db, entry);
  follow(db, { ...entry, at: moment });
}

/** What a scan of that id was answered. A Refusal where the row is no scan. */
function answeredBefore(db: ReadDb, row: JournalEntry): ScanResult & { readonly fresh: boolean } {
  if (row.kind !== 'scan') throw new Refusal('scan.unknown');
  return { id: row.id, at: row.at, verdict: thawVerdict(db, row), fresh: false };
}

/**
 * Lets in somebody whom a verdict kept out, with the reason. Sent again with the same id it gets the same answer. A Refusal
 * where the row is no such verdict. Whoever may overrule was asked before.
 */
export function recordOverruling(
  db: WriteDb,
  overruling: {
    readonly id: ScanId;
    readonly scanId: ScanId;
    readonly door: string;
    readonly reason: string;
  },
  now: number,
): ScanResult & { readonly fresh: boolean } {
  return transaction(db, () => {
    const { id, scanId, door, reason } = overruling;
    const before = findEntry(db, id);
    if (before) return answeredBefore(db, before);
    const entry = findEntry(db, scanId);
    if (entry?.kind !== 'scan') throw new Refusal('scan.unknown');
    const against = thawVerdict(db, entry);
    if (!overrulable.some((kind) => kind === against.kind) || !('person' in against)) {
      throw new Refusal('scan.notOverrulable');
    }
    const { person } = against;
    const firstAt = standingEntries(db, entry.eventId, person.id)[0]?.at ?? null;
    const verdict: Verdict = { kind: 'overruled', person, instead: against.kind, reason, firstAt };
    const { eventId, source, badgeId } = entry;
    writeVerdict(db, verdict, {
      id,
      at: now,
      eventId,
      door,
      source,
      code: '',
      badgeId,
      refers: scanId,
      recordedAt: null,
    });
    return { id, at: now, verdict, fresh: true };
  });
}

/**
 * Takes back an entry: a row that names it, and the attendance that follows from it, in one transaction. Sent again with
 * the same id it gets the same answer. A Refusal where the row is none, lets nobody in, or is taken back already.
 */
export function recordUndo(
  db: WriteDb,
  undo: { readonly id: ScanId; readonly scanId: ScanId; readonly door: string },
  now: number,
): UndoResult & { readonly fresh: boolean } {
  return transaction(db, () => {
    const before = findEntry(db, undo.id);
    if (before) {
      if (before.kind !== 'undo' || before.undoes === null) throw new Refusal('scan.unknown');
      if (before.attendeeId === null) throw new Error('an undo that concerns nobody');
      const person = scannedPerson(db, before.attendeeId);
      return { id: undo.id, at: before.at, undoes: before.undoes, person, fresh: false };
    }
    const entry = findEntry(db, undo.scanId);
    if (entry?.kind !== 'scan') throw new Refusal('scan.unknown');
    const verdict = thawVerdict(db, entry);
    // Coming in and going out can be taken back.
    if (!('person' in verdict) || !(isEntry(verdict) || verdict.kind === 'goneOut')) {
      throw new Refusal('scan.notAdmitted');
    }
    if (isTakenBack(db, entry.id)) throw new Refusal('scan.alreadyUndone', { name: verdict.person.name });
    append(db, {
      ...entry,
      id: undo.id,
      at: now,
      kind: 'undo',
      door: undo.door,
      code: '',
      verdict: 'undone',
      detail: '{}',
      undoes: entry.id,
      by: '',
      refers: null,
      recordedAt: null,
    });
    recomputeEntry(db, entry.eventId, verdict.person.id);
    return { id: undo.id, at: now, undoes: entry.id, person: verdict.person, fresh: true };
  });
}
