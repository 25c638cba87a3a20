import { assertNever } from './assertNever';
import { divider, frame, gold, guilloche, ink } from './certificateOrnament';
import { type CertificateFields, type CertificateTemplate, fillIn, writtenDate } from './certificateTemplate';
import { type FontFace, sans, serif } from './fonts';
import { type QrSymbol, qrElement } from './qr';
import { facesOf, svgPage, textBlock, textLine } from './svg';
import {
  drawnText,
  type FittedText,
  type FontMetrics,
  fitText,
  layLine,
  missingCharacters,
  type TextLine,
  type TextStyle,
} from './textLayout';

/** A4, landscape. */
export const certificateWidth = 297;
export const certificateHeight = 210;

const nameStyle: TextStyle = { chain: serif, weight: 600, tracking: 0.06 };
const longNameStyle: TextStyle = { chain: serif, weight: 600 };
const titleStyle: TextStyle = { chain: serif, weight: 600, tracking: 0.09 };
const capitalStyle: TextStyle = { chain: serif, weight: 400, tracking: 0.09 };
const textStyle: TextStyle = { chain: serif, weight: 400 };
const strongStyle: TextStyle = { chain: serif, weight: 600 };
const smallStyle: TextStyle = { chain: sans, weight: 400 };

const grey = '#565d70';
const body = '#2b3040';
const middle = certificateWidth / 2;
const textWidth = 214;
const leading = 1.62;

export interface Drawing {
  /** SVG in millimetres, line breaks made and every font named. */
  readonly svg: string;
  /** The cuts it uses. */
  readonly faces: readonly FontFace[];
}

export type CertificateProblem =
  /** Characters that no bundled font has. */
  | { readonly kind: 'glyphs'; readonly characters: readonly string[] }
  /** A text that does not fit the sheet at a readable size. */
  | { readonly kind: 'tooLong' };

function textsOf(template: CertificateTemplate, fields: CertificateFields): readonly string[] {
  return [
    fields.name,
    fields.nameLatin,
    fillIn(template.sentence, fields),
    fillIn(template.sentenceEn, fields),
    template.title,
    template.titleEn,
    fields.issuer,
    fields.issuerEn,
    template.signer,
    template.signerEn,
    fields.serial,
  ];
}

/** Why a certificate can't be drawn; undefined where it can. Asked before anything is issued. */
export function certificateProblem(
  template: CertificateTemplate,
  fields: CertificateFields,
  metrics: FontMetrics,
): CertificateProblem | undefined {
  const characters = missingCharacters(textsOf(template, fields), serif, metrics);
  if (characters.length > 0) return { kind: 'glyphs', characters };
  return fitCertificate(template, fields, metrics) ? undefined : { kind: 'tooLong' };
}

interface FittedCertificate {
  readonly name: FittedText;
  readonly latin: FittedText;
  readonly sentence: FittedText;
  readonly sentenceEn: FittedText;
  readonly issuer: FittedText;
  readonly issuerEn: FittedText;
  readonly signer: FittedText;
  readonly serial: FittedText;
}

/** Every text that varies, at the size at which it fits; undefined where one fits at none. */
function fitCertificate(
  template: CertificateTemplate,
  fields: CertificateFields,
  metrics: FontMetrics,
): FittedCertificate | undefined {
  const place = (
    text: string,
    style: TextStyle,
    size: number,
    {
      width = textWidth,
      maxLines = 1,
      height = 20,
    }: { width?: number; maxLines?: number; height?: number } = {},
  ) => fitText(text, { width, height, size, leading, maxLines }, style, metrics);

  const name = fitName(fields.name, metrics);
  const latin = place(fields.nameLatin, textStyle, Math.min(7.4, (name?.size ?? 0) * 0.75));
  const sentence = place(fillIn(template.sentence, fields), textStyle, 5.2, {
    width: 190,
    maxLines: 3,
    height: 14,
  });
  const sentenceEn = place(fillIn(template.sentenceEn, fields), textStyle, 4.1, {
    width: 178,
    maxLines: 3,
    height: 11,
  });
  const issuer = place(fields.issuer, strongStyle, 5.4, { width: 94 });
  const issuerEn = place(fields.issuerEn, textStyle, 3.5, { width: 94 });
  const signer = place(`${template.signer} · ${template.signerEn}`, smallStyle, 3.1, { width: 60 });
  const serial = place(`No. ${fields.serial}`, { ...smallStyle, weight: 600, tracking: 0.04 }, 3.4, {
    width: 60,
  });
  if (!name || !latin || !sentence || !sentenceEn || !issuer || !issuerEn || !signer || !serial)
    return undefined;
  return { name, latin, sentence, sentenceEn, issuer, issuerEn, signer, serial };
}

