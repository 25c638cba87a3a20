import type { FontFace } from './fonts';
import type { FittedText, TextLine } from './textLayout';

/**
 * Pieces of SVG text, in millimetres. Presentation attributes only: the pages' policy forbids inline styles. The same
 * input gives the same bytes.
 */

/** A number with at most three decimals. */
export function mm(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

/** Text for between or inside of tags. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

export type Anchor = 'start' | 'middle' | 'end';

export interface TextPlace {
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  readonly size: number;
  readonly fill: string;
  readonly anchor?: Anchor;
}

/** One line of text, each run with its font named. */
export function textLine(line: TextLine, place: TextPlace): string {
  if (line.runs.length === 0) return '';
  const anchor = place.anchor ?? 'start';
  // Engines put the tracking after the last character too; half of it is given back so that the middle stays the middle.
  const trailing = line.tracking * place.size;
  const x = place.x + (anchor === 'middle' ? trailing / 2 : anchor === 'end' ? trailing : 0);
  const spacing = line.tracking === 0 ? '' : ` letter-spacing="${mm(trailing)}"`;
  const spans = line.runs
    .map(
      ({ face, text }) =>
        `<tspan font-family="'${face.family}'" font-weight="${face.weight}">${escapeXml(text)}</tspan>`,
    )
    .join('');
  return `<text x="${mm(x)}" y="${mm(place.y)}" font-size="${mm(place.size)}" fill="${place.fill}" text-anchor="${anchor}"${spacing}>${spans}</text>`;
}

/** Lines under each other, `leading` em apart; `y` is the first baseline. */
export function textBlock(text: FittedText, leading: number, place: Omit<TextPlace, 'size'>): string {
  return text.lines
    .map((line, index) =>
      textLine(line, { ...place, size: text.size, y: place.y + index * leading * text.size }),
    )
    .join('');
}

/** The cuts that lines use, each once, in a fixed order. */
export function facesOf(lines: readonly TextLine[]): readonly FontFace[] {
  const faces = new Map<string, FontFace>();
  for (const line of lines) {
    for (const { face } of line.runs) faces.set(`${face.family} ${face.weight}`, face);
  }
  return [...faces].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, face]) => face);
}

/**
 * A whole page. It names its language: a font may set its letters apart by that, and a sheet must not depend on the language of the
 * page that it is shown or printed from.
 */
export function svgPage(widthMm: number, heightMm: number, title: string, body: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${mm(widthMm)}mm" height="${mm(heightMm)}mm" viewBox="0 0 ${mm(widthMm)} ${mm(heightMm)}" xml:lang="ko" role="img" aria-label="${escapeXml(title)}">${body}</svg>`;
}
