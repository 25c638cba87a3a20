import { CueId } from '../contract/ids';
import { projectState, type RoomTiming, type TimedCue, type TimedRundown } from './rundown';
import type { PlanChange } from './show';
import { foldShow } from './showFold';
import type { ShowState } from './showState';

/** What the planner proposes so that a start that must hold is held again. Times are ms. */
export interface CatchUp<Cue extends TimedCue> {
  /** The cue whose start is in danger, and by how much as things stand. */
  readonly hard: Cue;
  readonly lateBy: number;
  readonly steps: readonly CatchUpStep<Cue>[];
  /** How late it is still with all of them; 0: it holds. */
  readonly stillLateBy: number;
  readonly changes: readonly PlanChange[];
}

export interface CatchUpStep<Cue extends TimedCue> {
  readonly kind: 'trim' | 'skip';
  readonly cue: Cue;
  /** What it is to take then; 0 where it is skipped. */
  readonly toMs: number;
  /** How much time it gives back. */
  readonly gains: number;
}

interface Option<Cue extends TimedCue> {
  readonly kind: 'trim' | 'skip';
  readonly cue: Cue;
  readonly length: number;
  /** The most that it gives back. */
  readonly most: number;
}

const minute = 60_000;
/** Beyond so many sets the search takes the largest gains first instead of trying all. */
const mostTries = 3000;

/** What may be trimmed or left out in a room before its next hard start; the largest gains first, a trim before a skip. */
function optionsOf<Cue extends TimedCue>(room: RoomTiming<Cue>, now: number): readonly Option<Cue>[] {
  const options: Option<Cue>[] = [];
  for (const { cue, state, length, actualStart, heldMs } of room.cues) {
    if (room.nextHard?.timing.cue === cue) break;
    if (state === 'done' || state === 'skipped') continue;
    // Of the current cue what has passed can't be taken back.
    const shortest = Math.max(cue.minDurationMs + heldMs, actualStart === null ? 0 : now - actualStart);
    if (length > shortest) options.push({ kind: 'trim', cue, length, most: length - shortest });
    if (cue.skippable && actualStart === null && length > 0)
      options.push({ kind: 'skip', cue, length, most: length });
  }
  return options.sort((a, b) => b.most - a.most || Number(a.kind === 'skip') - Number(b.kind === 'skip'));
}

function changeOf({ kind, cue, length }: Option<TimedCue>, gains: number, held: number): PlanChange {
  const id = CueId.parse(cue.id);
  return kind === 'skip'
    ? { kind, cue: id }
    : { kind, cue: id, toMs: Math.max(0, Math.round(length - held - gains)) };
}

/**
 * The smallest set of trims and skips with which the room's next hard start holds again: the fewest cues touched; of those
 * the fewest skipped; of those the least time taken. Trims are whole minutes where that is enough. Undefined where nothing
 * is late against a hard start, or nothing can be done. Where all of it is not enough, all of it, and how late it still is.
 */
export function planCatchUp<Cue extends TimedCue>(
  rundown: TimedRundown<Cue>,
  roomName: string,
  now: number,
): CatchUp<Cue> | undefined {
  const room = roomAt(rundown, foldShow(rundown.cues, rundown.commands).state, roomName, now);
  const lateBy = -(room?.nextHard?.slack ?? 0);
  const hard = room?.nextHard?.timing.cue;
  if (!room || !hard || lateBy <= 0) return undefined;
  const options = optionsOf(room, now);
  if (options.length === 0) return undefined;
  const lateWith = (chosen: readonly Chosen<Cue>[]) => {
    const fold = foldShow(rundown.cues, rundown.commands);
    for (const { option, gains } of chosen) {
      const held = heldOf(room, option.cue);
      fold.give({ at: now, command: { kind: 'plan', changes: [changeOf(option, gains, held)] } });
    }
    return -(roomAt(rundown, fold.state, roomName, now)?.nextHard?.slack ?? 0);
  };
  const chosen = smallestSet(options, lateBy, lateWith);
  const steps = chosen.map(({ option: { kind, cue, length }, gains }) => ({
    kind,
    cue,
    toMs: kind === 'skip' ? 0 : length - gains,
    gains,
  }));
  return {
    hard,
    lateBy,
    steps,
    stillLateBy: Math.max(0, lateWith(chosen)),
    changes: chosen.map(({ option, gains }) => changeOf(option, gains, heldOf(room, option.cue))),
  };
}

