import type { Scan, ScanResult, UndoResult } from '../../shared/contract/checkin';
import type { AttendeeId, BadgeId, ScanId } from '../../shared/contract/ids';
import { judge } from '../../shared/domain/admission';
import { Refusal } from '../../shared/domain/refusal';
import { isEntry, overrulable, personOf, type Verdict } from '../../shared/domain/verdict';
import { recomputeEntry, standingEntries } from './attendance';
import { get, type ReadDb, transaction, type WriteDb } from './db';
import { findEvent, getEvent } from './events';
import { follow } from './filing';
import { freezeVerdict, scannedPerson, thawVerdict } from './frozenVerdict';
import { append, findEntry, isTakenBack, ownMoment } from './journal';
import type { JournalEntry } from './journalRow';
import { type Gathered, gather } from './scanFacts';

/** What a reading was answered. `fresh`: a row was written for it. */
export type Answered = ScanResult & { readonly fresh: boolean };

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
): Answered {
  return transaction(db, () => {
    const moment = ownMoment(db, now, recordedAt !== null);
    const looked = look(db, scan, moment);
    if (looked.kind === 'before') return answeredBefore(db, looked.row);
    const { result, entry } = verdictOn(looked, scan, now, moment, objection);
    writeEntry(db, { ...entry, recordedAt });
    return result;
  });
}

export type Looked =
  | { readonly kind: 'before'; readonly row: JournalEntry }
  | ({ readonly kind: 'new'; readonly event: ReturnType<typeof getEvent> } & Gathered);

/** The row that a scan of that id has already, or all that a verdict depends on: with a badge's person both come in one reading. */
export function look(db: ReadDb, scan: Scan, moment: number): Looked {
  const event = findEvent(db, scan.eventId);
  const gathered = event && scan.by.by === 'code' ? gather(db, scan, event, moment) : undefined;
  const before = gathered?.known === false ? undefined : findEntry(db, scan.id);
  if (before) return { kind: 'before', row: before };
  if (!event) throw new Refusal('event.unknown');
  return { kind: 'new', event, ...(gathered ?? gather(db, scan, event, moment)) };
}

/** The verdict on a reading, as it is answered and as a row of the journal. `moment`: `now` by the host's clock. */
export function verdictOn(
  { event, subject, badgeId }: Extract<Looked, { kind: 'new' }>,
  scan: Scan,
  now: number,
  moment: number,
  objection: Verdict | undefined,
): { readonly result: Answered; readonly entry: JournalEntry } {
  const verdict = unlessObjected(judge(subject, event, moment, scan.direction), objection);
  return {
    result: { id: scan.id, at: now, verdict, fresh: true },
    entry: entryOf(verdict, rowOf(scan, now, badgeId)),
  };
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

/** What a scan would be answered now; nothing is written. `station`: who asks, where it is another machine. */
export function judgeScan(db: ReadDb, scan: Scan, now: number, station?: string): Verdict {
  const event = getEvent(db, scan.eventId);
  const moment = ownMoment(db, now, false);
  return judge(gather(db, scan, event, moment, station).subject, event, moment, scan.direction);
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
function writeEntry(db: WriteDb, entry: JournalEntry): void {
  const moment = append(db, entry);
  follow(db, { ...entry, at: moment });
}

/** What a scan of that id was answered. A Refusal where the row is no scan. */
export function answeredBefore(db: ReadDb, row: JournalEntry): Answered {
  if (row.kind !== 'scan') throw new Refusal('scan.unknown');
  return { id: row.id, at: row.at, verdict: thawVerdict(db, row), fresh: false };
}

/**
 * Lets in somebody whom a verdict kept out, with the reason; what was ticked on paper at the time that the paper says. Sent
 * again with the same id it gets the same answer. A Refusal where the row is no such verdict. Whoever may overrule was asked
 * before.
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
): Answered {
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
    const note = attentionOf(db, person.id);
    const verdict: Verdict = { kind: 'overruled', person, instead: against.kind, reason, firstAt, note };
    const { eventId, source, badgeId } = entry;
    const onPaper = entry.recordedAt !== null;
    const at = onPaper ? entry.at : now;
    const row = entryOf(verdict, {
      id,
      at,
      eventId,
      door,
      source,
      code: '',
      badgeId,
      refers: scanId,
      recordedAt: onPaper ? now : null,
    });
    writeEntry(db, row);
    return { id, at, verdict, fresh: true };
  });
}

function attentionOf(db: ReadDb, id: AttendeeId): string {
  const row = get<{ attention: string }>(db, 'SELECT attention FROM attendee WHERE id = ?', id);
  return row?.attention ?? '';
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
