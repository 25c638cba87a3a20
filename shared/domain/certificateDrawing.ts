import { assertNever } from './assertNever';
import { type CertificateFields, emptyFields, type FieldName, fieldsIn, fillIn } from './certificateFields';
import { frameElement, lineElement } from './certificateOrnament';
import {
  type CertificateTemplate,
  paperExtent,
  sidesOf,
  smallestQr,
  type TemplateElement,
  type TextElement,
} from './certificateTemplate';
import { type FontFace, sans, serif } from './fonts';
import { qrElement, qrSymbol } from './qr';
import { escapeXml, facesOf, mm, svgPage, textLine } from './svg';
import { type LaidText, layText } from './textFit';
import type { FontMetrics, TextLine } from './textLayout';

/** A person's frozen fields, and what their QR holds. */
export type DrawnFields = CertificateFields & { readonly code: string };

/** Why a certificate must not be issued as it is. `element` is the id of the one concerned. */
export type CertificateProblem =
  /** Characters that no bundled font has, or that print as nothing. */
  | { readonly kind: 'glyphs'; readonly element: string; readonly characters: readonly string[] }
  /** A text that stands out of its box even at its floor. */
  | { readonly kind: 'tooLong'; readonly element: string }
  /** A needed text whose fields have no value. */
  | { readonly kind: 'empty'; readonly element: string; readonly fields: readonly FieldName[] }
  /** Something in braces that is no field. */
  | { readonly kind: 'unknownField'; readonly element: string; readonly names: readonly string[] };

/** How a text came out: what gave way so that it fits. */
export interface TextOutcome {
  readonly element: string;
  /** mm, and the one wanted. */
  readonly size: number;
  readonly wanted: number;
  readonly lines: number;
  readonly broken: boolean;
  readonly wordBroken: boolean;
  /** More than one font draws it. */
  readonly mixed: boolean;
}

export interface Judgement {
  readonly problems: readonly CertificateProblem[];
  readonly outcomes: readonly TextOutcome[];
}

export interface Drawing extends Judgement {
  /** The front and, where there is one, the back: SVG in millimetres, line breaks made and every font named. */
  readonly pages: readonly string[];
  /** The cuts they use. */
  readonly faces: readonly FontFace[];
}

function filled(element: TextElement, fields: CertificateFields): string {
  return emptyFields(element.text, fields).length > 0 ? '' : fillIn(element.text, fields);
}

function layElement(element: TextElement, fields: CertificateFields, metrics: FontMetrics): LaidText {
  const { weight, tracking, width, height, size, floor, leading, maxLines, gives } = element;
  const chain = element.font === 'serif' ? serif : sans;
  return layText(
    filled(element, fields),
    { width, height, size, floor, leading, maxLines, gives },
    { chain, weight, tracking },
    metrics,
  );
}

/** What there is to say of a certificate before it is drawn: why it must not be issued, and what gave way. */
export function judgeCertificate(
  template: CertificateTemplate,
  fields: CertificateFields,
  metrics: FontMetrics,
): Judgement {
  const problems: CertificateProblem[] = [];
  const outcomes: TextOutcome[] = [];
  for (const element of sidesOf(template).flatMap((side) => side.elements)) {
    if (element.kind !== 'text') continue;
    const { id } = element;
    const { unknown } = fieldsIn(element.text);
    if (unknown.length > 0) problems.push({ kind: 'unknownField', element: id, names: unknown });
    const empty = emptyFields(element.text, fields);
    if (empty.length > 0) {
      if (element.needed) problems.push({ kind: 'empty', element: id, fields: empty });
      continue;
    }
    const text = layElement(element, fields, metrics);
    if (text.missing.length > 0) problems.push({ kind: 'glyphs', element: id, characters: text.missing });
    if (!text.fits) problems.push({ kind: 'tooLong', element: id });
    outcomes.push({
      element: id,
      size: text.size,
      wanted: element.size,
      lines: text.lines.length,
      broken: text.broken,
      wordBroken: text.wordBroken,
      mixed: new Set(text.lines.flatMap(({ runs }) => runs.map(({ face }) => face.family))).size > 1,
    });
  }
  return { problems, outcomes };
}

/** Letters of Hangul stand about this much (em) over and under the line through their middle, which lies over the baseline. */
const opticalMiddle = 0.37;

/** Of the first line, so that the block stands in its box as it is to, and never out of it where it fits. */
function firstBaseline({ y, height, valign, leading }: TextElement, text: LaidText): number {
  const { size, ascent, descent, lines } = text;
  const steps = (lines.length - 1) * leading * size;
  const top = y + ascent * size;
  const bottom = y + height - descent * size - steps;
  switch (valign) {
    case 'start':
      return top;
    case 'end':
      return bottom;
    case 'middle':
      return Math.max(top, Math.min(bottom, y + height / 2 - steps / 2 + opticalMiddle * size));
    default:
      return assertNever(valign);
  }
}

function drawText(element: TextElement, text: LaidText): string {
  const { x, width, align, leading, colour: fill } = element;
  const at = { start: x, middle: x + width / 2, end: x + width }[align];
  const first = firstBaseline(element, text);
  return text.lines
    .map((line, index) =>
      textLine(line, { x: at, y: first + index * leading * text.size, size: text.size, fill, anchor: align }),
    )
    .join('');
}

function drawElement(
  element: TemplateElement,
  fields: DrawnFields,
  metrics: FontMetrics,
  used: TextLine[],
): string {
  switch (element.kind) {
    case 'text': {
      const text = layElement(element, fields, metrics);
      used.push(...text.lines);
      return drawText(element, text);
    }
    case 'qr': {
      const side = Math.max(element.width, smallestQr);
      return qrElement(qrSymbol(fields.code, 'M'), element.x, element.y, side, element.colour);
    }
    case 'image': {
      const { x, y, width, height, data, label } = element;
      return `<image x="${mm(x)}" y="${mm(y)}" width="${mm(width)}" height="${mm(height)}" href="${data}" aria-label="${escapeXml(label)}"/>`;
    }
    case 'line':
      return lineElement(element);
    case 'frame':
      return frameElement(element);
    default:
      return assertNever(element);
  }
}

/**
 * Draws a certificate: a pure function of template, frozen fields and the fonts' widths, so preview, PDF and paper are the
 * same sheet. Always draws something, so that a problem can be looked at (〓 for a missing character); what has problems must
 * not be issued.
 */
export function drawCertificate(
  template: CertificateTemplate,
  fields: DrawnFields,
  metrics: FontMetrics,
): Drawing {
  const { width, height } = paperExtent(template.paper);
  const used: TextLine[] = [];
  const pages = sidesOf(template).map((side) => {
    const parts = side.elements.map(
      (element) => `<g data-element="${element.id}">${drawElement(element, fields, metrics, used)}</g>`,
    );
    const sheet = `<rect width="${mm(width)}" height="${mm(height)}" fill="#ffffff"/>`;
    return svgPage(width, height, `${fields.name} ${fields.serial}`, sheet + parts.join(''));
  });
  return { pages, faces: facesOf(used), ...judgeCertificate(template, fields, metrics) };
}
