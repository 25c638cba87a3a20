import { inOrder } from './journalMerge.ts';

/** A row that let somebody in or out and was not taken back. */
export interface Passing {
  readonly moment: number;
  readonly device: string;
  readonly seq: number;
  readonly id: string;
  readonly door: string;
  readonly out: boolean;
}

/** What of a person's passings of one event says whether they came and whether they are inside: the first entry and the last one. */
export interface Stay {
  /** Null: they only went out. */
  readonly first: Passing | null;
  readonly last: Passing;
}

/** A stay with one passing more, in whichever order they come. */
export function withPassing(stay: Stay | undefined, passing: Passing): Stay {
  const entry = passing.out ? null : passing;
  return stay === undefined
    ? { first: entry, last: passing }
    : { first: earlier(stay.first, entry), last: later(stay.last, passing) };
}

/** Two parts of one person's passings together. */
export function stayOfBoth(a: Stay, b: Stay): Stay {
  return { first: earlier(a.first, b.first), last: later(a.last, b.last) };
}

function earlier(a: Passing | null, b: Passing | null): Passing | null {
  if (a === null || b === null) return a ?? b;
  return inOrder(b, a) < 0 ? b : a;
}

function later(a: Passing, b: Passing): Passing {
  return inOrder(b, a) > 0 ? b : a;
}
