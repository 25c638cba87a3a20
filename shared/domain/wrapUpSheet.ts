import type { PaperSheets } from './cueSheet';
import { sans } from './fonts';
import { cutLine, drawable } from './paperTable';
import { type Anchor, facesOf, mm, svgPage, textLine } from './svg';
import type { FontMetrics, TextLine, TextStyle } from './textLayout';
import {
  arrivalBars,
  busiest,
  cohortHead,
  cohortRows,
  figures,
  inLanguage,
  share,
  type WrapUp,
  type WrapUpLanguage,
  wrapUpWords,
} from './wrapUp';
import { toZonedText } from './zonedTime';

const paper = { widthMm: 210, heightMm: 297 };
const margin = 16;
const width = paper.widthMm - 2 * margin;
const bottom = paper.heightMm - margin;
const ink = '#14171f';
const grey = '#565d70';
const pale = '#e3e7f2';
const blue = '#3d52b5';

const plain: TextStyle = { chain: sans, weight: 400 };
const strong: TextStyle = { chain: sans, weight: 700 };

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  readonly fill?: string;
  readonly anchor?: Anchor;
  readonly style?: TextStyle;
}

/** Pages that fill up from the top: what no longer fits goes onto the next. */
class Pages {
  readonly done: string[] = [];
  readonly used: TextLine[] = [];
  private parts: string[] = [];
  y = margin;

  private readonly title: string;
  private readonly metrics: FontMetrics;

  constructor(title: string, metrics: FontMetrics) {
    this.title = title;
    this.metrics = metrics;
  }

  text(value: string, { x, y, width: wide, size, fill = ink, anchor = 'start', style = plain }: Place): void {
    const line = cutLine(drawable(value, this.metrics), style, wide / size, this.metrics);
    this.used.push(line);
    this.parts.push(textLine(line, { x, y, size, fill, anchor }));
  }

  box(x: number, y: number, wide: number, high: number, fill: string): void {
    this.parts.push(
      `<rect x="${mm(x)}" y="${mm(y)}" width="${mm(wide)}" height="${mm(high)}" fill="${fill}"/>`,
    );
  }

  /** Goes down by `high`, onto a new page where there is no room; gives where that begins. */
  take(high: number): number {
    if (this.y + high > bottom) this.turn();
    const at = this.y;
    this.y += high;
    return at;
  }

  heading(text: string): void {
    const y = this.take(16);
    this.text(text, { x: margin, y: y + 10, width, size: 4.6, style: strong });
  }

  turn(): void {
    const ground = `<rect width="${paper.widthMm}" height="${paper.heightMm}" fill="#ffffff"/>`;
    this.done.push(svgPage(paper.widthMm, paper.heightMm, this.title, ground + this.parts.join('')));
    this.parts = [];
    this.y = margin;
  }
}

/** The wrap-up report as A4 pages: five figures, attendance per event, arrivals over time, honours, and all cohorts. */
export function drawWrapUp(report: WrapUp, language: WrapUpLanguage, metrics: FontMetrics): PaperSheets {
  const word = wrapUpWords[language];
  const name = inLanguage(report.own.name, report.own.nameEn, language);
  const pages = new Pages(`${name} ${word.title}`, metrics);
  const [day = ''] = toZonedText(report.now, 'Asia/Seoul').split('T');
  const top = pages.take(24);
  pages.text(name, { x: margin, y: top + 8, width, size: 7.4, style: strong });
  pages.text(`${word.title} · ${day}`, { x: margin, y: top + 16, width, size: 3.8, fill: grey });
  drawFigures(pages, report, language);
  drawAttendance(pages, report, language);
  drawArrivals(pages, report, language);
  drawHonours(pages, report, language);
  if (report.others.length > 0) {
    pages.heading(word.cohorts);
    drawRows(pages, cohortHead(language), cohortRows(report, language), [54, 22, 18, 18, 18, 18, 14, 16]);
  }
  pages.turn();
  return { ...paper, pages: pages.done, faces: facesOf(pages.used) };
}

function drawFigures(pages: Pages, { own }: WrapUp, language: WrapUpLanguage): void {
  const all = figures(own, language);
  const y = pages.take(32);
  const gap = 3;
  const wide = (width - gap * (all.length - 1)) / all.length;
  for (const [i, { label, value, note }] of all.entries()) {
    const x = margin + i * (wide + gap);
    const inner = wide - 6;
    pages.box(x, y, wide, 28, '#f4f5fa');
    pages.text(label, { x: x + 3, y: y + 7, width: inner, size: 3.2, fill: grey });
    pages.text(String(value), { x: x + 3, y: y + 17, width: inner, size: 9, style: strong });
    pages.text(note, { x: x + 3, y: y + 24, width: inner, size: 2.9, fill: grey });
  }
}

