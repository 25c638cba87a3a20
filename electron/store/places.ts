import type { EntryPolicy } from '../../shared/contract/events';
import type { AttendeeId, EventId } from '../../shared/contract/ids';
import { assertNever } from '../../shared/domain/assertNever';
import { dayAround } from '../../shared/domain/zonedTime';
import { countEntries, standingSql } from './attendance';
import { all, get, type ReadDb } from './db';
import { countPresent, type DoorCounts } from './doorCounts';

/** What decides who takes up a place at an event. */
export interface Room {
  readonly id: EventId;
  readonly entry: EntryPolicy;
  /** IANA */
  readonly zone: string;
  /** How many it holds; null: no limit. */
  readonly capacity: number | null;
}

const onDaySql = `event_id = ? AND moment >= ? AND moment < ? AND ${standingSql}`;

/**
 * How many places of an event are taken at `at`: by those inside where leaving is noted, by those who came that day where they
 * come once a day, else by all who came.
 */
export function placesTaken(db: ReadDb, room: Room, at: number): number {
  if (room.entry !== 'once_a_day') {
    const { present, inside } = countPresent(db, room.id);
    return room.entry === 'leave_and_return' ? inside : present;
  }
  const { from, to } = dayAround(at, room.zone);
  const sql = `SELECT count(DISTINCT attendee_id) AS n FROM filed WHERE ${onDaySql}`;
  return get<{ n: number }>(db, sql, room.id, from, to)?.n ?? 0;
}

/**
 * The same for a verdict, which must not wait: exact where it matters. No more places can be taken than people ever came, so
 * as long as these fit in they are not counted by the day.
 */
export function placesTakenAtMost(db: ReadDb, room: Room, at: number): number {
  if (room.capacity === null) return 0;
  const { present } = countPresent(db, room.id);
  return present < room.capacity ? present : placesTaken(db, room, at);
}

/** Whether an event holds nobody more at `at`. */
export function isFull(db: ReadDb, room: Room, at: number): boolean {
  return room.capacity !== null && placesTakenAtMost(db, room, at) >= room.capacity;
}

/** How many an event's screens call in at `at`: who came at all, but where they come once a day who came that day. */
export function presentAt(db: ReadDb, room: Room, at: number): number {
  return room.entry === 'once_a_day' ? placesTaken(db, room, at) : countPresent(db, room.id).present;
}

/** SQL, with its parameters. */
interface Sql {
  readonly sql: string;
  readonly params: readonly (string | number)[];
}

type Door = Pick<Room, 'id' | 'entry' | 'zone'>;

/**
 * Of the `person`, whose row of `attendance` is `t` (or null): when they first came, if they are in the hall at `at`. Null
 * where they are not: gone out where leaving is noted, come on another day only where they come once a day. `at` null: when they
 * first came at all.
 */
export function hereSql({ id, entry, zone }: Door, at: number | null, person = 'a.id'): Sql {
  if (at === null) return { sql: 't.entered_at', params: [] };
  switch (entry) {
    case 'once_a_day': {
      const { from, to } = dayAround(at, zone);
      const sql = `(SELECT min(moment) FROM filed WHERE attendee_id = ${person} AND ${onDaySql})`;
      return { sql, params: [id, from, to] };
    }
    case 'leave_and_return':
      return { sql: 'CASE t.inside WHEN 1 THEN t.entered_at END', params: [] };
    case 'once':
    case 'unlimited':
    case 'count_only':
      return { sql: 't.entered_at', params: [] };
    default:
      return assertNever(entry);
  }
}

/** Everybody who is in the hall of an event at `at`, as its door understands it; null: whoever ever came. */
export function insideIds(db: ReadDb, door: Door, at: number | null): ReadonlySet<AttendeeId> {
  const here = hereSql(door, at, 't.attendee_id');
  const rows = all<{ id: AttendeeId }>(
    db,
    `SELECT t.attendee_id AS id FROM attendance t WHERE t.event_id = ? AND ${here.sql} IS NOT NULL`,
    door.id,
    ...here.params,
  );
  return new Set(rows.map(({ id }) => id));
}

/**
 * The same with the entry that lets them be in: where leaving is noted that is the last one, not the first.
 */
export function inSinceSql(door: Door, at: number): Sql {
  if (door.entry !== 'leave_and_return') return hereSql(door, at);
  const last = `SELECT max(moment) FROM filed WHERE attendee_id = a.id AND event_id = ? AND ${standingSql}`;
  return { sql: `CASE t.inside WHEN 1 THEN (${last}) END`, params: [door.id] };
}

/** The first entry of each person on the day of `at`. */
function entriesOnDay(db: ReadDb, room: Room, at: number) {
  const { from, to } = dayAround(at, room.zone);
  return all<{ id: AttendeeId; at: number; cast: 0 | 1 }>(
    db,
    `SELECT filed.attendee_id AS id, min(moment) AS at, coalesce(a.role, 'participant') <> 'participant' AS cast
     FROM filed LEFT JOIN attendee a ON a.id = filed.attendee_id WHERE ${onDaySql} GROUP BY filed.attendee_id`,
    room.id,
    from,
    to,
  );
}

/**
 * What a lane shows of who came: how many, and of the first entries how many in each `width` ms up to `now`, the oldest first.
 * Where people come once a day it is today's.
 */
export function laneCounts(
  db: ReadDb,
  room: Room,
  now: number,
  width: number,
  buckets: number,
): DoorCounts & { readonly lastHour: readonly number[]; readonly placesLeft: number | null } {
  const left = (taken: number) => (room.capacity === null ? null : Math.max(0, room.capacity - taken));
  if (room.entry !== 'once_a_day') {
    const lastHour = countEntries(db, room.id, now, width, buckets);
    return { ...countPresent(db, room.id), lastHour, placesLeft: left(placesTaken(db, room, now)) };
  }
  const came = entriesOnDay(db, room, now);
  const lastHour = Array.from({ length: buckets }, () => 0);
  const end = Math.floor(now / width);
  for (const { at } of came) {
    const bucket = buckets - 1 - (end - Math.floor(at / width));
    const before = lastHour[bucket];
    if (before !== undefined) lastHour[bucket] = before + 1;
  }
  const present = came.length;
  const presentCast = came.filter(({ cast }) => cast === 1).length;
  return { present, presentCast, inside: present, lastHour, placesLeft: left(present) };
}
