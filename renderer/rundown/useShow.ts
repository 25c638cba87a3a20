import { useQuery } from '@tanstack/react-query';
import type { EventId } from '../../shared/contract/ids';
import type { Cue, Rundown } from '../../shared/contract/rundown';
import { projectRundown, type ShowTiming } from '../../shared/domain/rundown';
import { orpc } from '../client';
import { useNow } from '../ui/time';

export interface Show {
  readonly rundown: Rundown;
  readonly timing: ShowTiming<Cue>;
  /** The program's time (UTC ms) for which `timing` holds. */
  readonly now: number;
}

/** The event's show as it stands now, computed in this window four times a second; undefined until the first answer. */
export function useShow(eventId: EventId): Show | undefined {
  const { data: rundown } = useQuery(orpc.rundown.live.experimental_liveOptions({ input: { eventId } }));
  const now = useNow(250);
  return rundown && { rundown, timing: projectRundown(rundown, now), now };
}
