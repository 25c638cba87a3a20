import type { AttendeeId, EventId } from '../../shared/contract/ids';
import { get, type ReadDb, run, type WriteDb } from './db';

/** How many are at an event: came in at all, those of them who are not participants, and inside now. */
export interface DoorCounts {
  readonly present: number;
  readonly presentCast: number;
  readonly inside: number;
}

const none: DoorCounts = { present: 0, presentCast: 0, inside: 0 };

export function countPresent(db: ReadDb, eventId: EventId): DoorCounts {
  return (
    get<DoorCounts>(
      db,
      'SELECT present, present_cast AS presentCast, inside FROM door_count WHERE event_id = ?',
      eventId,
    ) ?? none
  );
}

/** Adds to an event's counts what changed of one person; in the transaction that changed it. */
export function count(
  db: WriteDb,
  eventId: EventId,
  attendeeId: AttendeeId,
  change: { readonly present: number; readonly inside: number },
): void {
  if (change.present === 0 && change.inside === 0) return;
  const cast =
    change.present === 0
      ? 0
      : change.present *
        Number(
          get(db, "SELECT 1 FROM attendee WHERE id = ? AND role <> 'participant'", attendeeId) !== undefined,
        );
  run(
    db,
    `INSERT INTO door_count (event_id, present, present_cast, inside) VALUES (?, ?, ?, ?)
     ON CONFLICT (event_id) DO UPDATE SET present = present + excluded.present,
       present_cast = present_cast + excluded.present_cast, inside = inside + excluded.inside`,
    eventId,
    change.present,
    cast,
    change.inside,
  );
}

/** From who is in, where nothing is counted yet. */
export const countAllSql = `INSERT INTO door_count (event_id, present, present_cast, inside)
  SELECT t.event_id, count(*), count(*) FILTER (WHERE a.role <> 'participant'), sum(t.inside)
  FROM attendance t LEFT JOIN attendee a ON a.id = t.attendee_id GROUP BY t.event_id`;

/** Counts everything anew from who is in. */
export function recount(db: WriteDb): void {
  run(db, 'DELETE FROM door_count');
  run(db, countAllSql);
}
