import type { AttendeeId, EventId, ScanId } from '../../shared/contract/ids';
import type { Entry } from '../../shared/domain/admission';
import { entryKinds } from '../../shared/domain/verdict';
import { all, get, type ReadDb, run, transaction, type WriteDb } from './db';
import { count, recount } from './doorCounts';

// The projection's rule, in one place: of the entries that were not taken back, the first one of each person; inside is
// who came in or back after the last time they went out. Journals of several devices are put in order by time; equal times
// by device and its own count.
const entryList = entryKinds.map((kind) => `'${kind}'`).join(', ');
const takenBackSql = 'EXISTS (SELECT 1 FROM journal u WHERE u.undoes = filed.id)';
/** Of `filed`: an entry that stands. */
export const standingSql = `filed.kind = 'scan' AND filed.verdict IN (${entryList}) AND NOT ${takenBackSql}`;
const passingSql = `filed.kind = 'scan' AND filed.verdict IN (${entryList}, 'goneOut') AND NOT ${takenBackSql}`;
const orderSql = 'moment, device_id, device_seq';
const backwardsSql = 'moment DESC, device_id DESC, device_seq DESC';

/** Everybody who ever came in to an event, whether they are still there or not; `insideIds` says who is. */
export function cameIds(db: ReadDb, eventId: EventId): ReadonlySet<AttendeeId> {
  const rows = all<{ id: AttendeeId }>(
    db,
    'SELECT attendee_id AS id FROM attendance WHERE event_id = ?',
    eventId,
  );
  return new Set(rows.map((row) => row.id));
}

/** First entries in each `width` ms up to `now`, the oldest first. */
export function countEntries(
  db: ReadDb,
  eventId: EventId,
  now: number,
  width: number,
  buckets: number,
): readonly number[] {
  const end = Math.floor(now / width) + 1;
  const rows = all<{ bucket: number; entries: number }>(
    db,
    `SELECT entered_at / ? AS bucket, count(*) AS entries FROM attendance
     WHERE event_id = ? AND entered_at >= ? AND entered_at < ? GROUP BY bucket`,
    BigInt(width),
    eventId,
    (end - buckets) * width,
    end * width,
  );
  const byBucket = new Map(rows.map((row) => [row.bucket, row.entries]));
  return Array.from({ length: buckets }, (_, i) => byBucket.get(end - buckets + i) ?? 0);
}

/** An entry that was not taken back, with its row's id. */
export interface StandingEntry extends Entry {
  readonly scanId: ScanId;
}

/** Every entry of a person to an event that was not taken back, the first one first. Read from the journal. */
export function standingEntries(
  db: ReadDb,
  eventId: EventId,
  attendeeId: AttendeeId,
): readonly StandingEntry[] {
  return all<StandingEntry>(
    db,
    `SELECT moment AS at, door, by, id AS scanId FROM filed WHERE event_id = ? AND attendee_id = ? AND ${standingSql} ORDER BY ${orderSql}`,
    eventId,
    attendeeId,
  );
}

/** Notes an entry that was written into the journal, in the same transaction. */
export function enter(
  db: WriteDb,
  entry: {
    readonly eventId: EventId;
    readonly attendeeId: AttendeeId;
    readonly at: number;
    readonly door: string;
    readonly scanId: ScanId;
  },
): void {
  const first = run(
    db,
    `INSERT INTO attendance (event_id, attendee_id, entered_at, door, scan_id, inside) VALUES (?, ?, ?, ?, ?, 1)
     ON CONFLICT DO NOTHING`,
    entry.eventId,
    entry.attendeeId,
    entry.at,
    entry.door,
    entry.scanId,
  );
  if (first === 1) {
    count(db, entry.eventId, entry.attendeeId, { present: 1, inside: 1 });
    // Clocks go back: somebody may have gone out, unseen coming in, at what is now a later time.
    const wentOut = get(
      db,
      `SELECT 1 FROM filed WHERE event_id = ? AND attendee_id = ? AND kind = 'scan' AND verdict = 'goneOut' AND moment >= ?`,
      entry.eventId,
      entry.attendeeId,
      entry.at,
    );
    if (wentOut) recomputeEntry(db, entry.eventId, entry.attendeeId);
    return;
  }
  // One more entry, later than the first one, of somebody who is inside changes neither: nothing is computed anew.
  const stands = get(
    db,
    'SELECT 1 FROM attendance WHERE event_id = ? AND attendee_id = ? AND inside = 1 AND entered_at < ?',
    entry.eventId,
    entry.attendeeId,
    entry.at,
  );
  if (!stands) recomputeEntry(db, entry.eventId, entry.attendeeId);
}

/** Computes one person's row anew from the journal: after they left or came back, or an undo; in the same transaction. */
export function recomputeEntry(db: WriteDb, eventId: EventId, attendeeId: AttendeeId): void {
  const stateOf = () => {
    const row = get<{ inside: number }>(
      db,
      'SELECT inside FROM attendance WHERE event_id = ? AND attendee_id = ?',
      eventId,
      attendeeId,
    );
    return { present: row ? 1 : 0, inside: row?.inside ?? 0 };
  };
  const before = stateOf();
  run(db, 'DELETE FROM attendance WHERE event_id = ? AND attendee_id = ?', eventId, attendeeId);
  run(
    db,
    `INSERT INTO attendance (event_id, attendee_id, entered_at, door, scan_id, inside)
     SELECT event_id, attendee_id, moment, door, id,
       (SELECT verdict <> 'goneOut' FROM filed WHERE event_id = ? AND attendee_id = ? AND ${passingSql}
        ORDER BY ${backwardsSql} LIMIT 1)
     FROM filed WHERE event_id = ? AND attendee_id = ? AND ${standingSql} ORDER BY ${orderSql} LIMIT 1`,
    eventId,
    attendeeId,
    eventId,
    attendeeId,
  );
  const after = stateOf();
  count(db, eventId, attendeeId, {
    present: after.present - before.present,
    inside: after.inside - before.inside,
  });
}

/** Throws the projection away and computes it from the whole journal. */
export function rebuildAttendance(db: WriteDb): void {
  transaction(db, () => {
    run(db, 'DELETE FROM attendance');
    run(
      db,
      `INSERT INTO attendance (event_id, attendee_id, entered_at, door, scan_id, inside)
       SELECT first.event_id, first.attendee_id, first.moment, first.door, first.id, last.verdict <> 'goneOut' FROM (
         SELECT *, row_number() OVER (PARTITION BY event_id, attendee_id ORDER BY ${orderSql}) AS n
         FROM filed WHERE ${standingSql}
       ) first JOIN (
         SELECT *, row_number() OVER (PARTITION BY event_id, attendee_id ORDER BY ${backwardsSql}) AS n
         FROM filed WHERE ${passingSql}
       ) last ON last.event_id = first.event_id AND last.attendee_id = first.attendee_id AND last.n = 1
       WHERE first.n = 1`,
    );
    recount(db);
  });
}