/** The name on one line as large as it may be; on two where one would leave it small. */
function fitName(name: string, metrics: FontMetrics): FittedText | undefined {
  const style = [...drawnText(name)].length <= 8 ? nameStyle : longNameStyle;
  const place = (size: number, maxLines: number) =>
    fitText(name, { width: textWidth, height: 30, size, leading: 1.3, maxLines }, style, metrics);
  const one = place(19, 1);
  if (one && one.size >= (drawnText(name).includes(' ') ? 11 : 8)) return one;
  const two = place(12, 2);
  return two && two.size > (one?.size ?? 0) ? two : one;
}

/**
 * Draws a certificate: a pure function of template, frozen fields, QR symbol and the fonts' widths, so preview, PDF and
 * paper are the same sheet. Throws where `certificateProblem` has something to say.
 */
export function drawCertificate(
  template: CertificateTemplate,
  fields: CertificateFields,
  qr: QrSymbol,
  metrics: FontMetrics,
): Drawing {
  switch (template.layout) {
    case 1:
      return drawFirstLayout(template, fields, qr, metrics);
    default:
      return assertNever(template.layout);
  }
}

function drawFirstLayout(
  template: CertificateTemplate,
  fields: CertificateFields,
  qr: QrSymbol,
  metrics: FontMetrics,
): Drawing {
  const fitted = fitCertificate(template, fields, metrics);
  if (!fitted) throw new Error('a text does not fit the certificate: ask certificateProblem first');
  const used: TextLine[] = [];
  const parts: string[] = [];
  const block = (
    text: FittedText,
    x: number,
    y: number,
    fill: string,
    anchor: 'start' | 'middle' | 'end',
    lead = leading,
  ) => {
    used.push(...text.lines);
    parts.push(textBlock(text, lead, { x, y, fill, anchor }));
  };
  const line = (
    text: string,
    style: TextStyle,
    x: number,
    y: number,
    size: number,
    fill: string,
    anchor: 'start' | 'middle' | 'end' = 'middle',
  ) => {
    const laid = layLine(text, style, metrics);
    used.push(laid);
    parts.push(textLine(laid, { x, y, size, fill, anchor }));
  };

  parts.push(`<rect width="${certificateWidth}" height="${certificateHeight}" fill="#ffffff"/>`);
  parts.push(guilloche(middle, 104, 51), frame(certificateWidth, certificateHeight));

  block(fitted.serial, 27, 30, grey, 'start');
  line(template.title, titleStyle, middle, 44, 13.5, ink);
  line(template.titleEn, capitalStyle, middle, 53, 4.3, gold);
  parts.push(divider(middle, 60.5, 34));

  // The name and what is said of it stand together, in the middle of the room between the divider and the foot.
  const pieces = [
    { text: fitted.name, lead: 1.3, before: 0, fill: ink },
    { text: fitted.latin, lead: leading, before: 3.4, fill: grey },
    { text: fitted.sentence, lead: leading, before: 8.4, fill: body },
    { text: fitted.sentenceEn, lead: leading, before: 5, fill: grey },
  ].filter((piece) => piece.text.lines.length > 0);
  const heightOf = ({ text, lead }: { text: FittedText; lead: number }) =>
    text.size * (1 + (text.lines.length - 1) * lead);
  const total = pieces.reduce((sum, piece) => sum + piece.before + heightOf(piece), 0);
  let top = 66 + (147 - 66 - total) / 2;
  for (const piece of pieces) {
    top += piece.before;
    block(piece.text, middle, top + piece.text.size * 0.86, piece.fill, 'middle', piece.lead);
    top += heightOf(piece);
  }

  const side = 34;
  parts.push(qrElement(qr, 27, 152, side, ink));

  const date = writtenDate(fields.date);
  line(date.korean, textStyle, middle, 160, 4.8, body);
  line(date.english, textStyle, middle, 166, 3.5, grey);
  block(fitted.issuer, middle, 179, ink, 'middle');
  block(fitted.issuerEn, middle, 185, grey, 'middle');

  const lineStart = 212;
  const lineEnd = 270;
  parts.push(
    `<circle cx="257" cy="165.5" r="12.5" fill="none" stroke="${gold}" stroke-width="0.2" stroke-dasharray="0.8 1.1"/>`,
    `<path d="M${lineStart} 180H${lineEnd}" stroke="${ink}" stroke-width="0.25"/>`,
  );
  block(fitted.signer, (lineStart + lineEnd) / 2, 185.6, grey, 'middle');
  line('(인)', textStyle, 257, 166.8, 3.4, '#c9b88f');

  return {
    svg: svgPage(certificateWidth, certificateHeight, `${fields.name} ${fields.serial}`, parts.join('')),
    faces: facesOf(used),
  };
}
