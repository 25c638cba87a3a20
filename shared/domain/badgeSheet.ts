import type { FontFace } from './fonts';
import { sans } from './fonts';
import { qrElement, qrSymbol, quietZone } from './qr';
import type { Role } from './roles';
import { escapeXml, facesOf, mm, svgPage, textBlock, textLine } from './svg';
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

/** A4, portrait: two columns of four badges that touch, so that one cut parts two. All in millimetres. */
export const sheetWidth = 210;
export const sheetHeight = 297;
const columns = 2;
const rows = 4;
export const badgesASheet = columns * rows;
const badgeWidth = 99;
const badgeHeight = 69;
const left = (sheetWidth - columns * badgeWidth) / 2;
const top = (sheetHeight - rows * badgeHeight) / 2;
const margin = 6.5;
/** With its 25 modules (version 2) 1.08 mm each. */
const qrSide = 27;
const quiet = (qrSide / 25) * quietZone;
const bandHeight = 11;
const textWidth = badgeWidth - 2 * margin;
const besideQr = badgeWidth - 2 * margin - qrSide - quiet - 1.5;

export type BadgeRole = Role;

// On paper, so in both languages whatever the screen shows. Told by the word first; the colour helps from afar.
const roles: Readonly<Record<BadgeRole, { readonly word: string; readonly color: string }>> = {
  participant: { word: '참가자 · Participant', color: '#26345f' },
  speaker: { word: '연사 · Speaker', color: '#8a3b16' },
  guest: { word: '내빈 · Guest', color: '#7a2455' },
  alumni: { word: '선배 · Alumni', color: '#14605a' },
  staff: { word: '스태프 · Staff', color: '#2f3338' },
  press: { word: '취재 · Press', color: '#7d5600' },
};

export interface BadgeFields {
  readonly name: string;
  readonly nameLatin: string;
  /** Where the person comes from, or what the person does there. */
  readonly affiliation: string;
  readonly team: string;
  readonly role: BadgeRole;
  /** The badge code, at most 29 characters. */
  readonly code: string;
}

export interface BadgeProblem {
  /** What no bundled font has. */
  readonly characters: readonly string[];
  /** What is printed in place of the name: the name in Latin letters, or nothing, and then the badge is held back. */
  readonly instead: 'name' | 'latin' | 'nothing';
}

const black = '#14171f';
const grey = '#4d5466';
const bold: TextStyle = { chain: sans, weight: 700 };
const strong: TextStyle = { chain: sans, weight: 600 };
const plain: TextStyle = { chain: sans, weight: 400 };

function drawable(text: string, metrics: FontMetrics): boolean {
  return missingCharacters([text], sans, metrics).length === 0;
}

/** What can't be drawn of a badge, and what stands there instead; undefined where all can. */
export function badgeProblem(fields: BadgeFields, metrics: FontMetrics): BadgeProblem | undefined {
  const characters = missingCharacters(
    [fields.name, fields.nameLatin, fields.affiliation, fields.team],
    sans,
    metrics,
  );
  if (characters.length === 0) return undefined;
  if (drawable(fields.name, metrics)) return { characters, instead: 'name' };
  const latin = drawnText(fields.nameLatin);
  return { characters, instead: latin !== '' && drawable(latin, metrics) ? 'latin' : 'nothing' };
}

interface Fitting {
  readonly width: number;
  readonly height: number;
  readonly size: number;
  readonly maxLines: number;
}

const leading = 1.28;

/** Fits a text, or as much of its beginning as fits, with an ellipsis. */
function fitOrCut(text: string, box: Fitting, style: TextStyle, metrics: FontMetrics): FittedText {
  const characters = [...drawnText(text)];
  for (let count = characters.length; count > 0; count = Math.floor(count * 0.9)) {
    const part = characters.slice(0, count).join('');
    const fitted = fitText(
      count < characters.length ? `${part}…` : part,
      { ...box, leading },
      style,
      metrics,
    );
    if (fitted) return fitted;
  }
  return { size: box.size, lines: [] };
}

interface Drawer {
  readonly parts: string[];
  readonly used: TextLine[];
  readonly metrics: FontMetrics;
}

function block(drawer: Drawer, text: FittedText, x: number, y: number, fill: string): void {
  drawer.used.push(...text.lines);
  drawer.parts.push(textBlock(text, leading, { x, y, fill }));
}

const heightOf = (text: FittedText) =>
  text.lines.length === 0 ? 0 : text.size * (1 + (text.lines.length - 1) * leading);

