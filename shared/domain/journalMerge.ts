import type { EntryPolicy } from '../contract/events';
import { assertNever } from './assertNever.ts';
import { dayIn } from './zonedTime.ts';

/**
 * The rules by which journals of several devices become one truth. The journals are sets of rows, each named by its device
 * and the device's own count, and their union is the journal. What is computed from it depends on which rows there are
 * and never on the order in which they arrived:
 *
 * - a row happened at its `at` put right by what its device's clock was off (`momentOf`); rows are in order by that, equal
 *   times by device and count (`inOrder`);
 * - an undo takes its row back wherever the two came from, and whichever of them arrives first;
 * - a person's first entry is the first one that stands; both rows of two are kept;
 * - an entry that would have been refused, had its door known of all that happened before, is a conflict (`conflictsOf`).
 */
export interface MergeRow {
  readonly device: string;
  readonly seq: number;
  readonly id: string;
  /** UTC ms by the device's own clock. */
  readonly at: number;
  /** Ticked on paper: the time is a person's, who read it off a wall; no device's clock puts it right. */
  readonly onPaper: boolean;
  readonly kind: 'scan' | 'undo' | 'dispute' | 'settlement';
  readonly door: string;
  readonly attendee: string | null;
  readonly badge: string | null;
  readonly verdict: string;
  /** The id of the row that an undo takes back. */
  readonly undoes: string | null;
}

/** What must be added to a device's clock from its row `from` on: measured by the host, by how long the way took. */
export interface ClockOffset {
  readonly device: string;
  readonly from: number;
  readonly offset: number;
  readonly roundTrip: number;
}

/** Of two measurements for the same rows the one that stands: the shorter way there and back, then the smaller offset. */
export function betterOffset<T extends Pick<ClockOffset, 'offset' | 'roundTrip'>>(a: T, b: T): T {
  if (a.roundTrip !== b.roundTrip) return a.roundTrip < b.roundTrip ? a : b;
  return a.offset <= b.offset ? a : b;
}

/**
 * When a row happened by the host's clock (UTC ms). `offsets`: those of the row's device, at most one a `from`; rows before
 * the first one go by the first one.
 */
export function momentOf(
  row: Pick<MergeRow, 'at' | 'seq' | 'onPaper'>,
  offsets: readonly Pick<ClockOffset, 'from' | 'offset'>[],
): number {
  if (row.onPaper || offsets.length === 0) return row.at;
  const sorted = [...offsets].sort((a, b) => a.from - b.from);
  const offset = sorted.findLast(({ from }) => from <= row.seq) ?? sorted[0];
  return row.at + (offset?.offset ?? 0);
}

export type Placed<T> = T & { readonly moment: number };

/** Before or after: by corrected time, ties by device and its own count. */
export function inOrder(
  a: Placed<Pick<MergeRow, 'device' | 'seq'>>,
  b: Placed<Pick<MergeRow, 'device' | 'seq'>>,
): number {
  if (a.moment !== b.moment) return a.moment - b.moment;
  if (a.device !== b.device) return a.device < b.device ? -1 : 1;
  return a.seq - b.seq;
}

/** Where a device's row stands to what is known of that device: its journal is always known from the start without a gap. */
export function placeOf(head: number, seq: number): 'known' | 'next' | 'gap' {
  if (seq <= head) return 'known';
  return seq === head + 1 ? 'next' : 'gap';
}

/** Two badges of one person can't both be valid: of what was issued at two desks at once the later one stands, by time and id. */
export interface MergedBadge {
  readonly id: string;
  readonly issuedAt: number;
  readonly revokedAt: number | null;
}

/**
 * When each of one person's badges ended: what somebody said, and at the latest when the next one was issued. The same
 * whatever came first, and applied any number of times.
 */
export function badgeEnds(badges: readonly MergedBadge[]): ReadonlyMap<string, number | null> {
  const sorted = [...badges].sort(
    (a, b) => a.issuedAt - b.issuedAt || (a.id < b.id ? -1 : Number(a.id > b.id)),
  );
  return new Map(
    sorted.map((badge, i) => {
      const ends = [badge.revokedAt, sorted[i + 1]?.issuedAt ?? null].filter((at) => at !== null);
      return [badge.id, ends.length === 0 ? null : Math.min(...ends)];
    }),
  );
}

/** What the rules need of an event. */
export interface MergeEvent {
  readonly entry: EntryPolicy;
  readonly capacity: number | null;
  /** IANA: whose midnight 'once a day' means. */
  readonly zone: string;
}

/** An entry that stands though a rule was broken, since the door did not know. */
export interface Conflict {
  readonly row: Placed<MergeRow>;
  /**
   * 'twice': the person was in by `against` already; 'full': the room held as many as it may; 'revoked': the badge was out
   * of use by then.
   */
  readonly kind: 'twice' | 'full' | 'revoked';
  readonly against: Placed<MergeRow> | null;
}

