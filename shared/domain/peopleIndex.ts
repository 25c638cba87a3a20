import { rankLines, type SearchLines, type SearchQuery, searchLines } from './koreanSearch';
import { keysAt, keysOf, type Level, type Way } from './searchKeys';

/** Slots in the order of their people's names. */
type Slots = readonly number[];

/** Those who may fit, in the order of their names, found one by one: mostly the first few are enough. */
interface Candidates {
  /** There are no more than that. */
  readonly most: number;
  readonly slots: Iterable<number>;
}

const levels = [0, 1, 2, 3, 4] as const;

/**
 * An index over the search texts of many people, in memory: for each key of searchKeys.ts who has it, in the order of their
 * names. A search goes from the best level of fit to the worst, looks only at the people of the rarest keys, has each judged
 * by the one rule of koreanSearch.ts, and stops at the number asked for.
 */
export class PeopleIndex {
  readonly #ids: string[] = [];
  readonly #texts: string[] = [];
  readonly #names: string[] = [];
  /** Where a slot stands among all in the order of the names. */
  readonly #order: number[] = [];
  /** Undefined: a slot of somebody who is gone or was changed. */
  readonly #lines: (SearchLines | undefined)[] = [];
  readonly #slots = new Map<string, number>();
  readonly #keys = new Map<string, number[]>();
  readonly #sorted: number[] = [];

  get size(): number {
    return this.#slots.size;
  }

  /** More room is taken by people who are gone than by those who are there: time to make it anew. */
  get wasteful(): boolean {
    return this.#ids.length > 1000 && this.#ids.length > 2 * this.#slots.size;
  }

  /** Adds a person or brings theirs up to date. Fastest in the order of the names. */
  put(id: string, text: string): void {
    const old = this.#slots.get(id);
    if (old !== undefined && this.#texts[old] === text) return;
    this.remove(id);
    const slot = this.#ids.push(id) - 1;
    const lines = searchLines(text);
    this.#texts.push(text);
    this.#names.push(lines.name);
    this.#lines.push(lines);
    this.#slots.set(id, slot);
    this.#order.push(this.#placeIn(lines.name, slot));
    for (const key of keysOf(lines)) {
      const found = this.#keys.get(key);
      if (found) this.#insert(found, slot);
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

  /** Who of those `shown` fits, with how well, the best first and at most `limit`; those that fit equally well by their names. */
  search(
    query: SearchQuery,
    limit: number,
    shown: (id: string) => boolean = () => true,
  ): readonly { readonly id: string; readonly rank: number }[] {
    const best: { id: string; rank: number }[] = [];
    for (const level of levels) {
      for (const slot of this.#merged(this.#candidates(query, level))) {
        if (best.length >= limit) return best;
        const [id = '', lines] = [this.#ids[slot], this.#lines[slot]];
        if (lines && shown(id) && rankLines(lines, query) === level) best.push({ id, rank: level });
      }
    }
    return best;
  }

  #orderOf(slot: number | undefined): number {
    return slot === undefined ? 0 : (this.#order[slot] ?? 0);
  }

  /** Gives a new slot its place among the names, and what orders it there: between its neighbours. */
  #placeIn(name: string, slot: number): number {
    const sorted = this.#sorted;
    const nameAt = (at: number) => this.#names[sorted[at] ?? -1] ?? '';
    const last = sorted.length - 1;
    if (last < 0 || nameAt(last) <= name) {
      sorted.push(slot);
      return this.#orderOf(sorted[last]) + 1;
    }
    const at = lowest(sorted.length, (i) => nameAt(i) > name);
    const before = at === 0 ? this.#orderOf(sorted[0]) - 2 : this.#orderOf(sorted[at - 1]);
    const after = this.#orderOf(sorted[at]);
    const between = (before + after) / 2;
    if (between > before && between < after) {
      sorted.splice(at, 0, slot);
      return between;
    }
    // No number is left between these two: all are numbered anew, which changes nobody's place.
    for (const [i, each] of sorted.entries()) this.#order[each] = i;
    sorted.splice(at, 0, slot);
    return at - 0.5;
  }

  #insert(slots: number[], slot: number): void {
    const order = this.#orderOf(slot);
    if (this.#orderOf(slots.at(-1)) < order) slots.push(slot);
    else slots.splice(this.#placeOf(slots, order), 0, slot);
  }

  #placeOf(slots: Slots, order: number): number {
    return lowest(slots.length, (i) => this.#orderOf(slots[i]) >= order);
  }

  /** Lists of those who may fit at exactly that level: nobody else does. */
  #candidates(query: SearchQuery, level: 0 | Level): readonly Candidates[] {
    const own = [...this.#listsAt(query.whole, level), ...this.#byWords(query, level)];
    return query.otherwise ? [...own, ...this.#candidates(query.otherwise, level)] : own;
  }

  /** Those who fit every word, at the level or better, by the word that fewest may fit. */
  #byWords({ words }: SearchQuery, level: 0 | Level): readonly Candidates[] {
    if (words.length < 2) return [];
    let fewest: readonly Candidates[] = [];
    let least = Number.POSITIVE_INFINITY;
    for (const word of words) {
      const lists = levels.filter((each) => each <= level).flatMap((each) => this.#listsAt(word, each));
      const count = lists.reduce((sum, { most }) => sum + most, 0);
      if (count < least) [fewest, least] = [lists, count];
    }
    return fewest;
  }

  #listsAt(word: string, level: 0 | Level): readonly Candidates[] {
    if (level === 0) return [all(this.#keys.get(`=${word}`) ?? [])];
    return keysAt(word, level)
      .map((way) => this.#slotsOf(way))
      .filter(({ most }) => most > 0);
  }

  /** Those who have all keys of a way, or somewhat more: by the rarest two. */
  #slotsOf(way: Way): Candidates {
    if (way === null) return all(this.#sorted);
    const lists: Slots[] = [];
    for (const key of way) {
      const slots = this.#keys.get(key);
      if (!slots) return all([]);
      lists.push(slots);
    }
    const [rarest, next] = lists.sort((a, b) => a.length - b.length);
    if (!rarest) return all([]);
    // Where most are of both, looking into the second spares nothing.
    if (!next || next.length > rarest.length * 20) return all(rarest);
    return { most: rarest.length, slots: this.#both(rarest, next) };
  }

  *#both(few: Slots, many: Slots): Generator<number> {
    let at = 0;
    for (const slot of few) {
      const order = this.#orderOf(slot);
      while (at < many.length && this.#orderOf(many[at]) < order) at++;
      if (many[at] === slot) yield slot;
    }
  }

  /** Every slot of the lists once, in the order of the names. */
  *#merged(lists: readonly Candidates[]): Generator<number> {
    const [only] = lists;
    if (only && lists.length === 1) return yield* only.slots;
    const ways = lists.map(({ slots }) => {
      const rest = slots[Symbol.iterator]();
      return { rest, next: rest.next() };
    });
    for (;;) {
      let least: number | undefined;
      for (const { next } of ways) {
        if (!next.done && (least === undefined || this.#orderOf(next.value) < this.#orderOf(least)))
          least = next.value;
      }
      if (least === undefined) return;
      for (const way of ways) if (!way.next.done && way.next.value === least) way.next = way.rest.next();
      yield least;
    }
  }
}

const all = (slots: Slots): Candidates => ({ most: slots.length, slots });

/** The lowest of 0 … count for which `holds`, which holds for all above it; `count` where for none below. */
function lowest(count: number, holds: (at: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
