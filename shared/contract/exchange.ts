import { z } from 'zod';
import { callerRoles } from '../domain/access';
import { roles } from '../domain/roles';
import { RevokeReason, verdictKinds } from '../domain/verdict';
import { ScanSource } from './checkin';
import { Admission, EntryPolicy, EventKind } from './events';
import { AttendeeId, BadgeId, EventId, Instant, ScanId } from './ids';

/** What comes back from the store as it went in: no half characters. */
const text = (longest: number) =>
  z
    .string()
    .max(longest)
    .refine((value) => !/\p{Cs}/u.test(value));

/** How far a device's journal is known: its count, from 1. */
export const Heads = z.record(z.string().max(64), z.int().min(0));
export type Heads = Readonly<z.infer<typeof Heads>>;

const Hash = z.base64().length(44);

/** A row of the journal on its way from one device to another. */
export const SentRow = z.strictObject({
  deviceId: z.uuid(),
  deviceSeq: z.int().min(1),
  id: ScanId,
  at: Instant,
  kind: z.enum(['scan', 'undo', 'dispute', 'settlement']),
  eventId: EventId,
  door: text(200),
  source: ScanSource,
  code: text(256),
  badgeId: BadgeId.nullable(),
  attendeeId: AttendeeId.nullable(),
  verdict: z.enum([...verdictKinds, 'undone', 'disputed', 'settled']),
  detail: text(4096),
  undoes: ScanId.nullable(),
  refers: ScanId.nullable(),
  by: text(200),
  recordedAt: Instant.nullable(),
  form: z.union([z.literal(1), z.literal(2)]),
  hash: Hash,
});
export type SentRow = Readonly<z.infer<typeof SentRow>>;

/** What was measured of a device's clock, from its row `from` on (shared/domain/journalMerge). */
export const Offset = z.strictObject({
  device: z.uuid(),
  from: z.int().min(0),
  offset: z.int(),
  roundTrip: z.int().min(0),
});

/** A badge wherever it was issued. */
export const CopiedBadge = z.strictObject({
  id: BadgeId,
  issuedAt: Instant,
  revokedAt: Instant.nullable(),
  revokedReason: RevokeReason.nullable(),
});
export type CopiedBadge = z.infer<typeof CopiedBadge>;

/**
 * A person as a copy of the list has them: what a door needs. No e-mail, of the phone the last four digits, no results beyond
 * which tracks there are any of.
 */
export const CopiedPerson = z.strictObject({
  unit: z.literal('person'),
  id: AttendeeId,
  role: z.enum(roles),
  name: text(500).min(1),
  nameLatin: text(500),
  reading: text(500),
  affiliation: text(500),
  title: text(500),
  team: text(500),
  attention: text(2000),
  lastFour: z.string().regex(/^\d{0,4}$/),
  /** Whole only on its way from the door that took a guest in. */
  phone: text(40),
  updatedAt: Instant,
  tags: z.array(text(200).min(1)).max(500),
  badges: z.array(CopiedBadge).max(500),
  invitations: z
    .array(
      z.strictObject({ eventId: EventId, status: z.enum(['invited', 'confirmed', 'declined', 'waiting']) }),
    )
    .max(5000),
  answers: z.array(z.strictObject({ code: text(200), answer: z.enum(['yes', 'no', 'undecided']) })).max(5000),
  tracks: z.array(text(200)).max(500),
});
export type CopiedPerson = z.infer<typeof CopiedPerson>;

export const CopiedEvent = z.strictObject({
  unit: z.literal('event'),
  id: EventId,
  code: text(200),
  kind: EventKind,
  title: text(500),
  titleEn: text(500),
  doorsAt: Instant.nullable(),
  startsAt: Instant,
  endsAt: Instant,
  zone: text(100),
  venue: text(500),
  capacity: z.int().nullable(),
  admission: Admission,
  admits: z.array(text(200)).max(1000),
  entry: EntryPolicy,
});

export type CopiedEvent = z.infer<typeof CopiedEvent>;

/** One change of the list: how a person or an event stands now, or that they are gone. */
export const ListChange = z.discriminatedUnion('unit', [
  CopiedPerson,
  CopiedEvent,
  z.strictObject({ unit: z.literal('gone'), of: z.enum(['person', 'event']), id: z.uuid() }),
]);
export type ListChange = z.infer<typeof ListChange>;

const Track = z.strictObject({
  id: z.string().max(200),
  kind: z.string().max(50),
  title: z.string().max(500),
  titleEn: z.string().max(500),
  config: z.string().max(10_000),
  position: z.int(),
});

const SentPin = z.strictObject({ salt: z.base64().max(100), hash: z.base64().max(100) });

/** PINs as they are stored, for copies at which the same ones hold. */
const SentPins = z.partialRecord(z.enum([...callerRoles, 'supervisor']), SentPin);
export type SentPins = Readonly<z.infer<typeof SentPins>>;

/** What a copy of a program starts from: who it is a copy of, and the key by which badges are told from forged ones. */
export const CopySeed = z.strictObject({
  programId: z.uuid(),
  tag: z.string().length(4),
  name: z.string().max(500),
  nameEn: z.string().max(500),
  createdAt: Instant,
  badgeKey: z.base64().length(44),
  /** The rehearsal's clock, as it is stored; null: the machine's own. */
  rehearsal: z.string().max(500).nullable(),
  event: z.uuid().nullable(),
  tracks: z.array(Track).max(500),
  pins: SentPins.default({}),
});
export type CopySeed = z.infer<typeof CopySeed>;
