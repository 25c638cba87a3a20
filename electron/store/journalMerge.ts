import type { Heads, SentRow } from '../../shared/contract/exchange';
import type { AttendeeId, EventId, ScanId } from '../../shared/contract/ids';
import { type ClockOffset, momentOf, placeOf } from '../../shared/domain/journalMerge';
import { Refusal } from '../../shared/domain/refusal';
import { entryKinds } from '../../shared/domain/verdict';
import { enter, recomputeEntry } from './attendance';
import { forgetOffsets, offsetsOf, takeOffsets } from './clockOffsets';
import { all, get, type ReadDb, transaction, type WriteDb } from './db';
import {
  deviceOf,
  genesis,
  insertRow,
  isTakenBack,
  type JournalRow,
  journalColumns,
  rowHash,
} from './journal';

/** How far each device's journal is known here. */
export function journalHeads(db: ReadDb): Heads {
  // From device to device along the index: the rows between are not looked at.
  const rows = all<{ device: string; head: number }>(
    db,
    `WITH RECURSIVE one (device) AS (
       SELECT min(device_id) FROM journal
       UNION ALL
       SELECT (SELECT min(device_id) FROM journal WHERE device_id > one.device) FROM one WHERE one.device IS NOT NULL
     )
     SELECT device, (SELECT max(device_seq) FROM journal WHERE device_id = one.device) AS head
     FROM one WHERE device IS NOT NULL`,
  );
  return Object.fromEntries(rows.map(({ device, head }) => [device, head]));
}

/** Up to `limit` rows that somebody who knows as much as `heads` does not have: each device's in its order. */
export function rowsBeyond(db: ReadDb, heads: Heads, limit: number): readonly SentRow[] {
  const rows: SentRow[] = [];
  for (const device of Object.keys(journalHeads(db)).sort()) {
    if (rows.length >= limit) break;
    const next = all<JournalRow>(
      db,
      `SELECT ${journalColumns} FROM journal WHERE device_id = ? AND device_seq > ? ORDER BY device_seq LIMIT ?`,
      device,
      heads[device] ?? 0,
      limit - rows.length,
    );
    rows.push(
      ...next.map(({ prevHash, hash, ...row }) => ({ ...row, hash: Buffer.from(hash).toString('base64') })),
    );
  }
  return rows;
}

/**
 * Takes in rows of other devices, any number of times: those that are known already are left as they are. All of them or
 * none. A Refusal where a device's rows do not follow what is known of it ('journal.gap': ask again from there), where its
 * chain does not hold ('journal.changed'), or where it goes on otherwise than it did ('journal.fork': a copy of a device
 * wrote too). Attendance is computed anew for whom they are about. Gives how many were new.
 */
export function receiveRows(
  db: WriteDb,
  rows: readonly SentRow[],
  offsets: readonly ClockOffset[] = [],
): number {
  try {
    return transaction(db, () => {
      const touched = new Map<string, readonly [EventId, AttendeeId]>();
      const touch = (eventId: EventId, attendeeId: AttendeeId | null) => {
        if (attendeeId !== null) touched.set(`${eventId} ${attendeeId}`, [eventId, attendeeId]);
      };
      for (const { eventId, attendeeId } of takeOffsets(db, offsets)) touch(eventId, attendeeId);
      const heads = new Map<string, Head>();
      let fresh = 0;
      for (const row of rows) {
        if (!receiveRow(db, row, heads)) continue;
        fresh++;
        if (!entered(db, row)) touch(row.eventId, row.attendeeId);
        if (row.undoes !== null) touchUndone(db, row.undoes, touch);
      }
      for (const [eventId, attendeeId] of touched.values()) recomputeEntry(db, eventId, attendeeId);
      return fresh;
    });
  } catch (error) {
    forgetOffsets(db);
    throw error;
  }
}

/** Notes an entry as the door's own are noted, without computing all anew; false where that is not what the row is. */
function entered(db: WriteDb, row: SentRow): boolean {
  const { eventId, attendeeId, door, id: scanId } = row;
  if (attendeeId === null) return true;
  if (row.kind === 'dispute' || row.kind === 'settlement') return true;
  if (row.kind === 'undo' || row.verdict === 'goneOut') return false;
  if (!entryKinds.some((kind) => kind === row.verdict)) return true;
  // Its undo may have come before it.
  if (isTakenBack(db, scanId)) return true;
  const at = momentOf(
    { at: row.at, seq: row.deviceSeq, onPaper: row.recordedAt !== null },
    offsetsOf(db, row.deviceId),
  );
  enter(db, { eventId, attendeeId, at, door, scanId });
  return true;
}

function touchUndone(
  db: ReadDb,
  id: ScanId,
  touch: (event: EventId, attendee: AttendeeId | null) => void,
): void {
  const row = get<{ eventId: EventId; attendeeId: AttendeeId | null }>(
    db,
    'SELECT event_id AS eventId, attendee_id AS attendeeId FROM journal WHERE id = ?',
    id,
  );
  if (row) touch(row.eventId, row.attendeeId);
}

interface Head {
  readonly seq: number;
  readonly hash: Uint8Array;
}

function headOf(db: ReadDb, device: string): Head {
  return (
    get<Head>(
      db,
      'SELECT device_seq AS seq, hash FROM journal WHERE device_id = ? ORDER BY device_seq DESC LIMIT 1',
      device,
    ) ?? { seq: 0, hash: genesis }
  );
}

/** True where the row is new, and is written now. `heads`: what is known of each device, kept from row to row. */
function receiveRow(db: WriteDb, sent: SentRow, heads: Map<string, Head>): boolean {
  const { deviceId, deviceSeq } = sent;
  const head = heads.get(deviceId) ?? headOf(db, deviceId);
  const hash = Buffer.from(sent.hash, 'base64');
  const place = placeOf(head.seq, deviceSeq);
  if (place === 'known') {
    const known = get<{ hash: Uint8Array }>(
      db,
      'SELECT hash FROM journal WHERE device_id = ? AND device_seq = ?',
      deviceId,
      deviceSeq,
    );
    if (!known || Buffer.compare(known.hash, hash) !== 0)
      throw new Refusal('journal.fork', { row: deviceSeq });
    return false;
  }
  // This device alone writes its own rows: somebody works with a copy of it.
  if (deviceId === deviceOf(db)) throw new Refusal('journal.fork', { row: deviceSeq });
  if (place === 'gap') throw new Refusal('journal.gap', { row: head.seq + 1 });
  const row: Omit<JournalRow, 'hash'> = { ...sent, prevHash: head.hash };
  // The hash of form 1 is not over these, so nothing may be in them.
  if (sent.form === 1 && (sent.refers !== null || sent.by !== '' || sent.recordedAt !== null)) {
    throw new Refusal('journal.changed', { row: deviceSeq });
  }
  if (Buffer.compare(hash, rowHash(row)) !== 0) throw new Refusal('journal.changed', { row: deviceSeq });
  if (get(db, 'SELECT 1 FROM journal WHERE id = ?', sent.id)) {
    throw new Refusal('journal.changed', { row: deviceSeq });
  }
  const moment = momentOf(
    { at: sent.at, seq: deviceSeq, onPaper: sent.recordedAt !== null },
    offsetsOf(db, deviceId),
  );
  insertRow(db, { ...row, hash }, moment);
  heads.set(deviceId, { seq: deviceSeq, hash });
  return true;
}