function drawAttendance(pages: Pages, { own }: WrapUp, language: WrapUpLanguage): void {
  const word = wrapUpWords[language];
  if (own.events.length === 0) return;
  pages.heading(word.attendance);
  const most = Math.max(1, ...own.events.map(({ expected, present }) => Math.max(expected, present)));
  const [left, long] = [82, 62];
  for (const event of own.events) {
    const y = pages.take(9);
    pages.text(inLanguage(event.title, event.titleEn, language), {
      x: margin,
      y: y + 5,
      width: left - 18,
      size: 3.1,
    });
    const day = toZonedText(event.startsAt, event.zone).slice(5, 10);
    pages.text(day, { x: margin + left - 4, y: y + 5, width: 14, size: 2.9, fill: grey, anchor: 'end' });
    pages.box(margin + left, y + 1.5, (long * event.expected) / most, 5, pale);
    pages.box(margin + left, y + 2.5, (long * event.present) / most, 3, blue);
    const came = event.present - event.presentCast;
    const rate = event.expected > 0 && came > 0 ? ` · ${share(came, event.expected)}` : '';
    const of = event.expected > 0 ? ` / ${event.expected}${rate}` : '';
    pages.text(`${event.present}${of}`, {
      x: margin + width,
      y: y + 5,
      width: width - left - long - 2,
      size: 2.9,
      anchor: 'end',
    });
  }
  const y = pages.take(7);
  pages.box(margin + left, y + 1, 5, 3, blue);
  pages.text(word.present, { x: margin + left + 7, y: y + 3.6, width: 30, size: 2.7, fill: grey });
  pages.box(margin + left + 30, y + 1, 5, 3, pale);
  pages.text(word.expected, { x: margin + left + 37, y: y + 3.6, width: 30, size: 2.7, fill: grey });
}

function drawArrivals(pages: Pages, { own }: WrapUp, language: WrapUpLanguage): void {
  const word = wrapUpWords[language];
  const event = busiest(own);
  if (!event) return;
  // The heading stays with its chart.
  if (pages.y + 74 > bottom) pages.turn();
  pages.heading(`${word.arrivals} · ${inLanguage(event.title, event.titleEn, language)}`);
  const bars = arrivalBars(event.arrivals);
  const y = pages.take(56);
  const high = 42;
  const most = Math.max(1, ...bars.map(({ entries }) => entries));
  const step = Math.min(12, width / bars.length);
  const every = Math.ceil(14 / step);
  for (const [i, { at, entries }] of bars.entries()) {
    const x = margin + i * step;
    const tall = (high * entries) / most;
    pages.box(x + step * 0.1, y + 4 + high - tall, step * 0.8, tall, blue);
    const middle = x + step / 2;
    if (entries > 0 && step >= 4.5) {
      pages.text(String(entries), {
        x: middle,
        y: y + 3 + high - tall,
        width: step,
        size: 2.5,
        anchor: 'middle',
      });
    }
    if (i % every === 0) {
      const time = toZonedText(at, event.zone).slice(11);
      pages.text(time, { x: middle, y: y + high + 9, width: 14, size: 2.6, fill: grey, anchor: 'middle' });
    }
  }
  pages.box(margin, y + 4 + high, width, 0.25, '#c9cdd8');
}

function drawHonours(pages: Pages, { own }: WrapUp, language: WrapUpLanguage): void {
  if (own.honours.length === 0) return;
  const word = wrapUpWords[language];
  pages.heading(word.honours);
  const rows = own.honours.map(({ title, titleEn, met }) => [
    inLanguage(title, titleEn, language),
    String(met),
    share(met, own.participants),
  ]);
  rows.push([word.certificates, String(own.certificates), share(own.certificates, own.participants)]);
  drawRows(pages, ['', word.entries, '%'], rows, [100, 30, 30]);
}

function drawRows(
  pages: Pages,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  widths: readonly number[],
): void {
  for (const [at, cells] of [head, ...rows].entries()) {
    const y = pages.take(7);
    let x = margin;
    for (const [i, cell] of cells.entries()) {
      const wide = widths[i] ?? 16;
      const number = i > 0;
      pages.text(cell, {
        x: number ? x + wide - 2 : x,
        y: y + 4.6,
        width: wide - 2,
        size: 3,
        fill: at === 0 ? grey : ink,
        style: at === 0 ? strong : plain,
        anchor: number ? 'end' : 'start',
      });
      x += wide;
    }
    pages.box(margin, y + 6.6, width, 0.15, '#c9cdd8');
  }
}
