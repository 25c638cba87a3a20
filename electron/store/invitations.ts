import type { InvitationChange, Invited } from '../../shared/contract/events';
import type { AttendeeId, EventId } from '../../shared/contract/ids';
import type { InvitationStatus } from '../../shared/domain/admission';
import { Refusal } from '../../shared/domain/refusal';
import { clash, holdsPlace, movesUp } from '../../shared/domain/waitingList';
import { all, get, type ReadDb, run, runOne, transaction, type WriteDb } from './db';
import { getEvent } from './events';

type Commitment = { readonly attendeeId: AttendeeId } & Invited['clashes'][number] & {
    readonly endsAt: number;
  };

// Who is to be at an event: by its list, or by answer where it goes by none.
const commitmentSql = `SELECT a.id AS attendeeId, e.id AS eventId, e.title, e.title_en AS titleEn, e.starts_at AS startsAt,
    e.ends_at AS endsAt
  FROM attendee a CROSS JOIN event e
  LEFT JOIN invitation i ON i.event_id = e.id AND i.attendee_id = a.id
  LEFT JOIN answer w ON w.event_code = e.code AND w.attendee_id = a.id
  WHERE (i.status IN ('invited', 'confirmed')
    OR (e.admission <> 'invited' AND w.answer = 'yes' AND i.status IS NOT 'declined' AND i.status IS NOT 'waiting'))`;

/** Of each person at an event the other events that are at the same time. */
function clashesOf(db: ReadDb, eventId: EventId): ReadonlyMap<AttendeeId, readonly Commitment[]> {
  const event = getEvent(db, eventId);
  const others = all<{ id: EventId; startsAt: number; endsAt: number }>(
    db,
    'SELECT id, starts_at AS startsAt, ends_at AS endsAt FROM event WHERE id <> ?',
    eventId,
  ).filter((other) => clash(event, other));
  const found = new Map<AttendeeId, Commitment[]>();
  if (others.length === 0) return found;
  const own = new Set(
    all<Commitment>(db, `${commitmentSql} AND e.id = ?`, eventId).map(({ attendeeId }) => attendeeId),
  );
  for (const { id } of others) {
    for (const there of all<Commitment>(db, `${commitmentSql} AND e.id = ?`, id)) {
      if (!own.has(there.attendeeId)) continue;
      found.set(there.attendeeId, [...(found.get(there.attendeeId) ?? []), there]);
    }
  }
  return found;
}

/** How many people each event shares with another one at the same time; events without are left out. */
export function countClashes(db: ReadDb): readonly { readonly eventId: EventId; readonly people: number }[] {
  const ids = all<{ id: EventId }>(db, 'SELECT id FROM event ORDER BY starts_at, code');
  return ids
    .map(({ id }) => ({ eventId: id, people: clashesOf(db, id).size }))
    .filter(({ people }) => people > 0);
}

const order = ['confirmed', 'invited', 'waiting', null, 'declined'] as const;
const collator = new Intl.Collator('ko', { numeric: true });

/** Whoever is on an event's list or answered about it: those with a place by name, the waiting list in its order, the rest. */
export function listInvited(db: ReadDb, eventId: EventId): readonly Invited[] {
  const clashes = clashesOf(db, eventId);
  const rows = all<Omit<Invited, 'clashes'>>(
    db,
    `SELECT a.id, a.name, a.name_latin AS nameLatin, a.role, a.affiliation, a.team, substr(a.phone_digits, -4) AS phoneLast4,
       i.status, i.place, w.answer, t.entered_at AS presentAt
     FROM event e JOIN attendee a
     LEFT JOIN invitation i ON i.event_id = e.id AND i.attendee_id = a.id
     LEFT JOIN answer w ON w.event_code = e.code AND w.attendee_id = a.id
     LEFT JOIN attendance t ON t.event_id = e.id AND t.attendee_id = a.id
     WHERE e.id = ? AND (i.status IS NOT NULL OR w.answer IS NOT NULL)`,
    eventId,
  );
  const sorted = rows.toSorted(
    (a, b) =>
      order.indexOf(a.status) - order.indexOf(b.status) ||
      (a.status === 'waiting' ? (a.place ?? 0) - (b.place ?? 0) : 0) ||
      collator.compare(a.name, b.name),
  );
  let line = 0;
  return sorted.map((row) => ({
    ...row,
    place: row.status === 'waiting' ? ++line : null,
    clashes: (clashes.get(row.id) ?? []).map(({ attendeeId: _, endsAt: __, ...other }) => other),
  }));
}

