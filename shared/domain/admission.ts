import type { Admission, EntryPolicy } from '../contract/events';
import { assertNever } from './assertNever';
import type { EventRef, RevokeReason, ScannedPerson, Verdict } from './verdict';
import { dayIn } from './zonedTime';

/** What a verdict depends on of the event. Times are UTC milliseconds. */
export interface DoorEvent {
  readonly doorsAt: number | null;
  readonly startsAt: number;
  readonly endsAt: number;
  /** IANA: whose midnight 'once a day' means. */
  readonly zone: string;
  readonly admission: Admission;
  readonly entry: EntryPolicy;
  /** How many the room holds; null: no limit. */
  readonly capacity: number | null;
}

/** One entry that stands (was not taken back). */
export interface Entry {
  readonly at: number;
  readonly door: string;
  /** Who was at the door, where somebody said so. */
  readonly by?: string | null;
}

export type InvitationStatus = 'invited' | 'confirmed' | 'declined' | 'waiting';

/** Whom the reading leads to, with all that the store knows of them. Gathered first, judged afterwards. */
export type Subject =
  | { readonly kind: 'unknown'; readonly why: 'noBadgeCode' | 'noSuchBadge' }
  | { readonly kind: 'forged' }
  | { readonly kind: 'foreign' }
  | {
      readonly kind: 'revoked';
      readonly person: ScannedPerson;
      readonly since: number;
      readonly reason: RevokeReason | null;
    }
  | {
      readonly kind: 'person';
      readonly person: ScannedPerson;
      readonly invitation: InvitationStatus | null;
      /** Other events on whose list they are (invited or confirmed). */
      readonly others: readonly EventRef[];
      /**
       * Entries to this event that stand, the first one first. Under 'once a day', and of who is inside and may leave and return,
       * all of them; else the first will do.
       */
      readonly entries: readonly Entry[];
      /** They came in and did not leave since. */
      readonly inside: boolean;
      /** The event admits them by their role, a tag or a track, where it goes by these. */
      readonly admitted: boolean;
      /** What the steward must know of them; '' where there is nothing. */
      readonly attention: string;
      /** How many places are taken: by those inside where leaving is noted, by those of today where they come once a day. */
      readonly occupied: number;
    };

/** Whether a reading is of somebody who comes in or goes out. Only events of 'leave and return' have people going out. */
export type Direction = 'in' | 'out';

const hour = 3_600_000;

/** From when to when the door is open: from an hour before the start where no time for the doors was given. */
export function entryWindow(event: Pick<DoorEvent, 'doorsAt' | 'startsAt' | 'endsAt'>): {
  readonly opensAt: number;
  readonly closesAt: number;
} {
  return { opensAt: event.doorsAt ?? event.startsAt - hour, closesAt: event.endsAt };
}

/**
 * Judges one reading. Who it is comes first, then whether the badge is good, then whether the event is theirs, then the
 * hour, then whether they are in already, and last whether there is room: so a person is told what keeps them out for good
 * before what time will mend. Who goes out is never held back.
 */
export function judge(subject: Subject, event: DoorEvent, now: number, direction: Direction = 'in'): Verdict {
  switch (subject.kind) {
    case 'unknown':
      return { kind: 'unknown', why: subject.why };
    case 'forged':
      return { kind: 'forged' };
    case 'foreign':
      return { kind: 'foreign' };
    case 'revoked':
      return { kind: 'revoked', person: subject.person, since: subject.since, reason: subject.reason };
    case 'person':
      if (direction === 'out' && event.entry === 'leave_and_return') return judgeLeaving(subject);
      return judgePerson(subject, event, now);
    default:
      return assertNever(subject);
  }
}

type PersonSubject = Extract<Subject, { kind: 'person' }>;

function judgeLeaving({ person, inside, entries }: PersonSubject): Verdict {
  return { kind: 'goneOut', person, enteredAt: inside ? (entries[0]?.at ?? null) : null };
}

function judgePerson(subject: PersonSubject, event: DoorEvent, now: number): Verdict {
  const { person, invitation, others } = subject;
  if (!mayCome(subject, event)) {
    const theirs = nearest(others, now);
    return invitation === 'waiting'
      ? { kind: 'waiting', person, theirs }
      : { kind: 'notInvited', person, invitation: invitation === 'declined' ? invitation : null, theirs };
  }
  const { opensAt, closesAt } = entryWindow(event);
  if (now < opensAt) return { kind: 'tooEarly', person, opensAt };
  if (now > closesAt) return { kind: 'tooLate', person, closedAt: closesAt };
  const before = entryThatCounts(subject, event, now);
  if (before) {
    const { at, door, by } = before;
    return { kind: 'alreadyIn', person, at, door, ...(by ? { by } : {}) };
  }
  if (event.capacity !== null && !hasPlace(subject, event) && subject.occupied >= event.capacity) {
    return { kind: 'full', person, capacity: event.capacity };
  }
  return letIn(subject, event);
}

/** Whether somebody whom no entry keeps out is among those who take up the places: yesterday's place is not today's. */
function hasPlace({ inside, entries }: PersonSubject, { entry }: DoorEvent): boolean {
  if (entry === 'once_a_day') return false;
  return entry === 'leave_and_return' ? inside : entries.length > 0;
}

function letIn({ person, entries, attention }: PersonSubject, event: DoorEvent): Verdict {
  const firstAt = entries[0]?.at ?? null;
  if (event.entry === 'leave_and_return' && firstAt !== null) {
    return { kind: 'cameBack', person, firstAt, note: attention };
  }
  return attention === ''
    ? { kind: 'admitted', person, firstAt }
    : { kind: 'admittedNote', person, firstAt, note: attention };
}

/** Whom the event is for. Somebody who was invited may come whatever else the event goes by. */
function mayCome({ invitation, admitted }: PersonSubject, event: DoorEvent): boolean {
  if (invitation === 'invited' || invitation === 'confirmed') return true;
  switch (event.admission) {
    case 'everyone':
      return true;
    case 'invited':
      return false;
    case 'roles':
    case 'tags':
    case 'tracks':
      return admitted;
    default:
      return assertNever(event.admission);
  }
}

/** The entry because of which this one is a second one, by the event's entry policy. */
function entryThatCounts(
  { entries, inside }: PersonSubject,
  event: DoorEvent,
  now: number,
): Entry | undefined {
  switch (event.entry) {
    case 'once':
      return entries[0];
    case 'leave_and_return':
      return inside ? entries.at(-1) : undefined;
    case 'once_a_day': {
      const today = dayIn(event.zone);
      return entries.find((entry) => today(entry.at) === today(now));
    }
    case 'unlimited':
    case 'count_only':
      return undefined;
    default:
      return assertNever(event.entry);
  }
}

function nearest(events: readonly EventRef[], now: number): EventRef | null {
  let best: EventRef | null = null;
  for (const event of events) {
    if (!best || Math.abs(event.startsAt - now) < Math.abs(best.startsAt - now)) best = event;
  }
  return best;
}
