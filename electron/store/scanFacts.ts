import type { Scan } from '../../shared/contract/checkin';
import type { AttendeeId, BadgeId, EventId, ScanId } from '../../shared/contract/ids';
import type { Direction, DoorEvent, Entry, InvitationStatus, Subject } from '../../shared/domain/admission';
import { assertNever } from '../../shared/domain/assertNever';
import { readBadgeCode } from '../../shared/domain/badgeCode';
import { Refusal } from '../../shared/domain/refusal';
import { type EventRef, RevokeReason, type ScannedPerson } from '../../shared/domain/verdict';
import { standingEntries } from './attendance';
import { badgeMac } from './badges';
import { claimOf } from './claims';
import { all, get, type ReadDb } from './db';
import { requireMeta } from './meta';
import { placesTakenAtMost } from './places';

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
  readonly enteredScan: ScanId | null;
  readonly inside: number | null;
  readonly attention: string;
  readonly known: 0 | 1;
}

const personColumns = 'a.id, a.role, a.name, a.name_latin AS nameLatin, a.affiliation, a.title, a.team';
const foundSql = `SELECT ${personColumns}, i.status AS invitation, t.entered_at AS enteredAt, t.door AS enteredDoor,
  t.scan_id AS enteredScan, t.inside, a.attention, EXISTS (SELECT 1 FROM filed WHERE filed.id = ?) AS known`;
const joinsSql = `LEFT JOIN invitation i ON i.event_id = ? AND i.attendee_id = a.id
  LEFT JOIN attendance t ON t.event_id = ? AND t.attendee_id = a.id`;

const byAttendeeSql = `${foundSql}, NULL AS revokedAt, NULL AS revokedReason FROM attendee a ${joinsSql} WHERE a.id = ?`;
const byBadgeSql = `${foundSql}, b.revoked_at AS revokedAt, b.revoked_reason AS revokedReason
  FROM badge b JOIN attendee a ON a.id = b.attendee_id ${joinsSql} WHERE b.id = ?`;

/** What a reading leads to. */
export interface Gathered {
  readonly subject: Subject;
  readonly badgeId: BadgeId | null;
  /** Whether a row of the scan's own id is in the journal; undefined where nothing was read that says so. */
  readonly known: boolean | undefined;
}

/**
 * All that the verdict depends on: whom the reading leads to, and what is known of them at this event at `at` (UTC ms, by the
 * host's clock). `station`: who asks, where it is another machine.
 */
export function gather(db: ReadDb, scan: Scan, event: Gate, at: number, station?: string): Gathered {
  if (scan.by.by === 'attendee') {
    const found = get<Found>(db, byAttendeeSql, scan.id, event.id, event.id, scan.by.attendeeId);
    if (!found) throw new Refusal('attendee.unknown');
    const subject = subjectOf(db, found, event, scan, at, station);
    return { subject, badgeId: null, known: found.known === 1 };
  }
  const reading = readBadgeCode(scan.by.code, tagOf(db), badgeMac(db));
  const nobody = { badgeId: null, known: undefined } as const;
  if (reading.kind === 'unknown') return { subject: { kind: 'unknown', why: 'noBadgeCode' }, ...nobody };
  if (reading.kind !== 'genuine') return { subject: reading, ...nobody };
  const found = get<Found>(db, byBadgeSql, scan.id, event.id, event.id, reading.badgeId);
  const { badgeId } = reading;
  if (!found) return { subject: { kind: 'unknown', why: 'noSuchBadge' }, badgeId, known: undefined };
  return { subject: subjectOf(db, found, event, scan, at, station), badgeId, known: found.known === 1 };
}

function subjectOf(
  db: ReadDb,
  found: Found,
  event: Gate,
  { id: by, direction }: Scan,
  at: number,
  station: string | undefined,
): Subject {
  const { id, role, name, nameLatin, affiliation, title, team } = found;
  const person: ScannedPerson = { id, role, name, nameLatin, affiliation, title, team };
  if (found.revokedAt !== null) {
    const reason = RevokeReason.safeParse(found.revokedReason);
    return { kind: 'revoked', person, since: found.revokedAt, reason: reason.success ? reason.data : null };
  }
  const claimed = claimOf(db, event.id, person.id, by, station);
  const entries = entriesOf(db, found, event, direction ?? 'in');
  return {
    kind: 'person',
    person,
    invitation: found.invitation,
    others: event.admission !== 'everyone' ? otherInvitations(db, event.id, person.id) : [],
    entries: claimed ? [...entries, claimed] : entries,
    inside: found.inside === 1 || claimed !== undefined,
    admitted: isAdmitted(db, person, event),
    attention: found.attention,
    occupied: placesTakenAtMost(db, event, at),
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

function entriesOf(db: ReadDb, found: Found, event: Gate, direction: Direction): readonly Entry[] {
  if (found.enteredAt === null || found.enteredDoor === null) return [];
  const severalCount =
    event.entry === 'once_a_day' ||
    (event.entry === 'leave_and_return' && found.inside === 1 && direction === 'in');
  if (severalCount) return standingEntries(db, event.id, found.id);
  // Who let them in is said where they may not come in again.
  const by = event.entry === 'once' && found.enteredScan !== null ? whoLetIn(db, found.enteredScan) : null;
  return [{ at: found.enteredAt, door: found.enteredDoor, by }];
}

function whoLetIn(db: ReadDb, scan: ScanId): string | null {
  return get<{ by: string }>(db, 'SELECT by FROM filed WHERE id = ?', scan)?.by ?? null;
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
