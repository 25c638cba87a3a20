import { z } from 'zod';
import { roles } from '../domain/roles';
import { TrackResult } from '../domain/tracks';
import { procedure } from './base';
import { AttendeeId, EventId, Instant } from './ids';
import { BulkChange, RosterFilter, SavedView } from './rosterView';

export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

export const Finding = z.object({
  kind: z.enum([
    'courseComplete',
    'competitionJoined',
    'competitionTop',
    'medal',
    'projectDone',
    'award',
    'attended',
  ]),
  track: z.string(),
  met: z.boolean(),
  done: z.int(),
  of: z.int(),
  value: z.string(),
});

/** How a rule joins its requirements, and how many of them it needs. */
const Asks = z.object({ kind: z.enum(['all', 'any', 'atLeast']), count: z.int() });

/** Somebody decided otherwise than the rule says: who, when and why. */
export const Override = z.object({ met: z.boolean(), reason: z.string(), by: z.string(), at: Instant });

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
  /** The entry that lets them be in there now: today's where people come once a day; null after they went out. */
  inSince: Instant.nullable(),
  results: z.array(TrackResult).readonly(),
  /** Null for the cast, who take no part in the tracks. */
  eligibility: z
    .object({
      /** With the override, where there is one. */
      eligible: z.boolean(),
      asks: Asks,
      findings: z.array(Finding).readonly(),
      override: Override.nullable(),
    })
    .nullable(),
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
  /** For the door: shown with the verdict. */
  attention: z.string(),
  tags: z.array(z.string()).readonly(),
  /** What they have of each track, by the track's id. */
  byTrack: z.array(z.object({ track: z.string(), result: TrackResult })).readonly(),
  /** Every honour's rule with its decision on this person; none for the cast. */
  honours: z
    .array(
      z.object({
        ruleId: z.string(),
        title: z.string(),
        titleEn: z.string(),
        met: z.boolean(),
        asks: Asks,
        findings: z.array(Finding).readonly(),
        override: Override.nullable(),
      }),
    )
    .readonly(),
  /** Every change, the latest first. `field` may name what it is of after a colon: an event, a track, a rule. */
  history: z
    .array(
      z.object({
        at: Instant,
        /** '' is the organizer. */
        by: z.string(),
        field: z.string(),
        was: z.string(),
        became: z.string(),
      }),
    )
    .readonly(),
  /** Those that the person is invited to, has answered about or came to, in the order of their start. */
  events: z.array(PersonEvent).readonly(),
});
export type PersonDetail = z.infer<typeof PersonDetail>;

/** A person in the list of people. */
export const ListedPerson = Person.extend({
  email: z.string(),
  attention: z.string(),
  tags: z.array(z.string()).readonly(),
});
export type ListedPerson = z.infer<typeof ListedPerson>;

export const RosterStats = z.object({
  participants: z.int(),
  cast: z.int(),
  eligible: z.int(),
  /** Names that several participants share. */
  sharedNames: z.array(z.string()).readonly(),
});
export type RosterStats = z.infer<typeof RosterStats>;

/** Fields of a person that the organizer edits; one left out stays as it is. Texts are put in NFC and trimmed. */
export const PersonEdit = z.object({
  role: Role.optional(),
  name: z.string().trim().min(1).max(200).optional(),
  nameLatin: z.string().trim().max(200).optional(),
  reading: z.string().trim().max(200).optional(),
  email: z.union([z.literal(''), z.email()]).optional(),
  phone: z.string().trim().max(60).optional(),
  affiliation: z.string().trim().max(200).optional(),
  title: z.string().trim().max(200).optional(),
  team: z.string().trim().max(60).optional(),
  attention: z.string().trim().max(300).optional(),
  tags: z.array(z.string().trim().min(1).max(40)).max(30).readonly().optional(),
});
export type PersonEdit = z.infer<typeof PersonEdit>;

const forEvent = z.object({ eventId: EventId.nullable() });

export const roster = {
  list: procedure.input(forEvent).output(z.array(Person).readonly()),
  /** By part of a name, initial consonants, Latin letters, e-mail, phone, affiliation or team; the best fit first. */
  search: procedure
    .input(forEvent.extend({ text: z.string().max(200), limit: z.int().min(1).max(100_000).default(20) }))
    .output(z.array(Person).readonly()),
  get: procedure.input(forEvent.extend({ id: AttendeeId })).output(PersonDetail),
  /** Changes one or several people; gives what undoes it, person by person. */
  edit: procedure
    .input(
      z.object({
        edits: z
          .array(z.object({ id: AttendeeId, edit: PersonEdit }))
          .max(2000)
          .readonly(),
      }),
    )
    .output(z.array(z.object({ id: AttendeeId, edit: PersonEdit })).readonly()),
  /** Who is in a list, in its order: by name, or the best fit of `text` first. */
  view: procedure
    .input(forEvent.extend({ text: z.string().max(200), filter: RosterFilter }))
    .output(z.array(AttendeeId).readonly()),
  /** Of those of them that are on screen what the list shows. */
  rows: procedure
    .input(forEvent.extend({ ids: z.array(AttendeeId).max(500).readonly() }))
    .output(z.array(ListedPerson).readonly()),
  /** The same change of many people: how many it changed, and the number by which it is undone. */
  editMany: procedure
    .input(z.object({ ids: z.array(AttendeeId).max(200_000).readonly(), change: BulkChange }))
    .output(z.object({ number: z.int(), changed: z.int() })),
  /** Undoes the last change of many. */
  undoMany: procedure.input(z.object({ number: z.int() })).output(z.void()),
  views: procedure.output(z.array(SavedView).readonly()),
  saveView: procedure.input(SavedView).output(z.void()),
  removeView: procedure.input(z.object({ id: z.uuid() })).output(z.void()),
  /** Every tag in use, in Korean order. */
  tags: procedure.output(z.array(z.string()).readonly()),
  stats: procedure.output(RosterStats),
};
