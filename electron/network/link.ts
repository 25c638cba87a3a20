import log from 'electron-log/node';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import type { Scan } from '../../shared/contract/checkin';
import { Refusal } from '../../shared/domain/refusal';
import type { Verdict } from '../../shared/domain/verdict';
import type { AppContext } from '../api/context';
import type { StationLink } from '../api/stationDesk';
import { deviceOf, journalHead } from '../store/journal';
import { requireMeta } from '../store/meta';
import { currentVersion } from '../store/migrate';
import { type Client, clientOver, openSocket } from './dial';
import { exchangeOnce, measureClock, takeClock } from './exchange';
import { readHost, writeHost } from './hostRecord';

/** How long a door waits for the host's word before it says 'admitted' (ms). */
const word = 150;
const silence = 12_000;
const firstPause = 500;
/** Joined again, all doors are to agree within 5 s: no longer is waited between two tries. */
const longestPause = 1500;
const longestInTrouble = 30_000;

type State = ReturnType<StationLink['state']>;

/** Keeps the open program, a copy, tied to its host: exchanges what is new as it comes, and connects again when it was apart. */
export function startLink(context: AppContext): StationLink {
  const program = context.program();
  const { db } = program;
  let state: Pick<State, 'state' | 'since' | 'doors'> = { state: 'apart', since: Date.now(), doors: [] };
  const firstRow = journalHead(db).rows + 1;
  let stopped = false;
  let client: Client | undefined;
  let socket: WebSocket | undefined;
  let wake = () => {};
  let hostHeads: Readonly<Record<string, number>> = {};
  const become = (next: State['state']) => {
    if (next === state.state) return;
    state = { ...state, state: next, since: Date.now() };
    context.changed('stations');
  };

  const keep = async () => {
    let pause = firstPause;
    while (!stopped) {
      try {
        await meet();
      } catch (error) {
        become(stateOf(error));
      }
      if (client) pause = firstPause;
      client = undefined;
      if (stopped) return;
      const wait = pause;
      // What looks like trouble may be a host that is just closing: it is soon asked again, then ever more seldom.
      pause = Math.min(state.state === 'apart' ? longestPause : longestInTrouble, pause * 2);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, wait * (0.75 + Math.random() / 2));
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };

  /** One connection, from its beginning to its end. */
  const meet = async () => {
    const record = readHost(db);
    const opened = await openSocket(record, record.token);
    socket = opened;
    const over = new Promise<void>((resolve) => opened.once('close', () => resolve()));
    let heard = performance.now();
    opened.on('ping', () => {
      heard = performance.now();
    });
    const watch = setInterval(() => {
      if (performance.now() - heard > silence) opened.terminate();
    }, 1000);
    const stop = new AbortController();
    try {
      const host = clientOver(opened);
      const work = exchange(host, stop.signal);
      await Promise.race([work, over]);
      become('apart');
    } finally {
      clearInterval(watch);
      stop.abort();
      opened.close();
      become(state.state === 'together' ? 'apart' : state.state);
    }
  };

  const exchange = async (host: Client, signal: AbortSignal) => {
    const hello = await host.stations.hello({ device: deviceOf(db), version: currentVersion });
    const record = readHost(db);
    if (
      hello.seed.programId !== requireMeta(db, 'program.id') ||
      (record.device !== '' && record.device !== hello.host)
    ) {
      throw new Refusal('station.wrongHost');
    }
    writeHost(db, { ...record, device: hello.host });
    let { erasures } = hello;
    takeClock(db, hello.seed.rehearsal, context);
    await measureClock(host, program, firstRow);
    let dirty = true;
    let turn = () => {};
    const note = () => {
      dirty = true;
      turn();
    };
    const stops = (['checkin', 'badges', 'roster'] as const).map((topic) =>
      context.topics.subscribe(topic, note),
    );
    const follow = async () => {
      // It ends with the socket; called off, it would be told so over a socket that is closing.
      for await (const pulse of await host.stations.pulse()) {
        if (signal.aborted) return;
        state = { ...state, doors: pulse.doors };
        ({ erasures } = pulse);
        note();
        context.changed('stations');
      }
    };
    const followed = follow();
    const ended = followed.then(
      () => 'ended' as const,
      () => 'ended' as const,
    );
    try {
      for (;;) {
        dirty = false;
        hostHeads = await exchangeOnce(host, program, context, erasures);
        client = host;
        become('together');
        if (signal.aborted) return;
        if (dirty) continue;
        const next = await Promise.race([
          ended,
          new Promise<'dirty'>((resolve) => {
            turn = () => resolve('dirty');
          }),
        ]);
        if (next === 'ended') return;
      }
    } finally {
      for (const end of stops) end();
    }
  };

  const running = keep().catch((error: unknown) => log.error('the tie to the host failed', error));
  return {
    state() {
      const record = readHost(db);
      return {
        ...state,
        host: `${record.address}:${record.port}`,
        name: record.name,
        copyAt: state.state === 'together' ? Date.now() : record.copyAt,
        unsent: Math.max(0, journalHead(db).rows - (hostHeads[deviceOf(db)] ?? 0)),
        doors: [...state.doors],
      };
    },
    ask: (scan) => askHost(client, scan),
    stop() {
      stopped = true;
      socket?.terminate();
      wake();
      void running;
    },
  };
}

const RefusedByHost = z.object({ code: z.literal('REFUSED'), data: z.object({ reason: z.string() }) });

function stateOf(error: unknown): State['state'] {
  if (error instanceof Refusal) {
    if (error.reason === 'station.wrongHost') return 'wrongHost';
    if (error.reason === 'station.cutOff') return 'cutOff';
    return 'apart';
  }
  const refused = RefusedByHost.safeParse(error);
  if (!refused.success) return 'apart';
  const { reason } = refused.data.data;
  log.warn(`the host refused: ${reason}`);
  return reason === 'station.version' ? 'version' : 'trouble';
}

async function askHost(client: Client | undefined, scan: Scan): Promise<Verdict | null | 'unheard'> {
  if (!client) return 'unheard';
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'unheard'>((resolve) => {
    timer = setTimeout(() => resolve('unheard'), word);
  });
  // A call that is not waited for any more is not called off: the socket may be closing, and its answer harms nobody.
  const answer = client.stations.check(scan).catch(() => 'unheard' as const);
  const verdict = await Promise.race([answer, late]);
  clearTimeout(timer);
  return verdict;
}
