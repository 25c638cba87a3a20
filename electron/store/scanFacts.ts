import type { Scan } from '../../shared/contract/checkin';
import type { AttendeeId, BadgeId, EventId, ScanId } from '../../shared/contract/ids';
import type { DoorEvent, Entry, InvitationStatus, Subject } from '../../shared/domain/admission';
import { assertNever } from '../../shared/domain/assertNever';
import { readBadgeCode } from '../../shared/domain/badgeCode';
import { Refusal } from '../../shared/domain/refusal';
import { type EventRef, RevokeReason, ScannedPerson } from '../../shared/domain/verdict';
import { standingEntries } from './attendance';
import { badgeMac } from './badges';
import { claimOf } from './claims';
import { all, get, type ReadDb } from './db';
import { countPresent } from './doorCounts';
import { requireMeta } from './meta';

const tags = new WeakMap<ReadDb['raw'], string>();

function tagOf(db: ReadDb): string {
  let tag = tags.get(db.raw);
  if (tag === undefined) {
    tag = requireMeta(db, 'program.tag');
    tags.set(db.raw, tag);
  }
  return tag;
}

/** The event at whose door somebody stands. */
interface Gate extends DoorEvent {
  readonly id: EventId;
  /** Roles, tags, or ids of tracks, by `admission`. */
  readonly admits: readonly string[];
}

interface Found extends ScannedPerson {
  readonly revokedAt: number | null;
  readonly revokedReason: string | null;
  readonly invitation: InvitationStatus | null;
  readonly enteredAt: number | null;
  readonly enteredDoor: string | null;
  readonly inside: number | null;
  readonly attention: string;
}

const personColumns = 'a.id, a.role, a.name, a.name_latin AS nameLatin, a.affiliation, a.title, a.team';
const foundSql = `SELECT ${personColumns}, i.status AS invitation, t.entered_at AS enteredAt, t.door AS enteredDoor,
  t.inside, a.attention`;
const joinsSql = `LEFT JOIN invitation i ON i.event_id = ? AND i.attendee_id = a.id
  LEFT JOIN attendance t ON t.event_id = ? AND t.attendee_id = a.id`;

/**
 * All that the verdict depends on: whom the reading leads to, and what is known of them at this event. `station`: who asks,
 * where it is another machine.
 */
export function gather(
  db: ReadDb,
  scan: Scan,
  event: Gate,
  station?: string,
): { readonly subject: Subject; readonly badgeId: BadgeId | null } {
  if (scan.by.by === 'attendee') {
    const found = get<Found>(
      db,
      `${foundSql}, NULL AS revokedAt, NULL AS revokedReason FROM attendee a ${joinsSql} WHERE a.id = ?`,
      event.id,
      event.id,
      scan.by.attendeeId,
    );
    if (!found) throw new Refusal('attendee.unknown');
    return { subject: subjectOf(db, found, event, scan.id, station), badgeId: null };
  }
  const reading = readBadgeCode(scan.by.code, tagOf(db), badgeMac(db));
  if (reading.kind === 'unknown') return { subject: { kind: 'unknown', why: 'noBadgeCode' }, badgeId: null };
  if (reading.kind !== 'genuine') return { subject: reading, badgeId: null };
  const found = get<Found>(
    db,
    `${foundSql}, b.revoked_at AS revokedAt, b.revoked_reason AS revokedReason
     FROM badge b JOIN attendee a ON a.id = b.attendee_id ${joinsSql} WHERE b.id = ?`,
    event.id,
    event.id,
    reading.badgeId,
  );
  const subject: Subject = found
    ? subjectOf(db, found, event, scan.id, station)
    : { kind: 'unknown', why: 'noSuchBadge' };
  return { subject, badgeId: reading.badgeId };
}

function subjectOf(db: ReadDb, found: Found, event: Gate, by: ScanId, station: string | undefined): Subject {
  const person = ScannedPerson.parse(found);
  if (found.revokedAt !== null) {
    const reason = RevokeReason.safeParse(found.revokedReason);
    return { kind: 'revoked', person, since: found.revokedAt, reason: reason.success ? reason.data : null };
  }
  const claimed = claimOf(db, event.id, person.id, by, station);
  const entries = entriesOf(db, found, event);
  return {
    kind: 'person',
    person,
    invitation: found.invitation,
    others: event.admission !== 'everyone' ? otherInvitations(db, event.id, person.id) : [],
    entries: claimed && entries.length === 0 ? [claimed] : entries,
    inside: found.inside === 1 || claimed !== undefined,
    admitted: isAdmitted(db, person, event),
    attention: found.attention,
    occupied: event.capacity === null ? 0 : occupied(db, event),
  };
}

/** Whether the event's roles, tags or tracks name this person; one of them is enough. */
function isAdmitted(db: ReadDb, { id, role }: ScannedPerson, event: Gate): boolean {
  switch (event.admission) {
    case 'everyone':
    case 'invited':
      return false;
    case 'roles':
      return event.admits.includes(role);
    case 'tags':
      return isNamed(db, 'SELECT tag AS name FROM attendee_tag WHERE attendee_id = ?', id, event);
    case 'tracks':
      return isNamed(db, 'SELECT track AS name FROM track_result WHERE attendee_id = ?', id, event);
    default:
      return assertNever(event.admission);
  }
}

function isNamed(db: ReadDb, sql: string, id: AttendeeId, { admits }: Gate): boolean {
  return all<{ name: string }>(db, sql, id).some(({ name }) => admits.includes(name));
}

/** How many the room holds already; those who left do not count where leaving is noted. */
function occupied(db: ReadDb, event: Gate): number {
  const { present, inside } = countPresent(db, event.id);
  return event.entry === 'leave_and_return' ? inside : present;
}

function entriesOf(db: ReadDb, found: Found, event: Gate): readonly Entry[] {
  if (found.enteredAt === null || found.enteredDoor === null) return [];
  if (event.entry === 'once_a_day') return standingEntries(db, event.id, found.id);
  return [{ at: found.enteredAt, door: found.enteredDoor }];
}

function otherInvitations(db: ReadDb, eventId: EventId, attendeeId: AttendeeId): readonly EventRef[] {
  return all<EventRef>(
    db,
    `SELECT e.id, e.title, e.title_en AS titleEn, e.starts_at AS startsAt, e.zone
     FROM invitation i JOIN event e ON e.id = i.event_id
     WHERE i.attendee_id = ? AND i.event_id <> ? AND i.status IN ('invited', 'confirmed') ORDER BY e.starts_at`,
    attendeeId,
    eventId,
  );
}
