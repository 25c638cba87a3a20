import type { Cue } from '../contract/rundown';
import {
  type Block,
  bottom,
  columnsOf,
  end,
  grey,
  ink,
  page,
  penOf,
  sheetRow,
  strong,
  top,
} from './cueSheetRow';
import { type PaperLanguage, words } from './cueSheetWords';
import type { FontFace } from './fonts';
import type { CueTiming } from './rundown';
import { facesOf, mm, svgPage } from './svg';
import type { FontMetrics } from './textLayout';

/** Pages of one size (mm), and the fonts that they need. */
export interface PaperSheets {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly pages: readonly string[];
  readonly faces: readonly FontFace[];
}

/** A show as paper tells it: of which event and program, and its cues as they stand. */
export interface ShownShow {
  readonly event: {
    readonly title: string;
    readonly titleEn: string;
    readonly zone: string;
    readonly startsAt: number;
    readonly venue: string;
  };
  readonly program: string;
  readonly timings: readonly CueTiming<Cue>[];
}

/**
 * The cue sheet for the crew, A4 across: parts as bands, planned (and, once there are any, actual) times, title in both
 * languages, people, materials and notes whole, however long; a cue is never torn over two pages that fits on one.
 */
export function drawCueSheet(shown: ShownShow, language: PaperLanguage, metrics: FontMetrics): PaperSheets {
  const { event, timings } = shown;
  const word = words[language];
  const pen = penOf(metrics);
  const { put } = pen;
  const withActual = timings.some(({ actualStart }) => actualStart !== null);
  const rooms = new Set(timings.map(({ cue }) => cue.room));
  const column = columnsOf(withActual);
  const look = { language, zone: event.zone, withActual, withRooms: rooms.size > 1 };

  const bandOf = (part: string): Block => ({
    height: 8,
    draw: (y) =>
      `<rect x="${page.margin}" y="${mm(y + 0.6)}" width="${end - page.margin}" height="6.8" fill="#e9ebf2"/>${put(part, page.margin + 2, y + 5.2, 3.4, strong)}`,
  });

  const sheets: { readonly y: number; readonly block: Block }[][] = [[]];
  let y = top;
  let part = '';
  for (const timing of timings) {
    const row = sheetRow(timing, look, pen);
    const band = timing.cue.part !== part && timing.cue.part !== '' ? bandOf(timing.cue.part) : undefined;
    part = timing.cue.part;
    if (y > top && y + (band?.height ?? 0) + row.height > bottom) {
      sheets.push([]);
      y = top;
    }
    for (const block of band ? [band, row] : [row]) {
      sheets.at(-1)?.push({ y, block });
      y += block.height;
    }
  }

  const title = language === 'ko' ? event.title : event.titleEn || event.title;
  const date = new Intl.DateTimeFormat(language, { timeZone: event.zone, dateStyle: 'full' }).format(
    event.startsAt,
  );
  const pages = sheets.map((blocks, index) => {
    const head = [
      `<rect width="${page.width}" height="${page.height}" fill="#ffffff"/>`,
      put(title, page.margin, 17, 6.4, strong),
      put(
        [shown.program, date, event.venue].filter(Boolean).join(' · '),
        page.margin,
        23,
        3.1,
        undefined,
        grey,
      ),
      put(`${word.sheet}  ${index + 1} / ${sheets.length}`, end - 34, 17, 3.4, strong),
    ];
    const heads: readonly (readonly [string, number])[] = [
      [word.number, column.number],
      [word.planned, column.planned],
      ...(withActual ? ([[word.actual, column.actual]] as const) : []),
      [word.minutes, column.minutes],
      [word.title, column.title],
      [word.people, column.people],
      [word.crew, column.crew],
    ];
    for (const [text, x] of heads) head.push(put(text, x, 31, 2.9, strong, grey));
    head.push(`<path d="M${page.margin} 33H${end}" stroke="${ink}" stroke-width="0.4"/>`);
    const body = blocks.map(({ y: at, block }) => block.draw(at));
    return svgPage(page.width, page.height, title, [...head, ...body].join(''));
  });
  return { widthMm: page.width, heightMm: page.height, pages, faces: facesOf(pen.used) };
}
