import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import type { AccessState } from '../../shared/contract/access';
import type { CallerRole } from '../../shared/domain/access';
import { client, orpc } from '../client';
import { useShowRefusal } from './refusal';
import { go, type Job, jobs } from './route';

const AccessContext = createContext<AccessState | undefined>(undefined);

/** Which jobs of the rail a role has; what it may not call is decided in the main process. */
const jobsByRole: Readonly<Record<CallerRole, readonly Job[]>> = {
  organizer: jobs,
  showCaller: ['stage'],
  mc: [],
  steward: ['door'],
};

export function jobsOf(role: CallerRole | null): readonly Job[] {
  return role === null ? [] : jobsByRole[role];
}

/** What is asked again, and not kept, when another role works here: everything but who that is, the program's name, and that it is open. */
const isKept = (key: readonly unknown[]) =>
  ['["access","state"]', '["program","state"]', '["vault","state"]'].includes(JSON.stringify(key[0]));

/** Gives what is below it who works at this machine; nothing that one role was shown is kept for the next. Ctrl+L locks. */
export function AccessProvider({ children }: { readonly children: ReactNode }) {
  const queries = useQueryClient();
  const { data } = useQuery(orpc.access.state.experimental_liveOptions());
  const showRefusal = useShowRefusal();
  const [shown, setShown] = useState<CallerRole | null>();
  const role = data?.role;
  useEffect(() => {
    if (role === undefined || role === shown) return;
    // At the start nothing was shown to anybody yet; what was asked ahead was answered, or refused, to whom is here now.
    if (shown !== undefined || role === null)
      queries.removeQueries({ predicate: ({ queryKey }) => !isKept(queryKey) });
    notifications.clean();
    const [first] = jobsOf(role);
    if (shown !== undefined && first) go(first);
    setShown(role);
  }, [role, shown, queries]);
  useEffect(() => {
    const pressed = (key: KeyboardEvent) => {
      if (key.code !== 'KeyL' || !(key.ctrlKey || key.metaKey)) return;
      key.preventDefault();
      client.access.lock().catch(showRefusal);
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [showRefusal]);
  if (!data || role !== shown) return null;
  return <AccessContext value={data}>{children}</AccessContext>;
}

/** Who works at this machine. */
export function useAccess(): AccessState {
  const access = useContext(AccessContext);
  if (!access) throw new Error('useAccess outside of AccessProvider');
  return access;
}
