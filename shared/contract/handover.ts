import { z } from 'zod';
import { InLanguage, procedure } from './base';
import { AttendeeId, Instant } from './ids';
import { CertificateNumber } from './spool';

const Taken = z.object({
  number: CertificateNumber,
  serial: z.string(),
  name: z.string(),
  at: Instant,
  takenBy: z.string(),
});

/** What the desk says of what it read. */
export const HandoverAnswer = z.discriminatedUnion('kind', [
  /** Written down now: one person's certificates, each with its serial. */
  z.object({ kind: z.literal('handed'), certificates: z.array(Taken).min(1) }),
  /** All of them were taken before. */
  z.object({ kind: z.literal('already'), certificates: z.array(Taken).min(1) }),
  z.object({
    kind: z.literal('revoked'),
    serial: z.string(),
    name: z.string(),
    replacedBy: z.string().nullable(),
  }),
  /** Signed by another program's key, or altered. */
  z.object({ kind: z.literal('forged') }),
  /** The person's badge is good, but they have no certificate. */
  z.object({ kind: z.literal('none'), name: z.string() }),
  /** A badge that was revoked, as after a dispute: whoever carries it gets nothing. */
  z.object({ kind: z.literal('stopped'), name: z.string() }),
  z.object({ kind: z.literal('unknown') }),
]);
export type HandoverAnswer = z.infer<typeof HandoverAnswer>;

export const Leftover = z.object({
  number: CertificateNumber,
  serial: z.string(),
  attendeeId: AttendeeId,
  name: z.string(),
  nameLatin: z.string(),
  phone: z.string(),
  email: z.string(),
  printed: z.int(),
  postcode: z.string(),
  address: z.string(),
  recipient: z.string(),
});
export type Leftover = z.infer<typeof Leftover>;

const Who = z.string().max(100);

export const handover = {
  counts: procedure.output(z.object({ taken: z.int(), all: z.int() })),
  /** What is left, by number. */
  leftovers: procedure.output(z.array(Leftover)),
  /** A certificate's QR or a badge was read at the desk. `takenBy`: another person took it for them; '' = they themselves. */
  read: procedure.input(z.object({ code: z.string().min(1).max(8192), takenBy: Who })).output(HandoverAnswer),
  /** The same for a certificate chosen from the list. */
  give: procedure.input(z.object({ number: CertificateNumber, takenBy: Who })).output(HandoverAnswer),
  undo: procedure.input(z.object({ numbers: z.array(CertificateNumber).min(1).max(10) })).output(z.void()),
  setAddress: procedure
    .input(
      z.object({
        attendeeId: AttendeeId,
        postcode: z.string().max(20),
        address: z.string().max(300),
        recipient: Who,
      }),
    )
    .output(z.void()),
  /** Writes what is left into a CSV. */
  exportLeftovers: procedure.input(InLanguage).output(z.object({ document: z.string() })),
  /** Draws address labels (two by seven on an A4) for what is left and has an address. `skip`: labels used up on the first sheet. */
  labels: procedure
    .input(InLanguage.extend({ skip: z.int().min(0).max(13) }))
    .output(z.object({ document: z.string(), labels: z.int(), without: z.int() })),
};
