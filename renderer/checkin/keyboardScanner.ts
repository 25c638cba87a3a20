/**
 * Tells a keyboard scanner from a hand, by pace alone, and reads what it typed by the physical keys it pressed, so that
 * neither layout nor IME changes anything. Pure: key presses with their times in, a reaction to each out.
 *
 * `Mark` is whatever the caller notes at each key (the state of the focused field), handed back for the first key of what
 * turned out to be a scan, so that the caller can put things back as they were before it.
 */
export interface KeyPress<Mark> {
  /** KeyboardEvent.code: the physical key. */
  readonly code: string;
  /** Milliseconds, of any clock that never goes back. */
  readonly at: number;
  /** The key is held down, and this is not its first press. */
  readonly repeat: boolean;
  /** Ctrl, Alt or Meta is held: a shortcut. */
  readonly chord: boolean;
  readonly mark: Mark;
}

interface Stroke<Mark> {
  readonly char: string;
  readonly at: number;
  readonly mark: Mark;
}

/** What was typed since the last key that was no character; `runFrom` is where the present unbroken run begins. */
export interface ScannerState<Mark> {
  readonly strokes: readonly Stroke<Mark>[];
  readonly runFrom: number;
}

export type Reaction<Mark> =
  /** A hand: the key is the page's. */
  | { readonly kind: 'typing' }
  /** A scanner at work: the key is nobody's. */
  | { readonly kind: 'burst' }
  /** The scanner's last key: the key is nobody's, and this was read. */
  | { readonly kind: 'scan'; readonly text: string; readonly mark: Mark };

/** No hand presses eight keys at this pace (ms from key to key, on average); scanners take 1 to 20. */
const scannerPace = 35;
const fewestKeys = 8;
/** A longer pause inside a run ends it (ms). */
const longestGap = 50;
/** In a run so long that only a scanner makes it (the QR of a certificate has hundreds), a machine under load may falter (ms). */
const longRun = 48;
const longestFalter = 180;
/** Between the last character and the key that ends a code, some scanners take longer (ms). */
const longestGapBeforeEnd = 150;
/** A whole badge code in this time (ms) is a scan even where the machine faltered in the middle of it; no hand types one by chance. */
const longestBadgeCode = 5000;
/** After so long (ms) without a key, nothing more of a badge code is expected. */
const longestFalterInBadge = 1000;
const badgeCode = /[A-Z2-7]{4}-[A-Z2-7]{10}-[A-Z2-7]{13}$/;
const badgeBeginning = /[A-Z2-7]{4}-(?:[A-Z2-7]{3,10}|[A-Z2-7]{10}-[A-Z2-7]{0,13})$/;
const badgeCodeLength = 29;
const longestText = 8192;

const ends = new Set(['Enter', 'NumpadEnter', 'Tab']);
const modifiers = new Set(['ShiftLeft', 'ShiftRight', 'CapsLock', 'NumLock']);
const punctuation: Readonly<Record<string, string>> = {
  Minus: '-',
  NumpadSubtract: '-',
  Equal: '=',
  Period: '.',
  NumpadDecimal: '.',
  Comma: ',',
  Slash: '/',
  NumpadDivide: '/',
  Backslash: '\\',
  Semicolon: ';',
  Quote: "'",
  BracketLeft: '[',
  BracketRight: ']',
  Backquote: '`',
  Space: ' ',
};

/** The character of a physical key on a US layout, capitals throughout; shift is not looked at (a badge code needs none). */
function charOf(code: string): string | undefined {
  return /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(code)?.[1] ?? punctuation[code];
}

export function idle<Mark>(): ScannerState<Mark> {
  return { strokes: [], runFrom: 0 };
}

/** One key pressed: the state after it, and whose key it is. */
export function press<Mark>(
  state: ScannerState<Mark>,
  key: KeyPress<Mark>,
): { readonly state: ScannerState<Mark>; readonly reaction: Reaction<Mark> } {
  const { strokes } = state;
  const last = strokes.at(-1);
  const gap = last ? key.at - last.at : Number.POSITIVE_INFINITY;
  if (modifiers.has(key.code)) return { state, reaction: { kind: 'typing' } };
  if (ends.has(key.code) && !key.chord && !key.repeat) {
    const scan = gap <= longestGapBeforeEnd || restMayCome(state, key.at) > 0 ? finish(state) : undefined;
    return { state: idle(), reaction: scan ?? { kind: 'typing' } };
  }
  const char = charOf(key.code);
  if (char === undefined || key.chord || key.repeat) return { state: idle(), reaction: { kind: 'typing' } };
  const stroke = { char, at: key.at, mark: key.mark };
  const goesOn = gap <= (isLongRun(state) ? longestFalter : longestGap) && strokes.length < longestText;
  // No code begins with a space; the show caller's key is one, pressed as fast as it may be.
  if (char === ' ' && !goesOn) return { state: idle(), reaction: { kind: 'typing' } };
  const next = goesOn ? { strokes: [...strokes, stroke], runFrom: state.runFrom } : startRun(strokes, stroke);
  return { state: next, reaction: { kind: isScannerRun(next) ? 'burst' : 'typing' } };
}

