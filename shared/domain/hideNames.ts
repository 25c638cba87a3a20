const letter = /\p{L}/u;
const latin = /\p{Script=Latin}/u;

/** Words to be found in texts, each at least two letters long, for `hideNames`. */
export interface NameSet {
  readonly names: ReadonlySet<string>;
  /** Every length that one of them has, the longest first. */
  readonly lengths: readonly number[];
}

/** Makes the set of words to be hidden; what is too short to be told from other words is left out. */
export function nameSet(words: Iterable<string>): NameSet {
  const names = new Set<string>();
  for (const word of words) {
    const trimmed = word.trim();
    if (trimmed.length > 1) names.add(trimmed);
  }
  const lengths = [...new Set([...names].map(({ length }) => length))].sort((a, b) => b - a);
  return { names, lengths };
}

/**
 * The text with `instead` where one of the names stands. A name begins where a word begins; in Korean a particle may follow it
 * at once, in Latin letters the word must end with it.
 */
export function hideNames(text: string, { names, lengths }: NameSet, instead: string): string {
  let hidden = '';
  let from = 0;
  for (let at = 0; at < text.length; ) {
    const found = letter.test(text[at - 1] ?? '') ? undefined : nameAt(text, at, names, lengths);
    if (found === undefined) {
      at++;
      continue;
    }
    hidden += text.slice(from, at) + instead;
    at += found;
    from = at;
  }
  return from === 0 ? text : hidden + text.slice(from);
}

function nameAt(
  text: string,
  at: number,
  names: ReadonlySet<string>,
  lengths: readonly number[],
): number | undefined {
  return lengths.find((length) => {
    if (at + length > text.length || !names.has(text.slice(at, at + length))) return false;
    return !(latin.test(text[at + length - 1] ?? '') && latin.test(text[at + length] ?? ''));
  });
}
