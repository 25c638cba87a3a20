import { useSyncExternalStore } from 'react';
import { type Connection, connectionStore } from '../client';

/** How this page reaches the app now. */
export function useConnection(): Connection {
  return useSyncExternalStore(connectionStore.subscribe, connectionStore.now);
}

/** How often the host was found again: whatever was asked of it before was not answered to its end. */
export function useEra(): number {
  return useSyncExternalStore(connectionStore.subscribe, connectionStore.era);
}
