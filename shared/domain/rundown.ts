import type { RefusalReason } from './refusal';
import type { GivenCommand, ShowCommand } from './show';
import { foldShow, showAfter } from './showFold';
import type { CueRun, RoomState, ShowState } from './showState';

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

interface Before {
  readonly plannedEnd: number;
  readonly expectedEnd: number;
}

/**
 * When a cue is expected to begin after the one before it. An overrun moves what follows, and a gap in the plan absorbs
 * it. A show that is ahead takes what follows with it, gaps kept, up to a cue that holds its start.
 */
function startAfter(cue: TimedCue, plannedStart: number, before: Before): number {
  const shift = before.expectedEnd - before.plannedEnd;
  const wanted = cue.hardStart || shift > 0 ? plannedStart : plannedStart + shift;
  return Math.max(wanted, before.expectedEnd);
}

/** A show that nobody began is waiting for its start; when its whole time has passed, it is not coming any more. */
function startOfWaiting(first: number, last: number, now: number): number {
  return now > last ? first : Math.max(first, now);
}

function lastPlannedEnd(cues: readonly TimedCue[], list: readonly number[], startsAt: number): number {
  let end = startsAt;
  for (const index of list) {
    const cue = cues[index];
    if (cue) end = (cue.plannedStart ?? end) + cue.durationMs;
  }
  return end;
}

/** When the first cue that ran began: those before it were passed over, and took no time. */
function firstStart(list: readonly number[], runs: ShowState['runs']): number {
  for (const index of list) {
    const run = runs[index];
    if (run) return run.startedAt;
  }
  return 0;
}

function projectRoom<Cue extends TimedCue>(
  { cues, startsAt }: TimedRundown<Cue>,
  room: RoomState,
  { runs, skipped, lengths }: ShowState,
  now: number,
): RoomTiming<Cue> {
  const { list, at, endedAt } = room;
  const timings: CueTiming<Cue>[] = [];
  let current: CueTiming<Cue> | undefined;
  let next: CueTiming<Cue> | undefined;
  let nextHard: RoomTiming<Cue>['nextHard'];
  let before: CueTiming<Cue> | undefined;
  let end = startsAt;
  for (let place = 0; place < list.length; place++) {
    const index = list[place] ?? -1;
    const cue = cues[index];
    if (!cue) continue;
    const plannedStart = cue.plannedStart ?? end;
    end = plannedStart + cue.durationMs;
    const run = runs[index];
    const passed = place <= at;
    const omitted = passed || skipped[index] === true;
    const length = lengths[index] ?? cue.durationMs;
    let timing: CueTiming<Cue>;
    if (run) timing = begun(cue, run, plannedStart, end, length, now);
    else {
      let start = passed
        ? (before?.expectedEnd ?? firstStart(list, runs))
        : before
          ? startAfter(cue, plannedStart, before)
          : startOfWaiting(plannedStart, lastPlannedEnd(cues, list, startsAt), now);
      // Between two cues time goes on; whatever comes next can't begin before now.
      if (place > at && at >= 0 && endedAt === null) start = Math.max(start, now);
      const conflict = cue.hardStart && !omitted ? start - plannedStart : 0;
      timing = {
        cue,
        state: omitted ? 'skipped' : next || endedAt !== null ? 'later' : 'next',
        plannedStart,
        plannedEnd: end,
        length: omitted ? 0 : length,
        expectedStart: start,
        expectedEnd: omitted ? start : start + length,
        actualStart: null,
        actualEnd: null,
        held: false,
        heldMs: 0,
        conflict,
      };
      if (!omitted) {
        if (!next && endedAt === null) next = timing;
        if (!nextHard && cue.hardStart && before && endedAt === null)
          nextHard = {
            timing,
            slack: plannedStart - Math.max(before.expectedEnd, at >= 0 ? now : before.expectedEnd),
          };
      }
    }
    if (timing.state === 'current') current = timing;
    timings.push(timing);
    before = timing;
  }
  const phase = endedAt !== null ? 'ended' : current ? 'running' : at >= 0 ? 'between' : 'waiting';
  return {
    room: room.name,
    phase,
    cues: timings,
    current,
    next,
    timeLeft: current ? current.expectedStart + current.length - Math.max(now, current.expectedStart) : null,
    late: lateness(phase, current, next, before, endedAt),
    plannedEnd: end,
    expectedEnd: endedAt ?? before?.expectedEnd ?? end,
    nextHard,
  };
}

