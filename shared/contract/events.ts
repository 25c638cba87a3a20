import { z } from 'zod';
import { procedure } from './base';
import { AttendeeId, EventId, Instant } from './ids';
import { Role } from './roster';

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

export const EventKind = z.enum([
  'office_visit',
  'tech_talk',
  'office_hour',
  'midpoint_meetup',
  'graduation',
  'other',
]);
export type EventKind = z.infer<typeof EventKind>;

/** Under 'roles', 'tags' and 'tracks' the event's `admits` names them, and one of them is enough. */
export const Admission = z.enum(['everyone', 'invited', 'roles', 'tags', 'tracks']);
export type Admission = z.infer<typeof Admission>;

export const EntryPolicy = z.enum(['once', 'once_a_day', 'leave_and_return', 'unlimited', 'count_only']);
export type EntryPolicy = z.infer<typeof EntryPolicy>;

export const EventSummary = z.object({
  id: EventId,
  code: z.string(),
  kind: EventKind,
  title: z.string(),
  titleEn: z.string(),
  doorsAt: Instant.nullable(),
  startsAt: Instant,
  endsAt: Instant,
  /** IANA */
  zone: z.string(),
  venue: z.string(),
  capacity: z.int().nullable(),
  admission: Admission,
  /** Roles, tags, or ids of tracks, by `admission`; empty under 'everyone' and 'invited'. */
  admits: z.array(z.string()).readonly(),
  entry: EntryPolicy,
  /** Participants who said yes: invited and confirmed, or answered so in the sign-up. */
  expected: z.int(),
  waiting: z.int(),
  /** Everybody whom the journal has as having come in. */
  present: z.int(),
});
export type EventSummary = z.infer<typeof EventSummary>;

/** What the organizer says of an event. */
export const EventEdit = EventSummary.omit({ id: true, expected: true, waiting: true, present: true })
  .extend({
    /** By which files name it; empty: one is made. It stays what it is. */
    code: z.string().trim().max(60),
    title: z.string().trim().min(1).max(200),
    titleEn: z.string().trim().max(200),
    venue: z.string().trim().max(200),
    capacity: z.int().min(1).max(1_000_000).nullable(),
    zone: z.string().refine(isZone),
    admits: z.array(z.string().trim().min(1).max(60)).max(100).readonly(),
  })
  .refine(({ startsAt, endsAt }) => endsAt >= startsAt, { path: ['endsAt'] });
export type EventEdit = z.infer<typeof EventEdit>;

export const InvitationStatus = z.enum(['invited', 'confirmed', 'declined', 'waiting']);
export type InvitationStatus = z.infer<typeof InvitationStatus>;

/** How somebody is to stand to an event; null: on its list no more. `place` in line is kept where none is given. */
export const InvitationChange = z.object({
  id: AttendeeId,
  status: InvitationStatus.nullable(),
  place: z.int().nullable().optional(),
});
export type InvitationChange = z.infer<typeof InvitationChange>;

/** Another event at the same time, to which the person is invited, confirmed or answered yes. */
const Clash = z.object({ eventId: EventId, title: z.string(), titleEn: z.string(), startsAt: Instant });

export const Invited = z.object({
  id: AttendeeId,
  name: z.string(),
  nameLatin: z.string(),
  role: Role,
  affiliation: z.string(),
  team: z.string(),
  phoneLast4: z.string(),
  status: InvitationStatus.nullable(),
  /** In the waiting list, from 1. */
  place: z.int().nullable(),
  answer: z.enum(['yes', 'no', 'undecided']).nullable(),
  presentAt: Instant.nullable(),
  clashes: z.array(Clash).readonly(),
});
export type Invited = z.infer<typeof Invited>;

const ofEvent = z.object({ eventId: EventId });

export const events = {
  /** In the order of their start. */
  list: procedure.output(z.array(EventSummary)),
  /** Adds an event (null) or changes one; `before` undoes a change. */
  put: procedure
    .input(z.object({ id: EventId.nullable(), event: EventEdit }))
    .output(z.object({ id: EventId, before: EventEdit.nullable() })),
  /** Takes an event away with its invitations; one that has a rundown or that somebody came to stays. */
  remove: procedure.input(ofEvent).output(z.void()),
  /** Puts the event back that was taken away last, with its invitations. */
  restore: procedure.input(ofEvent).output(z.void()),
  /** Whoever is on an event's list or answered about it: who holds a place, the waiting list in its order, the rest. */
  invitations: procedure.input(ofEvent).output(z.array(Invited).readonly()),
  /**
   * Changes how people stand to an event. Where a place was given back ('freed'), or to fill every free one ('fill'), whoever has
   * waited longest moves up; `undo` puts everybody back.
   */
  setInvitations: procedure
    .input(
      ofEvent.extend({
        changes: z.array(InvitationChange).max(2000).readonly(),
        moveUp: z.enum(['freed', 'fill', 'nobody']),
      }),
    )
    .output(
      z.object({ movedUp: z.array(z.string()).readonly(), undo: z.array(InvitationChange).readonly() }),
    ),
  /** How many people are in two events at a time, by event. */
  clashes: procedure.output(z.array(ofEvent.extend({ people: z.int() })).readonly()),
  /** An event, or all of the program (null), as an iCalendar file in the app's folder. */
  calendar: procedure
    .input(z.object({ eventId: EventId.nullable(), language: z.enum(['ko', 'en']) }))
    .output(z.object({ document: z.string() })),
};
