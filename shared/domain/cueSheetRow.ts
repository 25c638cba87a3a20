import type { Cue } from '../contract/rundown';
import { type PaperLanguage, paperMinutes, paperTime, words } from './cueSheetWords';
import { sans } from './fonts';
import { drawable } from './paperTable';
import type { CueTiming } from './rundown';
import { mm, textLine } from './svg';
import { breakLines, type FontMetrics, layLine, type TextLine, type TextStyle } from './textLayout';

export const page = { width: 297, height: 210, margin: 12 };
export const end = page.width - page.margin;
export const top = 34;
export const bottom = page.height - 14;
export const ink = '#14171f';
export const grey = '#565d70';
const rule = '#c9cdd8';

const plain: TextStyle = { chain: sans, weight: 400 };
export const strong: TextStyle = { chain: sans, weight: 700 };

interface Piece {
  readonly text: string;
  readonly x: number;
  readonly width: number;
  readonly size: number;
  readonly style: TextStyle;
  readonly fill: string;
}

/** Something that stands across a sheet, under what came before. */
export interface Block {
  readonly height: number;
  readonly draw: (y: number) => string;
}

/** Writes on the sheets, and remembers what it wrote: its fonts must be there. */
export interface Pen {
  readonly put: (
    text: string,
    x: number,
    y: number,
    size: number,
    style?: TextStyle,
    fill?: string,
  ) => string;
  readonly lines: (piece: Pick<Piece, 'text' | 'width' | 'size' | 'style'>) => readonly string[];
  readonly used: readonly TextLine[];
}

export function penOf(metrics: FontMetrics): Pen {
  const used: TextLine[] = [];
  return {
    used,
    lines: ({ text, width, size, style }) =>
      text
        .split('\n')
        .flatMap((one) =>
          one.trim() === '' ? [] : breakLines(drawable(one, metrics), width / size, style, metrics),
        ),
    put: (text, x, y, size, style = plain, fill = ink) => {
      const line = layLine(drawable(text, metrics), style, metrics);
      used.push(line);
      return textLine(line, { x, y, size, fill });
    },
  };
}

/** Where the columns of a sheet begin. */
export function columnsOf(withActual: boolean) {
  return {
    number: 12,
    planned: 26,
    actual: withActual ? 44 : 26,
    minutes: withActual ? 64 : 48,
    title: withActual ? 78 : 62,
    people: 160,
    crew: 205,
  };
}

/** How a sheet's rows are written: the same for all of them. */
export interface RowLook {
  readonly language: PaperLanguage;
  readonly zone: string;
  readonly withActual: boolean;
  /** A cue says its room where there are several. */
  readonly withRooms: boolean;
}

/** A cue as a row of the sheet. Its texts stand whole, however long. */
export function sheetRow(timing: CueTiming<Cue>, look: RowLook, { put, lines }: Pen): Block {
  const { language, zone, withActual, withRooms } = look;
  const word = words[language];
  const column = columnsOf(withActual);
  const { cue } = timing;
  const [first, second] =
    language === 'ko' ? [cue.title, cue.titleEn] : [cue.titleEn || cue.title, cue.titleEn && cue.title];
  const under = [
    word.kind[cue.kind],
    ...(withRooms ? [cue.room || word.hall] : []),
    ...(cue.skippable ? [word.skippable] : []),
  ].join(' · ');
  const cells: readonly (readonly Piece[])[] = [
    [
      piece(first, column.title, column.people - column.title - 4, 3.7, strong),
      piece(second, column.title, column.people - column.title - 4, 2.8, plain, grey),
      piece(under, column.title, column.people - column.title - 4, 2.6, plain, grey),
    ],
    cue.people.map((person) =>
      piece(
        [language === 'ko' ? person.name : person.nameLatin || person.name, person.title]
          .filter(Boolean)
          .join(' · '),
        column.people,
        column.crew - column.people - 4,
        3,
        plain,
      ),
    ),
    [
      piece(cue.materials, column.crew, end - column.crew, 3, strong),
      piece(cue.notes, column.crew, end - column.crew, 3, plain),
    ],
  ];
  const laid = cells.map((pieces) =>
    pieces.flatMap((each) => lines(each).map((text) => ({ ...each, text }))),
  );
  const heights = laid.map((all) => all.reduce((sum, { size }) => sum + size * 1.36, 0));
  const height = Math.min(Math.max(11, ...heights) + 3.4, bottom - top - 10);
  return {
    height,
    draw: (y) => {
      const parts: string[] = [];
      if (cue.hardStart)
        parts.push(
          `<rect x="${page.margin - 3}" y="${mm(y)}" width="1.6" height="${mm(height)}" fill="${ink}"/>`,
        );
      parts.push(put(cue.label, column.number, y + 6, 4, strong));
      parts.push(put(paperTime(timing.plannedStart, zone), column.planned, y + 6, 4, strong));
      if (cue.hardStart) parts.push(put(word.hard, column.planned, y + 10, 2.6, strong));
      if (withActual)
        parts.push(
          timing.actualStart === null
            ? put(timing.state === 'skipped' ? word.skipped : '–', column.actual, y + 6, 3.2, plain, grey)
            : put(paperTime(timing.actualStart, zone), column.actual, y + 6, 4, plain),
        );
      parts.push(put(paperMinutes(cue.durationMs), column.minutes, y + 6, 4, plain));
      if (timing.actualStart !== null && timing.actualEnd !== null)
        parts.push(
          put(
            `→ ${paperMinutes(timing.actualEnd - timing.actualStart)}`,
            column.minutes,
            y + 10,
            2.8,
            plain,
            grey,
          ),
        );
      for (const all of laid) {
        let at = y + 1.6;
        for (const { text, x, size, style, fill } of all) {
          at += size * 1.36;
          if (at > y + height) break;
          parts.push(put(text, x, at, size, style, fill));
        }
      }
      parts.push(`<path d="M${page.margin} ${mm(y + height)}H${end}" stroke="${rule}" stroke-width="0.2"/>`);
      return parts.join('');
    },
  };
}

function piece(
  text: string,
  x: number,
  width: number,
  size: number,
  style: TextStyle,
  fill: string = ink,
): Piece {
  return { text, x, width, size, style, fill };
}
