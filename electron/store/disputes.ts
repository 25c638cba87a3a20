import type { ScanResult } from '../../shared/contract/checkin';
import type { AttendeeId, EventId, ScanId } from '../../shared/contract/ids';
import { Refusal } from '../../shared/domain/refusal';
import type { ScannedPerson } from '../../shared/domain/verdict';
import { type StandingEntry, standingEntries } from './attendance';
import { replaceBadge } from './badges';
import { all, type ReadDb, transaction, type WriteDb } from './db';
import { scannedPerson, thawVerdict } from './frozenVerdict';
import { append, findEntry } from './journal';
import type { JournalEntry } from './journalRow';
import { recordOverruling } from './scan';

/** Somebody came in with a badge whose owner came after. Open until it is settled. */
export interface Dispute {
  readonly id: ScanId;
  readonly at: number;
  readonly door: string;
  readonly person: ScannedPerson;
  /** The entry in dispute. */
  readonly entryAt: number;
  readonly entryDoor: string;
}

/**
 * The owner of a badge comes second and has shown who they are: the entry that the scan named is in dispute, every badge of
 * theirs that is about stops at every door and desk, they get a new one and are let in. All of it in one transaction. Sent
 * again with the same id it gets the same answer, and nothing more happens. A Refusal where the scan was no 'already in'.
 */
export function openDispute(
  db: WriteDb,
  dispute: { readonly id: ScanId; readonly entryId: ScanId; readonly scanId: ScanId; readonly door: string },
  now: number,
): ScanResult & { readonly fresh: boolean } {
  return transaction(db, () => {
    const { id, entryId, scanId, door } = dispute;
    const letIn = () => recordOverruling(db, { id: entryId, scanId, door, reason: 'owner' }, now);
    if (findEntry(db, id)) {
      if (!findEntry(db, entryId)) throw new Refusal('scan.unknown');
      return letIn();
    }
    const scan = findEntry(db, scanId);
    if (scan?.kind !== 'scan' || scan.verdict !== 'alreadyIn' || scan.attendeeId === null) {
      throw new Refusal('scan.notDisputable');
    }
    const { attendeeId } = scan;
    const entry = namedEntry(db, scan, attendeeId);
    if (!entry) throw new Refusal('scan.notDisputable');
    append(db, {
      ...scan,
      id,
      at: now,
      kind: 'dispute',
      door,
      code: '',
      verdict: 'disputed',
      detail: '{}',
      by: '',
      undoes: null,
      refers: entry.scanId,
      recordedAt: null,
    });
    const result = letIn();
    replaceBadge(db, attendeeId, 'disputed', now);
    return result;
  });
}

/** The entry that an 'already in' names; where that was taken back meanwhile the one before it, else the first that stands. */
function namedEntry(db: ReadDb, scan: JournalEntry, attendeeId: AttendeeId): StandingEntry | undefined {
  const verdict = thawVerdict(db, scan);
  if (verdict.kind !== 'alreadyIn') return undefined;
  const entries = standingEntries(db, scan.eventId, attendeeId);
  return entries.findLast(({ at }) => at <= verdict.at) ?? entries[0];
}

/** Says that a dispute is settled, and how. Sent again with the same id nothing more happens. */
export function settleDispute(
  db: WriteDb,
  settlement: {
    readonly id: ScanId;
    readonly disputeId: ScanId;
    readonly door: string;
    readonly note: string;
  },
  now: number,
): void {
  transaction(db, () => {
    const { id, disputeId, door, note } = settlement;
    if (findEntry(db, id)) return;
    const dispute = findEntry(db, disputeId);
    if (dispute?.kind !== 'dispute') throw new Refusal('scan.unknown');
    append(db, {
      ...dispute,
      id,
      at: now,
      kind: 'settlement',
      door,
      verdict: 'settled',
      detail: JSON.stringify({ note }),
      by: '',
      refers: disputeId,
    });
  });
}

/** The disputes of an event that are not settled, the oldest first. */
export function openDisputes(db: ReadDb, eventId: EventId): readonly Dispute[] {
  const rows = all<{
    id: ScanId;
    at: number;
    door: string;
    attendeeId: AttendeeId;
    entryAt: number;
    entryDoor: string;
  }>(
    db,
    `SELECT d.id, d.moment AS at, d.door, d.attendee_id AS attendeeId, e.moment AS entryAt, e.door AS entryDoor
     FROM journal d JOIN filed e ON e.id = d.refers
     WHERE d.refers IS NOT NULL AND d.kind = 'dispute' AND d.event_id = ?
       AND NOT EXISTS (SELECT 1 FROM journal s WHERE s.refers = d.id AND s.kind = 'settlement')
     ORDER BY d.moment, d.device_id, d.device_seq`,
    eventId,
  );
  return rows.map(({ attendeeId, ...row }) => ({ ...row, person: scannedPerson(db, attendeeId) }));
}
