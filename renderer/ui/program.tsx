import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect } from 'react';
import type { EventSummary } from '../../shared/contract/events';
import type { ProgramState, StaleTopic } from '../../shared/contract/program';
import { client, isStation, orpc } from '../client';
import { syncClock } from './steadyClock';

const ProgramContext = createContext<ProgramState | undefined>(undefined);

/** What each topic's change makes stale: the routers of the contract whose answers are asked for again. */
const stale: Readonly<Record<StaleTopic, readonly Exclude<keyof typeof orpc, 'key'>[]>> = {
  program: ['numbers', 'door', 'program', 'events', 'proof'],
  roster: ['numbers', 'roster', 'rules', 'events', 'certificates', 'badges', 'program'],
  events: ['numbers', 'events', 'program', 'roster'],
  badges: ['badges', 'roster', 'program'],
  checkin: ['events', 'checkin', 'roster', 'certificates', 'program'],
  rundown: ['rundown', 'program'],
  certificates: ['numbers', 'certificates', 'register', 'spool', 'handover', 'program', 'proof'],
  backups: ['backups', 'program'],
  templates: ['templates', 'certificates'],
  printing: ['printing', 'spool', 'program'],
  screens: [],
  stations: [],
};

/** Asks again for what was committed elsewhere: in another window, at the door, by an import. */
function useChanges(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const stop = new AbortController();
    const follow = async () => {
      for await (const { topic } of await client.program.changes(undefined, { signal: stop.signal })) {
        for (const router of stale[topic]) {
          void queries.invalidateQueries({ queryKey: orpc[router].key({ type: 'query' }) });
        }
      }
    };
    follow().catch((error: unknown) => {
      // Another machine's browser that lost the host says so elsewhere.
      if (!stop.signal.aborted && !isStation) throw error;
    });
    return () => stop.abort();
  }, [queries]);
}

/** Gives every screen below it the open program, live. Shows nothing until the first answer. */
export function ProgramProvider({ children }: { readonly children: ReactNode }) {
  const { data } = useQuery(orpc.program.state.experimental_liveOptions());
  useChanges();
  const epoch = data?.clockEpoch;
  useEffect(() => {
    if (epoch !== undefined) void syncClock();
  }, [epoch]);
  if (!data) return null;
  return <ProgramContext value={data}>{children}</ProgramContext>;
}

/** The open program. */
export function useProgram(): ProgramState {
  const program = useContext(ProgramContext);
  if (!program) throw new Error('useProgram outside of ProgramProvider');
  return program;
}

/** Every event with its counts, in the order of its start; empty until the first answer. */
export function useEvents(): readonly EventSummary[] {
  return useQuery(orpc.events.list.queryOptions()).data ?? [];
}

/** The event chosen in the top line, or undefined. */
export function useChosenEvent(): EventSummary | undefined {
  const { chosenEvent } = useProgram();
  return useEvents().find((event) => event.id === chosenEvent);
}
