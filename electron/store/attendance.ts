import type { AttendeeId, EventId, ScanId } from '../../shared/contract/ids';
import type { Entry } from '../../shared/domain/admission';
import { all, get, type ReadDb, run, transaction, type WriteDb } from './db';

// The projection's rule, in one place: of the entries that were not taken back, the first one of each person. Journals
// of several devices are put in order by time; equal times by device and its own count.
const standingSql = `journal.kind = 'scan' AND journal.verdict = 'admitted'
  AND NOT EXISTS (SELECT 1 FROM journal u WHERE u.undoes = journal.id)`;
const orderSql = 'at, device_id, device_seq';

/** Everybody who is in, at one event. */
export function presentIds(db: ReadDb, eventId: EventId): ReadonlySet<AttendeeId> {
  const rows = all<{ id: AttendeeId }>(
    db,
    'SELECT attendee_id AS id FROM attendance WHERE event_id = ?',
    eventId,
  );
  return new Set(rows.map((row) => row.id));
}

/** How many are in: everybody, and those of them who are not participants. */
export function countPresent(
  db: ReadDb,
  eventId: EventId,
): { readonly present: number; readonly presentCast: number } {
  const row = get<{ present: number; presentCast: number }>(
    db,
    `SELECT count(*) AS present, count(*) FILTER (WHERE a.role <> 'participant') AS presentCast
     FROM attendance t LEFT JOIN attendee a ON a.id = t.attendee_id WHERE t.event_id = ?`,
    eventId,
  );
  return row ?? { present: 0, presentCast: 0 };
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

/** Every entry of a person to an event that was not taken back, the first one first. Read from the journal. */
export function standingEntries(db: ReadDb, eventId: EventId, attendeeId: AttendeeId): readonly Entry[] {
  return all<Entry>(
    db,
    `SELECT at, door FROM journal WHERE event_id = ? AND attendee_id = ? AND ${standingSql} ORDER BY ${orderSql}`,
    eventId,
    attendeeId,
  );
}

/** Notes an entry that is being written into the journal, in the same transaction. An earlier one stays. */
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
  run(
    db,
    `INSERT INTO attendance (event_id, attendee_id, entered_at, door, scan_id) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET entered_at = excluded.entered_at, door = excluded.door, scan_id = excluded.scan_id
       WHERE excluded.entered_at < entered_at`,
    entry.eventId,
    entry.attendeeId,
    entry.at,
    entry.door,
    entry.scanId,
  );
}

/** Computes one person's row anew from the journal: after an undo was written, in the same transaction. */
export function recomputeEntry(db: WriteDb, eventId: EventId, attendeeId: AttendeeId): void {
  run(db, 'DELETE FROM attendance WHERE event_id = ? AND attendee_id = ?', eventId, attendeeId);
  run(
    db,
    `INSERT INTO attendance (event_id, attendee_id, entered_at, door, scan_id)
     SELECT event_id, attendee_id, at, door, id FROM journal
     WHERE event_id = ? AND attendee_id = ? AND ${standingSql} ORDER BY ${orderSql} LIMIT 1`,
    eventId,
    attendeeId,
  );
}

/** Throws the projection away and computes it from the whole journal. */
export function rebuildAttendance(db: WriteDb): void {
  transaction(db, () => {
    run(db, 'DELETE FROM attendance');
    run(
      db,
      `INSERT INTO attendance (event_id, attendee_id, entered_at, door, scan_id)
       SELECT event_id, attendee_id, at, door, id FROM (
         SELECT *, row_number() OVER (PARTITION BY event_id, attendee_id ORDER BY ${orderSql}) AS n
         FROM journal WHERE ${standingSql}
       ) WHERE n = 1`,
    );
  });
}
