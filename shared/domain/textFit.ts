import type { FontFace } from './fonts';
import {
  clusters,
  drawnText,
  type FontMetrics,
  missingCharacters,
  splitRuns,
  type TextLine,
  type TextStyle,
  widthIn,
} from './textLayout';

/** What a text has to go into, in millimetres, and how it may give way. */
export interface TextRoom {
  readonly width: number;
  readonly height: number;
  /** The size wanted, and the smallest that is let through. */
  readonly size: number;
  readonly floor: number;
  /** From one line to the next, in em. */
  readonly leading: number;
  readonly maxLines: number;
  /** What gives way first: the size, or the line. */
  readonly gives: 'size' | 'line';
}

/** A text in its room: how large it came out and what had to give way for it. */
export interface LaidText {
  readonly size: number;
  readonly lines: readonly TextLine[];
  /** Over and under the baseline, in em: the furthest of the families used. */
  readonly ascent: number;
  readonly descent: number;
  /** A line was broken between words; inside of a word, where nothing else helped. */
  readonly broken: boolean;
  readonly wordBroken: boolean;
  /** False: even at its floor the text stands out of its room. */
  readonly fits: boolean;
  /** What no bundled font draws; 〓 stands for each. */
  readonly missing: readonly string[];
}

/** Stands where a character is missing, as printers put it. */
const geta = '〓';
const shrink = 0.97;
/** A text that gives its size stays on one line until it is this much smaller than wanted. */
const oneLine = 0.55;
/** Engines kern: a line may come out a little wider than the sum of its letters. */
const slack = 0.995;

interface Piece {
  readonly face: FontFace;
  readonly text: string;
  /** em */
  readonly width: number;
}

/** A paragraph as words, each of pieces in one font; fonts are chosen over the whole, so that a break changes none. */
interface Paragraph {
  readonly words: readonly (readonly Piece[])[];
  readonly space: Piece;
}

type Broken = { readonly lines: readonly (readonly Piece[])[]; readonly wordBroken: boolean };

/**
 * Lays a text out in its room: as large as wanted if it can be; else smaller, or on more lines, broken between words
 * (keep-all) and as evenly as can be; inside of a word last of all. A new line in the text begins a paragraph. Never fails:
 * what does not fit is said.
 */
export function layText(text: string, room: TextRoom, style: TextStyle, metrics: FontMetrics): LaidText {
  let known = laid.get(metrics);
  if (!known || known.size >= 4000) {
    known = new Map();
    laid.set(metrics, known);
  }
  const key = JSON.stringify([text, room, style]);
  let found = known.get(key);
  if (!found) {
    found = layOut(text, room, style, metrics);
    known.set(key, found);
  }
  return found;
}

// Sheets have most of their texts in common, and each sheet is laid out twice: to see whether it can be, and to draw it.
const laid = new WeakMap<FontMetrics, Map<string, LaidText>>();

function layOut(text: string, room: TextRoom, style: TextStyle, metrics: FontMetrics): LaidText {
  const drawn = text.split('\n').map(drawnText);
  const missing = missingCharacters(drawn, style.chain, metrics);
  const gone = new Set(missing);
  const whole =
    gone.size === 0
      ? drawn
      : drawn.map((line) =>
          clusters(line)
            .map((one) => (gone.has(one) ? geta : one))
            .join(''),
        );
  const paragraphs = whole.map((line) => paragraphOf(line, style, metrics));
  const families = new Set(paragraphs.flatMap(({ words }) => words.flat().map(({ face }) => face.family)));
  const extents = [...families].map((family) => metrics.extent(family));
  const ascent = Math.max(0, ...extents.map((one) => one.ascent));
  const descent = Math.max(0, ...extents.map((one) => one.descent));

  const done = (size: number, broken: Broken, tracking: number, fits: boolean): LaidText => ({
    size: Math.floor(size * 1000) / 1000,
    lines: broken.lines.map((line) => asLine(line, tracking)),
    ascent,
    descent,
    broken: broken.lines.length > paragraphs.length,
    wordBroken: broken.wordBroken,
    fits,
    missing,
  });
  if (families.size === 0) return done(room.size, { lines: [], wordBroken: false }, 0, true);

  const attempt = (
    size: number,
    maxLines: number,
    tracking: number,
    insideWords: boolean,
  ): LaidText | undefined => {
    const width = (room.width * slack) / size;
    const broken = breakAll(paragraphs, width, tracking, insideWords);
    if (!broken || broken.lines.length > maxLines) return undefined;
    const height = size * (ascent + descent + (broken.lines.length - 1) * room.leading);
    if (height > room.height + 1e-6) return undefined;
    const even = insideWords ? broken : balance(paragraphs, width, broken, tracking);
    return done(size, even, tracking, true);
  };
  const descend = (least: number, maxLines: number, insideWords: boolean): LaidText | undefined => {
    for (let size = room.size; size >= least - 1e-6; size *= shrink) {
      const found =
        (style.tracking ? attempt(size, maxLines, style.tracking, insideWords) : undefined) ??
        attempt(size, maxLines, 0, insideWords);
      if (found) return found;
    }
    return attempt(least, maxLines, 0, insideWords);
  };
  const few = Math.min(room.maxLines, paragraphs.length);
  const floor = Math.min(room.floor, room.size);
  return (
    (room.gives === 'size' && few < room.maxLines
      ? descend(Math.max(floor, room.size * oneLine), few, false)
      : undefined) ??
    descend(floor, room.maxLines, false) ??
    descend(floor, room.maxLines, true) ??
    done(floor, overflowing(paragraphs, (room.width * slack) / floor, room.maxLines), 0, false)
  );
}

