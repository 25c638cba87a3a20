import log from 'electron-log/node';
import type { WebSocket } from 'ws';
import { Refusal } from '../../shared/domain/refusal';
import type { AppContext } from '../api/context';
import type { StationLink } from '../api/network';
import { watchOwnClock } from '../api/ownClock';
import { deviceOf, journalHead, ownMoment } from '../store/journal';
import { requireMeta } from '../store/meta';
import { currentVersion } from '../store/migrate';
import { pinsMark } from '../store/pins';
import { askHost, askOfWalkIn, RefusedByHost } from './asking';
import { type Client, clientOver, openSocket } from './dial';
import { exchangeOnce, measureClock, takeSettings } from './exchange';
import { readHost, writeHost } from './hostRecord';
import { journalFetch } from './journalFetch';
import { doorsAsOf, doorsSaid, type KnownDoor } from './knownDoors';

const silence = 12_000;
const firstPause = 500;
/** Joined again, all doors are to agree within 5 s: no longer is waited between two tries. */
const longestPause = 1500;
const longestInTrouble = 30_000;
/** So often (ms) a clock is measured anew while something happens: no two run alike. */
const measureEvery = 30_000;
/** A host that is further (ms) from where its clock is thought to be set it. */
const set = 1000;

type State = ReturnType<StationLink['state']>;

/** Keeps the open program, a copy, tied to its host: exchanges what is new as it comes, and connects again when it was apart. `journalWorker`: built. */
export function startLink(context: AppContext, journalWorker: string): StationLink {
  const program = context.program();
  const { db } = program;
  let state: Pick<State, 'state' | 'since'> = { state: 'apart', since: Date.now() };
  let doors: readonly KnownDoor[] = readHost(db).doors.map((door) => ({ ...door, joined: false }));
  /** The copy is what the host has, as far as is known. */
  let whole = false;
  const clock = watchOwnClock(context, program);
  let measuredAt = 0;
  const journal = journalFetch(program, journalWorker);
  let stopped = false;
  let client: Client | undefined;
  let socket: WebSocket | undefined;
  let wake = () => {};
  let hostHeads: Readonly<Record<string, number>> = {};
  const become = (next: State['state']) => {
    if (next === state.state) return;
    state = { state: next, since: Date.now() };
    context.changed('stations');
  };
  /** The copy was what the host has at `at`, by this machine's clock: said of each verdict while they are apart. */
  const noteWhole = (at: number) => {
    const record = readHost(db);
    writeHost(db, { ...record, copyAt: Math.max(record.copyAt ?? 0, at), doors: doorsAsOf(doors, at) });
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
      // As long as the host was heard it said what is new: there was nothing more to know until then.
      const last = Math.round(Date.now() - (performance.now() - heard));
      if (whole && db.raw.open) noteWhole(last);
      doors = doorsAsOf(doors, last).map((door) => ({ ...door, joined: false }));
      whole = false;
      become(state.state === 'together' ? 'apart' : state.state);
    }
  };

  const exchange = async (host: Client, signal: AbortSignal) => {
    const who = { device: deviceOf(db), version: currentVersion };
    const hello = await host.stations.hello(who);
    const record = readHost(db);
    if (
      hello.seed.programId !== requireMeta(db, 'program.id') ||
      (record.device !== '' && record.device !== hello.host)
    ) {
      throw new Refusal('station.wrongHost');
    }
    writeHost(db, { ...record, device: hello.host });
    let { erasures } = hello;
    takeSettings(db, hello.seed, context);
    const measure = async () => {
      await measureClock(host, program, context, clock);
      measuredAt = performance.now();
    };
    await measure();
    let otherPins = false;
    let dirty = true;
    let turn = () => {};
    const note = () => {
      dirty = true;
      whole = false;
      turn();
    };
    const stops = (['checkin', 'badges', 'roster'] as const).map((topic) =>
      context.topics.subscribe(topic, note),
    );
    stops.push(context.topics.subscribe('program', () => clock.isDue() && note()));
    const follow = async () => {
      // It ends with the socket; called off, it would be told so over a socket that is closing.
      for await (const pulse of await host.stations.pulse()) {
        if (signal.aborted) return;
        doors = doorsSaid(pulse, Date.now());
        ({ erasures } = pulse);
        otherPins = pulse.pins !== pinsMark(db);
        if (Math.abs(pulse.now - ownMoment(db, program.now(), false)) > set) clock.otherSet();
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
        if (clock.isDue() || otherPins) takeSettings(db, (await host.stations.hello(who)).seed, context);
        otherPins = false;
        if (clock.isDue() || performance.now() - measuredAt > measureEvery) await measure();
        hostHeads = await exchangeOnce(host, program, context, erasures, journal);
        client = host;
        noteWhole(Date.now());
        become('together');
        if (signal.aborted) return;
        if (dirty) continue;
        whole = true;
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
        doors: doorsAsOf(doors, 0),
      };
    },
    ask: (scan) => askHost(client, scan),
    askWalkIn: (walkIn) => askOfWalkIn(client, walkIn),
    stop() {
      stopped = true;
      clock.stop();
      journal.stop();
      socket?.terminate();
      wake();
      void running;
    },
  };
}

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
