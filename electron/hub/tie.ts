import { Worker } from 'node:worker_threads';
import log from 'electron-log/node';
import { Refusal } from '../../shared/domain/refusal';
import type { AppContext } from '../api/context';
import type { HubTie } from '../api/hubDesk';
import { watchOwnClock } from '../api/ownClock';
import { deviceOf, journalHead } from '../store/journal';
import { answersOf } from './asks';
import { readHub, writeHub } from './record';
import type { HubAsks, HubData, HubOrder, HubWord } from './words';

type State = ReturnType<HubTie['state']>;

/** How long after its thread failed another one is started (ms). */
const startedAgain = 3000;

/** How the hub is to be asked that often (ms) without having said that something is new. */
export const usualPoll = 15_000;

/** Starts the thread (`worker`: worker.ts, built) for a task that ends with an answer. A Refusal says what is wrong. */
export function runTask(
  worker: string,
  data: HubData,
): Promise<{ readonly seed: string; readonly epoch: string }> {
  const thread = new Worker(worker, { workerData: data });
  return new Promise((resolve, reject) => {
    thread.on('message', (word: HubWord) => {
      if (word.kind === 'done') resolve(word);
      else if (word.kind === 'trouble') reject(new Refusal(word.reason, word.params));
    });
    thread.once('error', (error) => {
      // It may hold the address: only what kind of error it is goes into the log.
      log.error(`the hub's thread failed: ${error instanceof Error ? error.name : 'unknown'}`);
      reject(new Refusal('hub.failed'));
    });
    thread.once('exit', () => reject(new Refusal('hub.failed')));
  });
}

/**
 * Keeps the open program tied to its hub: exchanges what is new as it comes, and connects again when it was apart, or when its thread
 * failed. `workers`: worker.ts and network/journalWorker.ts, built.
 */
export function startTie(
  context: AppContext,
  workers: { readonly hub: string; readonly journal: string },
  data: HubData,
): HubTie {
  const program = context.program();
  const { db } = program;
  const clock = watchOwnClock(context, program);
  let state: Omit<State, 'unsent' | 'copyAt'> = {
    state: 'apart',
    reason: null,
    since: Date.now(),
    hosts: [],
  };
  let heads: Readonly<Record<string, number>> = {};
  let stopped = false;
  let again: NodeJS.Timeout | undefined;
  const become = (next: Pick<State, 'state' | 'reason'>) => {
    if (next.state === state.state && next.reason === state.reason) return;
    if (next.reason !== null) log.warn(`the hub: ${next.reason}`);
    state = { ...state, ...next, since: Date.now() };
  };

  /** One thread, and what it is answered; nothing of it is left for another one. */
  const begin = () => {
    const thread = new Worker(workers.hub, { workerData: data });
    const answers = answersOf(context, clock, workers.journal);
    const order = (what: HubOrder) => thread.postMessage(what);
    const answer = async (word: Extract<HubWord, { kind: 'ask' }>) => {
      try {
        const ask = answers[word.name] as (...args: readonly unknown[]) => ReturnType<HubAsks[keyof HubAsks]>;
        order({ kind: 'answer', id: word.id, value: await ask(...word.args) });
      } catch (error) {
        if (!(error instanceof Refusal)) log.error('the hub asked', word.name, error);
        const { reason, params } = error instanceof Refusal ? error : new Refusal('hub.failed');
        order({ kind: 'refused', id: word.id, reason, params });
      }
    };
    thread.on('message', (word: HubWord) => {
      // The program may be another one by now: this one's file is closed.
      if (stopped || !context.isOpen() || context.program() !== program) {
        // Without an answer the thread would wait for ever, and keep its connection.
        if (word.kind === 'ask') order({ kind: 'refused', id: word.id, reason: 'hub.none', params: {} });
        return;
      }
      switch (word.kind) {
        case 'ask':
          void answer(word);
          return;
        case 'together': {
          heads = word.heads;
          state = { ...state, hosts: word.hosts.map((host) => ({ ...host })) };
          become({ state: 'together', reason: null });
          const record = readHub(db);
          if (record) writeHub(db, { ...record, copyAt: Date.now() });
          break;
        }
        case 'trouble':
          become({ state: word.reason === 'hub.unreachable' ? 'apart' : 'refused', reason: word.reason });
          break;
        default:
          return;
      }
      context.changed('stations');
    });
    thread.on('error', (error) => {
      log.error(`the hub's thread failed: ${error instanceof Error ? error.name : 'unknown'}`);
      answers.stop();
      if (stopped) return;
      become({ state: 'refused', reason: 'hub.failed' });
      context.changed('stations');
      again = setTimeout(() => {
        working = begin();
      }, startedAgain);
      again.unref();
    });
    return { order, answers };
  };
  let working = begin();
  const stops = (['checkin', 'badges', 'roster', 'events'] as const).map((topic) =>
    context.topics.subscribe(topic, () => working.order({ kind: 'wake' })),
  );

  return {
    state: () => ({
      ...state,
      copyAt: readHub(db)?.copyAt ?? null,
      unsent: Math.max(0, journalHead(db).rows - (heads[deviceOf(db)] ?? 0)),
      hosts: [...state.hosts],
    }),
    stop() {
      stopped = true;
      clock.stop();
      clearTimeout(again);
      working.answers.stop();
      for (const end of stops) end();
      working.order({ kind: 'stop' });
    },
  };
}
