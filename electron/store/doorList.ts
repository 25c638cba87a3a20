import type { EventId } from '../../shared/contract/ids';
import { assertNever } from '../../shared/domain/assertNever';
import { all, type ReadDb } from './db';
import { getEvent } from './events';
import { inSinceSql } from './places';

/** Somebody whom the door of an event lets in, as a steward without a screen needs them. */
export interface DoorListRow {
  readonly name: string;
  readonly nameLatin: string;
  readonly affiliation: string;
  readonly team: string;
  /** The last four digits of the phone; '' where none is known. */
  readonly lastFour: string;
  /** Since when they are in (UTC ms); null: not in yet, not today where people come once a day, or gone out again. */
  readonly inSince: number | null;
}

/**
 * So many people of an event after the first `from` ones, in the order of the list: 가나다 (Hangul syllables are encoded in that
 * order), other scripts after them. Everybody whom the event admits, and whoever came. `now`: at which time (UTC ms).
 */
export function doorListRows(
  db: ReadDb,
  eventId: EventId,
  from: number,
  count: number,
  now: number,
): readonly DoorListRow[] {
  const event = getEvent(db, eventId);
  const inSince = inSinceSql(event, now);
  return all<DoorListRow>(
    db,
    `SELECT a.name, a.name_latin AS nameLatin, a.affiliation, a.team, substr(a.phone_digits, -4) AS lastFour,
       ${inSince.sql} AS inSince
     FROM attendee a LEFT JOIN invitation i ON i.event_id = ? AND i.attendee_id = a.id
       LEFT JOIN attendance t ON t.event_id = ? AND t.attendee_id = a.id
     WHERE i.status IN ('invited', 'confirmed') OR t.entered_at IS NOT NULL OR ${admittedSql(event.admission)}
     ORDER BY a.name < '가' OR a.name > '힣', a.name, a.name_latin, a.id LIMIT ? OFFSET ?`,
    ...inSince.params,
    eventId,
    eventId,
    JSON.stringify(event.admits),
    count,
    from,
  );
}

/** Whom the event admits without an invitation; its one parameter is the event's `admits`, as JSON. */
function admittedSql(admission: ReturnType<typeof getEvent>['admission']): string {
  const named = 'IN (SELECT value FROM json_each(?))';
  switch (admission) {
    case 'everyone':
      return '? IS NOT NULL';
    case 'invited':
      return '? IS NULL';
    case 'roles':
      return `a.role ${named}`;
    case 'tags':
      return `EXISTS (SELECT 1 FROM attendee_tag g WHERE g.attendee_id = a.id AND g.tag ${named})`;
    case 'tracks':
      return `EXISTS (SELECT 1 FROM track_result r WHERE r.attendee_id = a.id AND r.track ${named})`;
    default:
      return assertNever(admission);
  }
}
