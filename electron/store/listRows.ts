import type { AttendeeId, EventId } from '../../shared/contract/ids';
import type { Role } from '../../shared/contract/roster';
import { all, type ReadDb } from './db';
import { findEvent } from './events';
import { inSinceSql } from './places';

/** A person as the store has them for a list. */
export interface ListRow {
  readonly id: AttendeeId;
  readonly role: Role;
  readonly name: string;
  readonly nameLatin: string;
  readonly affiliation: string;
  readonly team: string;
  readonly title: string;
  readonly phoneDigits: string;
  readonly presentAt: number | null;
  readonly inSince: number | null;
  readonly results: string;
  readonly shared: 0 | 1;
}

/** The event at which people are looked at, and the time there (UTC ms): it decides who is in. Null: that is not asked. */
export interface AtEvent {
  readonly eventId: EventId;
  readonly now: number | null;
}

/** Rows of people as lists show them; `where` says of which, with its parameters. */
export function listRows(
  db: ReadDb,
  at: AtEvent | null,
  where: string,
  ...params: readonly string[]
): readonly ListRow[] {
  const event = at ? findEvent(db, at.eventId) : undefined;
  const inSince = event && at?.now != null ? inSinceSql(event, at.now) : { sql: 'NULL', params: [] };
  return all<ListRow>(
    db,
    `SELECT a.id, a.role, a.name, a.name_latin AS nameLatin, a.affiliation, a.team, a.title,
       a.phone_digits AS phoneDigits, t.entered_at AS presentAt, ${inSince.sql} AS inSince,
       (SELECT json_group_array(json(r.result)) FROM track_result r WHERE r.attendee_id = a.id) AS results,
       EXISTS (SELECT 1 FROM attendee o WHERE o.name = a.name AND o.id <> a.id) AS shared
     FROM attendee a LEFT JOIN attendance t ON t.attendee_id = a.id AND t.event_id = ? ${where}`,
    ...inSince.params,
    at?.eventId ?? '',
    ...params,
  );
}
