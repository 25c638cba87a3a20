import { z } from 'zod';
import { TemplateKind } from '../domain/certificateTemplate';
import { InLanguage, procedure } from './base';
import { AttendeeId, EventId, Instant } from './ids';
import { CertificateNumber } from './spool';

export const RegisterRow = z.object({
  number: CertificateNumber,
  serial: z.string(),
  kind: TemplateKind,
  attendeeId: AttendeeId,
  /** As they stand on the sheet. */
  name: z.string(),
  nameLatin: z.string(),
  issuedAt: Instant,
  issuedBy: z.string(),
  printed: z.int(),
  revoked: z.object({ at: Instant, reason: z.string(), by: z.string() }).nullable(),
  /** Serials: of the one that this corrects, and of the one that corrects this. */
  replaces: z.string().nullable(),
  replacedBy: z.string().nullable(),
  handedOver: z.object({ at: Instant, takenBy: z.string(), by: z.string() }).nullable(),
  template: z.string(),
  drawingSha256: z.string(),
});
export type RegisterRow = z.infer<typeof RegisterRow>;

const Reason = z.string().max(200);

export const register = {
  /** Everything that was ever issued, by number. */
  list: procedure.output(z.array(RegisterRow)),
  /** The sheet as it was issued, also of one that was revoked. */
  sheet: procedure
    .input(z.object({ number: CertificateNumber }))
    .output(z.object({ pages: z.array(z.string()) })),
  revoke: procedure.input(z.object({ number: CertificateNumber, reason: Reason })).output(z.void()),
  /** Revokes and issues anew, from what the roster says now; the new one names the old. Gives the new serial. */
  correct: procedure
    .input(z.object({ number: CertificateNumber, eventId: EventId, reason: Reason }))
    .output(z.object({ serial: z.string() })),
  /** Writes the register into the app's folder; gives the file's name. */
  exportCsv: procedure.input(InLanguage).output(z.object({ document: z.string() })),
  exportPdf: procedure.input(InLanguage).output(z.object({ document: z.string() })),
  /** How serials are written from now on, and what the next one would be. */
  serials: procedure.output(z.object({ pattern: z.string(), next: z.string() })),
  setSerials: procedure.input(z.object({ pattern: z.string().max(80) })).output(z.void()),
};
