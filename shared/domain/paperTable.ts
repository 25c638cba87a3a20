import { type FontFace, sans } from './fonts';
import { facesOf, mm, svgPage, textLine } from './svg';
import { type FontMetrics, layLine, missingCharacters, type TextLine, type TextStyle } from './textLayout';

/** A column of a printed table. */
export interface PaperColumn {
  readonly title: string;
  /** mm */
  readonly width: number;
}

/** A4, upright, in mm. */
const paper = { widthMm: 210, heightMm: 297 };
const margin = 14;
const rowHeight = 7;
const size = 2.9;
const titleSize = 5;
/** Less room beside the title (mm) holds no words. */
const leastBeside = 20;
/** So many rows go onto a page. */
export const rowsOnPage = Math.floor((paper.heightMm - 2 * margin - 24) / rowHeight);
const ink = '#14171f';
const grey = '#565d70';

const plain: TextStyle = { chain: sans, weight: 400 };
const strong: TextStyle = { chain: sans, weight: 700 };

/** What no font has is printed as a box, so that a list never fails for one letter. */
export function drawable(text: string, metrics: FontMetrics): string {
  const unknown = missingCharacters([text], sans, metrics);
  return unknown.length === 0
    ? text
    : [...text].map((char) => (unknown.includes(char) ? '□' : char)).join('');
}

/** The text, cut with … where it is wider than `width` em. */
export function cutLine(text: string, style: TextStyle, width: number, metrics: FontMetrics): TextLine {
  const whole = layLine(text, style, metrics);
  if (whole.width <= width) return whole;
  const characters = [...text];
  for (let length = characters.length - 1; length > 0; length--) {
    const line = layLine(`${characters.slice(0, length).join('').trimEnd()}…`, style, metrics);
    if (line.width <= width) return line;
  }
  return layLine('…', style, metrics);
}

/** Above a table, on each of its pages. */
export interface PaperHead {
  readonly title: string;
  /** Beside the title, small: the same in another language. */
  readonly beside?: string;
  readonly note: string;
  /** Below the note, smaller: the same in another language. */
  readonly noteBelow?: string;
}

/**
 * Draws a table as A4 pages, its head and a page number on each. Texts that are too wide are cut with `…`. `part`: these rows
 * are drawn as pages from the `first` one (counted from 0) of `of`.
 */
export function drawTable(
  head: PaperHead,
  columns: readonly PaperColumn[],
  rows: readonly (readonly string[])[],
  metrics: FontMetrics,
  part?: { readonly first: number; readonly of: number },
): {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly pages: readonly string[];
  readonly faces: readonly FontFace[];
} {
  const used: TextLine[] = [];
  const count = Math.max(1, Math.ceil(rows.length / rowsOnPage));
  const starts = columns.map((_, index) =>
    columns.slice(0, index).reduce((sum, { width }) => sum + width, margin),
  );
  const laid = (value: string, style: TextStyle, room: number, at: number) => {
    const line = cutLine(drawable(value, metrics), style, room / at, metrics);
    used.push(line);
    return line;
  };
  const text = (
    value: string,
    style: TextStyle,
    place: { x: number; y: number; width: number; fill?: string; at?: number },
  ) => {
    const line = laid(value, style, place.width, place.at ?? size);
    return textLine(line, { x: place.x, y: place.y, size: place.at ?? size, fill: place.fill ?? ink });
  };
  const width = paper.widthMm - 2 * margin;
  const title = laid(head.title, strong, width - 24, titleSize);
  const besideX = margin + title.width * titleSize + 3;
  const pages = Array.from({ length: count }, (_, page) => {
    const parts = [`<rect width="${paper.widthMm}" height="${paper.heightMm}" fill="#ffffff"/>`];
    parts.push(textLine(title, { x: margin, y: margin + 5, size: titleSize, fill: ink }));
    const besideWidth = margin + width - 24 - besideX;
    if (head.beside && besideWidth > leastBeside)
      parts.push(text(head.beside, plain, { x: besideX, y: margin + 5, width: besideWidth, fill: grey }));
    parts.push(text(head.note, plain, { x: margin, y: margin + 11, width, fill: grey }));
    if (head.noteBelow)
      parts.push(text(head.noteBelow, plain, { x: margin, y: margin + 14.4, width, fill: grey, at: 2.4 }));
    parts.push(
      text(`${page + 1 + (part?.first ?? 0)} / ${part?.of ?? count}`, plain, {
        x: paper.widthMm - margin - 16,
        y: margin + 5,
        width: 16,
      }),
    );
    const top = margin + 19;
    for (const [index, column] of columns.entries())
      parts.push(text(column.title, strong, { x: starts[index] ?? margin, y: top, width: column.width - 2 }));
    let rules = `M${margin} ${mm(top + 2.4)}h${width}`;
    for (const [at, row] of rows.slice(page * rowsOnPage, (page + 1) * rowsOnPage).entries()) {
      const y = top + (at + 1) * rowHeight;
      for (const [index, column] of columns.entries())
        parts.push(text(row[index] ?? '', plain, { x: starts[index] ?? margin, y, width: column.width - 2 }));
      rules += `M${margin} ${mm(y + 2.4)}h${width}`;
    }
    parts.push(`<path d="${rules}" stroke="#c9cdd8" stroke-width="0.15"/>`);
    return svgPage(paper.widthMm, paper.heightMm, head.title, parts.join(''));
  });
  return { ...paper, pages, faces: facesOf(used) };
}
