import { type QueryKey, queryOptions, replaceEqualDeep, skipToken } from '@tanstack/react-query';
import type { EventId } from '../../shared/contract/ids';
import type { Rundown } from '../../shared/contract/rundown';
import { updated } from '../../shared/domain/rundownUpdate';
import { client, orpc } from '../client';

/**
 * An event's rundown, live, for `useQuery`: put together in this window from what it is told. What has not changed stays the
 * same object, so that nothing of it is drawn anew. Nothing is asked while there is no event.
 */
export function rundownOptions(eventId: EventId | undefined) {
  const queryKey: QueryKey = orpc.rundown.live.experimental_liveKey({
    input: eventId ? { eventId } : skipToken,
  });
  return queryOptions({
    queryKey,
    // Of a command only what it changed is sent: there is nothing to compare.
    structuralSharing: false,
    enabled: eventId !== undefined,
    queryFn: async ({ signal, client: queries }): Promise<Rundown> => {
      if (!eventId) throw new Error('asked for the rundown of no event');
      let rundown = queries.getQueryData<Rundown>(queryKey);
      let asked = false;
      for await (const update of await client.rundown.live({ eventId }, { signal })) {
        if (signal.aborted) throw signal.reason;
        // The first answer is whole: what this window had before is not gone on from.
        const next = updated(asked ? rundown : undefined, update);
        if (!next) throw new Error('an update of a rundown that is not there');
        asked = true;
        rundown = update.kind === 'whole' ? replaceEqualDeep(rundown, next) : next;
        queries.setQueryData(queryKey, rundown);
      }
      if (!rundown) throw new Error('a live rundown gave nothing');
      return rundown;
    },
  });
}
