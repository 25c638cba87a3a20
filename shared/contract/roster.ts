import { z } from 'zod';
import { roles } from '../domain/roles';
import { TrackResult } from '../domain/tracks';
import { procedure } from './base';
import { AttendeeId, EventId, Instant } from './ids';

export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

export const Finding = z.object({
  kind: z.enum(['courseComplete', 'competitionJoined', 'projectDone']),
  met: z.boolean(),
  done: z.int(),
  of: z.int(),
});

/** A person as lists show them. */
export const Person = z.object({
  id: AttendeeId,
  role: Role,
  name: z.string(),
  nameLatin: z.string(),
  affiliation: z.string(),
  team: z.string(),
  title: z.string(),
  phoneLast4: z.string(),
  /** Somebody else has the same name: team, affiliation or the last four digits tell them apart. */
  sharesName: z.boolean(),
  /** First entry to the event asked for. */
  presentAt: Instant.nullable(),
  results: z.array(TrackResult).readonly(),
  /** Null for the cast, who take no part in the tracks. */
  eligibility: z.object({ eligible: z.boolean(), findings: z.array(Finding).readonly() }).nullable(),
});
export type Person = z.infer<typeof Person>;

/** How a person stands to an event. */
export const PersonEvent = z.object({
  eventId: EventId,
  title: z.string(),
  titleEn: z.string(),
  startsAt: Instant,
  invitation: z.enum(['invited', 'confirmed', 'declined', 'waiting']).nullable(),
  answer: z.enum(['yes', 'no', 'undecided']).nullable(),
  presentAt: Instant.nullable(),
});

export const PersonDetail = Person.extend({
  email: z.string(),
  phone: z.string(),
  reading: z.string(),
  /** Those that the person is invited to, has answered about or came to, in the order of their start. */
  events: z.array(PersonEvent).readonly(),
});
export type PersonDetail = z.infer<typeof PersonDetail>;

export const RosterStats = z.object({
  participants: z.int(),
  cast: z.int(),
  eligible: z.int(),
  /** Names that several participants share. */
  sharedNames: z.array(z.string()).readonly(),
});
export type RosterStats = z.infer<typeof RosterStats>;

const forEvent = z.object({ eventId: EventId.nullable() });

export const roster = {
  list: procedure.input(forEvent).output(z.array(Person).readonly()),
  /** By part of a name, initial consonants, Latin letters, e-mail, phone, affiliation or team; the best fit first. */
  search: procedure
    .input(forEvent.extend({ text: z.string().max(200), limit: z.int().min(1).max(100_000).default(20) }))
    .output(z.array(Person).readonly()),
  get: procedure.input(forEvent.extend({ id: AttendeeId })).output(PersonDetail),
  stats: procedure.output(RosterStats),
};