interface Standing {
  readonly status: InvitationStatus;
  readonly place: number | null;
}

function standing(db: ReadDb, eventId: EventId, id: AttendeeId): Standing | undefined {
  return get<Standing>(
    db,
    'SELECT status, place FROM invitation WHERE event_id = ? AND attendee_id = ?',
    eventId,
    id,
  );
}

/** Writes how somebody stands; gives what puts it back. */
function set(db: WriteDb, eventId: EventId, { id, status, place }: InvitationChange): InvitationChange {
  if (!get(db, 'SELECT 1 FROM attendee WHERE id = ?', id)) throw new Refusal('attendee.unknown');
  const before = standing(db, eventId, id);
  const undo = { id, status: before?.status ?? null, place: before?.place ?? null };
  if (status === null) {
    run(db, 'DELETE FROM invitation WHERE event_id = ? AND attendee_id = ?', eventId, id);
  } else if (!before) {
    runOne(
      db,
      'INSERT INTO invitation (event_id, attendee_id, status, place) VALUES (?, ?, ?, ?)',
      eventId,
      id,
      status,
      place ?? null,
    );
  } else {
    // The store gives whoever begins to wait the last place; one that is given back comes after that.
    run(db, 'UPDATE invitation SET status = ? WHERE event_id = ? AND attendee_id = ?', status, eventId, id);
    if (place !== undefined) {
      run(db, 'UPDATE invitation SET place = ? WHERE event_id = ? AND attendee_id = ?', place, eventId, id);
    }
  }
  return undo;
}

/**
 * Changes how people stand to an event, all or none, and moves up whoever has waited longest: as many as gave a place back, or
 * ('fill') as there is room for. Gives their names, and what puts everybody back.
 */
export function setInvitations(
  db: WriteDb,
  eventId: EventId,
  changes: readonly InvitationChange[],
  moveUp: 'freed' | 'fill' | 'nobody',
): { readonly movedUp: readonly string[]; readonly undo: readonly InvitationChange[] } {
  return transaction(db, () => {
    const { capacity } = getEvent(db, eventId);
    const undo: InvitationChange[] = [];
    let freed = 0;
    for (const change of changes) {
      const held = holdsPlace(standing(db, eventId, change.id)?.status ?? null);
      if (held && !holdsPlace(change.status)) freed++;
      undo.unshift(set(db, eventId, change));
    }
    const counts = get<{ taken: number; waiting: number }>(
      db,
      `SELECT count(*) FILTER (WHERE status IN ('invited', 'confirmed')) AS taken,
         count(*) FILTER (WHERE status = 'waiting') AS waiting FROM invitation WHERE event_id = ?`,
      eventId,
    ) ?? { taken: 0, waiting: 0 };
    const wanted = { nobody: 0, freed, fill: counts.waiting }[moveUp];
    const next = all<{ id: AttendeeId; name: string }>(
      db,
      `SELECT a.id, a.name FROM invitation i JOIN attendee a ON a.id = i.attendee_id
       WHERE i.event_id = ? AND i.status = 'waiting' ORDER BY i.place, a.id LIMIT ?`,
      eventId,
      movesUp({ capacity, ...counts, freed: wanted }),
    );
    for (const { id } of next) undo.unshift(set(db, eventId, { id, status: 'confirmed' }));
    return { movedUp: next.map(({ name }) => name), undo };
  });
}
