// What the threads that carry a whole journal are told, and what they say (journalWorker.ts).
import type { ClockOffset } from '../../shared/domain/journalMerge.ts';
import type { RowWords } from '../store/canonicalRow.ts';
import type { HostPlace } from './pinned.ts';

/** At the host: reads the whole journal of an open program into a database of its own. Ends with a `GivenJournal`. */
export interface GiveOrder {
  readonly task: 'give';
  readonly file: string;
  readonly nativeBinding: string | undefined;
}
export type GivenJournal = {
  readonly bytes: SharedArrayBuffer;
  /** By which its times are. */
  readonly offsets: readonly ClockOffset[];
} | null;

/** At a copy: fetches such a database, or is given it, and takes it into an open program that has no row yet. */
export interface TakeOrder {
  readonly task: 'take';
  readonly file: string;
  readonly nativeBinding: string | undefined;
  /** The station's own journal: only it writes there. */
  readonly device: string;
  readonly words: RowWords;
  /** Verdicts that let somebody in. */
  readonly entries: readonly string[];
  /** Counts who is in (doorCounts.ts). */
  readonly countAll: string;
}

/** Where a station fetches it: the host, by what it is known, this station's token, what it is called there and how large it is. */
export interface FetchFrom extends HostPlace {
  readonly token: string;
  readonly path: string;
  readonly size: number;
}

/** What is said to that thread: fetch what of it is not here yet, or here it is; nobody else writes until you are done. */
export type TakeWord =
  | { readonly kind: 'fetch'; readonly from: FetchFrom }
  | { readonly kind: 'here'; readonly bytes: SharedArrayBuffer }
  | { readonly kind: 'yours' };

/** What that thread says: it is here, or was cut off; it can be written; it holds and is written; it is not taken, and why. */
export type TakenWord =
  | { readonly kind: 'fetched'; readonly whole: boolean }
  | { readonly kind: 'ready' }
  | { readonly kind: 'taken'; readonly rows: number }
  | { readonly kind: 'refused'; readonly why: string };

/** A second thread, with which the first shares the looking through of the rows. */
export interface CheckOrder {
  readonly task: 'check';
  readonly nativeBinding: string | undefined;
  readonly words: RowWords;
  readonly entries: readonly string[];
  /** At [0] how many of the parts were taken. */
  readonly taken: Int32Array;
}

/** Said to the second thread: begin with that database, by these clocks. */
export interface CheckWord {
  readonly bytes: SharedArrayBuffer;
  readonly clocks: readonly ClockOffset[];
}
