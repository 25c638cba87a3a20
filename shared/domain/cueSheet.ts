import type { Cue } from '../contract/rundown';
import type { CueKind } from './cueKinds';
import { type FontFace, sans } from './fonts';
import { drawable } from './paperTable';
import type { CueTiming } from './rundown';
import { facesOf, mm, svgPage, textLine } from './svg';
import { breakLines, type FontMetrics, layLine, type TextLine, type TextStyle } from './textLayout';
import { toZonedText } from './zonedTime';

export type PaperLanguage = 'ko' | 'en';

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

const words = {
  ko: {
    sheet: '큐시트',
    number: '큐',
    planned: '계획',
    actual: '실제',
    minutes: '분',
    title: '순서',
    people: '사람',
    crew: '준비물 · 메모',
    hard: '고정',
    skippable: '생략 가능',
    skipped: '건너뜀',
    hall: '홀',
    kind: {
      doors: '입장',
      video: '영상',
      host: '진행',
      speech: '축사',
      talk: '강연',
      award: '시상',
      conferral: '수여',
      break: '휴식',
      photo: '사진',
      networking: '교류',
    },
  },
  en: {
    sheet: 'Cue sheet',
    number: 'Cue',
    planned: 'Plan',
    actual: 'Actual',
    minutes: 'Min',
    title: 'Cue',
    people: 'People',
    crew: 'Materials · notes',
    hard: 'HARD',
    skippable: 'may skip',
    skipped: 'skipped',
    hall: 'Hall',
    kind: {
      doors: 'Doors',
      video: 'Video',
      host: 'Host',
      speech: 'Speech',
      talk: 'Talk',
      award: 'Award',
      conferral: 'Conferral',
      break: 'Break',
      photo: 'Photo',
      networking: 'Networking',
    },
  },
} as const satisfies Record<
  PaperLanguage,
  { readonly kind: Readonly<Record<CueKind, string>>; readonly [word: string]: unknown }
>;

/** What paper calls a kind of cue. */
export function kindWord(kind: CueKind, language: PaperLanguage): string {
  return words[language].kind[kind];
}

/** 14:05 in the zone. */
export function paperTime(at: number, zone: string): string {
  return toZonedText(at, zone).slice(11);
}

/** Whole minutes, or with one decimal: 12, 4.5. */
export function paperMinutes(ms: number): string {
  return String(Math.round(ms / 6000) / 10);
}

const page = { width: 297, height: 210, margin: 12 };
const top = 34;
const bottom = page.height - 14;
const ink = '#14171f';
const grey = '#565d70';
const rule = '#c9cdd8';

const plain: TextStyle = { chain: sans, weight: 400 };
const strong: TextStyle = { chain: sans, weight: 700 };

interface Piece {
  readonly text: string;
  readonly x: number;
  readonly width: number;
  readonly size: number;
  readonly style: TextStyle;
  readonly fill: string;
}

interface Block {
  readonly height: number;
  readonly draw: (y: number) => string;
}

/**
 * The cue sheet for the crew, A4 across: parts as bands, planned (and, once there are any, actual) times, title in both
 * languages, people, materials and notes whole, however long; a cue is never torn over two pages that fits on one.
 */
export function drawCueSheet(shown: ShownShow, language: PaperLanguage, metrics: FontMetrics): PaperSheets {
  const { event, timings } = shown;
  const word = words[language];
  const used: TextLine[] = [];
  const withActual = timings.some(({ actualStart }) => actualStart !== null);
  const rooms = new Set(timings.map(({ cue }) => cue.room));

  const column = {
    number: 12,
    planned: 26,
    actual: withActual ? 44 : 26,
    minutes: withActual ? 64 : 48,
    title: withActual ? 78 : 62,
    people: 160,
    crew: 205,
  };
  const end = page.width - page.margin;

  const lines = ({
    text,
    width,
    size,
    style,
  }: Pick<Piece, 'text' | 'width' | 'size' | 'style'>): readonly string[] =>
    text
      .split('\n')
      .flatMap((one) =>
        one.trim() === '' ? [] : breakLines(drawable(one, metrics), width / size, style, metrics),
      );
  const put = (
    text: string,
    x: number,
    y: number,
    size: number,
    style: TextStyle = plain,
    fill: string = ink,
  ) => {
    const line = layLine(drawable(text, metrics), style, metrics);
    used.push(line);
    return textLine(line, { x, y, size, fill });
  };

  const rowOf = (timing: CueTiming<Cue>): Block => {
    const { cue } = timing;
    const [first, second] =
      language === 'ko' ? [cue.title, cue.titleEn] : [cue.titleEn || cue.title, cue.titleEn && cue.title];
    const under = [
      word.kind[cue.kind],
      ...(rooms.size > 1 ? [cue.room || word.hall] : []),
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
        parts.push(put(paperTime(timing.plannedStart, event.zone), column.planned, y + 6, 4, strong));
        if (cue.hardStart) parts.push(put(word.hard, column.planned, y + 10, 2.6, strong));
        if (withActual)
          parts.push(
            timing.actualStart === null
              ? put(timing.state === 'skipped' ? word.skipped : '–', column.actual, y + 6, 3.2, plain, grey)
              : put(paperTime(timing.actualStart, event.zone), column.actual, y + 6, 4, plain),
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
        parts.push(
          `<path d="M${page.margin} ${mm(y + height)}H${end}" stroke="${rule}" stroke-width="0.2"/>`,
        );
        return parts.join('');
      },
    };
  };
  const bandOf = (part: string): Block => ({
    height: 8,
    draw: (y) =>
      `<rect x="${page.margin}" y="${mm(y + 0.6)}" width="${end - page.margin}" height="6.8" fill="#e9ebf2"/>${put(part, page.margin + 2, y + 5.2, 3.4, strong)}`,
  });

  const sheets: { readonly y: number; readonly block: Block }[][] = [[]];
  let y = top;
  let part = '';
  for (const timing of timings) {
    const row = rowOf(timing);
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
      put([shown.program, date, event.venue].filter(Boolean).join(' · '), page.margin, 23, 3.1, plain, grey),
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
  return { widthMm: page.width, heightMm: page.height, pages, faces: facesOf(used) };
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
