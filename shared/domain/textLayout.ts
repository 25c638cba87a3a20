import { bundledFont, type FontFace, type FontFamily, type FontWeight } from './fonts';

/** What the drawing needs to know of the bundled fonts. The main process reads it from the files. */
export interface FontMetrics {
  has(family: FontFamily, codePoint: number): boolean;
  /** The advance width in em. */
  advance(face: FontFace, codePoint: number): number;
  /**
   * How much further apart (em) than by their widths an engine sets two characters, or two with a space between them: a font may
   * make the space between two syllables wider. Never less than 0: what stands closer together is not counted on.
   */
  apart(face: FontFace, before: number, after: number, spaced: boolean): number;
  /** How far the family's letters may reach over and under the baseline, in em: what an engine takes a line's height from. */
  extent(family: FontFamily): { readonly ascent: number; readonly descent: number };
}

export interface TextStyle {
  /** Families in the order in which they are asked for a character. */
  readonly chain: readonly FontFamily[];
  readonly weight: FontWeight;
  /** Space after each character, in em. Under 0.1, or readers of a PDF take it for a space between words. */
  readonly tracking?: number;
}

/** A stretch of text that one font draws. */
export interface TextRun {
  readonly face: FontFace;
  readonly text: string;
}

/** One line, ready to be drawn at any size. */
export interface TextLine {
  readonly runs: readonly TextRun[];
  readonly tracking: number;
  /** In em. */
  readonly width: number;
}

/** A block of lines at the size (mm) at which it fits its box. */
export interface FittedText {
  readonly size: number;
  readonly lines: readonly TextLine[];
}

