import { skipToken, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { CallPerson, Cue } from '../../shared/contract/rundown';
import { type CallList, callList, callsAfter } from '../../shared/domain/callOrder';
import type { RoomTiming } from '../../shared/domain/rundown';
import { orpc } from '../client';
import type { Show } from './useShow';

/** The names that are being called, or are called next. */
export interface Calls {
  readonly cue: Cue;
  readonly running: boolean;
  readonly list: CallList<CallPerson>;
}

/** Of a room the cue whose names matter: the current one where it calls names, else the next that does. */
function callingCue(room: RoomTiming<Cue>) {
  const calls = ({ cue, state }: RoomTiming<Cue>['cues'][number]) =>
    cue.names !== null && (state === 'current' || state === 'next' || state === 'later');
  return room.cues.find(calls);
}

/** The names of an award or a conferral in a room, in the order of calling; undefined where none is left. */
export function useCalls(show: Show | undefined, room: RoomTiming<Cue> | undefined): Calls | undefined {
  const timing = room && callingCue(room);
  const cueId = timing?.cue.id;
  const { data: people } = useQuery(
    orpc.rundown.names.experimental_liveOptions({ input: cueId ? { cueId } : skipToken }),
  );
  const commands = show?.rundown.commands;
  const openedAt = timing?.actualStart ?? null;
  const kind = timing?.cue.kind;
  const list = useMemo(() => {
    if (!people || !cueId || !kind || !commands) return undefined;
    return callList(people, callsAfter({ id: cueId, kind }, commands), openedAt);
  }, [people, cueId, kind, commands, openedAt]);
  return timing && list && { cue: timing.cue, running: timing.state === 'current', list };
}
