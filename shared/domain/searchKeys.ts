import type { SearchLines } from './koreanSearch';
import { canonical } from './romanised';
import { initialOf, openOf } from './syllables';

/** How well a key's people can fit at best: the ranks of koreanSearch.ts, but 0, for which there is a key of its own. */
export type Level = 1 | 2 | 3 | 4;

const hasLatin = /^[\x20-\x7e]$/;
const onlyDigits = /^\d+$/;
const onlyLatin = /^[a-z]{2,}$/;
const onlyInitials = /^[ㄱ-ㅎ]+$/;
const isConsonant = (letter: string) => letter >= 'ㄱ' && letter <= 'ㅎ';

function addGrams(keys: Set<string>, prefix: string, text: string, sizes: readonly number[]): void {
  for (const size of sizes) {
    for (let i = 0; i + size <= text.length; i++) keys.add(prefix + text.slice(i, i + size));
  }
}

function grams(prefix: string, text: string, size: number): readonly string[] {
  const keys = new Set<string>();
  addGrams(keys, prefix, text, [size]);
  return [...keys];
}

/** Pairs and triples of a text's words; of letters other than Latin ones also each alone. */
function addWords(keys: Set<string>, prefix: string, text: string): void {
  for (const word of text.split(' ')) {
    addGrams(keys, prefix, word, [2, 3]);
    for (const letter of word) if (!hasLatin.test(letter)) keys.add(prefix + letter);
  }
}

/** A letter as it may be typed: whole, still open, its initial consonant. */
const waysOf = (letter: string) => [letter, openOf(letter), initialOf(letter)];

/** The keys that a person is found by; the first letter says of what: their meaning is that of `keysAt`. */
export function keysOf({ name, initials, latin, spellings, phone, rest }: SearchLines): ReadonlySet<string> {
  const keys = new Set<string>([`=${name}`]);
  for (let i = 0; i < name.length; i++) {
    const letter = name.charAt(i);
    for (const way of waysOf(letter)) {
      keys.add(`n${way}`);
      if (i === 0) keys.add(`a${way}`);
    }
    if (i + 1 === name.length) break;
    for (const next of waysOf(name.charAt(i + 1))) {
      for (const pair of [letter + next, initialOf(letter) + next]) {
        keys.add(`n${pair}`);
        if (i === 0) keys.add(`a${pair}`);
      }
    }
  }
  addGrams(keys, 'i', initials, [1, 2, 3]);
  for (const size of [1, 2, 3]) if (initials.length >= size) keys.add(`A${initials.slice(0, size)}`);
  addWords(keys, 'w', latin);
  for (const word of spellings.split(' ')) addGrams(keys, 's', word, [2, 3]);
  addGrams(keys, 'e', phone.slice(-4), [1, 2, 3, 4]);
  addGrams(keys, 'p', phone, [5]);
  addWords(keys, 'r', rest);
  addGrams(keys, 't', rest.split(' ')[1] ?? '', [1, 2, 3]);
  return keys;
}

/** Keys that must all be there; null: any text may fit. */
export type Way = readonly string[] | null;

/** The ways in which a word may fit at exactly that level: whoever fits has all keys of one of them. */
export function keysAt(word: string, level: Level): readonly Way[] {
  if (onlyDigits.test(word)) return digitKeys(word, level);
  switch (level) {
    case 1:
      return [
        onlyInitials.test(word) ? [`A${word.slice(0, 3)}`, ...triples('i', word)] : nameKeys('a', word),
      ];
    case 2:
      return [onlyInitials.test(word) ? triples('i', word) : nameKeys('n', word)];
    case 3: {
      const spelt = onlyLatin.test(word) ? canonical(word) : '';
      return [inWords('w', word), ...(spelt.length > 1 ? [triples('s', spelt)] : [])];
    }
    default:
      return [inWords('r', word)];
  }
}

function digitKeys(digits: string, level: Level): readonly Way[] {
  if (level === 1) return digits.length === 4 ? [[`e${digits}`]] : [];
  if (level === 4) return [triples('t', digits)];
  if (level !== 2 || digits.length === 4) return [];
  return [digits.length < 4 ? [`e${digits}`] : grams('p', digits, 5)];
}

const triples = (prefix: string, word: string) => grams(prefix, word, Math.min(3, word.length));

const inWords = (prefix: string, word: string): Way =>
  word.length === 1 && hasLatin.test(word) ? null : triples(prefix, word);

function nameKeys(first: 'a' | 'n', word: string): readonly string[] {
  if (word.length === 1) return [first + word];
  return Array.from({ length: word.length - 1 }, (_, i) => {
    const [a, b] = [word.charAt(i), word.charAt(i + 1)];
    return `${i === 0 ? first : 'n'}${a}${isConsonant(a) ? initialOf(b) : b}`;
  });
}
