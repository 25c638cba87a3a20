import log from 'electron-log/node';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import type { Scan } from '../../shared/contract/checkin';
import type { SentRow } from '../../shared/contract/exchange';
import { changesAtOnce, rowsAtOnce } from '../../shared/contract/stations';
import { Refusal } from '../../shared/domain/refusal';
import type { Verdict } from '../../shared/domain/verdict';
import type { AppContext } from '../api/context';
import type { StationLink } from '../api/stationDesk';
import { offsetsOf } from '../store/clockOffsets';
import { transaction, type WriteDb } from '../store/db';
import { deviceOf, journalHead } from '../store/journal';
import { journalHeads, receiveRows, rowsBeyond } from '../store/journalMerge';
import { changesSince, forgetChanges, takeList } from '../store/listCopy';
import { getMeta, requireMeta, setMeta } from '../store/meta';
import { currentVersion } from '../store/migrate';
import type { Program } from '../store/program';
import { type Client, clientOver, openSocket } from './dial';

/** What a copy keeps of its host, in its own file. */
export const HostRecord = z.object({
  address: z.string(),
  port: z.int(),
  fingerprint: z.string(),
  token: z.string(),
  name: z.string(),
  /** The host's own journal: another one is another program, or a rehearsal of it. '' until it was first met. */
  device: z.string(),
  /** Up to which change of the host's list this copy is; null: not whole yet. */
  list: z.int().nullable(),
  /** Machine's time as of when the copy is what the host has. */
  copyAt: z.number().nullable(),
  /** The program that was open before, to go back to. */
  before: z.string().nullable(),
});
export type HostRecord = z.infer<typeof HostRecord>;

export function readHost(db: WriteDb): HostRecord {
  return HostRecord.parse(JSON.parse(requireMeta(db, 'station.host')));
}

export function writeHost(db: WriteDb, record: HostRecord): void {
  setMeta(db, 'station.host', JSON.stringify(record));
}

/** How long a door waits for the host's word before it says 'admitted' (ms). */
const word = 150;
const silence = 12_000;
const firstPause = 500;
const longestPause = 5000;
const pauseInTrouble = 30_000;

type State = ReturnType<StationLink['state']>;

/** Keeps the open program, a copy, tied to its host: exchanges what is new as it comes, and connects again when it was apart. */
export function startLink(context: AppContext): StationLink {
  const program = context.program();
  const { db } = program;
  let state: Pick<State, 'state' | 'since' | 'doors'> = { state: 'apart', since: Date.now(), doors: [] };
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
      client = undefined;
      if (stopped) return;
      const wait = state.state === 'apart' ? pause : pauseInTrouble;
      pause = Math.min(longestPause, pause * 2);
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
    takeClock(db, hello.seed.rehearsal, context);
    await measure(host, program);
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
        hostHeads = await exchangeOnce(host, program, context);
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

async function askHost(client: Client | undefined, scan: Scan): Promise<Verdict | null> {
  if (!client) return null;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), word);
  });
  // A call that is not waited for any more is not called off: the socket may be closing, and its answer harms nobody.
  const answer = client.stations.check(scan).catch(() => null);
  const verdict = await Promise.race([answer, late]);
  clearTimeout(timer);
  return verdict;
}

/** The rehearsal's clock is the host's to set. */
function takeClock(db: WriteDb, rehearsal: string | null, context: AppContext): void {
  if (rehearsal === null || getMeta(db, 'rehearsal') === rehearsal) return;
  setMeta(db, 'rehearsal', rehearsal);
  context.changed('program');
}

const samples = 5;

/** How far this clock is from the host's: of several tries that with the shortest way, said to the host, which keeps it. */
async function measure(host: Client, { db, now }: Program): Promise<void> {
  const tries: { offset: number; roundTrip: number }[] = [];
  for (let i = 0; i < samples; i++) {
    const sent = performance.now();
    const before = now();
    const answer = await host.stations.clock({ measured: null });
    const roundTrip = performance.now() - sent;
    tries.push({
      offset: Math.round(answer.now - (before + roundTrip / 2)),
      roundTrip: Math.round(roundTrip),
    });
  }
  const [best] = tries.sort((a, b) => a.roundTrip - b.roundTrip);
  if (!best) return;
  const known = offsetsOf(db, deviceOf(db));
  const from = known.length === 0 ? 0 : journalHead(db).rows + 1;
  const last = known.at(-1);
  // As good as it was: nothing to say.
  if (last && Math.abs(last.offset - best.offset) <= Math.max(50, best.roundTrip)) return;
  await host.stations.clock({ measured: { from, ...best } });
}

/** Everything that is new, there and here: the list first, since rows name people. Gives how far the host knows each journal. */
async function exchangeOnce(
  host: Client,
  { db }: Program,
  context: AppContext,
): Promise<Readonly<Record<string, number>>> {
  await takeWholeList(host, db, context);
  for (let more = true; more; ) {
    const record = readHost(db);
    const answer = await host.stations.list({ what: 'changes', since: record.list ?? 0 });
    more = answer.more;
    if (answer.changes.length === 0) break;
    transaction(db, () => {
      takeList(db, answer.changes);
      writeHost(db, { ...readHost(db), list: answer.upTo });
    });
    context.changed('roster', 'events', 'badges');
  }
  for (;;) {
    const { changes, upTo } = changesSince(db, 0, changesAtOnce, 'toHost');
    if (changes.length === 0) break;
    await host.stations.takeList({ changes: [...changes] });
    forgetChanges(db, upTo);
  }
  let { heads } = await host.stations.takeRows({ rows: [] });
  for (;;) {
    const rows = rowsBeyond(db, heads, rowsAtOnce);
    if (rows.length === 0) break;
    heads = (await host.stations.takeRows({ rows: [...rows] })).heads;
  }
  await pullRows(host, db, context);
  writeHost(db, { ...readHost(db), copyAt: Date.now() });
  return heads;
}

/** So many rows are written at once by a copy that is new and judges nobody yet: each row touches its person's page of an index. */
const rowsAtFirst = 5000;

async function pullRows(host: Client, db: WriteDb, context: AppContext): Promise<void> {
  const most = readHost(db).copyAt === null ? rowsAtFirst : rowsAtOnce;
  const heads: Record<string, number> = { ...journalHeads(db) };
  let waiting: SentRow[] = [];
  for (let more = true; more; ) {
    const answer = await host.stations.rows({ heads });
    more = answer.more;
    for (const row of answer.rows) {
      waiting.push(row);
      heads[row.deviceId] = row.deviceSeq;
    }
    if (more && waiting.length < most) continue;
    if (receiveRows(db, waiting, answer.offsets) > 0) context.changed('checkin');
    waiting = [];
  }
}

/** The first time: everybody, some at a time; begun anew where it was cut off. */
async function takeWholeList(host: Client, db: WriteDb, context: AppContext): Promise<void> {
  if (readHost(db).list !== null) return;
  const first = await host.stations.list({ what: 'events' });
  takeList(db, first.changes);
  for (let after = '', more = true; more; ) {
    const answer = await host.stations.list({ what: 'people', after });
    takeList(db, answer.changes);
    const last = answer.changes.at(-1);
    more = answer.more && last?.unit === 'person';
    if (last?.unit === 'person') after = last.id;
    context.changed('roster', 'events', 'badges');
  }
  writeHost(db, { ...readHost(db), list: first.upTo });
}
