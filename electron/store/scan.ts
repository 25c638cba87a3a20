import type { Scan, ScanResult, UndoResult } from '../../shared/contract/checkin';
import type { AttendeeId, BadgeId, EventId, ScanId } from '../../shared/contract/ids';
import {
  type DoorEvent,
  type Entry,
  type InvitationStatus,
  judge,
  type Subject,
} from '../../shared/domain/admission';
import { assertNever } from '../../shared/domain/assertNever';
import { readBadgeCode } from '../../shared/domain/badgeCode';
import { Refusal } from '../../shared/domain/refusal';
import {
  type EventRef,
  isEntry,
  overrulable,
  personOf,
  RevokeReason,
  ScannedPerson,
  type Verdict,
} from '../../shared/domain/verdict';
import { enter, recomputeEntry, standingEntries } from './attendance';
import { badgeMac } from './badges';
import { claimOf } from './claims';
import { all, get, type ReadDb, transaction, type WriteDb } from './db';
import { countPresent } from './doorCounts';
import { getEvent } from './events';
import { freezeVerdict, scannedPerson, thawVerdict } from './frozenVerdict';
import { append, findEntry, isTakenBack, type JournalEntry, ownMoment } from './journal';
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

/**
 * Judges a reading and writes it down, in one transaction that is on the disk before this returns. A scan of an id that
 * is in the journal gets that row's verdict, and nothing is written. `now` is the program's time; for what was ticked on
 * paper it is the time that the paper says, and `recordedAt` that at which it is written down. `objection`: what a host that
 * knows more says of somebody who would be let in.
 */
export function recordScan(
  db: WriteDb,
  scan: Scan,
  now: number,
  recordedAt: number | null = null,
  objection?: Verdict,
): ScanResult & { readonly fresh: boolean } {
  return transaction(db, () => {
    const before = findEntry(db, scan.id);
    if (before) {
      if (before.kind !== 'scan') throw new Refusal('scan.unknown');
      return { id: scan.id, at: before.at, verdict: thawVerdict(db, before), fresh: false };
    }
    const event = getEvent(db, scan.eventId);
    const { subject, badgeId } = gather(db, scan, event);
    const own = judge(subject, event, ownMoment(db, now, recordedAt !== null), scan.direction);
    const verdict = objection && isEntry(own) ? objection : own;
    writeVerdict(db, verdict, {
      id: scan.id,
      at: now,
      eventId: event.id,
      door: scan.door,
      source: scan.source,
      code: scan.by.by === 'code' ? scan.by.code : '',
      badgeId,
      refers: null,
      recordedAt,
    });
    return { id: scan.id, at: now, verdict, fresh: true };
  });
}

/** What a scan would be answered now; nothing is written. */
export function judgeScan(db: ReadDb, scan: Scan, now: number): Verdict {
  const event = getEvent(db, scan.eventId);
  return judge(gather(db, scan, event).subject, event, ownMoment(db, now, false), scan.direction);
}

type VerdictRow = Omit<JournalEntry, 'kind' | 'attendeeId' | 'verdict' | 'detail' | 'undoes' | 'by'>;

/** Writes a verdict's row and what follows from it for who is in. Call it inside a transaction. */
function writeVerdict(db: WriteDb, verdict: Verdict, row: VerdictRow): void {
  const attendeeId = personOf(verdict)?.id ?? null;
  const at = append(db, {
    ...row,
    kind: 'scan',
    attendeeId,
    verdict: verdict.kind,
    detail: freezeVerdict(verdict),
    undoes: null,
    by: '',
  });
  if (attendeeId === null) return;
  const { eventId, door, id } = row;
  if (isEntry(verdict)) enter(db, { eventId, attendeeId, at, door, scanId: id });
  else if (verdict.kind === 'goneOut') recomputeEntry(db, eventId, attendeeId);
}

/**
 * Lets in somebody whom a verdict kept out, with the reason. Sent again with the same id it gets the same answer. A Refusal
 * where the row is no such verdict. Whoever may overrule was asked before.
 */
