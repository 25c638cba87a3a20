import {
  initialOf,
  openOf,
  rankLines,
  type SearchLines,
  type SearchQuery,
  searchLines,
} from './koreanSearch';
import { canonical } from './romanised';

/**
 * An index over the search texts of many people, in memory: for each pair of letters (three of Latin ones, four digits of a
 * phone) who has it. A query looks at the people of its rarest key only and ranks those by the one rule of koreanSearch.ts.
 */
export class PeopleIndex {
  readonly #ids: string[] = [];
  readonly #texts: string[] = [];
  /** Undefined: a slot of somebody who is gone or was changed. */
  readonly #lines: (SearchLines | undefined)[] = [];
  readonly #slots = new Map<string, number>();
  readonly #keys = new Map<string, number[]>();

  get size(): number {
    return this.#slots.size;
  }

  ids(): Iterable<string> {
    return this.#slots.keys();
  }

  /** Adds a person or brings theirs up to date. */
  put(id: string, text: string): void {
    const old = this.#slots.get(id);
    if (old !== undefined && this.#texts[old] === text) return;
    this.remove(id);
    const slot = this.#ids.push(id) - 1;
    const lines = searchLines(text);
    this.#texts.push(text);
    this.#lines.push(lines);
    this.#slots.set(id, slot);
    for (const key of keysOf(lines)) {
      const found = this.#keys.get(key);
      if (found) found.push(slot);
      else this.#keys.set(key, [slot]);
    }
  }

  remove(id: string): void {
    const slot = this.#slots.get(id);
    if (slot === undefined) return;
    this.#slots.delete(id);
    this.#lines[slot] = undefined;
    this.#texts[slot] = '';
  }

  /** Who fits, with how well, the best first and at most `limit`; those that fit equally well by their names. */
  search(query: SearchQuery, limit: number): readonly { readonly id: string; readonly rank: number }[] {
    const byRank: number[][] = [[], [], [], [], []];
    for (const slot of this.#candidates(query)) {
      const lines = this.#lines[slot];
      const rank = lines && rankLines(lines, query);
      if (rank !== undefined) byRank[rank]?.push(slot);
    }
    const best: { id: string; rank: number }[] = [];
    const nameOf = (slot: number) => this.#lines[slot]?.name ?? '';
    for (const [rank, slots] of byRank.entries()) {
      const room = limit - best.length;
      if (room <= 0) break;
      const sorted = slots.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : a - b));
      for (const slot of sorted.slice(0, room)) best.push({ id: this.#ids[slot] ?? '', rank });
    }
    return best;
  }

  #candidates(query: SearchQuery): Iterable<number> {
    const found = new Set<number>();
    for (const one of query.otherwise ? [query, query.otherwise] : [query]) {
      // The words of a query may also stand together, as the whole does; and each must be there where they do not.
      const rarest = one.words
        .map((word) => this.#slotsOf(word))
        .reduce((a, b) => (b === undefined || (a && a.length <= b.length) ? a : b));
      if (!rarest) return this.#lines.keys();
      for (const slot of rarest) found.add(slot);
      if (one.words.length > 1) for (const slot of this.#slotsOf(one.whole) ?? []) found.add(slot);
    }
    return found;
  }

  /** Everybody whom a word may fit; undefined where it has too few letters for a key. */
  #slotsOf(word: string): readonly number[] | undefined {
    const ways = queryKeys(word);
    if (ways.length === 0) return undefined;
    return ways.flatMap((keys) => {
      let rarest: readonly number[] | undefined;
      for (const key of keys) {
        const slots = this.#keys.get(key);
        if (!slots) return [];
        if (!rarest || slots.length < rarest.length) rarest = slots;
      }
      return rarest ?? [];
    });
  }
}

const isLatin = (text: string) => /^[a-z]+$/.test(text);

function grams(prefix: string, text: string, size: number): readonly string[] {
  return Array.from(
    { length: Math.max(0, text.length - size + 1) },
    (_, i) => prefix + text.slice(i, i + size),
  );
}

/** The keys that a person is found by. */
function keysOf({ name, latin, spellings, phone, rest }: SearchLines): ReadonlySet<string> {
  const keys = new Set<string>();
  for (let i = 0; i + 1 < name.length; i++) {
    const [a, b] = [name.charAt(i), name.charAt(i + 1)];
    keys
      .add(`n${a}${b}`)
      .add(`n${a}${openOf(b)}`)
      .add(`n${a}${initialOf(b)}`);
    keys.add(`n${initialOf(a)}${initialOf(b)}`);
  }
  for (const word of `${latin} ${rest}`.split(' ')) {
    for (const size of [2, 3]) for (const gram of grams('w', word, size)) keys.add(gram);
  }
  for (const word of spellings.split(' ')) {
    for (const size of [2, 3]) for (const gram of grams('s', word, size)) keys.add(gram);
  }
  const end = phone.slice(-4);
  for (const size of [2, 3, 4]) for (const gram of grams('e', end, size)) keys.add(gram);
  for (const gram of grams('p', phone, 5)) keys.add(gram);
  const team = rest.split(' ')[1] ?? '';
  for (const gram of grams('t', team, 2)) keys.add(gram);
  return keys;
}

/** The ways in which a word may be met; all keys of one way must be there. None: too short to have a key. */
function queryKeys(word: string): readonly (readonly string[])[] {
  if (word.length < 2) return [];
  if (/^\d+$/.test(word)) {
    const phone = word.length > 4 ? grams('p', word, 5) : [`e${word}`];
    return [phone, grams('t', word, 2)];
  }
  const inName = Array.from({ length: word.length - 1 }, (_, i) => {
    const [a, b] = [word.charAt(i), word.charAt(i + 1)];
    return isConsonant(a) ? `n${a}${initialOf(b)}` : `n${a}${b}`;
  });
  const size = word.length === 2 ? 2 : 3;
  const ways = [inName, grams('w', word, size)];
  if (isLatin(word)) {
    const spelt = canonical(word);
    if (spelt.length >= 2) ways.push(grams('s', spelt, spelt.length === 2 ? 2 : 3));
  }
  return ways;
}

const isConsonant = (letter: string) => letter >= 'ㄱ' && letter <= 'ㅎ';
