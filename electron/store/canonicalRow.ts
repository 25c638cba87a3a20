/** The words that some of a row's values are one of (shared/contract/exchange, SentRow). */
export interface RowWords {
  readonly kinds: readonly string[];
  readonly sources: readonly string[];
  readonly verdicts: readonly string[];
}

/** What of a row's text tells who passed where. */
export interface CanonicalRow {
  readonly seq: number;
  readonly id: string;
  readonly at: number;
  readonly kind: string;
  readonly eventId: string;
  readonly door: string;
  readonly attendeeId: string | null;
  readonly verdict: string;
  readonly undoes: string | null;
  readonly onPaper: boolean;
  /** Where the next line begins. */
  readonly next: number;
}

// Written out: a count in a pattern is a loop when it runs.
const hex = (digits: number) => '[0-9a-f]'.repeat(digits);
const uuid = `${hex(8)}-${hex(4)}-[1-8]${hex(3)}-[89ab]${hex(3)}-${hex(12)}`;
const whole = '(?:0|[1-9][0-9]{0,15})';
// What JSON.stringify makes of text, and of no text anything else.
const plain = '[^"\\\\\\x00-\\x1f]*';
const text = `"(${plain}(?:\\\\(?:["\\\\bfnrt]|u00[01][0-9a-f])${plain})*)"`;
const orNull = (value: string) => `(?:${value}|null)`;
const oneOf = (words: readonly string[]) => `"(${words.join('|')})"`;

const longest = { door: 200, code: 256, detail: 4096, by: 200 } as const;

/**
 * Reads the text over which a row's hash is (journalRow.ts, rowHash), at once and without a value of each, out of lines of such texts from
 * `at` on: undefined where that line is not the text of a row that SentRow takes. Not the other way round: of what no device writes (a
 * UUID in capitals) some is left to SentRow.
 */
export function canonicalReader({ kinds, sources, verdicts }: RowWords) {
  const first = [
    `"${uuid}"`,
    `(${whole})`,
    `"(${uuid})"`,
    `(${whole})`,
    oneOf(kinds),
    `"(${uuid})"`,
    text,
    `"(?:${sources.join('|')})"`,
    text,
    orNull('"[A-Z2-7]{10}"'),
    orNull(`"(${uuid})"`),
    oneOf(verdicts),
    text,
    orNull(`"(${uuid})"`),
  ].join(',');
  const forms = {
    1: new RegExp(`\\[${first}\\](?:\\n|$)`, 'y'),
    2: new RegExp(`\\[${first},${orNull(`"${uuid}"`)},${text},${orNull(`(${whole})`)},2\\](?:\\n|$)`, 'y'),
  } as const;
  return (lines: string, at: number, form: 1 | 2): CanonicalRow | undefined => {
    const line = forms[form];
    line.lastIndex = at;
    const found = line.exec(lines);
    if (!found) return undefined;
    const [
      ,
      seq,
      id,
      happened,
      kind,
      eventId,
      door,
      code,
      attendeeId,
      verdict,
      detail,
      undoes,
      by = '',
      recordedAt,
    ] = found;
    // Each of these is there where the whole matches.
    if (id === undefined || kind === undefined || eventId === undefined || verdict === undefined)
      return undefined;
    if (door === undefined || code === undefined || detail === undefined) return undefined;
    const fits =
      isExact(seq) &&
      seq !== '0' &&
      isExact(happened) &&
      isExact(recordedAt ?? '0') &&
      isWithin(door, longest.door) &&
      isWithin(code, longest.code) &&
      isWithin(detail, longest.detail) &&
      isWithin(by, longest.by);
    if (!fits) return undefined;
    return {
      seq: Number(seq),
      id,
      at: Number(happened),
      kind,
      eventId,
      door: decoded(door),
      attendeeId: attendeeId ?? null,
      verdict,
      undoes: undoes ?? null,
      onPaper: recordedAt !== undefined,
      next: line.lastIndex,
    };
  };
}

const isExact = (digits: string | undefined) =>
  digits !== undefined && (digits.length < 16 || Number.isSafeInteger(Number(digits)));

const decoded = (escaped: string): string => (escaped.includes('\\') ? JSON.parse(`"${escaped}"`) : escaped);

/** As long as it may be: escaped it is never shorter. */
const isWithin = (escaped: string, most: number) => escaped.length <= most || decoded(escaped).length <= most;
