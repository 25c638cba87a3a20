import { z } from 'zod';
import { AttendeeId, EventId, Instant } from '../contract/ids';
import { roles } from './roles';

/** Why a badge was taken out of use. */
export const RevokeReason = z.enum(['lost', 'damaged', 'misprinted']);
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
    kind: z.literal('alreadyIn'),
    person: ScannedPerson,
    /** When and at which door they came in. */
    at: Instant,
    door: z.string(),
  }),
  z.object({
    kind: z.literal('notInvited'),
    person: ScannedPerson,
    /** What the event's list says of them; null: nothing. */
    invitation: z.enum(['declined', 'waiting']).nullable(),
    /** The event whose list they are on, where there is one. */
    theirs: EventRef.nullable(),
  }),
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
  'alreadyIn',
  'notInvited',
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
