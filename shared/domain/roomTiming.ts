import { Timing, timed } from './cueTiming';
import { type RoomState, runField, type ShowState } from './showState';
import type { CueState, CueTiming, RoomTiming, TimedCue, TimedRundown } from './showTiming';

const { startedAt: startField, endedAt: endField, heldMs: heldField, heldSince: sinceField, each } = runField;

/**
 * When a cue is expected to begin after the one before it. An overrun moves what follows, and a gap in the plan absorbs
 * it. A show that is ahead takes what follows with it, gaps kept, up to a cue that holds its start.
 */
function startAfter(
  cue: TimedCue,
  plannedStart: number,
  plannedEndBefore: number,
  expectedEndBefore: number,
): number {
  const shift = expectedEndBefore - plannedEndBefore;
  const wanted = cue.hardStart || shift > 0 ? plannedStart : plannedStart + shift;
  return Math.max(wanted, expectedEndBefore);
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

/** One room of a show as it stands at `now`. */
export function projectRoom<Cue extends TimedCue>(
  { cues, startsAt }: TimedRundown<Cue>,
  room: RoomState,
  { runs, skipped, lengths }: ShowState,
  now: number,
): RoomTiming<Cue> {
  const { list, at, endedAt } = room;
  const timings = new Array<CueTiming<Cue>>(list.length);
  const numbers = new Float64Array(list.length * timed.each);
  const goesOn = at >= 0 && endedAt === null;
  let filled = 0;
  let current: CueTiming<Cue> | undefined;
  let next: CueTiming<Cue> | undefined;
  let nextHard: RoomTiming<Cue>['nextHard'];
  let before: CueTiming<Cue> | undefined;
  // Of the cue before: when it was to end, and when it ended or is expected to.
  let plannedEnd = startsAt;
  let expectedEnd = Number.NaN;
  for (let place = 0; place < list.length; place++) {
    const index = list[place] ?? -1;
    const cue = cues[index];
    if (!cue) continue;
    const run = index * each;
    const plannedStart = cue.plannedStart ?? plannedEnd;
    const passed = place <= at;
    const length = lengths[index] ?? cue.durationMs;
    const startedAt = runs[run + startField] ?? Number.NaN;
    let state: CueState;
    let held = false;
    let heldMs = 0;
    let start: number;
    let end: number;
    let taken = length;
    if (!Number.isNaN(startedAt)) {
      const ended = runs[run + endField] ?? Number.NaN;
      const heldSince = runs[run + sinceField] ?? Number.NaN;
      held = !Number.isNaN(heldSince);
      heldMs = (runs[run + heldField] ?? 0) + (held ? Math.max(0, now - heldSince) : 0);
      state = Number.isNaN(ended) ? 'current' : 'done';
      start = startedAt;
      taken = length + heldMs;
      end = state === 'current' ? Math.max(startedAt + taken, now) : ended;
    } else {
      if (passed) start = before ? expectedEnd : firstStart(list, runs);
      else if (before) start = startAfter(cue, plannedStart, plannedEnd, expectedEnd);
      else start = startOfWaiting(plannedStart, lastPlannedEnd(cues, list, startsAt), now);
      // Between two cues time goes on; whatever comes next can't begin before now.
      if (goesOn && !passed && start < now) start = now;
      const omitted = passed || skipped[index] === true;
      state = omitted ? 'skipped' : next || endedAt !== null ? 'later' : 'next';
      if (omitted) taken = 0;
      end = start + taken;
    }
    const from = filled * timed.each;
    numbers[from + timed.plannedStart] = plannedStart;
    numbers[from + timed.length] = taken;
    numbers[from + timed.start] = start;
    numbers[from + timed.end] = end;
    numbers[from + timed.heldMs] = heldMs;
    const timing = new Timing(cue, state, held, numbers, from);
    if (state === 'current') current = timing;
    else if (state === 'next') next = timing;
    if (!nextHard && cue.hardStart && before && endedAt === null && (state === 'next' || state === 'later'))
      nextHard = { timing, slack: plannedStart - (at >= 0 ? Math.max(expectedEnd, now) : expectedEnd) };
    timings[filled++] = timing;
    before = timing;
    plannedEnd = plannedStart + cue.durationMs;
    expectedEnd = end;
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
    plannedEnd,
    expectedEnd: endedAt ?? (before ? expectedEnd : plannedEnd),
    nextHard,
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
