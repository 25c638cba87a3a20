/** What following a show needs of a cue. Lengths are ms. */
export interface FoldedCue {
  readonly id: string;
  /** Empty: the hall. */
  readonly room: string;
  readonly durationMs: number;
}

/** A cue that has begun (UTC ms; held: how long its time stood still, and since when it does). */
export interface CueRun {
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly heldMs: number;
  readonly heldSince: number | null;
}

/** One room of the show: its cues in the order in which they are to run, as indices of the rundown's cues. */
export interface RoomState {
  readonly name: string;
  readonly list: readonly number[];
  /** The place in `list` of the cue that began last; −1: none has. */
  readonly at: number;
  readonly endedAt: number | null;
}

/** Where a show is. Arrays have one place for each cue of the rundown, in its order. */
export interface ShowState {
  readonly rooms: readonly RoomState[];
  readonly runs: readonly (CueRun | undefined)[];
  readonly skipped: readonly boolean[];
  /** How long each is to take: its duration, stretched and trimmed. */
  readonly lengths: readonly number[];
  /** All cues in the order in which they are to run. */
  readonly order: readonly number[];
}

/** What following a show needs of its cues before any command: the same for the same cues, so it is worked out once. */
export interface Prepared {
  readonly indices: ReadonlyMap<string, number>;
  readonly rooms: readonly { readonly name: string; readonly list: readonly number[] }[];
  readonly roomOf: readonly number[];
  readonly lengths: readonly number[];
  readonly order: readonly number[];
  readonly noRuns: readonly undefined[];
  readonly noneSkipped: readonly boolean[];
}

const prepared = new WeakMap<readonly FoldedCue[], Prepared>();

/** Those of a rundown, worked out once. */
export function prepare(cues: readonly FoldedCue[]): Prepared {
  const known = prepared.get(cues);
  if (known) return known;
  const rooms: { readonly name: string; readonly list: number[] }[] = [];
  const roomOf = cues.map(({ room }, index) => {
    let place = rooms.findIndex(({ name }) => name === room);
    if (place < 0) place = rooms.push({ name: room, list: [] }) - 1;
    rooms[place]?.list.push(index);
    return place;
  });
  const made: Prepared = {
    indices: new Map(cues.map(({ id }, index) => [id, index])),
    rooms,
    roomOf,
    lengths: cues.map(({ durationMs }) => durationMs),
    order: cues.map((_, index) => index),
    noRuns: cues.map(() => undefined),
    noneSkipped: cues.map(() => false),
  };
  prepared.set(cues, made);
  return made;
}
