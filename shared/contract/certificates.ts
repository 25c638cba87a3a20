import { z } from 'zod';
import { fieldNames } from '../domain/certificateFields';
import { TemplateKind } from '../domain/certificateTemplate';
import { InLanguage, procedure } from './base';
import { AttendeeId, EventId, Instant } from './ids';
import { PagesOutput, PdfFiles, PrintOrder } from './printing';

/** Why somebody's certificate can't be made; `element` is the template's element concerned. */
export const HeldBack = z.discriminatedUnion('kind', [
  /** Characters that no bundled font has. */
  z.object({ kind: z.literal('glyphs'), element: z.string(), characters: z.array(z.string()) }),
  /** A text that does not fit its place at a readable size. */
  z.object({ kind: z.literal('tooLong'), element: z.string() }),
  /** A needed text whose fields have no value. */
  z.object({ kind: z.literal('empty'), element: z.string(), fields: z.array(z.enum(fieldNames)) }),
  /** Something in braces that is no field. */
  z.object({ kind: z.literal('unknownField'), element: z.string(), names: z.array(z.string()) }),
]);
export type HeldBack = z.infer<typeof HeldBack>;

export const CertificateState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('issued'), serial: z.string() }),
  z.object({ kind: z.literal('printed'), serial: z.string(), times: z.int().min(1) }),
  z.object({ kind: z.literal('heldBack'), problem: HeldBack }),
]);
export type CertificateState = z.infer<typeof CertificateState>;

/** Somebody who completes the program. */
export const Graduate = z.object({
  attendeeId: AttendeeId,
  name: z.string(),
  nameLatin: z.string(),
  affiliation: z.string(),
  /** The journal has them as having come in to the event. */
  present: z.boolean(),
  state: CertificateState,
});
export type Graduate = z.infer<typeof Graduate>;

/** Whose certificates: of those eligible and present, or one person's. */
export const CertificateChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('present') }),
  z.object({ kind: z.literal('notPrinted') }),
  z.object({ kind: z.literal('one'), attendeeId: AttendeeId }),
]);
export type CertificateChoice = z.infer<typeof CertificateChoice>;

/** Certificates of which kind, of which event's day. */
const Due = z.object({ eventId: EventId, kind: TemplateKind });

const Run = Due.extend({ choice: CertificateChoice, order: PrintOrder });

export const certificates = {
  /** Everybody who completes the program, in 가나다 order, and where their certificate stands. */
  list: procedure.input(Due).output(
    z.object({
      graduates: z.array(Graduate),
      /** The last number given, or null. */
      lastSerial: z.string().nullable(),
    }),
  ),
  /** The sheet as it was issued; or as it would be, without a number and with a QR that proves nothing. */
  preview: procedure
    .input(Due.extend({ attendeeId: AttendeeId }))
    .output(z.object({ pages: z.array(z.string()).min(1), issued: z.boolean() })),
  /** Issues what is missing and writes the chosen certificates into PDF. */
  makePdf: procedure.input(Run.extend({ ...InLanguage.shape, files: PdfFiles })).output(PagesOutput),
  /** Every certificate that was issued, by number. */
  issued: procedure.output(
    z.array(
      z.object({
        number: z.int(),
        serial: z.string(),
        attendeeId: AttendeeId,
        name: z.string(),
        issuedAt: Instant,
        printed: z.int(),
        drawingSha256: z.string(),
      }),
    ),
  ),
};
