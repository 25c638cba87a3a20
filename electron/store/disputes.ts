import type { AttendeeId, EventId, ScanId } from '../../shared/contract/ids';
import { Refusal } from '../../shared/domain/refusal';
import type { ScannedPerson } from '../../shared/domain/verdict';
import { replaceBadge } from './badges';
import { all, get, type ReadDb, transaction, type WriteDb } from './db';
import { scannedPerson } from './frozenVerdict';
import { append, findEntry } from './journal';
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
 * The owner of a badge comes second and has shown who they are: the first entry is in dispute, every badge of theirs that is
 * about stops at every door and desk, they get a new one and are let in. All of it in one transaction. Sent again with the
 * same id nothing more happens. A Refusal where the scan was no 'already in'.
 */
export function openDispute(
  db: WriteDb,
  dispute: { readonly id: ScanId; readonly entryId: ScanId; readonly scanId: ScanId; readonly door: string },
  now: number,
): { readonly attendeeId: AttendeeId } {
  return transaction(db, () => {
    const { id, entryId, scanId, door } = dispute;
    const before = findEntry(db, id);
    if (before?.attendeeId) return { attendeeId: before.attendeeId };
    const scan = findEntry(db, scanId);
    if (scan?.kind !== 'scan' || scan.verdict !== 'alreadyIn' || scan.attendeeId === null) {
      throw new Refusal('scan.notDisputable');
    }
    const { attendeeId, eventId } = scan;
    const first = firstEntry(db, eventId, attendeeId);
    if (!first) throw new Refusal('scan.notDisputable');
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
      refers: first.scanId,
      recordedAt: null,
    });
    recordOverruling(db, { id: entryId, scanId, door, reason: 'owner' }, now);
    replaceBadge(db, attendeeId, 'disputed', now);
    return { attendeeId };
  });
}

function firstEntry(db: ReadDb, eventId: EventId, attendeeId: AttendeeId) {
  return get<{ scanId: ScanId; at: number; door: string }>(
    db,
    'SELECT scan_id AS scanId, entered_at AS at, door FROM attendance WHERE event_id = ? AND attendee_id = ?',
    eventId,
    attendeeId,
  );
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
