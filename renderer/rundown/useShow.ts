import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useReducer } from 'react';
import type { EventId } from '../../shared/contract/ids';
import type { Cue, Rundown } from '../../shared/contract/rundown';
import { type ClockSetting, clockTime } from '../../shared/domain/clock';
import { projectState, type RoomTiming, type ShowTiming } from '../../shared/domain/rundown';
import { showAfter } from '../../shared/domain/showFold';
import { useProgram } from '../ui/program';
import { machineNow } from '../ui/steadyClock';
import { rundownOptions } from './rundownQuery';

export interface Show {
  readonly rundown: Rundown;
  readonly timing: ShowTiming<Cue>;
  /** The program's time (UTC ms) for which `timing` holds. */
  readonly now: number;
}

const second = 1000;
/** A rehearsal may run faster than a screen. */
const fastest = 33;

/** In how many ms of the machine's time another second shows: of the clock, or of the time left in a room. */
function untilNextSecond(now: number, rooms: readonly RoomTiming<Cue>[], clock: ClockSetting): number {
  const speed = clock.kind === 'live' ? 1 : clock.speed;
  if (speed === 0) return second;
  const ofClock = second - (now % second);
  const ofLeft = rooms.map(({ timeLeft }) =>
    timeLeft === null ? second : (((timeLeft % second) + second) % second) + 1,
  );
  return Math.max(fastest, Math.min(ofClock, ...ofLeft) / speed);
}

/** Of a show with several rooms the part that one room sees; the whole where it has no such room. */
export function inRoom(show: Show, name: string): Show {
  const room = name === '' ? undefined : show.timing.rooms.find((each) => each.room === name);
  return room ? { ...show, timing: { ...room, rooms: [room], all: room.cues } } : show;
}

/**
 * The event's show as it stands now, computed in this window as often as another second shows; undefined until the first
 * answer.
 */
export function useShow(eventId: EventId): Show | undefined {
  const { data: rundown } = useQuery(rundownOptions(eventId));
  const { clock } = useProgram();
  const [, tick] = useReducer((count: number) => count + 1, 0);
  const state = useMemo(() => rundown && showAfter(rundown.cues, rundown.commands), [rundown]);
  const now = Math.round(clockTime(clock, machineNow()));
  const timing = rundown && state && projectState(rundown, state, now);
  const wait = untilNextSecond(now, timing?.rooms ?? [], clock);
  // Set anew after every picture: the next second is counted from this one.
  useEffect(() => {
    const timer = setTimeout(tick, wait);
    return () => clearTimeout(timer);
  });
  return rundown && timing && { rundown, timing, now };
}
