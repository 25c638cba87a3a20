import { CueId } from '../../shared/contract/ids';
import { projectRundown, type TimedCue, type TimedRundown } from '../../shared/domain/rundown';
import type { GivenCommand, ShowCommand } from '../../shared/domain/show';
import { median, type Row, row } from './row';

const minute = 60_000;
const start = Date.UTC(2024, 9, 18, 5);

function cueId(number: number): CueId {
  return CueId.parse(`00000000-0000-7000-8000-${String(number).padStart(12, '0')}`);
}

/** A day of `count` cues in one room: every tenth has a planned start, every fortieth holds it. */
function makeCues(count: number): readonly TimedCue[] {
  return Array.from({ length: count }, (_, i) => ({
    id: cueId(i),
    room: '',
    plannedStart: i % 10 === 0 ? start + i * 5 * minute : null,
    durationMs: 5 * minute,
    minDurationMs: 3 * minute,
    hardStart: i % 40 === 0,
    skippable: i % 3 === 0,
  }));
}

/** What a caller does all day: goes on, and between that holds, lengthens, skips and goes back. Each can be given where it stands. */
function makeCommands(count: number): readonly GivenCommand[] {
  const given: GivenCommand[] = [];
  let at = start;
  let cue = 0;
  const add = (command: ShowCommand) => {
    at += minute;
    given.push({ at, command });
  };
  add({ kind: 'start', cue: cueId(0) });
  while (given.length < count) {
    cue++;
    add({ kind: 'next', cue: cueId(cue) });
    if (cue % 5 === 0) add({ kind: 'stretch', cue: cueId(cue), byMs: minute });
    if (cue % 7 === 0) {
      add({ kind: 'hold' });
      add({ kind: 'goOn' });
    }
    if (cue % 11 === 0) add({ kind: 'skip', cue: cueId(cue + 20) });
    if (cue % 11 === 1) add({ kind: 'unskip', cue: cueId(cue + 19) });
    if (cue % 13 === 0) {
      add({ kind: 'back' });
      add({ kind: 'next', cue: cueId(cue) });
    }
  }
  return given.slice(0, count);
}

/** One pass of plain arithmetic over the same arrays: each cue's end after the one before, each command's time. */
function plainPass({ cues, commands, startsAt }: TimedRundown<TimedCue>, now: number): number {
  let end = startsAt;
  let sum = 0;
  for (const cue of cues) {
    const from = Math.max(cue.plannedStart ?? end, end);
    end = from + cue.durationMs;
    sum += cue.hardStart ? from - now : end - now;
  }
  let last = startsAt;
  for (const { at, command } of commands) {
    last = Math.max(last, at);
    if (command.kind === 'next') sum += last - now;
  }
  return sum + end;
}

/** The whole show, from its cues and all of its commands, against the plain pass; microseconds, median of many turns each. */
export function rundownProject(size: number, turns = 1600): readonly Row[] {
  // As it comes over a port: ids put together here are strings in two pieces, which no page ever sees.
  const rundown = JSON.parse(
    JSON.stringify({ startsAt: start, cues: makeCues(size), commands: makeCommands(size) }),
  );
  const now = start + 900 * minute;
  // Short enough that few are cut in two by whatever else the machine does.
  const batch = 5;
  let kept = 0;
  const time = (work: () => number) => {
    const from = performance.now();
    for (let i = 0; i < batch; i++) kept += work();
    return ((performance.now() - from) * 1000) / batch;
  };
  const ours: number[] = [];
  const plain: number[] = [];
  for (let turn = 0; turn < turns; turn++) {
    ours.push(time(() => projectRundown(rundown, now + turn).late));
    plain.push(time(() => plainPass(rundown, now + turn)));
  }
  if (!Number.isFinite(kept)) throw new Error('the projection gave no number');
  return [
    row(
      'rundown.project',
      'µs',
      median(ours),
      `one pass of plain arithmetic over the same ${size} cues and ${size} commands (goal: 10 times that)`,
      median(plain),
    ),
  ];
}