export function recordOverruling(
  db: WriteDb,
  overruling: {
    readonly id: ScanId;
    readonly scanId: ScanId;
    readonly door: string;
    readonly reason: string;
  },
  now: number,
): ScanResult & { readonly fresh: boolean } {
  return transaction(db, () => {
    const { id, scanId, door, reason } = overruling;
    const before = findEntry(db, id);
    if (before && before.kind !== 'scan') throw new Refusal('scan.unknown');
    if (before) return { id, at: before.at, verdict: thawVerdict(db, before), fresh: false };
    const entry = findEntry(db, scanId);
    if (entry?.kind !== 'scan') throw new Refusal('scan.unknown');
    const against = thawVerdict(db, entry);
    if (!overrulable.some((kind) => kind === against.kind) || !('person' in against)) {
      throw new Refusal('scan.notOverrulable');
    }
    const { person } = against;
    const firstAt = standingEntries(db, entry.eventId, person.id)[0]?.at ?? null;
    const verdict: Verdict = { kind: 'overruled', person, instead: against.kind, reason, firstAt };
    const { eventId, source, badgeId } = entry;
    writeVerdict(db, verdict, {
      id,
      at: now,
      eventId,
      door,
      source,
      code: '',
      badgeId,
      refers: scanId,
      recordedAt: null,
    });
    return { id, at: now, verdict, fresh: true };
  });
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

/** All that the verdict depends on: whom the reading leads to, and what is known of them at this event. */
function gather(
  db: ReadDb,
  scan: Scan,
  event: Gate,
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
    return { subject: subjectOf(db, found, event, scan.id), badgeId: null };
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
    ? subjectOf(db, found, event, scan.id)
    : { kind: 'unknown', why: 'noSuchBadge' };
  return { subject, badgeId: reading.badgeId };
}

function subjectOf(db: ReadDb, found: Found, event: Gate, by: ScanId): Subject {
  const person = ScannedPerson.parse(found);
  if (found.revokedAt !== null) {
    const reason = RevokeReason.safeParse(found.revokedReason);
    return { kind: 'revoked', person, since: found.revokedAt, reason: reason.success ? reason.data : null };
  }
  const claimed = claimOf(db, event.id, person.id, by);
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

/**
 * Takes back an entry: a row that names it, and the attendance that follows from it, in one transaction. Sent again with
 * the same id it gets the same answer. A Refusal where the row is none, lets nobody in, or is taken back already.
 */
export function recordUndo(
  db: WriteDb,
  undo: { readonly id: ScanId; readonly scanId: ScanId; readonly door: string },
  now: number,
): UndoResult & { readonly fresh: boolean } {
  return transaction(db, () => {
    const before = findEntry(db, undo.id);
    if (before) {
      if (before.kind !== 'undo' || before.undoes === null) throw new Refusal('scan.unknown');
      if (before.attendeeId === null) throw new Error('an undo that concerns nobody');
      const person = scannedPerson(db, before.attendeeId);
      return { id: undo.id, at: before.at, undoes: before.undoes, person, fresh: false };
    }
    const entry = findEntry(db, undo.scanId);
    if (entry?.kind !== 'scan') throw new Refusal('scan.unknown');
    const verdict = thawVerdict(db, entry);
    // Coming in and going out can be taken back.
    if (!('person' in verdict) || !(isEntry(verdict) || verdict.kind === 'goneOut')) {
      throw new Refusal('scan.notAdmitted');
    }
    if (isTakenBack(db, entry.id)) throw new Refusal('scan.alreadyUndone', { name: verdict.person.name });
    append(db, {
      ...entry,
      id: undo.id,
      at: now,
      kind: 'undo',
      door: undo.door,
      code: '',
      verdict: 'undone',
      detail: '{}',
      undoes: entry.id,
      by: '',
      refers: null,
      recordedAt: null,
    });
    recomputeEntry(db, entry.eventId, verdict.person.id);
    return { id: undo.id, at: now, undoes: entry.id, person: verdict.person, fresh: true };
  });
}
