import { CueId } from '../contract/ids';
import type { CueTiming, RoomTiming, TimedCue } from './rundown';
import type { PlanChange } from './show';

/** What the stage must know of who is here. */
export interface PeopledCue extends TimedCue {
  readonly kind: string;
  readonly people: readonly { readonly present: boolean }[];
  /** Of an award's or a conferral's names: how many are due, and how many of them are here. Null for other kinds. */
  readonly names: { readonly due: number; readonly here: number } | null;
}

/** So long before its start (ms) a cue whose people are not here is an alarm. */
export const arrivalAlarm = 15 * 60_000;

/** How many of a cue's people are not here: those on stage, and for an award its winners too. */
export function missingOf({ kind, people, names }: PeopledCue): number {
  const winners = kind === 'award' && names ? names.due - names.here : 0;
  return people.filter(({ present }) => !present).length + winners;
}

/** True where a cue begins within a quarter of an hour, or runs, and somebody whom it needs is not here. */
export function isAlarming(timing: CueTiming<PeopledCue>, now: number): boolean {
  if (timing.state === 'done' || timing.state === 'skipped') return false;
  if (missingOf(timing.cue) === 0) return false;
  return timing.state === 'current' || timing.expectedStart - now <= arrivalAlarm;
}

/** A cue whose people are missing gives way to one whose people are here. Times are ms. */
export interface Reorder<Cue extends TimedCue> {
  readonly late: Cue;
  readonly first: Cue;
  /** By how much the cue whose people are missing begins later. */
  readonly by: number;
  readonly changes: readonly PlanChange[];
}

/**
 * For the first cue of a room that is alarming and has not begun: the nearest one after it, before the next start that must
 * hold, whose people are all here, is to run first. Undefined where there is nothing to exchange.
 */
export function planReorder<Cue extends PeopledCue>(
  room: RoomTiming<Cue>,
  now: number,
): Reorder<Cue> | undefined {
  const waiting = room.cues.filter(({ state }) => state === 'next' || state === 'later');
  const place = waiting.findIndex((timing) => isAlarming(timing, now));
  const late = waiting[place];
  if (!late || late.cue.hardStart) return undefined;
  for (const other of waiting.slice(place + 1)) {
    if (other.cue.hardStart) return undefined;
    if (!mayGoFirst(other.cue)) continue;
    const changes: readonly PlanChange[] = [
      { kind: 'move', cue: CueId.parse(other.cue.id), before: CueId.parse(late.cue.id) },
    ];
    return { late: late.cue, first: other.cue, by: other.length, changes };
  }
  return undefined;
}

/** Worth moving: it has people of its own, all here. A break or a video needs nobody and would not be missed. */
function mayGoFirst(cue: PeopledCue): boolean {
  return cue.people.length > 0 && missingOf(cue) === 0;
}