/** What is drawn of a text that has no room: its lines at the floor, as many as it takes. */
function overflowing(paragraphs: readonly Paragraph[], width: number, maxLines: number): Broken {
  const lines = paragraphs.flatMap(({ words, space }) =>
    maxLines === 1 ? [joined(words, space)] : breakParagraph({ words, space }, width, 0, true).lines,
  );
  return { lines, wordBroken: false };
}

function paragraphOf(text: string, style: TextStyle, metrics: FontMetrics): Paragraph {
  const words: Piece[][] = [];
  let word: Piece[] = [];
  let space: Piece | undefined;
  for (const run of splitRuns(text, style, metrics)) {
    let before: number | undefined;
    let spaced = false;
    for (const cluster of clusters(run.text)) {
      let width = widthIn(run.face, cluster, metrics);
      if (cluster === ' ') spaced = true;
      else {
        // What lies between two is the second one's, also where a line may be broken between them.
        const first = cluster.codePointAt(0) ?? 0;
        if (before !== undefined) width += metrics.apart(run.face, before, first, spaced);
        before = [...cluster].at(-1)?.codePointAt(0);
        spaced = false;
      }
      const piece = { face: run.face, text: cluster, width };
      if (cluster !== ' ') word.push(piece);
      else {
        space ??= piece;
        if (word.length > 0) words.push(word);
        word = [];
      }
    }
  }
  if (word.length > 0) words.push(word);
  const first = words[0]?.[0];
  const face = first?.face ?? { family: 'Pretendard', weight: 400 };
  return { words, space: space ?? { face, text: ' ', width: metrics.advance(face, 32) } };
}

function joined(words: readonly (readonly Piece[])[], space: Piece): readonly Piece[] {
  return words.flatMap((word, index) => {
    // A space is drawn by the font before it: no run of its own.
    const before = words[index - 1]?.at(-1);
    return before ? [{ ...space, face: before.face }, ...word] : word;
  });
}

function widthOf(pieces: readonly Piece[], tracking: number): number {
  let width = 0;
  for (const piece of pieces) width += piece.width;
  return width + Math.max(0, pieces.length - 1) * tracking;
}

/** Greedy lines no wider than `width` (em); undefined where a word is wider and may not be broken. */
function breakAll(
  paragraphs: readonly Paragraph[],
  width: number,
  tracking: number,
  insideWords: boolean,
): Broken | undefined {
  const lines: (readonly Piece[])[] = [];
  let wordBroken = false;
  for (const paragraph of paragraphs) {
    const broken = breakParagraph(paragraph, width, tracking, insideWords);
    if (!insideWords && broken.wordBroken) return undefined;
    lines.push(...broken.lines);
    wordBroken ||= broken.wordBroken;
  }
  return { lines, wordBroken };
}

/** `wordBroken` says also of a word that it would have to be. */
function breakParagraph(
  { words, space }: Paragraph,
  width: number,
  tracking: number,
  insideWords: boolean,
): Broken {
  const lines: (readonly Piece[])[] = [];
  let line: (readonly Piece[])[] = [];
  let length = 0;
  let wordBroken = false;
  const end = () => {
    if (line.length > 0) lines.push(joined(line, space));
    line = [];
    length = 0;
  };
  for (const word of words) {
    const own = widthOf(word, tracking);
    const longer = line.length === 0 ? own : length + space.width + 2 * tracking + own;
    if (longer <= width) {
      line.push(word);
      length = longer;
      continue;
    }
    end();
    if (own <= width) {
      line.push(word);
      length = own;
      continue;
    }
    wordBroken = true;
    if (!insideWords) return { lines, wordBroken };
    let rest = word;
    while (rest.length > 0) {
      let count = 1;
      while (count < rest.length && widthOf(rest.slice(0, count + 1), tracking) <= width) count++;
      const part = rest.slice(0, count);
      rest = rest.slice(count);
      if (rest.length > 0) lines.push(part);
      else {
        line = [part];
        length = widthOf(part, tracking);
      }
    }
  }
  end();
  return { lines, wordBroken };
}

/** The same number of lines as `greedy`, as even as they can be. */
function balance(paragraphs: readonly Paragraph[], width: number, greedy: Broken, tracking: number): Broken {
  if (greedy.lines.length <= paragraphs.length) return greedy;
  let best = greedy;
  let low = 0;
  let high = width;
  for (let step = 0; step < 9; step++) {
    const middle = (low + high) / 2;
    const tried = breakAll(paragraphs, middle, tracking, false);
    if (tried && tried.lines.length <= greedy.lines.length) {
      best = tried;
      high = middle;
    } else low = middle;
  }
  return best;
}

function asLine(pieces: readonly Piece[], tracking: number): TextLine {
  const runs: { face: FontFace; text: string }[] = [];
  for (const { face, text } of pieces) {
    const last = runs.at(-1);
    if (last && last.face.family === face.family) last.text += text;
    else runs.push({ face, text });
  }
  return { runs, tracking, width: widthOf(pieces, tracking) };
}
