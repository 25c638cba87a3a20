import { z } from 'zod';
import { procedure } from './base';
import { EventId, Instant } from './ids';

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

export const events = {
  /** In the order of their start. */
  list: procedure.output(z.array(EventSummary)),
};
