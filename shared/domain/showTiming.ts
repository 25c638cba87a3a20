import type { GivenCommand } from './show';

/** What timing needs of a cue. Times are UTC ms, lengths ms. */
export interface TimedCue {
  readonly id: string;
  /** Cues of one room follow one another; empty: the hall. */
  readonly room: string;
  /** Null: follows the cue before it in its room. */
  readonly plannedStart: number | null;
  readonly durationMs: number;
  /** How far it can be trimmed. */
  readonly minDurationMs: number;
  /** Never begins before its planned start, however early the show is. */
  readonly hardStart: boolean;
  readonly skippable: boolean;
}

/** The plan of an event and what its caller has commanded so far, in that order. */
export interface TimedRundown<Cue extends TimedCue> {
  /** When the event begins: the first cue's planned start, in each room, where the plan names none. */
  readonly startsAt: number;
  readonly cues: readonly Cue[];
  readonly commands: readonly GivenCommand[];
}

/** skipped: left out by a command, or passed over by a jump; it takes no time. */
export type CueState = 'done' | 'current' | 'next' | 'later' | 'skipped';

/** One cue as it stands now. */
export interface CueTiming<Cue extends TimedCue> {
  readonly cue: Cue;
  readonly state: CueState;
  readonly plannedStart: number;
  readonly plannedEnd: number;
  /** How long it is to take as things stand: its duration, stretched and trimmed, and how long it was held. */
  readonly length: number;
  /** When it began, or is expected to begin. */
  readonly expectedStart: number;
  /** When it ended, or is expected to end. */
  readonly expectedEnd: number;
  /** Null until it has begun. */
  readonly actualStart: number | null;
  /** Null until it has ended. */
  readonly actualEnd: number | null;
  /** Its time stands still. */
  readonly held: boolean;
  /** How long it was held so far. */
  readonly heldMs: number;
  /** By how much (ms) a start that must hold will be late, as things stand. 0 where it holds. */
  readonly conflict: number;
}

/** One room of a show as it stands now. */
export interface RoomTiming<Cue extends TimedCue> {
  readonly room: string;
  /** between: a cue was ended, and the next one has not begun. */
  readonly phase: 'waiting' | 'running' | 'between' | 'ended';
  /** In the order in which they are to run. */
  readonly cues: readonly CueTiming<Cue>[];
  readonly current: CueTiming<Cue> | undefined;
  /** What begins next: while the room waits, its first. */
  readonly next: CueTiming<Cue> | undefined;
  /** Of the current cue, ms; negative: over by so much. Null where nothing runs. */
  readonly timeLeft: number | null;
  /** By how much the show is behind its plan (ms); negative: ahead of it. */
  readonly late: number;
  readonly plannedEnd: number;
  readonly expectedEnd: number;
  /**
   * The next cue that holds its start, and how long (ms) the show could still stretch before it is late there; negative:
   * it will be late by so much.
   */
  readonly nextHard: { readonly timing: CueTiming<Cue>; readonly slack: number } | undefined;
}

/** A whole show: the hall, or the first room there is, and every room by itself. */
export interface ShowTiming<Cue extends TimedCue> extends RoomTiming<Cue> {
  /** In the order in which they first appear; the hall first. */
  readonly rooms: readonly RoomTiming<Cue>[];
  /** Every cue of every room, in the order of the rundown, moves taken into account. */
  readonly all: readonly CueTiming<Cue>[];
}