/** `length`: as commanded, without the time it was held. */
function begun<Cue extends TimedCue>(
  cue: Cue,
  run: CueRun,
  plannedStart: number,
  plannedEnd: number,
  length: number,
  now: number,
): CueTiming<Cue> {
  const { startedAt, endedAt, heldSince } = run;
  const held = run.heldMs + (heldSince === null ? 0 : Math.max(0, now - heldSince));
  const due = startedAt + length + held;
  return {
    cue,
    state: endedAt === null ? 'current' : 'done',
    plannedStart,
    plannedEnd,
    length: length + held,
    expectedStart: startedAt,
    expectedEnd: endedAt ?? Math.max(due, now),
    actualStart: startedAt,
    actualEnd: endedAt,
    held: heldSince !== null,
    heldMs: held,
    conflict: 0,
  };
}

function lateness<Cue extends TimedCue>(
  phase: RoomTiming<Cue>['phase'],
  current: CueTiming<Cue> | undefined,
  next: CueTiming<Cue> | undefined,
  last: CueTiming<Cue> | undefined,
  endedAt: number | null,
): number {
  if (phase === 'ended') return last && endedAt !== null ? endedAt - last.plannedEnd : 0;
  if (current) return current.expectedEnd - current.plannedEnd;
  return next ? next.expectedStart - next.plannedStart : 0;
}

/**
 * The show as it stands at `now` (UTC ms). Pure: every window computes the same from the same rundown, at any time and
 * on any machine.
 */
export function projectRundown<Cue extends TimedCue>(
  rundown: TimedRundown<Cue>,
  now: number,
): ShowTiming<Cue> {
  return projectState(rundown, showAfter(rundown.cues, rundown.commands), now);
}

/** The same for a show that was followed already. */
export function projectState<Cue extends TimedCue>(
  rundown: TimedRundown<Cue>,
  state: ShowState,
  now: number,
): ShowTiming<Cue> {
  const rooms = state.rooms.map((room) => projectRoom(rundown, room, state, now));
  rooms.sort((a, b) => Number(a.room !== '') - Number(b.room !== ''));
  const [first = projectRoom(rundown, emptyRoom, state, now)] = rooms;
  return { ...first, rooms, all: rooms.length < 2 ? first.cues : inOrder(rundown, state, rooms) };
}

const emptyRoom: RoomState = { name: '', list: [], at: -1, endedAt: null };

function inOrder<Cue extends TimedCue>(
  { cues }: TimedRundown<Cue>,
  { order }: ShowState,
  rooms: readonly RoomTiming<Cue>[],
): readonly CueTiming<Cue>[] {
  const byId = new Map(rooms.flatMap((room) => room.cues.map((timing) => [timing.cue.id, timing] as const)));
  return order.flatMap((index) => byId.get(cues[index]?.id ?? '') ?? []);
}

/**
 * Whether a command can be given as the show stands: why it is refused; else the cue that a start or a next begins, to be noted
 * with it.
 */
export function resolveCommand(
  cues: readonly TimedCue[],
  commands: readonly GivenCommand[],
  command: ShowCommand,
  at: number,
): { readonly refused: RefusalReason | undefined; readonly beginning: string | undefined } {
  if (cues.length === 0) return { refused: 'rundown.empty', beginning: undefined };
  const fold = foldShow(cues, commands);
  const following =
    command.kind === 'start' || command.kind === 'next' ? fold.following(command.room ?? '') : undefined;
  const refused = fold.give({ at, command });
  return { refused, beginning: refused || following === undefined ? undefined : cues[following]?.id };
}

export type Urgency = 'calm' | 'soon' | 'danger' | 'over';

/**
 * How urgently a cue's time left is to be told: by its own warning and danger times where it has them; else warning in its
 * last fifth, at most two minutes, danger in the last tenth, at most 30 s; and when it is over.
 */
export function urgencyOf(
  timeLeft: number,
  cue: { readonly durationMs: number; readonly warnMs: number | null; readonly dangerMs: number | null },
): Urgency {
  if (timeLeft < 0) return 'over';
  if (timeLeft <= (cue.dangerMs ?? Math.min(30_000, cue.durationMs / 10))) return 'danger';
  return timeLeft <= (cue.warnMs ?? Math.min(120_000, cue.durationMs / 5)) ? 'soon' : 'calm';
}

/** By how much (ms) a cue takes, or took, longer than planned; negative: shorter. */
export function overOf(timing: CueTiming<TimedCue>): number {
  return timing.expectedEnd - timing.expectedStart - timing.cue.durationMs;
}
