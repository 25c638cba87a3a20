import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { CertificateTemplate, Paper, TemplateKind } from '../domain/certificateTemplate';
import { InLanguage, procedure } from './base';
import { HeldBack } from './certificates';
import { AttendeeId, EventId } from './ids';
import { PagesOutput } from './printing';

/** A template's name in the program: of a shipped one its kind, else a UUID. */
export const TemplateId = z.union([TemplateKind, z.uuid()]);
export type TemplateId = z.infer<typeof TemplateId>;

export const TemplateSummary = z.object({
  id: TemplateId,
  version: z.int().min(1),
  /** A certificate was issued by this version: an edit makes the next. */
  used: z.boolean(),
  /** The certificates of its kind are made by it. */
  chosen: z.boolean(),
  kind: TemplateKind,
  name: z.string(),
  nameEn: z.string(),
  paper: Paper,
});
export type TemplateSummary = z.infer<typeof TemplateSummary>;

export const OpenTemplate = TemplateSummary.pick({
  id: true,
  version: true,
  used: true,
  chosen: true,
}).extend({
  body: CertificateTemplate,
});
export type OpenTemplate = z.infer<typeof OpenTemplate>;

/** How a text of a drawing came out. */
export const TextOutcome = z.object({
  element: z.string(),
  size: z.number(),
  wanted: z.number(),
  lines: z.int(),
  broken: z.boolean(),
  wordBroken: z.boolean(),
  mixed: z.boolean(),
});

export const TemplateDrawing = z.object({
  /** SVG: the front, and the back where there is one. */
  pages: z.array(z.string()).min(1),
  problems: z.array(HeldBack),
  outcomes: z.array(TextOutcome),
});
export type TemplateDrawing = z.infer<typeof TemplateDrawing>;

/** Somebody to look at a template with: due for such a certificate, and why they are worth a look. */
export const PreviewPerson = z.object({
  attendeeId: AttendeeId,
  name: z.string(),
  nameLatin: z.string(),
  why: z.enum(['longest', 'strangest', 'other']),
});
export type PreviewPerson = z.infer<typeof PreviewPerson>;

/** What the preflight has to say of one person. Those of HeldBack stop the certificate; the others want a look or are to be known. */
export const PreflightFinding = z.discriminatedUnion('kind', [
  ...HeldBack.options,
  /** A text came out much smaller than wanted. */
  z.object({ kind: z.literal('shrunk'), element: z.string(), size: z.number(), wanted: z.number() }),
  /** A line was broken inside of a word. */
  z.object({ kind: z.literal('wordBroken'), element: z.string() }),
  /** The name stands on more than one line. */
  z.object({ kind: z.literal('nameBroken') }),
  /** The name is drawn out of two fonts. */
  z.object({ kind: z.literal('mixedFonts') }),
  /** Something in the name that is no letter of a name, such as a question mark where a letter was lost. */
  z.object({ kind: z.literal('oddCharacters'), characters: z.array(z.string()) }),
  z.object({ kind: z.literal('sameName'), others: z.int().min(1) }),
  /** Fields without a value whose text is left out. */
  z.object({ kind: z.literal('leftOut'), fields: z.array(z.string()) }),
  z.object({ kind: z.literal('absent') }),
  z.object({ kind: z.literal('issued'), serial: z.string() }),
]);
export type PreflightFinding = z.infer<typeof PreflightFinding>;

export const PreflightPerson = z.object({
  attendeeId: AttendeeId,
  name: z.string(),
  nameLatin: z.string(),
  affiliation: z.string(),
  findings: z.array(PreflightFinding),
  /** The higher, the more it wants a look. 0: nothing about it. */
  risk: z.number(),
});
export type PreflightPerson = z.infer<typeof PreflightPerson>;

export const PreflightStep = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), done: z.int().min(0), total: z.int().min(0) }),
  z.object({
    kind: z.literal('done'),
    /** Everybody due, the riskiest first. */
    people: z.array(PreflightPerson),
    template: z.object({ id: TemplateId, version: z.int(), name: z.string(), nameEn: z.string() }),
  }),
]);
export type PreflightStep = z.infer<typeof PreflightStep>;

const One = z.object({ id: TemplateId });
const Due = z.object({ eventId: EventId, kind: TemplateKind });

export const templates = {
  list: procedure.output(z.array(TemplateSummary)),
  get: procedure.input(One).output(OpenTemplate),
  /** Saves what a template is now; a used version stays, and this is the next. `version` is the one that was edited. */
  save: procedure
    .input(One.extend({ version: z.int().min(1), body: CertificateTemplate }))
    .output(OpenTemplate),
  /** Adds a template of its own; gives its id. */
  add: procedure.input(z.object({ body: CertificateTemplate })).output(One),
  /** From now on the certificates of its kind are made by it. */
  choose: procedure.input(One).output(z.void()),
  /** Puts it away, or takes it back. */
  retire: procedure.input(One.extend({ retired: z.boolean() })).output(z.void()),
  /** Draws a template as it would print for somebody; without a person, for a made-up one. */
  draw: procedure
    .input(
      z.object({ body: CertificateTemplate, eventId: EventId.nullable(), attendeeId: AttendeeId.nullable() }),
    )
    .output(TemplateDrawing),
  /** Those due for a kind of certificate at an event: the longest names first, then the strangest, then the others. */
  people: procedure.input(Due).output(z.array(PreviewPerson)),
  /** Writes a template as one file into the app's folder; gives the file's name. */
  exportFile: procedure.input(One).output(z.string()),
  /** Takes a template in from such a file. */
  importFile: procedure.input(z.object({ text: z.string().max(8_000_000) })).output(One),
  /** Looks at every certificate of a kind before it is issued. */
  preflight: procedure.input(Due).output(eventIterator(PreflightStep)),
  /** A PDF with the ten riskiest certificates, each as it would print, under a list that says what to look at. */
  proof: procedure.input(Due.extend(InLanguage.shape)).output(PagesOutput),
};
