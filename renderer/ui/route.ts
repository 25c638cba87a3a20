import { useSyncExternalStore } from 'react';
import { ScreenKind } from '../../shared/contract/screens';

/** The jobs in the order of the day; the rail's entries. */
export const jobs = ['today', 'people', 'door', 'stage', 'certificates', 'program'] as const;
export type Job = (typeof jobs)[number];

/** What a window shows: a job of the main window, one of the stage's screens, or pages to be printed. */
export type Route =
  | { readonly kind: 'job'; readonly job: Job; readonly rest: readonly string[] }
  | { readonly kind: 'stage'; readonly screen: ScreenKind; readonly room: string }
  | { readonly kind: 'print'; readonly id: string };

/** Reads `#/people/import`, `#/window/mc/ROOM`, `#/print/ID`; anything else is Today. */
export function parseRoute(hash: string): Route {
  const [head = '', ...rest] = hash.replace(/^#\/?/, '').split('/');
  const screen = head === 'window' ? ScreenKind.safeParse(rest[0]).data : undefined;
  if (screen) return { kind: 'stage', screen, room: decodeURIComponent(rest[1] ?? '') };
  if (head === 'print' && rest[0]) return { kind: 'print', id: rest[0] };
  const job = jobs.find((name) => name === head);
  return { kind: 'job', job: job ?? 'today', rest: job ? rest : [] };
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(subscribe, () => window.location.hash));
}

/** Goes to a job, or to a page inside it: `go('people', 'import')`. */
export function go(job: Job, ...rest: readonly string[]): void {
  window.location.hash = `/${[job, ...rest].join('/')}`;
}
