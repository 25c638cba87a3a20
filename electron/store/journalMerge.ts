import type { Heads, SentRow } from '../../shared/contract/exchange';
import type { AttendeeId, EventId, ScanId } from '../../shared/contract/ids';
import { type ClockOffset, inOrder, momentOf, placeOf } from '../../shared/domain/journalMerge';
import { Refusal } from '../../shared/domain/refusal';
import { entryKinds } from '../../shared/domain/verdict';
import { enter, recomputeEntry } from './attendance';
import { forgetOffsets, offsetsOf, takeOffsets } from './clockOffsets';
import { all, get, type ReadDb, transaction, type WriteDb } from './db';
import { deviceOf, type Head, headOf, insertRow, isTakenBack, journalColumns } from './journal';
import { genesis, type JournalRow, rowHash } from './journalRow';
import { headsSql } from './journalSql';

/** How far each device's journal is known here. */
export function journalHeads(db: ReadDb): Heads {
  const rows = all<{ device: string; head: number }>(db, headsSql);
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
      const firsts = new Map<string, Arrival>();
      for (const row of rows) {
        const moment = receiveRow(db, row, heads);
        if (moment === undefined) continue;
        fresh++;
        if (effectOf(row) === 'other') touch(row.eventId, row.attendeeId);
        if (effectOf(row) === 'entry') keepFirst(firsts, { row, moment });
        if (row.undoes !== null) touchUndone(db, row.undoes, touch);
      }
      for (const [key, { row, moment }] of firsts) {
        // Its undo may have come before it, or with it.
        if (isTakenBack(db, row.id)) touch(row.eventId, row.attendeeId);
        else if (!touched.has(key) && row.attendeeId !== null) {
          const { eventId, attendeeId, door, id: scanId } = row;
          enter(db, { eventId, attendeeId, at: moment, door, scanId });
        }
      }
      for (const [eventId, attendeeId] of touched.values()) recomputeEntry(db, eventId, attendeeId);
      return fresh;
    });
  } catch (error) {
    forgetOffsets(db);
    throw error;
  }
}

/** What a row may change of who is in: an entry, something else that has to be computed anew, or nothing. */
function effectOf({ kind, verdict, attendeeId }: SentRow): 'entry' | 'other' | 'none' {
  if (attendeeId === null || kind === 'dispute' || kind === 'settlement') return 'none';
  if (kind === 'undo' || verdict === 'goneOut') return 'other';
  return entryKinds.some((entry) => entry === verdict) ? 'entry' : 'none';
}

interface Arrival {
  readonly row: SentRow;
  readonly moment: number;
}

/**
 * Of a person's entries that come together the first: once all are written, a later one changes nothing that the first one
 * does not (attendance.enter computes anew where somebody may have gone out between).
 */
function keepFirst(firsts: Map<string, Arrival>, arrival: Arrival): void {
  const key = `${arrival.row.eventId} ${arrival.row.attendeeId}`;
  const before = firsts.get(key);
  if (!before || inOrder(placedAs(arrival), placedAs(before)) < 0) firsts.set(key, arrival);
}

const placedAs = ({ row, moment }: Arrival) => ({ moment, device: row.deviceId, seq: row.deviceSeq });

function touchUndone(
  db: ReadDb,
  id: ScanId,
  touch: (event: EventId, attendee: AttendeeId | null) => void,
): void {
  const row = get<{ eventId: EventId; attendeeId: AttendeeId | null }>(
    db,
    'SELECT event_id AS eventId, attendee_id AS attendeeId FROM filed WHERE id = ?',
    id,
  );
  if (row) touch(row.eventId, row.attendeeId);
}

/** When it happened, where the row is new, and is written now. `heads`: what is known of each device, kept from row to row. */
function receiveRow(db: WriteDb, sent: SentRow, heads: Map<string, Head>): number | undefined {
  const { deviceId, deviceSeq } = sent;
  const head = heads.get(deviceId) ?? headOf(db, deviceId) ?? { deviceSeq: 0, hash: genesis };
  const hash = Buffer.from(sent.hash, 'base64');
  const place = placeOf(head.deviceSeq, deviceSeq);
  if (place === 'known') {
    const known = get<{ hash: Uint8Array }>(
      db,
      'SELECT hash FROM journal WHERE device_id = ? AND device_seq = ?',
      deviceId,
      deviceSeq,
    );
    if (!known || Buffer.compare(known.hash, hash) !== 0)
      throw new Refusal('journal.fork', { row: deviceSeq });
    return undefined;
  }
  // This device alone writes its own rows: somebody works with a copy of it.
  if (deviceId === deviceOf(db)) throw new Refusal('journal.fork', { row: deviceSeq });
  if (place === 'gap') throw new Refusal('journal.gap', { row: head.deviceSeq + 1 });
  const row: Omit<JournalRow, 'hash'> = { ...sent, prevHash: head.hash };
  // The hash of form 1 is not over these, so nothing may be in them.
  if (sent.form === 1 && (sent.refers !== null || sent.by !== '' || sent.recordedAt !== null)) {
    throw new Refusal('journal.changed', { row: deviceSeq });
  }
  if (Buffer.compare(hash, rowHash(row)) !== 0) throw new Refusal('journal.changed', { row: deviceSeq });
  const moment = momentOf(
    { at: sent.at, seq: deviceSeq, onPaper: sent.recordedAt !== null },
    offsetsOf(db, deviceId),
  );
  try {
    insertRow(db, { ...row, hash }, moment);
  } catch (error) {
    // Another row has its id.
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_CONSTRAINT_UNIQUE')
      throw new Refusal('journal.changed', { row: deviceSeq });
    throw error;
  }
  heads.set(deviceId, { deviceSeq, hash });
  return moment;
}
