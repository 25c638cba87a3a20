import { HashedRows, hashOf } from './hashedRows';
import { rankLines, type SearchLines, type SearchQuery, searchLines } from './koreanSearch';
import { PackedTexts } from './packedTexts';
import { RisingLists } from './risingLists';
import { keysAt, keysOf, type Level, type Way } from './searchKeys';

/** Somebody with what is stored of them to be searched. */
export interface Indexed {
  readonly id: string;
  readonly search: string;
}

export interface Found {
  readonly id: string;
  readonly rank: number;
}

/** Who may fit, as places in the order of the names, found one by one: mostly the first few are enough. */
interface Candidates {
  /** There are no more than that. */
  readonly most: number;
  /** Gives the next place; -1 after the last. */
  next(): number;
}

const levels = [0, 1, 2, 3, 4] as const;
/** So many people's keys are made between two pauses. */
const atOnce = 200;

/**
 * An index over the search texts of many people, in memory: for each key of searchKeys.ts who has it, in the order of their names. A
 * search goes from the best level of fit to the worst, looks only at the people of the rarest keys, has each judged by the one rule of
 * koreanSearch.ts, and stops at the number asked for. All of it lies in a few pieces of memory; whoever is changed later is kept apart
 * and judged each time, until there are so many that the index is made anew.
 */
export class PeopleIndex {
  /** Each an id and a search text, as they came. */
  readonly #texts = new PackedTexts();
  readonly #ids = new HashedRows();
  /** The texts in the order of their names. */
  #order = new Uint32Array(0);
  readonly #lists = new RisingLists();
  /** Of texts: 1 where that person is gone or was changed. */
  #gone = new Uint8Array(0);
  #goneCount = 0;
  readonly #later = new Map<string, { readonly text: string; readonly lines: SearchLines }>();

  /** Makes one, with a pause after each portion of a little work. */
  static *made(portions: Iterable<readonly Indexed[]>): Generator<undefined, PeopleIndex> {
    const index = new PeopleIndex();
    const names: string[] = [];
    for (const people of portions) {
      for (const { id, search } of people) {
        index.#ids.add(hashOf(id));
        index.#texts.add(`${id}\n${search}`);
        names.push(searchLines(search).name);
      }
      yield;
    }
    const nameOf = (at: number) => names[at] ?? '';
    index.#order = Uint32Array.from(
      [...names.keys()].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : a - b)),
    );
    index.#gone = new Uint8Array(names.length);
    for (const [place, at] of index.#order.entries()) {
      if (place % atOnce === 0) yield;
      for (const key of keysOf(searchLines(index.#textOf(at)))) index.#lists.add(key, place);
    }
    return index;
  }

  /** How many people are in it. */
  get size(): number {
    return this.#order.length - this.#goneCount + this.#later.size;
  }

  /** So many were changed that looking through them takes longer than the rest: time to make it anew. */
  get wasteful(): boolean {
    return this.#later.size > 1000 || this.#goneCount > 1000 + this.#order.length / 2;
  }

  /** Adds a person or brings theirs up to date. */
  put({ id, search }: Indexed): void {
    const later = this.#later.get(id);
    const at = later ? -1 : this.#find(id);
    if (search === (later ? later.text : at < 0 ? undefined : this.#textOf(at))) return;
    this.remove(id);
    this.#later.set(id, { text: search, lines: searchLines(search) });
  }

  remove(id: string): void {
    if (this.#later.delete(id)) return;
    const at = this.#find(id);
    if (at < 0) return;
    this.#gone[at] = 1;
    this.#goneCount++;
  }

  /** Who of those `shown` fits, with how well, the best first and at most `limit`; those that fit equally well by their names. */
  search(query: SearchQuery, limit: number, shown: (id: string) => boolean = () => true): readonly Found[] {
    const early = this.#early(query, limit, shown);
    const later = this.#late(query, shown);
    if (later.length === 0) return early;
    const found = [...early, ...later];
    return found
      .sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
      .slice(0, limit);
  }

  #early(
    query: SearchQuery,
    limit: number,
    shown: (id: string) => boolean,
  ): readonly (Found & { readonly name: string })[] {
    const best: (Found & { readonly name: string })[] = [];
    for (const level of levels) {
      const candidates = merged(this.#candidates(query, level));
      for (let place = candidates.next(); place >= 0; place = candidates.next()) {
        if (best.length >= limit) return best;
        const at = this.#order[place] ?? 0;
        if (this.#gone[at] === 1) continue;
        const lines = searchLines(this.#textOf(at));
        if (rankLines(lines, query) !== level) continue;
        const id = this.#idOf(at);
        if (shown(id)) best.push({ id, rank: level, name: lines.name });
      }
    }
    return best;
  }

  #late(query: SearchQuery, shown: (id: string) => boolean): readonly (Found & { readonly name: string })[] {
    const found: (Found & { readonly name: string })[] = [];
    for (const [id, { lines }] of this.#later) {
      const rank = rankLines(lines, query);
      if (rank !== undefined && shown(id)) found.push({ id, rank, name: lines.name });
    }
    return found;
  }

  #find(id: string): number {
    return this.#ids.find(hashOf(id), (at) => this.#gone[at] === 0 && this.#idOf(at) === id);
  }

  #idOf(at: number): string {
    return this.#texts.get(at).split('\n', 1)[0] ?? '';
  }

  #textOf(at: number): string {
    const whole = this.#texts.get(at);
    return whole.slice(whole.indexOf('\n') + 1);
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
    if (level === 0) return [this.#of(`=${word}`)];
    return keysAt(word, level)
      .map((way) => this.#allOf(way))
      .filter(({ most }) => most > 0);
  }

  #of(key: string): Candidates {
    const cursor = this.#lists.cursor(key);
    return { most: this.#lists.count(key), next: () => cursor.next() };
  }

  /** Those who have all keys of a way, or somewhat more. */
  #allOf(way: Way): Candidates {
    if (way === null) {
      let place = 0;
      const most = this.#order.length;
      return { most, next: () => (place < most ? place++ : -1) };
    }
    const [rarest, ...others] = way.map((key) => this.#of(key)).sort((a, b) => a.most - b.most);
    if (!rarest) return none;
    // Where most are of both, looking into the other spares nothing.
    return others.filter(({ most }) => most <= rarest.most * 20).reduce(both, rarest);
  }
}

const none: Candidates = { most: 0, next: () => -1 };

function both(few: Candidates, many: Candidates): Candidates {
  let other = many.next();
  const next = () => {
    for (let place = few.next(); place >= 0 && other >= 0; place = few.next()) {
      while (other >= 0 && other < place) other = many.next();
      if (other === place) return place;
    }
    return -1;
  };
  return { most: few.most, next };
}

/** Everybody of the lists once, in the order of the names. */
function merged(lists: readonly Candidates[]): Candidates {
  const [only] = lists;
  if (!only || lists.length === 1) return only ?? none;
  const heads = lists.map((list) => list.next());
  const next = () => {
    let least = -1;
    for (const head of heads) if (head >= 0 && (least < 0 || head < least)) least = head;
    if (least < 0) return -1;
    for (const [i, list] of lists.entries()) if (heads[i] === least) heads[i] = list.next();
    return least;
  };
  return { most: lists.reduce((sum, { most }) => sum + most, 0), next };
}
