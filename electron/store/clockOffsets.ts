import type { AttendeeId, EventId } from '../../shared/contract/ids';
import { betterOffset, type ClockOffset, momentOf } from '../../shared/domain/journalMerge';
import { all, get, type ReadDb, run, type WriteDb } from './db';

const columns = 'device_id AS device, from_seq AS "from", offset_ms AS offset, round_trip_ms AS roundTrip';
const known = new WeakMap<ReadDb['raw'], Map<string, readonly ClockOffset[]>>();

/** What was measured of a device's clock, by the row from which it holds. */
export function offsetsOf(db: ReadDb, device: string): readonly ClockOffset[] {
  let byDevice = known.get(db.raw);
  if (!byDevice) {
    byDevice = new Map();
    known.set(db.raw, byDevice);
  }
  let offsets = byDevice.get(device);
  if (!offsets) {
    offsets = all<ClockOffset>(
      db,
      `SELECT ${columns} FROM clock_offset WHERE device_id = ? ORDER BY from_seq`,
      device,
    );
    byDevice.set(device, offsets);
  }
  return offsets;
}

/** Forgets what was read of a connection's offsets: after a transaction that was rolled back. */
export function forgetOffsets(db: ReadDb): void {
  known.delete(db.raw);
}

/** Everything that was measured, of all devices. */
export function allOffsets(db: ReadDb): readonly ClockOffset[] {
  return all<ClockOffset>(db, `SELECT ${columns} FROM clock_offset ORDER BY device_id, from_seq`);
}

/**
 * What is to be noted of a device's clock when it was measured: it holds for the rows from `since` on, the first time for
 * all. Undefined where it is as good as it was.
 */
export function offsetToNote(
  db: ReadDb,
  device: string,
  since: number,
  measured: Pick<ClockOffset, 'offset' | 'roundTrip'>,
): Omit<ClockOffset, 'device'> | undefined {
  const known = offsetsOf(db, device);
  const last = known.at(-1);
  if (last && Math.abs(last.offset - measured.offset) <= Math.max(50, measured.roundTrip)) return undefined;
  return { from: last ? since : 0, ...measured };
}

/** People whose rows happened at another moment than was thought. */
export interface Moved {
  readonly eventId: EventId;
  readonly attendeeId: AttendeeId | null;
}

/**
 * Takes in measurements, each any number of times and in any order, and puts the rows of their devices right. Gives whose
 * rows moved; attendance is the caller's to compute anew, in the same transaction.
 */
export function takeOffsets(db: WriteDb, offsets: readonly ClockOffset[]): readonly Moved[] {
  const devices = new Set<string>();
  for (const offset of offsets) {
    const before = get<ClockOffset>(
      db,
      `SELECT ${columns} FROM clock_offset WHERE device_id = ? AND from_seq = ?`,
      offset.device,
      offset.from,
    );
    const { offset: better, roundTrip } = before ? betterOffset(before, offset) : offset;
    if (before && before.offset === better && before.roundTrip === roundTrip) continue;
    run(
      db,
      `INSERT INTO clock_offset (device_id, from_seq, offset_ms, round_trip_ms) VALUES (?, ?, ?, ?)
       ON CONFLICT (device_id, from_seq) DO UPDATE SET offset_ms = excluded.offset_ms, round_trip_ms = excluded.round_trip_ms`,
      offset.device,
      offset.from,
      better,
      roundTrip,
    );
    devices.add(offset.device);
    known.delete(db.raw);
  }
  return [...devices].flatMap((device) => moveRows(db, device));
}

function moveRows(db: WriteDb, device: string): readonly Moved[] {
  const offsets = offsetsOf(db, device);
  const rows = all<{ seq: number; at: number; moment: number; onPaper: 0 | 1 } & Moved>(
    db,
    `SELECT device_seq AS seq, at, moment, recorded_at IS NOT NULL AS onPaper, event_id AS eventId,
       attendee_id AS attendeeId FROM journal WHERE device_id = ?`,
    device,
  );
  return rows.flatMap(({ eventId, attendeeId, ...row }) => {
    const moment = momentOf({ ...row, onPaper: row.onPaper === 1 }, offsets);
    if (moment === row.moment) return [];
    run(db, 'UPDATE journal SET moment = ? WHERE device_id = ? AND device_seq = ?', moment, device, row.seq);
    return [{ eventId, attendeeId }];
  });
}
