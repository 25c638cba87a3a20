import { CopiedBadge, CopiedEvent, CopiedPerson, type ListChange } from '../../shared/contract/exchange';
import type { AttendeeId } from '../../shared/contract/ids';
import { badgeEnds } from '../../shared/domain/journalMerge';
import { phoneDigits, searchText } from '../../shared/domain/koreanSearch';
import { all, get, type ReadDb, run, transaction, type WriteDb } from './db';
import { recount } from './doorCounts';

/** From now on changes of the list are written down. */
export function watchList(db: WriteDb): void {
  run(db, "INSERT INTO meta (key, value) VALUES ('list.watched', '1') ON CONFLICT DO NOTHING");
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

function badgesOf(db: ReadDb, attendeeId: string): readonly CopiedBadge[] {
  return all(
    db,
    `SELECT id, issued_at AS issuedAt, revoked_at AS revokedAt, revoked_reason AS revokedReason FROM badge
     WHERE attendee_id = ? ORDER BY issued_at, id`,
    attendeeId,
  ).map((row) => CopiedBadge.parse(row));
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

/**
 * Takes changes of the host's list into a copy, any number of times. What the copy's own door did to badges stays, and what of
 * it the host does not have yet is still noted as a change; what came from the host is not.
 */
export function takeList(db: WriteDb, changes: readonly ListChange[]): void {
  transaction(db, () => {
    const own = new Set(all<{ id: string }>(db, 'SELECT id FROM list_change').map(({ id }) => id));
    for (const change of changes) {
      switch (change.unit) {
        case 'event':
          writeEvent(db, change);
          break;
        case 'person':
          writePerson(db, change);
          break;
        default:
          run(db, `DELETE FROM ${change.of === 'person' ? 'attendee' : 'event'} WHERE id = ?`, change.id);
      }
    }
    for (const { id } of changes) if (!own.has(id)) run(db, 'DELETE FROM list_change WHERE id = ?', id);
    recount(db);
  });
}

/**
 * Takes what a door did to the list: guests whom it took in, and badges that it stopped and issued. Nothing else of a person
 * who is in the list is a door's to change. Gives how many people were new.
 */
export function takeFromDoor(db: WriteDb, changes: readonly ListChange[]): number {
  return transaction(db, () => {
    let fresh = 0;
    for (const person of changes) {
      if (person.unit !== 'person') continue;
      if (get(db, 'SELECT 1 FROM attendee WHERE id = ?', person.id))
        mergeBadges(db, person.id, person.badges);
      else if (person.role === 'guest') {
        const invitations = person.invitations.filter(({ eventId }) =>
          get(db, 'SELECT 1 FROM event WHERE id = ?', eventId),
        );
        writePerson(db, { ...person, tags: [], attention: '', answers: [], tracks: [], invitations });
        fresh++;
      }
    }
    if (fresh > 0) recount(db);
    return fresh;
  });
}

function writeEvent(db: WriteDb, event: CopiedEvent): void {
  run(
    db,
    `INSERT INTO event (id, code, kind, title, title_en, doors_at, starts_at, ends_at, zone, venue, capacity, admission,
       admits, entry) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET code = excluded.code, kind = excluded.kind, title = excluded.title,
       title_en = excluded.title_en, doors_at = excluded.doors_at, starts_at = excluded.starts_at,
       ends_at = excluded.ends_at, zone = excluded.zone, venue = excluded.venue, capacity = excluded.capacity,
       admission = excluded.admission, admits = excluded.admits, entry = excluded.entry`,
    event.id,
    event.code,
    event.kind,
    event.title,
    event.titleEn,
    event.doorsAt,
    event.startsAt,
    event.endsAt,
    event.zone,
    event.venue,
    event.capacity,
    event.admission,
    JSON.stringify(event.admits),
    event.entry,
  );
}

function writePerson(db: WriteDb, person: CopiedPerson): void {
  const { id, name, nameLatin, affiliation, team, phone } = person;
  const digits = phone === '' ? person.lastFour : phoneDigits(phone);
  const search = searchText({ name, nameLatin, email: '', phoneDigits: digits, affiliation, team });
  run(
    db,
    `INSERT INTO attendee (id, role, name, name_latin, reading, phone, phone_digits, affiliation, title, team, attention,
       search, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET role = excluded.role, name = excluded.name, name_latin = excluded.name_latin,
       reading = excluded.reading, phone_digits = excluded.phone_digits, affiliation = excluded.affiliation,
       title = excluded.title, team = excluded.team, attention = excluded.attention, search = excluded.search,
       updated_at = excluded.updated_at`,
    id,
    person.role,
    name,
    nameLatin,
    person.reading,
    phone,
    digits,
    affiliation,
    person.title,
    team,
    person.attention,
    search,
    person.updatedAt,
    person.updatedAt,
  );
  for (const table of ['attendee_tag', 'invitation', 'answer', 'track_result']) {
    run(db, `DELETE FROM ${table} WHERE attendee_id = ?`, id);
  }
  for (const tag of person.tags)
    run(db, 'INSERT INTO attendee_tag (attendee_id, tag) VALUES (?, ?)', id, tag);
  for (const { eventId, status } of person.invitations) {
    run(db, 'INSERT INTO invitation (event_id, attendee_id, status) VALUES (?, ?, ?)', eventId, id, status);
  }
  for (const { code, answer } of person.answers) {
    run(db, 'INSERT INTO answer (event_code, attendee_id, answer) VALUES (?, ?, ?)', code, id, answer);
  }
  for (const track of person.tracks) {
    run(
      db,
      `INSERT INTO track_result (attendee_id, track, result) SELECT ?, id, '{}' FROM track WHERE id = ?`,
      id,
      track,
    );
  }
  mergeBadges(db, id, person.badges);
}

/** The union of a person's badges here and there, each ended by the first word of its end, at the latest by the next one. */
function mergeBadges(db: WriteDb, attendeeId: AttendeeId, sent: readonly CopiedBadge[]): void {
  const badges = new Map(badgesOf(db, attendeeId).map((badge) => [badge.id, badge]));
  const before = new Map(badges);
  for (const badge of sent) badges.set(badge.id, earlierEnd(badge, badges.get(badge.id)));
  const ends = badgeEnds([...badges.values()]);
  // Those that are out of use first: a person has at most one that is not.
  const sorted = [...badges.values()].sort((a, b) => a.issuedAt - b.issuedAt || (a.id < b.id ? -1 : 1));
  for (const badge of sorted) {
    const revokedAt = ends.get(badge.id) ?? null;
    const known = before.get(badge.id);
    if (known && known.revokedAt === revokedAt && known.revokedReason === badge.revokedReason) continue;
    run(
      db,
      `INSERT INTO badge (id, attendee_id, issued_at, revoked_at, revoked_reason) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET revoked_at = excluded.revoked_at, revoked_reason = excluded.revoked_reason
       WHERE attendee_id = excluded.attendee_id`,
      badge.id,
      attendeeId,
      badge.issuedAt,
      revokedAt,
      badge.revokedReason,
    );
  }
}

/** Of what two devices say of one badge's end the earlier; of equal ones that with the greater reason. */
function earlierEnd(a: CopiedBadge, b: CopiedBadge | undefined): CopiedBadge {
  if (!b) return a;
  const end = (badge: CopiedBadge) => badge.revokedAt ?? Number.POSITIVE_INFINITY;
  if (end(a) !== end(b)) return end(a) < end(b) ? a : b;
  return (a.revokedReason ?? '') >= (b.revokedReason ?? '') ? a : b;
}
