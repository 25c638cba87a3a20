import { setTimeout } from 'node:timers/promises';
import log from 'electron-log/node';
import type { AppContext } from '../api/context';
import { receiveRows } from '../store/journalMerge';
import type { Program } from '../store/program';
import type { Client } from './dial';
import { readHost } from './hostRecord';
import { type JournalTaking, rowsByHeads, takeJournal } from './wholeJournal';

/** The host's whole journal on its way to a copy that is new. */
export interface JournalFetch {
  /** Begins to fetch it, or goes on where it was cut off; nothing where the copy has rows already, or the host gives none. */
  begin(host: Client): void;
  /** Waits for it, so long (ms) and no longer; 'never': it does not come with this connection. */
  isHere(within: number): Promise<'here' | 'not yet' | 'never'>;
  /** Takes it in, once it is there. Then, or where that is not to be, whatever is missing comes row by row. */
  finish(context: AppContext): Promise<void>;
  stop(): void;
}

/** `worker`: journalWorker.ts, built. */
export function journalFetch({ db }: Program, worker: string): JournalFetch {
  let coming: { id: string | null; readonly taking: JournalTaking } | undefined;
  let over = false;
  let fetched: Promise<boolean> | undefined;

  const stop = () => {
    over = true;
    coming?.taking.stop();
    coming = undefined;
  };
  const fetch = async (host: Client): Promise<boolean> => {
    // The thread starts while the host looks for it.
    coming ??= { id: null, taking: takeJournal(db, worker) };
    const offer = await host.stations.wholeJournal({ have: coming.id });
    if (offer === null || !coming) {
      stop();
      return false;
    }
    const { id, size, offsets } = offer;
    receiveRows(db, [], offsets);
    if (coming.id !== null && coming.id !== id) {
      coming.taking.stop();
      coming = { id, taking: takeJournal(db, worker) };
    }
    coming.id = id;
    const { address, port, fingerprint, token } = readHost(db);
    return coming.taking.fetch({ address, port, fingerprint, token, path: `/journal/${id}`, size });
  };

  return {
    begin(host) {
      if (over) return;
      if (rowsByHeads(db) > 0) {
        stop();
        return;
      }
      fetched = fetch(host).catch((error: unknown) => {
        log.warn('the whole journal did not come', error);
        return false;
      });
    },
    async isHere(within) {
      // With a row of its own this copy is none that is new: the rest comes row by row.
      if (coming && rowsByHeads(db) > 0) stop();
      if (!coming || !fetched) return 'never';
      const timer = new AbortController();
      const late = setTimeout(within, 'not yet' as const, { signal: timer.signal });
      late.catch(() => {}); // It was called off.
      const first = await Promise.race([fetched, late]);
      timer.abort();
      if (first === 'not yet') return first;
      return first ? 'here' : 'never';
    },
    async finish(context) {
      const whole = (await fetched) === true;
      fetched = undefined;
      if (!whole || !coming) return;
      over = true;
      const why = await coming.taking.finish(() => context.changed('checkin'));
      coming = undefined;
      if (why !== undefined) log.warn(`the whole journal is not taken: ${why}`);
    },
    stop,
  };
}