const letIn: ReadonlySet<string> = new Set(['admitted', 'admittedNote', 'cameBack', 'overruled']);

/** The rows of one event that let somebody in or out and were not taken back, in order. */
export function passings(rows: readonly Placed<MergeRow>[]): readonly Placed<MergeRow>[] {
  const takenBack = new Set(rows.flatMap(({ undoes }) => undoes ?? []));
  return rows
    .filter(
      ({ kind, verdict, id, attendee }) =>
        kind === 'scan' &&
        attendee !== null &&
        (letIn.has(verdict) || verdict === 'goneOut') &&
        !takenBack.has(id),
    )
    .sort(inOrder);
}

/** Who was let in first when and where, and whether they are inside: from the passings of one event, given in order. */
export function attendanceOf(
  inTurn: readonly Placed<MergeRow>[],
): ReadonlyMap<string, { readonly first: Placed<MergeRow>; readonly inside: boolean }> {
  const people = new Map<string, { readonly first: Placed<MergeRow>; readonly inside: boolean }>();
  for (const row of inTurn) {
    const { attendee } = row;
    if (attendee === null) continue;
    const inside = row.verdict !== 'goneOut';
    const before = people.get(attendee);
    // Who went out before they came in is nobody yet; the last passing decides who is inside.
    if (before) people.set(attendee, { first: before.first, inside });
    else if (inside) people.set(attendee, { first: row, inside });
  }
  return people;
}

/** What is known of somebody, row after row. */
interface Known {
  readonly entries: readonly Placed<MergeRow>[];
  inside: boolean;
  /** Of the last entry, where people come once a day. */
  day: string;
}

/**
 * What goes against the rules among the passings of one event, given in order. An entry that a supervisor or the owner of a
 * badge made is none, and counts as one.
 * @param revoked when a badge ended, UTC ms by the host's clock; null: it did not.
 */
export function conflictsOf(
  inTurn: readonly Placed<MergeRow>[],
  event: MergeEvent,
  revoked: (badge: string) => number | null,
): readonly Conflict[] {
  const found: Conflict[] = [];
  const people = new Map<string, Known & { readonly entries: Placed<MergeRow>[] }>();
  const day = dayIn(event.zone);
  let occupied = 0;
  let today = '';
  for (const row of inTurn) {
    const { attendee } = row;
    if (attendee === null) continue;
    if (event.entry === 'once_a_day') {
      const its = day(row.moment);
      if (its !== today) occupied = 0;
      today = its;
    }
    const before = people.get(attendee) ?? { entries: [], inside: false, day: '' };
    people.set(attendee, before);
    const counted = hasPlace(before, event, today);
    if (row.verdict === 'goneOut') {
      if (counted && event.entry === 'leave_and_return') occupied--;
      before.inside = false;
      continue;
    }
    const conflict = conflictOf(row, before, event, {
      day,
      revoked,
      full: !counted && isFull(occupied, event),
    });
    if (conflict) found.push(conflict);
    if (!counted) occupied++;
    before.entries.push(row);
    before.inside = true;
    before.day = today;
  }
  return found;
}

/** Whether somebody is among those who take up the places, on the day that it is by now. */
function hasPlace({ entries, inside, day }: Readonly<Known>, { entry }: MergeEvent, today: string): boolean {
  if (entry === 'leave_and_return') return inside;
  return entry === 'once_a_day' ? day === today : entries.length > 0;
}

function isFull(occupied: number, { capacity }: MergeEvent): boolean {
  return capacity !== null && occupied >= capacity;
}

function conflictOf(
  row: Placed<MergeRow>,
  before: { readonly entries: readonly Placed<MergeRow>[]; readonly inside: boolean },
  event: MergeEvent,
  known: {
    readonly day: (at: number) => string;
    readonly revoked: (badge: string) => number | null;
    readonly full: boolean;
  },
): Conflict | undefined {
  if (row.verdict === 'overruled') return undefined;
  const ended = row.badge === null ? null : known.revoked(row.badge);
  if (ended !== null && ended <= row.moment) return { row, kind: 'revoked', against: null };
  const against = entryAgainst(row, before, event, known.day);
  if (against) return { row, kind: 'twice', against };
  return known.full ? { row, kind: 'full', against: null } : undefined;
}

/** The entry because of which another one is one too many, by the event's entry policy: as a door itself judges it. */
function entryAgainst(
  row: Placed<MergeRow>,
  { entries, inside }: { readonly entries: readonly Placed<MergeRow>[]; readonly inside: boolean },
  { entry }: MergeEvent,
  day: (at: number) => string,
): Placed<MergeRow> | undefined {
  switch (entry) {
    case 'once':
      return entries[0];
    case 'once_a_day':
      return entries.find(({ moment }) => day(moment) === day(row.moment));
    case 'leave_and_return':
      return inside ? entries.at(-1) : undefined;
    case 'unlimited':
    case 'count_only':
      return undefined;
    default:
      return assertNever(entry);
  }
}