interface Chosen<Cue extends TimedCue> {
  readonly option: Option<Cue>;
  readonly gains: number;
}

function roomAt<Cue extends TimedCue>(
  rundown: TimedRundown<Cue>,
  state: ShowState,
  name: string,
  now: number,
): RoomTiming<Cue> | undefined {
  return projectState(rundown, state, now).rooms.find(({ room }) => room === name);
}

/** How long a cue was held so far: part of its length that no command set. */
function heldOf(room: RoomTiming<TimedCue>, cue: TimedCue): number {
  return room.cues.find((each) => each.cue.id === cue.id)?.heldMs ?? 0;
}

function smallestSet<Cue extends TimedCue>(
  options: readonly Option<Cue>[],
  lateBy: number,
  lateWith: (chosen: readonly Chosen<Cue>[]) => number,
): readonly Chosen<Cue>[] {
  let tries = 0;
  const cues = new Set(options.map(({ cue }) => cue.id)).size;
  for (let size = 1; size <= cues; size++) {
    let best: readonly Chosen<Cue>[] | undefined;
    for (const set of setsOf(options, size, lateBy)) {
      if (++tries > mostTries) return best ?? greedy(options, lateWith);
      const whole = set.map((option) => ({ option, gains: option.most }));
      if (lateWith(whole) > 0) continue;
      const fitted = giveBack(whole, lateWith);
      if (!best || costOf(fitted) < costOf(best)) best = fitted;
    }
    if (best) return best;
  }
  return greedy(options, lateWith);
}

/** Every set of `size` options of different cues whose gains together could be enough. */
function* setsOf<Cue extends TimedCue>(
  options: readonly Option<Cue>[],
  size: number,
  needed: number,
  from = 0,
): Generator<readonly Option<Cue>[]> {
  if (size === 0) {
    if (needed <= 0) yield [];
    return;
  }
  for (let i = from; i < options.length; i++) {
    const option = options[i];
    // The options are sorted: what follows gives back no more than this one.
    if (!option || option.most * size < needed) return;
    for (const rest of setsOf(options, size - 1, needed - option.most, i + 1)) {
      if (!rest.some(({ cue }) => cue === option.cue)) yield [option, ...rest];
    }
  }
}

/** Skips weigh more than any time; then the time taken. */
function costOf(chosen: readonly Chosen<TimedCue>[]): number {
  const skips = chosen.filter(({ option }) => option.kind === 'skip').length;
  return skips * 1e12 + chosen.reduce((sum, { gains }) => sum + gains, 0);
}

/** Trims no more than needed: to whole minutes where that is enough, the largest trim first. */
function giveBack<Cue extends TimedCue>(
  whole: readonly Chosen<Cue>[],
  lateWith: (chosen: readonly Chosen<Cue>[]) => number,
): readonly Chosen<Cue>[] {
  let fitted = whole;
  for (const [i, { option }] of whole.entries()) {
    if (option.kind === 'skip') continue;
    const spare = -lateWith(fitted);
    if (spare <= 0) continue;
    const least = Math.max(0, option.most - spare);
    const gains = Math.min(option.most, Math.ceil(least / minute) * minute);
    const tried = fitted.map((each, j) => (j === i ? { option, gains } : each));
    if (lateWith(tried) <= 0) fitted = tried;
  }
  return fitted.filter(({ gains }) => gains > 0);
}

/** The largest gain of each cue, one after another, until it is enough or nothing is left. */
function greedy<Cue extends TimedCue>(
  options: readonly Option<Cue>[],
  lateWith: (chosen: readonly Chosen<Cue>[]) => number,
): readonly Chosen<Cue>[] {
  const chosen: Chosen<Cue>[] = [];
  for (const option of options) {
    if (chosen.some((each) => each.option.cue === option.cue)) continue;
    chosen.push({ option, gains: option.most });
    if (lateWith(chosen) <= 0) return giveBack(chosen, lateWith);
  }
  return chosen;
}
