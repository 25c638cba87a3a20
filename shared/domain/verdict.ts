import { z } from 'zod';
import { AttendeeId, EventId, Instant } from '../contract/ids';
import { roles } from './roles';

/** Why a badge was taken out of use. 'disputed': somebody else came in with it, or with a picture of it. */
export const RevokeReason = z.enum(['lost', 'damaged', 'misprinted', 'disputed']);
export type RevokeReason = z.infer<typeof RevokeReason>;

/** Who stands at the door, as the lane shows them. */
export const ScannedPerson = z.object({
  id: AttendeeId,
  role: z.enum(roles),
  name: z.string(),
  nameLatin: z.string(),
  affiliation: z.string(),
  title: z.string(),
  team: z.string(),
});
export type ScannedPerson = z.infer<typeof ScannedPerson>;

/** An event as a verdict names it. */
export const EventRef = z.object({
  id: EventId,
  title: z.string(),
  titleEn: z.string(),
  startsAt: Instant,
  /** IANA */
  zone: z.string(),
});
export type EventRef = z.infer<typeof EventRef>;

/** The answer to one reading at a door. Stored whole in the journal, so a scan sent again gets the very same. */
export const Verdict = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('admitted'),
    person: ScannedPerson,
    /** The first entry, where the event lets people in more than once and this is not it. */
    firstAt: Instant.nullable(),
  }),
  z.object({
    kind: z.literal('admittedNote'),
    person: ScannedPerson,
    firstAt: Instant.nullable(),
    /** What the steward must know of this person. */
    note: z.string(),
  }),
  /** Left before, and comes back in. */
  z.object({
    kind: z.literal('cameBack'),
    person: ScannedPerson,
    firstAt: Instant,
    note: z.string(),
  }),
  /** Goes out; null: nothing says that they were in. */
  z.object({ kind: z.literal('goneOut'), person: ScannedPerson, enteredAt: Instant.nullable() }),
  /** A supervisor let them in against a verdict, or the owner of a disputed badge proved who they are. */
  z.object({
    kind: z.literal('overruled'),
    person: ScannedPerson,
    /** The verdict that was overruled. */
    instead: z.string(),
    reason: z.string(),
    firstAt: Instant.nullable(),
    /** What the steward must know of this person; older rows do not say. */
    note: z.string().default(''),
  }),
  z.object({
    kind: z.literal('alreadyIn'),
    person: ScannedPerson,
    /** When and at which door they came in. */
    at: Instant,
    door: z.string(),
    /** Who let them in, where somebody said who they are; older rows do not say. */
    by: z.string().optional(),
  }),
  z.object({
    kind: z.literal('notInvited'),
    person: ScannedPerson,
    /** What the event's list says of them; null: nothing. */
    invitation: z.enum(['declined', 'waiting']).nullable(), // 'waiting' only in older rows: it has a kind of its own now
    /** The event whose list they are on, where there is one. */
    theirs: EventRef.nullable(),
  }),
  /** On the event's waiting list. */
  z.object({ kind: z.literal('waiting'), person: ScannedPerson, theirs: EventRef.nullable() }),
  /** As many are in as the room holds. */
  z.object({ kind: z.literal('full'), person: ScannedPerson, capacity: z.int() }),
  z.object({ kind: z.literal('tooEarly'), person: ScannedPerson, opensAt: Instant }),
  z.object({ kind: z.literal('tooLate'), person: ScannedPerson, closedAt: Instant }),
  z.object({
    kind: z.literal('revoked'),
    person: ScannedPerson,
    since: Instant,
    reason: RevokeReason.nullable(),
  }),
  /** It claims to be a badge of this program, but its signature is not ours. */
  z.object({ kind: z.literal('forged') }),
  /** A badge of another program. */
  z.object({ kind: z.literal('foreign') }),
  z.object({
    kind: z.literal('unknown'),
    /** 'noBadgeCode': some other code; 'noSuchBadge': signed by us, but of nobody in this program. */
    why: z.enum(['noBadgeCode', 'noSuchBadge']),
  }),
]);
export type Verdict = z.infer<typeof Verdict>;
export type VerdictKind = Verdict['kind'];

export const verdictKinds = [
  'admitted',
  'admittedNote',
  'cameBack',
  'goneOut',
  'overruled',
  'alreadyIn',
  'notInvited',
  'waiting',
  'full',
  'tooEarly',
  'tooLate',
  'revoked',
  'forged',
  'foreign',
  'unknown',
] as const satisfies readonly VerdictKind[];

/** The person a verdict is about; undefined where the code named nobody. */
export function personOf(verdict: Verdict): ScannedPerson | undefined {
  return 'person' in verdict ? verdict.person : undefined;
}

/** What the steward must know of whom a verdict lets in; '' where there is nothing. */
export function noteOf(verdict: Verdict): string {
  return isEntry(verdict) && 'note' in verdict ? verdict.note : '';
}

/** The verdicts that let a person in. */
export const entryKinds = [
  'admitted',
  'admittedNote',
  'cameBack',
  'overruled',
] as const satisfies readonly VerdictKind[];

export function isEntry(verdict: Verdict): boolean {
  return entryKinds.some((kind) => kind === verdict.kind);
}

/** The verdicts that a supervisor may overrule: those that name a person. */
export const overrulable = [
  'alreadyIn',
  'notInvited',
  'waiting',
  'full',
  'tooEarly',
  'tooLate',
  'revoked',
] as const satisfies readonly VerdictKind[];
