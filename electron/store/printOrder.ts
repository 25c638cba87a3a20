import type { AttendeeId, EventId } from '../../shared/contract/ids';
import { inPrintOrder, type PrintOrder } from '../../shared/domain/printOrder';
import { all, type ReadDb } from './db';

interface Row {
  readonly attendeeId: AttendeeId;
  readonly number: number;
  readonly name: string;
  readonly nameLatin: string;
  readonly team: string;
  readonly seat: string;
  readonly arrivedAt: number | null;
}

/**
 * Puts certificates (by number) in the order asked for. Names are those on the sheets; teams, seats and arrivals those of the
 * event as it stands. `called` are people in the order in which their names are called.
 */
export function orderCertificates(
  db: ReadDb,
  eventId: EventId,
  numbers: readonly number[],
  order: PrintOrder,
  called: readonly AttendeeId[],
): readonly number[] {
  const places = new Map(called.map((id, place) => [id, place]));
  const wanted = new Set(numbers);
  const rows = all<Row>(
    db,
    `SELECT c.attendee_id AS attendeeId, c.number, c.fields ->> 'name' AS name, c.fields ->> 'nameLatin' AS nameLatin,
       coalesce((SELECT nullif(r.result ->> 'team', '') FROM track_result r JOIN track k ON k.id = r.track
         WHERE r.attendee_id = a.id AND k.kind = 'project' ORDER BY k.position LIMIT 1), a.team) AS team, coalesce(s.seat, '') AS seat, t.entered_at AS arrivedAt
     FROM certificate c JOIN attendee a ON a.id = c.attendee_id
     LEFT JOIN seat s ON s.attendee_id = a.id AND s.event_id = ?
     LEFT JOIN attendance t ON t.attendee_id = a.id AND t.event_id = ?`,
    eventId,
    eventId,
  ).filter(({ number }) => wanted.has(number));
  const sheets = rows.map((row) => ({ ...row, called: places.get(row.attendeeId) ?? null }));
  return inPrintOrder(sheets, order).map(({ number }) => number);
}
