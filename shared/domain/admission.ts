import type { Admission, EntryPolicy } from '../contract/events';
import { assertNever } from './assertNever';
import type { EventRef, RevokeReason, ScannedPerson, Verdict } from './verdict';

/** What a verdict depends on of the event. Times are UTC milliseconds. */
export interface DoorEvent {
  readonly doorsAt: number | null;
  readonly startsAt: number;
  readonly endsAt: number;
  /** IANA: whose midnight 'once a day' means. */
  readonly zone: string;
  readonly admission: Admission;
  readonly entry: EntryPolicy;
}

/** One entry that stands (was not taken back). */
export interface Entry {
  readonly at: number;
  readonly door: string;
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
      /** Entries to this event that stand, the first one first. Under 'once a day' all of them; else the first will do. */
      readonly entries: readonly Entry[];
    };

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
 * hour, and last whether they are in already: so a person is told what keeps them out for good before what time will mend.
 */
export function judge(subject: Subject, event: DoorEvent, now: number): Verdict {
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
      return judgePerson(subject, event, now);
    default:
      return assertNever(subject);
  }
}

function judgePerson(
  { person, invitation, others, entries }: Extract<Subject, { kind: 'person' }>,
  event: DoorEvent,
  now: number,
): Verdict {
  if (event.admission === 'invited' && invitation !== 'invited' && invitation !== 'confirmed') {
    return { kind: 'notInvited', person, invitation, theirs: nearest(others, now) };
  }
  const { opensAt, closesAt } = entryWindow(event);
  if (now < opensAt) return { kind: 'tooEarly', person, opensAt };
  if (now > closesAt) return { kind: 'tooLate', person, closedAt: closesAt };
  const before = entryThatCounts(entries, event, now);
  if (before) return { kind: 'alreadyIn', person, at: before.at, door: before.door };
  return { kind: 'admitted', person, firstAt: entries[0]?.at ?? null };
}

/** The entry because of which this one is a second one, by the event's entry policy. */
function entryThatCounts(entries: readonly Entry[], event: DoorEvent, now: number): Entry | undefined {
  switch (event.entry) {
    case 'once':
    case 'leave_and_return': // nobody is scanned out yet, so whoever is in is in
      return entries[0];
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

/** The calendar day of a time in a zone, as text that is equal for equal days. */
function dayIn(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  return (at) => format.format(at);
}

function nearest(events: readonly EventRef[], now: number): EventRef | null {
  let best: EventRef | null = null;
  for (const event of events) {
    if (!best || Math.abs(event.startsAt - now) < Math.abs(best.startsAt - now)) best = event;
  }
  return best;
}
