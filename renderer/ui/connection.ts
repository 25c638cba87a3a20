import { useSyncExternalStore } from 'react';
import { type Connection, connectionStore } from '../client';

/** How this page reaches the app now. */
export function useConnection(): Connection {
  return useSyncExternalStore(connectionStore.subscribe, connectionStore.now);
}