// A base with its combining marks is drawn by one font, or the marks sit wrong.
const clusterPattern = /\P{M}\p{M}*|\p{M}+/gu;
// Also what turns the direction of writing round: it would print a name's letters in another order, and nobody sees why.
const invisible = /[\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/g;
// A font has these, but they print as nothing, or as the mark of a character that was lost on the way.
const inkless = /[\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0\uFFFC\uFFFD\p{Co}\p{Cn}]/u;

/** The text as it is drawn: NFC, single spaces, nothing invisible. */
export function drawnText(text: string): string {
  return text
    .normalize('NFC')
    .replace(invisible, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

export function clusters(text: string): readonly string[] {
  return text.match(clusterPattern) ?? [];
}

function covers(family: FontFamily, text: string, metrics: FontMetrics): boolean {
  for (const char of text) if (!metrics.has(family, char.codePointAt(0) ?? 0)) return false;
  return true;
}

/** The characters of the texts that no bundled font can draw, each once, in the order they come. */
export function missingCharacters(
  texts: readonly string[],
  chain: readonly FontFamily[],
  metrics: FontMetrics,
): readonly string[] {
  const missing = new Set<string>();
  for (const text of texts) {
    for (const cluster of clusters(drawnText(text))) {
      const drawable = chain.some((family) => covers(family, cluster, metrics)) && !inkless.test(cluster);
      if (!drawable) missing.add(cluster);
    }
  }
  return [...missing];
}

/**
 * Splits a text into runs, so that no engine ever chooses a font. The whole text in one family where one has all of it, so
 * that a name is not patched together; else word by word; else character by character.
 */
export function splitRuns(text: string, style: TextStyle, metrics: FontMetrics): readonly TextRun[] {
  const { chain, weight } = style;
  const whole = chain.find((family) => covers(family, text, metrics));
  if (whole) return [{ face: faceOf(whole, weight), text }];
  const pieces: { family: FontFamily; text: string }[] = [];
  const add = (family: FontFamily, piece: string) => {
    const last = pieces.at(-1);
    if (last && (last.family === family || piece === ' ')) last.text += piece;
    else pieces.push({ family, text: piece });
  };
  for (const word of text.split(/( )/)) {
    const one = chain.find((family) => covers(family, word, metrics));
    if (one) {
      if (word) add(one, word);
      continue;
    }
    for (const cluster of clusters(word)) {
      const family = chain.find((candidate) => covers(candidate, cluster, metrics));
      if (!family)
        throw new Error(`no bundled font draws ${JSON.stringify(cluster)}: ask missingCharacters first`);
      add(family, cluster);
    }
  }
  return pieces.map((piece) => ({ face: faceOf(piece.family, weight), text: piece.text }));
}

function faceOf(family: FontFamily, weight: FontWeight): FontFace {
  return { family, weight: bundledFont({ family, weight }).weight };
}

/** Lays a text out on one line. Throws where a character is in no font of the chain. */
export function layLine(text: string, style: TextStyle, metrics: FontMetrics): TextLine {
  const drawn = drawnText(text);
  const tracking = style.tracking ?? 0;
  const runs = splitRuns(drawn, style, metrics);
  let width = Math.max(0, clusters(drawn).length - 1) * tracking;
  for (const { face, text: piece } of runs) width += widthIn(face, piece, metrics);
  return { runs, tracking, width };
}

/** The width of a stretch of text in one font, in em. */
export function widthIn(face: FontFace, text: string, metrics: FontMetrics): number {
  let width = 0;
  let before: number | undefined;
  let spaced = false;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    width += metrics.advance(face, code);
    if (char === ' ') spaced = true;
    else {
      if (before !== undefined) width += metrics.apart(face, before, code, spaced);
      before = code;
      spaced = false;
    }
  }
  return width;
}

/** Breaks at spaces into lines no wider than `width` (em); a word that is too wide by itself is broken inside, if it must. */
export function breakLines(
  text: string,
  width: number,
  style: TextStyle,
  metrics: FontMetrics,
): readonly string[] {
  const measure = (line: string) => layLine(line, style, metrics).width;
  const lines: string[] = [];
  let line = '';
  for (const word of drawnText(text).split(' ')) {
    const longer = line ? `${line} ${word}` : word;
    if (measure(longer) <= width) {
      line = longer;
      continue;
    }
    if (line) lines.push(line);
    line = word;
    while (measure(line) > width) {
      const parts = clusters(line);
      let count = 1;
      while (count < parts.length && measure(parts.slice(0, count + 1).join('')) <= width) count++;
      if (count >= parts.length) break;
      lines.push(parts.slice(0, count).join(''));
      line = parts.slice(count).join('');
    }
  }
  return line ? [...lines, line] : lines;
}

/** The same number of lines as at `width`, as even as they can be. */
function balance(text: string, width: number, style: TextStyle, metrics: FontMetrics): readonly string[] {
  let best = breakLines(text, width, style, metrics);
  if (best.length < 2) return best;
  const count = best.length;
  const widest = Math.max(...text.split(' ').map((word) => layLine(word, style, metrics).width));
  let low = Math.max(layLine(text, style, metrics).width / count, Math.min(widest, width));
  let high = width;
  for (let step = 0; step < 8; step++) {
    const middle = (low + high) / 2;
    const lines = breakLines(text, middle, style, metrics);
    const fits = lines.every((line) => layLine(line, style, metrics).width <= middle);
    if (lines.length <= count && fits) {
      best = lines;
      high = middle;
    } else low = middle;
  }
  return best;
}

export interface Box {
  /** mm */
  readonly width: number;
  /** mm; the lines together are no higher. */
  readonly height: number;
  /** The size wanted, mm. */
  readonly size: number;
  /** From one line to the next, in em. */
  readonly leading: number;
  readonly maxLines: number;
}

const shrink = 0.96;
/** A word is not broken before it is this much smaller than wanted. */
const unbroken = 0.55;
/** Under this (mm, 5 pt) nobody can read it on paper. */
export const smallestSize = 1.8;

/**
 * The largest size, from the one wanted downwards, at which the text fits its box; undefined where it does not at
 * `smallestSize`. Fewer lines are taken before more at a size.
 */
export function fitText(
  text: string,
  box: Box,
  style: TextStyle,
  metrics: FontMetrics,
): FittedText | undefined {
  let known = fitted.get(metrics);
  if (!known || known.size >= 2000) {
    known = new Map();
    fitted.set(metrics, known);
  }
  const key = JSON.stringify([text, box, style]);
  if (!known.has(key)) known.set(key, layOut(text, box, style, metrics));
  return known.get(key);
}

// Sheets have most of their texts in common, and each sheet is laid out twice: to see whether it can be, and to draw it.
const fitted = new WeakMap<FontMetrics, Map<string, FittedText | undefined>>();

function layOut(text: string, box: Box, style: TextStyle, metrics: FontMetrics): FittedText | undefined {
  const drawn = drawnText(text);
  if (!drawn) return { size: box.size, lines: [] };
  const whole = layLine(drawn, style, metrics).width;
  if (whole * smallestSize > box.width * box.maxLines) return undefined;
  const widest = Math.max(...drawn.split(' ').map((word) => layLine(word, style, metrics).width));
  const at = (size: number): FittedText | undefined => {
    const width = box.width / size;
    const count = breakLines(drawn, width, style, metrics).length;
    const height = size * (1 + (count - 1) * box.leading);
    if (count > box.maxLines || (height > box.height && count > 1)) return undefined;
    const lines = balance(drawn, width, style, metrics).map((line) => layLine(line, style, metrics));
    return lines.every((line) => line.width <= width)
      ? { size: Math.round(size * 1000) / 1000, lines }
      : undefined;
  };
  const least = Math.max(smallestSize, box.size * unbroken);
  for (let size = box.size; size >= least; size *= shrink) {
    const fitted = widest * size <= box.width ? at(size) : undefined;
    if (fitted) return fitted;
  }
  for (let size = box.size; size >= smallestSize; size *= shrink) {
    const fitted = at(size);
    if (fitted) return fitted;
  }
  return undefined;
}