/** One badge with its upper left corner at the origin. */
function drawBadge(drawer: Drawer, fields: BadgeFields, program: string): void {
  const { metrics, parts } = drawer;
  const role = roles[fields.role];
  const instead = badgeProblem(fields, metrics)?.instead ?? 'name';
  const keep = (text: string) => (drawable(text, metrics) ? text : '');
  const name = instead === 'name' ? fields.name : fields.nameLatin;
  const latin =
    instead === 'name' && drawnText(fields.nameLatin) !== drawnText(name) ? keep(fields.nameLatin) : '';

  parts.push(`<rect width="${badgeWidth}" height="${bandHeight}" fill="${role.color}"/>`);
  const word = layLine(role.word, strong, metrics);
  const wordSize = 3.5;
  const title = fitOrCut(
    keep(program),
    { width: textWidth - word.width * wordSize - 4, height: 5, size: 3.5, maxLines: 1 },
    strong,
    metrics,
  );
  drawer.used.push(word);
  block(drawer, title, margin, bandHeight / 2 + title.size * 0.36, '#ffffff');
  parts.push(
    textLine(word, {
      x: badgeWidth - margin,
      y: bandHeight / 2 + wordSize * 0.36,
      size: wordSize,
      fill: '#ffffff',
      anchor: 'end',
    }),
  );

  const large = fitOrCut(name, { width: textWidth, height: 15.4, size: 15, maxLines: 3 }, bold, metrics);
  const nameTop = bandHeight + 4 + (16 - heightOf(large)) / 2;
  block(drawer, large, margin, nameTop + large.size * 0.86, black);

  const small = fitOrCut(latin, { width: besideQr, height: 14, size: 5.6, maxLines: 3 }, strong, metrics);
  block(drawer, small, margin, 37.2 + small.size * 0.78, black);

  const details = [keep(fields.affiliation), keep(fields.team)].filter((text) => drawnText(text) !== '');
  let bottom = badgeHeight - 6;
  for (const text of details.reverse()) {
    const fitted = fitOrCut(text, { width: besideQr, height: 9, size: 4, maxLines: 2 }, plain, metrics);
    block(drawer, fitted, margin, bottom - heightOf(fitted) + fitted.size, grey);
    bottom -= heightOf(fitted) + 1.6;
  }

  const qr = qrSymbol(fields.code, 'Q');
  parts.push(qrElement(qr, badgeWidth - margin - qrSide, badgeHeight - 6 - qrSide, qrSide, '#000000'));
}

/** Short strokes outside of the badges where the knife goes, and small crosses where four badges meet. */
function cutMarks(): string {
  let path = '';
  for (let column = 0; column <= columns; column++) {
    const x = mm(left + column * badgeWidth);
    path += `M${x} ${mm(top - 2)}V${mm(top - 6)}M${x} ${mm(sheetHeight - top + 2)}V${mm(sheetHeight - top + 6)}`;
  }
  for (let row = 0; row <= rows; row++) {
    const y = mm(top + row * badgeHeight);
    path += `M${mm(left - 1.5)} ${y}H${mm(left - 5)}M${mm(sheetWidth - left + 1.5)} ${y}H${mm(sheetWidth - left + 5)}`;
  }
  return `<path d="${path}" fill="none" stroke="#000000" stroke-width="0.15"/>`;
}

/**
 * Draws a sheet of at most eight badges, in reading order. The badges' own hairline borders are the cutting lines. A badge
 * whose name can't be drawn at all (`badgeProblem` says 'nothing') must not come here.
 */
export function drawBadgeSheet(
  badges: readonly BadgeFields[],
  program: string,
  metrics: FontMetrics,
): { readonly svg: string; readonly faces: readonly FontFace[] } {
  if (badges.length > badgesASheet) throw new Error(`${badges.length} badges on one sheet`);
  const drawer: Drawer = { parts: [], used: [], metrics };
  drawer.parts.push(`<rect width="${sheetWidth}" height="${sheetHeight}" fill="#ffffff"/>`, cutMarks());
  badges.forEach((fields, index) => {
    const x = left + (index % columns) * badgeWidth;
    const y = top + Math.floor(index / columns) * badgeHeight;
    drawer.parts.push(`<g transform="translate(${mm(x)} ${mm(y)})" aria-label="${escapeXml(fields.name)}">`);
    drawBadge(drawer, fields, program);
    drawer.parts.push(
      `<rect width="${badgeWidth}" height="${badgeHeight}" fill="none" stroke="#b9bec9" stroke-width="0.12"/></g>`,
    );
  });
  return {
    svg: svgPage(sheetWidth, sheetHeight, program, drawer.parts.join('')),
    faces: facesOf(drawer.used),
  };
}

/** What a single badge is printed on at the door: a label that it fills, or an A6 sheet for a holder. In millimetres. */
export const badgePapers = {
  label: { width: 100, height: 70, margin: 0.5 },
  a6: { width: 148, height: 105, margin: 4 },
} as const;
export type BadgePaper = keyof typeof badgePapers;

/** Draws one badge as large as the paper takes it. One whose name can't be drawn at all must not come here. */
export function drawOneBadge(
  fields: BadgeFields,
  program: string,
  on: BadgePaper,
  metrics: FontMetrics,
): { readonly svg: string; readonly faces: readonly FontFace[] } {
  const paper = badgePapers[on];
  const scale = Math.min(
    (paper.width - 2 * paper.margin) / badgeWidth,
    (paper.height - 2 * paper.margin) / badgeHeight,
  );
  const drawer: Drawer = { parts: [], used: [], metrics };
  drawBadge(drawer, fields, program);
  const x = mm((paper.width - badgeWidth * scale) / 2);
  const y = mm((paper.height - badgeHeight * scale) / 2);
  const body = `<rect width="${paper.width}" height="${paper.height}" fill="#ffffff"/><g transform="translate(${x} ${y}) scale(${mm(scale)})">${drawer.parts.join('')}</g>`;
  return { svg: svgPage(paper.width, paper.height, program, body), faces: facesOf(drawer.used) };
}
