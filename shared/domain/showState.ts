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

/**
 * The runs of all cues, four numbers each in the order of `runField`: a show is followed several times a second, and so it is
 * one piece of memory. NaN: not begun, not ended, not held.
 */
export type Runs = Float64Array;
export const runField = { startedAt: 0, endedAt: 1, heldMs: 2, heldSince: 3, each: 4 } as const;

/** One cue's run; undefined where it has not begun. */
export function runOf(runs: Runs, index: number): CueRun | undefined {
  const at = (field: number) => runs[index * runField.each + field] ?? Number.NaN;
  const orNull = (time: number) => (Number.isNaN(time) ? null : time);
  const startedAt = at(runField.startedAt);
  if (Number.isNaN(startedAt)) return undefined;
  return {
    startedAt,
    endedAt: orNull(at(runField.endedAt)),
    heldMs: at(runField.heldMs),
    heldSince: orNull(at(runField.heldSince)),
  };
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
  readonly runs: Runs;
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
  readonly noneSkipped: readonly boolean[];
  readonly noRuns: Runs;
}

const { each, heldMs } = runField;
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
    noneSkipped: cues.map(() => false),
    noRuns: Float64Array.from({ length: cues.length * each }, (_, i) =>
      i % each === heldMs ? 0 : Number.NaN,
    ),
  };
  prepared.set(cues, made);
  return made;
}
