import { CopiedEvent, CopiedPerson, type ListChange } from '../../shared/contract/exchange';
import { badgesOf } from './copiedBadges';
import { all, get, type ReadDb, run, type WriteDb } from './db';

/** From now on changes of the list are written down. */
export function watchList(db: WriteDb): void {
  run(db, "INSERT INTO meta (key, value) VALUES ('list.watched', '1') ON CONFLICT DO NOTHING");
}

/** Whether they are. */
export function isWatched(db: ReadDb): boolean {
  return get(db, "SELECT 1 FROM meta WHERE key = 'list.watched'") !== undefined;
}

/** Writes down that the people of an import whose ids are after `from`, up to `to`, are new. */
export function notePeople(db: WriteDb, batch: number, from: string, to: string): void {
  run(
    db,
    `INSERT INTO list_change (unit, id, seq)
     SELECT 'person', id, (SELECT coalesce(max(seq), 0) FROM list_change) + row_number() OVER (ORDER BY id)
     FROM attendee WHERE id > ? AND id <= ? AND import_batch = ?
     ON CONFLICT (unit, id) DO UPDATE SET seq = excluded.seq`,
    from,
    to,
    batch,
  );
}

/** The number of the last change. */
export function listNumber(db: ReadDb): number {
  return get<{ seq: number }>(db, 'SELECT coalesce(max(seq), 0) AS seq FROM list_change')?.seq ?? 0;
}

/** Up to `limit` changes after number `since`, and the number of the last of them. */
export function changesSince(
  db: ReadDb,
  since: number,
  limit: number,
  way: 'toDoor' | 'toHost',
): { readonly changes: readonly ListChange[]; readonly upTo: number } {
  const rows = all<{ unit: 'person' | 'event'; id: string; seq: number }>(
    db,
    'SELECT unit, id, seq FROM list_change WHERE seq > ? ORDER BY seq LIMIT ?',
    since,
    limit,
  );
  return { changes: rows.map((row) => changeOf(db, row, way)), upTo: rows.at(-1)?.seq ?? since };
}

/**
 * Of the changes after number `since` up to `limit` people with a badge that is out of use: what a door is to know before all
 * else. They come again where their change is due.
 */
export function stoppedSince(
  db: ReadDb,
  since: number,
  limit: number,
): { readonly changes: readonly ListChange[]; readonly upTo: number } {
  const rows = all<{ id: string; seq: number }>(
    db,
    `SELECT id, seq FROM list_change WHERE seq > ? AND unit = 'person'
       AND EXISTS (SELECT 1 FROM badge WHERE attendee_id = list_change.id AND revoked_at IS NOT NULL)
     ORDER BY seq LIMIT ?`,
    since,
    limit,
  );
  return {
    changes: rows.map(({ id }) => changeOf(db, { unit: 'person', id }, 'toDoor')),
    upTo: rows.at(-1)?.seq ?? since,
  };
}

/** Everything, for a copy that is new: all events, then people by id, some at a time from after `last`. */
export function wholeEvents(db: ReadDb): readonly ListChange[] {
  return all<{ id: string }>(db, 'SELECT id FROM event ORDER BY starts_at, id').map(({ id }) =>
    changeOf(db, { unit: 'event', id }, 'toDoor'),
  );
}

export function wholePeople(db: ReadDb, last: string, limit: number): readonly ListChange[] {
  return all<{ id: string }>(db, 'SELECT id FROM attendee WHERE id > ? ORDER BY id LIMIT ?', last, limit).map(
    ({ id }) => changeOf(db, { unit: 'person', id }, 'toDoor'),
  );
}

/** Whom doors may have added or given other badges: guests, and people with a badge that is out of use. */
export function peopleOfDoors(db: ReadDb): readonly ListChange[] {
  return all<{ id: string }>(
    db,
    `SELECT id FROM attendee a WHERE role = 'guest'
       OR EXISTS (SELECT 1 FROM badge WHERE attendee_id = a.id AND revoked_at IS NOT NULL) ORDER BY id`,
  ).map(({ id }) => changeOf(db, { unit: 'person', id }, 'toHost'));
}

function changeOf(
  db: ReadDb,
  { unit, id }: { readonly unit: 'person' | 'event'; readonly id: string },
  way: 'toDoor' | 'toHost',
): ListChange {
  return (unit === 'person' ? readPerson(db, id, way) : readEvent(db, id)) ?? { unit: 'gone', of: unit, id };
}

function readPerson(db: ReadDb, id: string, way: 'toDoor' | 'toHost'): ListChange | undefined {
  const row = get<{ phone: string }>(
    db,
    `SELECT id, role, name, name_latin AS nameLatin, reading, affiliation, title, team, attention,
       substr(phone_digits, -4) AS lastFour, phone, updated_at AS updatedAt FROM attendee WHERE id = ?`,
    id,
  );
  if (!row) return undefined;
  return CopiedPerson.parse({
    ...row,
    unit: 'person',
    phone: way === 'toHost' ? row.phone : '',
    tags: all<{ tag: string }>(db, 'SELECT tag FROM attendee_tag WHERE attendee_id = ? ORDER BY tag', id).map(
      ({ tag }) => tag,
    ),
    badges: badgesOf(db, id),
    invitations: all(db, 'SELECT event_id AS eventId, status FROM invitation WHERE attendee_id = ?', id),
    answers: all(db, 'SELECT event_code AS code, answer FROM answer WHERE attendee_id = ?', id),
    tracks: all<{ track: string }>(db, 'SELECT track FROM track_result WHERE attendee_id = ?', id).map(
      ({ track }) => track,
    ),
  });
}

function readEvent(db: ReadDb, id: string): ListChange | undefined {
  const row = get<{ admits: string }>(
    db,
    `SELECT id, code, kind, title, title_en AS titleEn, doors_at AS doorsAt, starts_at AS startsAt, ends_at AS endsAt, zone,
       venue, capacity, admission, admits, entry FROM event WHERE id = ?`,
    id,
  );
  return row && CopiedEvent.parse({ ...row, unit: 'event', admits: JSON.parse(row.admits) });
}

/** Forgets changes up to number `upTo`: of a copy, when its host has them. */
export function forgetChanges(db: WriteDb, upTo: number): void {
  run(db, 'DELETE FROM list_change WHERE seq <= ?', upTo);
}
