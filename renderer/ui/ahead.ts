import type { QueryClient } from '@tanstack/react-query';
import { isStation, orpc } from '../client';
import { parseRoute } from './route';

/**
 * Asks for what the main window needs before it shows anything, all at once: each of its screens would ask only when the one above
 * it had its answer. What is refused (the app is locked, a passphrase is asked for) is asked again by who needs it then.
 */
export function askAhead(queries: QueryClient): void {
  if (isStation || parseRoute(window.location.hash).kind !== 'job') return;
  void queries.prefetchQuery(orpc.vault.state.experimental_liveOptions());
  void queries.prefetchQuery(orpc.program.state.experimental_liveOptions());
  void queries.prefetchQuery(orpc.access.state.experimental_liveOptions());
  void queries.prefetchQuery(orpc.events.list.queryOptions());
}
