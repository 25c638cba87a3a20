import { assertNever } from './assertNever';
import type { RefusalReason } from './refusal';
import { type ShowCommand, type ShowState, showAfter } from './show';

/** What timing needs of a cue. Times are UTC ms, lengths ms. */
export interface TimedCue {
  /** Null: follows the cue before. */
  readonly plannedStart: number | null;
  readonly durationMs: number;
  /** Never begins before its planned start, however early the show is. */
  readonly hardStart: boolean;
}

/** The plan of an event and what its caller has commanded so far, in that order. */
export interface TimedRundown<Cue extends TimedCue> {
  /** When the event begins: the first cue's planned start where the plan names none. */
  readonly startsAt: number;
  readonly cues: readonly Cue[];
  readonly commands: readonly { readonly at: number; readonly command: ShowCommand }[];
}

export type CueState = 'done' | 'current' | 'next' | 'later';

/** One cue as it stands now. */
export interface CueTiming<Cue extends TimedCue> {
  readonly cue: Cue;
  readonly state: CueState;
  readonly plannedStart: number;
  readonly plannedEnd: number;
  /** When it began, or is expected to begin. */
  readonly expectedStart: number;
  /** When it ended, or is expected to end. */
  readonly expectedEnd: number;
  /** Null until it has begun. */
  readonly actualStart: number | null;
}

export interface ShowTiming<Cue extends TimedCue> {
  readonly phase: 'waiting' | 'running' | 'ended';
  readonly cues: readonly CueTiming<Cue>[];
  readonly current: CueTiming<Cue> | undefined;
  readonly next: CueTiming<Cue> | undefined;
  /** Of the current cue, ms; negative: over by so much. Null where nothing runs. */
  readonly timeLeft: number | null;
  /** By how much the show is behind its plan (ms); negative: ahead of it. */
  readonly late: number;
  /**
   * The next cue that holds its start, and how long (ms) the show could still stretch before it is late there; negative:
   * it will be late by so much.
   */
  readonly nextHard: { readonly timing: CueTiming<Cue>; readonly slack: number } | undefined;
}

interface Planned {
  readonly plannedStart: number;
  readonly plannedEnd: number;
}

function plan<Cue extends TimedCue>({ cues, startsAt }: TimedRundown<Cue>): readonly Planned[] {
  let end = startsAt;
  return cues.map((cue) => {
    const plannedStart = cue.plannedStart ?? end;
    end = plannedStart + cue.durationMs;
    return { plannedStart, plannedEnd: end };
  });
}

/**
 * When a cue is expected to begin after the one before it. An overrun moves what follows, and a gap in the plan absorbs
 * it. A show that is ahead takes what follows with it, gaps kept, up to a cue that holds its start.
 */
function startAfter(cue: TimedCue, planned: Planned, before: Planned & { expectedEnd: number }): number {
  const shift = before.expectedEnd - before.plannedEnd;
  const wanted = cue.hardStart ? planned.plannedStart : planned.plannedStart + Math.min(0, shift);
  return Math.max(wanted, before.expectedEnd);
}

/** A show that nobody began is waiting for its start; when its whole time has passed, it is not coming any more. */
function startOfWaiting(planned: readonly Planned[], now: number): number {
  const first = planned[0]?.plannedStart ?? now;
  const last = planned.at(-1)?.plannedEnd ?? now;
  return now > last ? first : Math.max(first, now);
}

/**
 * The show as it stands at `now` (UTC ms). Pure: every window computes the same from the same rundown, at any time and
 * on any machine.
 */
export function projectRundown<Cue extends TimedCue>(
  rundown: TimedRundown<Cue>,
  now: number,
): ShowTiming<Cue> {
  const state = showAfter(rundown.commands, rundown.cues.length);
  const planned = plan(rundown);
  const timings: CueTiming<Cue>[] = [];
  let nextHard: ShowTiming<Cue>['nextHard'];
  for (const [index, cue] of rundown.cues.entries()) {
    const own = planned[index];
    if (!own) break;
    const before = timings.at(-1);
    const actualStart = state.starts[index] ?? null;
    const expectedStart =
      actualStart ?? (before ? startAfter(cue, own, before) : startOfWaiting(planned, now));
    const timing: CueTiming<Cue> = {
      cue,
      state: stateOf(index, state),
      ...own,
      actualStart,
      expectedStart,
      expectedEnd: endOf(index, expectedStart + cue.durationMs, state, now),
    };
    timings.push(timing);
    if (!nextHard && before && cue.hardStart && actualStart === null) {
      nextHard = { timing, slack: own.plannedStart - before.expectedEnd };
    }
  }
  const current = timings.find((timing) => timing.state === 'current');
  return {
    phase: state.endedAt !== null ? 'ended' : state.starts.length > 0 ? 'running' : 'waiting',
    cues: timings,
    current,
    next: timings.find((timing) => timing.state === 'next'),
    timeLeft: current
      ? current.expectedStart + current.cue.durationMs - Math.max(now, current.expectedStart)
      : null,
    late: lateness(timings, current, state),
    nextHard,
  };
}

function stateOf(index: number, { starts, endedAt }: ShowState): CueState {
  if (index < starts.length - 1 || endedAt !== null) return 'done';
  if (index === starts.length - 1) return 'current';
  return index === starts.length ? 'next' : 'later';
}

/** `due` is the end by its length: the current cue that is over it ends now at the earliest. */
function endOf(index: number, due: number, { starts, endedAt }: ShowState, now: number): number {
  if (index >= starts.length) return due;
  if (index < starts.length - 1) return starts[index + 1] ?? due;
  return endedAt ?? Math.max(due, now);
}

function lateness<Cue extends TimedCue>(
  timings: readonly CueTiming<Cue>[],
  current: CueTiming<Cue> | undefined,
  { endedAt }: ShowState,
): number {
  const last = timings.at(-1);
  if (endedAt !== null) return last ? endedAt - last.plannedEnd : 0;
  const first = timings[0];
  if (!current) return first ? first.expectedStart - first.plannedStart : 0;
  return current.expectedEnd - current.plannedEnd;
}

/** Why a command can't be given as a show of `cueCount` cues stands; undefined where it can. */
export function refusalOfCommand(
  cueCount: number,
  commands: TimedRundown<TimedCue>['commands'],
  command: ShowCommand,
): RefusalReason | undefined {
  if (cueCount === 0) return 'rundown.empty';
  const { starts, endedAt } = showAfter(commands, cueCount);
  switch (command.kind) {
    case 'start':
      return starts.length > 0 ? 'rundown.alreadyStarted' : undefined;
    case 'next':
      return starts.length === 0 || endedAt !== null ? 'rundown.notRunning' : undefined;
    case 'back':
      if (starts.length === 0) return 'rundown.notRunning';
      return starts.length === 1 && endedAt === null ? 'rundown.atFirst' : undefined;
    default:
      return assertNever(command);
  }
}

/** How urgently the time left is to be told: in the last fifth of a cue, at most two minutes; and when it is over. */
export function urgencyOf(timeLeft: number, durationMs: number): 'calm' | 'soon' | 'over' {
  if (timeLeft < 0) return 'over';
  return timeLeft <= Math.min(120_000, durationMs / 5) ? 'soon' : 'calm';
}
