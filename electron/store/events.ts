import { z } from 'zod';
import type { EventSummary } from '../../shared/contract/events';
import type { EventId } from '../../shared/contract/ids';
import { Refusal } from '../../shared/domain/refusal';
import { all, get, type ReadDb, remember } from './db';

type EventRow = Omit<EventSummary, 'expected' | 'waiting' | 'present'>;

const columns = `event.id, code, kind, title, title_en AS titleEn, doors_at AS doorsAt, starts_at AS startsAt,
  ends_at AS endsAt, zone, venue, capacity, admission, admits, entry`;

type Stored<T extends { readonly admits: readonly string[] }> = Omit<T, 'admits'> & {
  readonly admits: string;
};

const Admits = z.array(z.string());

function asEvent<T extends { readonly admits: string }>(
  row: T,
): Omit<T, 'admits'> & { readonly admits: readonly string[] } {
  return { ...row, admits: Admits.parse(JSON.parse(row.admits)) };
}

/** One event as it stands in the store; a Refusal where there is none of that id. */
export function getEvent(db: ReadDb, id: EventId): Readonly<EventRow> {
  const event = findEvent(db, id);
  if (!event) throw new Refusal('event.unknown');
  return event;
}

/** The same; undefined where there is none. */
export function findEvent(db: ReadDb, id: EventId): Readonly<EventRow> | undefined {
  return remember(db, `event ${id}`, () => {
    const row = get<Stored<EventRow>>(db, `SELECT ${columns} FROM event WHERE id = ?`, id);
    return row && asEvent(row);
  });
}

// Expected are participants only (the cast is at work): by invitation where the event has a list, by answer where not.
const expectedSql = `CASE admission
  WHEN 'invited' THEN (SELECT count(*) FROM invitation i JOIN attendee a ON a.id = i.attendee_id
    WHERE i.event_id = event.id AND i.status = 'confirmed' AND a.role = 'participant')
  ELSE (SELECT count(*) FROM answer w JOIN attendee a ON a.id = w.attendee_id
    WHERE w.event_code = event.code AND w.answer = 'yes' AND a.role = 'participant') END`;

/** Every event with its counts, in the order of its start. */
export function listEvents(db: ReadDb): readonly EventSummary[] {
  return all<Stored<EventSummary>>(
    db,
    `SELECT ${columns}, ${expectedSql} AS expected,
       (SELECT count(*) FROM invitation i WHERE i.event_id = event.id AND i.status = 'waiting') AS waiting,
       coalesce((SELECT present FROM door_count c WHERE c.event_id = event.id), 0) AS present
     FROM event ORDER BY starts_at, code`,
  ).map(asEvent);
}

/** Participants who said yes to an event. */
export function countExpected(db: ReadDb, id: EventId): number {
  return (
    get<{ expected: number }>(db, `SELECT ${expectedSql} AS expected FROM event WHERE id = ?`, id)
      ?.expected ?? 0
  );
}

/** Under which a sign-up's answers wait when it is taken in before the graduation that it asks about. */
export const graduationCode = 'graduation';

/** The one graduation of the program; undefined where there is none, or more than one. */
export function onlyGraduation(db: ReadDb): { readonly id: EventId; readonly code: string } | undefined {
  const found = all<{ id: EventId; code: string }>(
    db,
    "SELECT id, code FROM event WHERE kind = 'graduation'",
  );
  return found.length === 1 ? found[0] : undefined;
}
