import type { RefusalReason } from './refusal';
import { projectRoom } from './roomTiming';
import type { GivenCommand, ShowCommand } from './show';
import { foldShow, showAfter } from './showFold';
import type { RoomState, ShowState } from './showState';
import type { CueTiming, RoomTiming, ShowTiming, TimedCue, TimedRundown } from './showTiming';

export type * from './showTiming';

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
