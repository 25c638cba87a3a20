import { useEffect, useEffectEvent } from 'react';
import type { Reading } from '../../shared/contract/desk';
import { client, isStation } from '../client';

/** Hears what keyboard scanners read in the other windows of this machine. */
export function useReadings(onReading: (reading: Reading) => void): void {
  const heard = useEffectEvent(onReading);
  useEffect(() => {
    if (isStation) return; // its own scanner is the only one that it hears
    const stop = new AbortController();
    const follow = async () => {
      for await (const reading of await client.desk.readings(undefined, { signal: stop.signal })) {
        heard(reading);
      }
    };
    follow().catch((error: unknown) => {
      if (!stop.signal.aborted) throw error;
    });
    return () => stop.abort();
  }, []);
}
