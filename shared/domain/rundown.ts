import type { RefusalReason } from './refusal';
import type { GivenCommand, ShowCommand } from './show';
import { foldShow, showAfter } from './showFold';
import { type RoomState, type Runs, runField, type ShowState } from './showState';
import type { CueState, CueTiming, RoomTiming, ShowTiming, TimedCue, TimedRundown } from './showTiming';

export type * from './showTiming';

const { startedAt: startField, endedAt: endField, heldMs: heldField, heldSince: sinceField, each } = runField;

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
    const startedAt = runs[index * each + startField] ?? Number.NaN;
    if (!Number.isNaN(startedAt)) return startedAt;
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
  const timings = new Array<CueTiming<Cue>>(list.length);
  let filled = 0;
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
    const passed = place <= at;
    const omitted = passed || skipped[index] === true;
    const length = lengths[index] ?? cue.durationMs;
    let timing: CueTiming<Cue>;
    if (!Number.isNaN(runs[index * each + startField]))
      timing = begun(cue, runs, index * each, plannedStart, length, now);
    else {
      let start = passed
        ? (before?.expectedEnd ?? firstStart(list, runs))
        : before
          ? startAfter(cue, plannedStart, before)
          : startOfWaiting(plannedStart, lastPlannedEnd(cues, list, startsAt), now);
      // Between two cues time goes on; whatever comes next can't begin before now.
      if (place > at && at >= 0 && endedAt === null) start = Math.max(start, now);
      timing = new Timing(
        cue,
        omitted ? 'skipped' : next || endedAt !== null ? 'later' : 'next',
        plannedStart,
        omitted ? 0 : length,
        start,
        omitted ? start : start + length,
        false,
        0,
      );
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
    timings[filled++] = timing;
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

/** What of a timing follows from the rest is worked out when it is asked for: a thousand are made anew several times a second. */
class Timing<Cue extends TimedCue> implements CueTiming<Cue> {
  readonly cue: Cue;
  readonly state: CueState;
  readonly plannedStart: number;
  readonly length: number;
  readonly expectedStart: number;
  readonly expectedEnd: number;
  readonly held: boolean;
  readonly heldMs: number;

  constructor(
    cue: Cue,
    state: CueState,
    plannedStart: number,
    length: number,
    expectedStart: number,
    expectedEnd: number,
    held: boolean,
    heldMs: number,
  ) {
    this.cue = cue;
    this.state = state;
    this.plannedStart = plannedStart;
    this.length = length;
    this.expectedStart = expectedStart;
    this.expectedEnd = expectedEnd;
    this.held = held;
    this.heldMs = heldMs;
  }

  get conflict(): number {
    const isComing = this.state === 'next' || this.state === 'later';
    return isComing && this.cue.hardStart ? this.expectedStart - this.plannedStart : 0;
  }

  get plannedEnd(): number {
    return this.plannedStart + this.cue.durationMs;
  }

  get actualStart(): number | null {
    return this.state === 'current' || this.state === 'done' ? this.expectedStart : null;
  }

  get actualEnd(): number | null {
    return this.state === 'done' ? this.expectedEnd : null;
  }
}

/** Of a cue that has begun. `length`: as commanded, without the time it was held. */
function begun<Cue extends TimedCue>(
  cue: Cue,
  runs: Runs,
  run: number,
  plannedStart: number,
  length: number,
  now: number,
): CueTiming<Cue> {
  const startedAt = runs[run + startField] ?? Number.NaN;
  const endedAt = runs[run + endField] ?? Number.NaN;
  const heldSince = runs[run + sinceField] ?? Number.NaN;
  const isHeld = !Number.isNaN(heldSince);
  const heldMs = (runs[run + heldField] ?? 0) + (isHeld ? Math.max(0, now - heldSince) : 0);
  const isOn = Number.isNaN(endedAt);
  const end = isOn ? Math.max(startedAt + length + heldMs, now) : endedAt;
  const state = isOn ? 'current' : 'done';
  return new Timing(cue, state, plannedStart, length + heldMs, startedAt, end, isHeld, heldMs);
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