/** A new run after a pause. As much as a badge code may hold is kept of what went before. */
function startRun<Mark>(strokes: readonly Stroke<Mark>[], stroke: Stroke<Mark>): ScannerState<Mark> {
  const kept = strokes.slice(1 - badgeCodeLength);
  return { strokes: [...kept, stroke], runFrom: kept.length };
}

function isLongRun<Mark>(state: ScannerState<Mark>): boolean {
  return state.strokes.length - state.runFrom >= longRun && isScannerRun(state);
}

function isScannerRun<Mark>({ strokes, runFrom }: ScannerState<Mark>): boolean {
  const first = strokes[runFrom];
  const last = strokes.at(-1);
  const count = strokes.length - runFrom;
  if (!first || !last || count < fewestKeys) return false;
  return (last.at - first.at) / (count - 1) <= scannerPace;
}

/**
 * What was scanned, where the typing so far was a scan: asked at the key that ends a code, and when nothing came any more
 * after a burst (a scanner may be set to send no such key). A key that a hand pressed just before a badge code is left out.
 */
export function finish<Mark>(
  state: ScannerState<Mark>,
): Extract<Reaction<Mark>, { kind: 'scan' }> | undefined {
  const { strokes, runFrom } = state;
  const text = strokes.map((stroke) => stroke.char).join('');
  const badge = badgeCode.exec(text)?.[0];
  const last = strokes.at(-1);
  const start = badge ? strokes[strokes.length - badgeCodeLength] : undefined;
  if (badge && start && last && last.at - start.at <= longestBadgeCode) {
    return { kind: 'scan', text: badge, mark: start.mark };
  }
  const first = strokes[runFrom];
  return first && isScannerRun(state)
    ? { kind: 'scan', text: text.slice(runFrom), mark: first.mark }
    : undefined;
}

/**
 * How long (ms) what a scanner typed so far may still become whole, seen at `at`: 0 or less where no more can be expected.
 * A badge code that lacks its end is waited for, since a machine under load falters; it is never judged by half.
 */
export function restMayCome<Mark>({ strokes }: ScannerState<Mark>, at: number): number {
  const text = strokes.map((stroke) => stroke.char).join('');
  const beginning = badgeBeginning.exec(text)?.[0];
  const last = strokes.at(-1);
  return beginning && last ? last.at + longestFalterInBadge - at : 0;
}

/** True where what was typed is a badge code without its end. */
export function isCutBadge<Mark>({ strokes }: ScannerState<Mark>): boolean {
  const text = strokes.map((stroke) => stroke.char).join('');
  return badgeBeginning.test(text) && !badgeCode.test(text);
}

/** No code is so short, and no hand so quick, that more keys than this at a scanner's pace are anybody else's. */
const fewestTornKeys = 3;
/** A window that gets the focus in the middle of a code hears the next key at most so long afterwards (ms). */
const longestTurn = 150;
/** Keys bear the time at which the system had them; that the focus came or went, a page under load may learn so much later (ms). */
const longestNews = 1000;

/** True for a key of which the window that got the focus is the first to hear. */
const cameWithFocus = (at: number, focusedAt: number): boolean =>
  at - focusedAt <= longestTurn && focusedAt - at <= longestNews;

/**
 * What the typing so far was when the window lost the focus: a badge code that lacks no more than its ending key is whole,
 * the beginning of a code is 'torn', and one or two keys are whatever the window that has the focus now says ('unclear').
 */
export function leave<Mark>(
  state: ScannerState<Mark>,
  at: number,
):
  | Extract<Reaction<Mark>, { kind: 'scan' }>
  | { readonly kind: 'torn' | 'unclear'; readonly mark: Mark }
  | undefined {
  const { strokes, runFrom } = state;
  const last = strokes.at(-1);
  const first = strokes[runFrom];
  if (!last || !first || at - last.at > longestNews) return undefined;
  const scan = finish(state);
  if (scan && badgeCode.test(scan.text)) return scan;
  const count = strokes.length - runFrom;
  if (count < fewestTornKeys) return { kind: 'unclear', mark: first.mark };
  return (last.at - first.at) / (count - 1) <= scannerPace ? { kind: 'torn', mark: first.mark } : undefined;
}

/**
 * True where the typing so far is the rest of a code whose beginning went to the window that had the focus before
 * (`focusedAt`): it began as the focus came, at a scanner's pace, and is no whole badge code.
 */
export function isRest<Mark>(state: ScannerState<Mark>, focusedAt: number): boolean {
  const { strokes, runFrom } = state;
  const first = strokes[runFrom];
  const last = strokes.at(-1);
  if (!first || !last || !cameWithFocus(first.at, focusedAt)) return false;
  const text = strokes.map((stroke) => stroke.char).join('');
  if (badgeCode.test(text)) return false;
  const count = strokes.length - runFrom;
  return count === 1 || (last.at - first.at) / (count - 1) <= scannerPace;
}

/** The ending key of a code that was taken as whole when nothing came any more, on a machine under load (ms). */
const longestLateEnd = 1000;

/**
 * True for the ending key of a code whose characters all went to the window that had the focus before (`focusedAt`), or
 * were taken as whole without it (`silentAt`).
 */
export function isStrayEnd(code: string, at: number, focusedAt: number, silentAt: number): boolean {
  if (!ends.has(code)) return false;
  return cameWithFocus(at, focusedAt) || at - silentAt <= longestLateEnd;
}
