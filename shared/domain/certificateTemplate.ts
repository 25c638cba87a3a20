import { z } from 'zod';
import { ImageData } from './embeddedImage';

/**
 * A certificate's template as data: a paper, and on its front and back elements in millimetres from the top left, the
 * first one undermost. Kept in the program by version; drawn by `drawCertificate`.
 */

/** For what a certificate is given. A person has at most one in force of each. */
export const TemplateKind = z.enum(['completion', 'honours', 'project']);
export type TemplateKind = z.infer<typeof TemplateKind>;
export const templateKinds = TemplateKind.options;

export const PaperSize = z.enum(['A4', 'Letter', 'B5']);
export type PaperSize = z.infer<typeof PaperSize>;
export const Orientation = z.enum(['portrait', 'landscape']);
export type Orientation = z.infer<typeof Orientation>;
export const Paper = z.object({ size: PaperSize, orientation: Orientation });
export type Paper = z.infer<typeof Paper>;

/** Upright, in mm. B5 is the one of JIS, which Korean printers and paper shops mean by it. */
const sheets: Readonly<Record<PaperSize, { readonly width: number; readonly height: number }>> = {
  A4: { width: 210, height: 297 },
  Letter: { width: 215.9, height: 279.4 },
  B5: { width: 182, height: 257 },
};

/** The sheet's width and height in mm. */
export function paperExtent({ size, orientation }: Paper): {
  readonly width: number;
  readonly height: number;
} {
  const { width, height } = sheets[size];
  return orientation === 'portrait' ? { width, height } : { width: height, height: width };
}

const Millimetres = z.number().min(-100).max(500);
const Colour = z.string().regex(/^#[0-9a-f]{6}$/);
const Stroke = z.number().min(0).max(10);

const place = {
  /** Names it in the list of layers and in what is said of it; unique in a template. */
  id: z.string().regex(/^[A-Za-z0-9-]{1,40}$/),
  x: Millimetres,
  y: Millimetres,
  width: z.number().min(0).max(500),
  height: z.number().min(0).max(500),
  /** Is not picked on the sheet, so that what lies over it can be. */
  locked: z.boolean().default(false),
};

export const Align = z.enum(['start', 'middle', 'end']);
export type Align = z.infer<typeof Align>;

export const TextElement = z.object({
  ...place,
  kind: z.literal('text'),
  /** With fields in braces, `{name}`; a new line begins a paragraph. */
  text: z.string().max(2000),
  font: z.enum(['serif', 'sans']),
  weight: z.union([z.literal(400), z.literal(600), z.literal(700)]),
  /** The size wanted, and the smallest that is let through, in mm. */
  size: z.number().min(1).max(60),
  floor: z.number().min(1).max(60),
  /** What gives way first where the text is too long: its size, or the line, which breaks between words only (keep-all). */
  gives: z.enum(['size', 'line']),
  maxLines: z.int().min(1).max(40),
  /** From one line to the next, in em. */
  leading: z.number().min(1).max(3),
  /** After each character, in em. Under 0.1, or readers of a PDF take it for a space between words. */
  tracking: z.number().min(0).max(0.095),
  align: Align,
  valign: Align,
  colour: Colour,
  /** A field of it without a value is a problem. Otherwise the whole text is left out. */
  needed: z.boolean(),
});
export type TextElement = z.infer<typeof TextElement>;

export const ImageElement = z.object({
  ...place,
  kind: z.literal('image'),
  data: ImageData,
  /** What it shows, for those who list it: logo, seal, signature. */
  label: z.string().max(100),
});
export type ImageElement = z.infer<typeof ImageElement>;

/** From its box's top left to its bottom right, so a level one has no height. */
export const LineElement = z.object({
  ...place,
  kind: z.literal('line'),
  style: z.enum(['plain', 'dashed', 'lozenge']),
  stroke: Stroke,
  colour: Colour,
});
export type LineElement = z.infer<typeof LineElement>;

export const FrameElement = z.object({
  ...place,
  kind: z.literal('frame'),
  style: z.enum(['plain', 'double', 'rosettes', 'corners', 'guilloche', 'medal', 'sealPlace']),
  stroke: Stroke,
  colour: Colour,
  /** Of the inner hairline and the ornaments. */
  accent: Colour,
});
export type FrameElement = z.infer<typeof FrameElement>;

/** The signed facts. A square as wide as its box. */
export const QrElement = z.object({ ...place, kind: z.literal('qr'), colour: Colour });
export type QrElement = z.infer<typeof QrElement>;

export const TemplateElement = z.discriminatedUnion('kind', [
  TextElement,
  ImageElement,
  LineElement,
  FrameElement,
  QrElement,
]);
export type TemplateElement = z.infer<typeof TemplateElement>;

const Side = z.object({ elements: z.array(TemplateElement).max(100) });
export type TemplateSide = z.infer<typeof Side>;

export const CertificateTemplate = z
  .object({
    format: z.literal(2),
    kind: TemplateKind,
    name: z.string().min(1).max(100),
    nameEn: z.string().max(100),
    paper: Paper,
    /** What `{issuer}`, `{issuerEn}`, `{signer}` and `{signerEn}` stand for; `{program}` and `{programEn}` may be in them. */
    words: z.object({
      issuer: z.string().max(200),
      issuerEn: z.string().max(200),
      signer: z.string().max(200),
      signerEn: z.string().max(200),
    }),
    front: Side,
    /** Null where the back stays empty. */
    back: Side.nullable(),
  })
  .refine(
    ({ front, back }) => {
      const ids = [...front.elements, ...(back?.elements ?? [])].map(({ id }) => id);
      return new Set(ids).size === ids.length;
    },
    { error: 'two elements of one id' },
  );
export type CertificateTemplate = z.infer<typeof CertificateTemplate>;
export type TemplateWords = CertificateTemplate['words'];

/** The smallest QR that a phone reads off paper, mm. */
export const smallestQr = 30;

/** The sides of a template in the order in which they print. */
export function sidesOf({ front, back }: CertificateTemplate): readonly TemplateSide[] {
  return back ? [front, back] : [front];
}

/**
 * What stands before the dash of a serial: `C5` for a program whose name counts its cohort ('5기', 'Cohort 5'), else the
 * program's own tag.
 */
export function serialPrefix(program: string, programEn: string, tag: string): string {
  const cohort = /(\d+)\s*기(?!\p{L})/u.exec(program)?.[1] ?? /\bcohort\s*(\d+)/i.exec(programEn)?.[1];
  return cohort ? `C${Number(cohort)}` : tag;
}

/** The day (YYYY-MM-DD) that a moment (UTC ms) falls on in a zone (IANA). */
export function dayIn(zone: string, at: number): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(at);
}
