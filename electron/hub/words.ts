// What the hub's thread and the main thread say to each other.
import type { RefusalParams, RefusalReason } from '../../shared/domain/refusal';
import type { GatherAs } from '../store/journalGather';

/** What the thread is told at its start. */
export interface HubData {
  /**
   * 'publish': puts the program there; 'join': reads what a copy starts from; 'erase': deletes the program there; 'keep':
   * exchanges until it is told to stop. The first three end with their answer.
   */
  readonly task: 'publish' | 'join' | 'erase' | 'keep';
  readonly url: string;
  readonly pin: string;
  readonly steps: readonly HubStep[];
  readonly program: string;
  /** The program's hub key, 40 digits of hex. */
  readonly key: string;
  /** This host's device; '' where it has none yet. */
  readonly device: string;
  readonly role: 'main' | 'branch';
  readonly name: string;
  /** The data's version of this app: the same at every host. */
  readonly version: number;
  readonly epoch: string;
  /** For 'publish': what a copy starts from, as text. */
  readonly seed: string;
  /** So often (ms) it looks without having been told that there is something new. */
  readonly poll: number;
}

/** A migration of the hub's tables. */
export interface HubStep {
  readonly number: number;
  readonly sql: string;
}

export interface MeasuredOffset {
  readonly device: string;
  readonly from: number;
  readonly offset: number;
  readonly roundTrip: number;
}

/** A change of the list on its way, as text. */
export interface SentUnit {
  readonly kind: 'person' | 'event';
  readonly id: string;
  readonly text: string;
}

/** Rows of one device's chain, as text. */
export interface SentPart {
  readonly device: string;
  readonly first: number;
  readonly last: number;
  readonly text: string;
}

/** What the thread asks of the main thread, which alone has the store. */
export interface HubAsks {
  own(): {
    /** By how much the program's clock is ahead of the machine's, ms. */
    readonly shift: number;
    readonly heads: Readonly<Record<string, number>>;
    /** Of a branch: the number of the last change of the list that it has. */
    readonly list: number;
    readonly offsets: readonly MeasuredOffset[];
    /** It was never yet all that is there: nobody is judged by it, and many rows may be taken in at once. */
    readonly fresh: boolean;
    /** Of the main host: what a copy starts from. */
    readonly seed: string | null;
  };
  /** The main host's changes after its own number `since`. */
  changes(since: number): {
    readonly units: readonly SentUnit[];
    readonly upTo: number;
    readonly more: boolean;
  };
  /** Of the same, people with a stopped badge. */
  stopped(since: number): {
    readonly units: readonly SentUnit[];
    readonly upTo: number;
    readonly more: boolean;
  };
  /** Everything: events with '', then people by id from after `after`. */
  whole(after: string | null): {
    readonly units: readonly SentUnit[];
    readonly upTo: number;
    readonly next: string | null;
  };
  takeUnits(texts: readonly string[], upTo: number): void;
  proposals(): { readonly units: readonly SentUnit[]; readonly upTo: number };
  proposalsTaken(upTo: number): void;
  takeProposals(texts: readonly string[]): void;
  rowsBeyond(heads: Readonly<Record<string, number>>): readonly SentPart[];
  /** Parts in their order, taken in at once. */
  takeRows(texts: readonly string[]): void;
  /** Gets ready for many rows at once: how they are to be put together. Null where some are here: then they come part by part. */
  awaitJournal(): GatherAs | null;
  /** Takes in the rows that were put together, each looked at as if it had come by itself, or none of them. Null: they are not to come so. */
  takeJournal(bytes: SharedArrayBuffer | null): Promise<void>;
  takeOffsets(text: string): void;
  /** What must be added to this host's clock to have the main host's. */
  clock(offset: number, roundTrip: number): void;
}

export interface SeenHost {
  readonly name: string;
  readonly main: boolean;
  readonly heardAt: number;
}

/** What the main thread hears. */
export type HubWord =
  | {
      readonly kind: 'ask';
      readonly id: number;
      readonly name: keyof HubAsks;
      readonly args: readonly unknown[];
    }
  /** All that was new was exchanged. `heads`: how far the hub knows each journal. */
  | {
      readonly kind: 'together';
      readonly hosts: readonly SeenHost[];
      readonly heads: Readonly<Record<string, number>>;
    }
  /** It went wrong; it is tried again. */
  | { readonly kind: 'trouble'; readonly reason: RefusalReason; readonly params: RefusalParams }
  /** The end of a task. `seed` and `epoch`: of what was joined. */
  | { readonly kind: 'done'; readonly seed: string; readonly epoch: string };

/** What the thread hears. */
export type HubOrder =
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | {
      readonly kind: 'refused';
      readonly id: number;
      readonly reason: RefusalReason;
      readonly params: RefusalParams;
    }
  /** Something changed here. */
  | { readonly kind: 'wake' }
  | { readonly kind: 'stop' };
