// The tie to a hub, in a thread of its own: the connection to PostgreSQL, its sealing and its waiting take none of the door's
// time. It asks the main thread, which alone has the store, for a few rows at a time. Imports what runs as it stands: the tests
// start this very file.
import { parentPort, workerData } from 'node:worker_threads';
import pg from 'pg';
import { Refusal } from '../../shared/domain/refusal.ts';
import { connection } from './address.ts';
import { hubClock } from './clock.ts';
import { aboutSeed, exchange } from './meeting.ts';
import { bringUp } from './schema.ts';
import { sealer } from './sealing.ts';
import { type Ask, channelOf, programRow } from './there.ts';
import { troubleOf } from './trouble.ts';
import type { Gathered } from './whole.ts';
import type { HubData, HubOrder, HubWord } from './words.ts';

const data: HubData = workerData;
const port = parentPort;
if (!port) throw new Error('this runs as a thread');
const say = (word: HubWord) => port.postMessage(word);

const firstPause = 500;
const longestPause = 15_000;
const pauseInTrouble = 30_000;

const asked = new Map<
  number,
  { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }
>();
let questions = 0;
const ask = ((name, ...args) =>
  new Promise<unknown>((resolve, reject) => {
    const id = ++questions;
    asked.set(id, { resolve, reject });
    say({ kind: 'ask', id, name, args });
  })) as Ask;

let stopped = false;
let stop = () => {};
/** Called where something may be new: here, or there. */
let wake = () => {};

port.on('message', (order: HubOrder) => {
  switch (order.kind) {
    case 'answer':
      asked.get(order.id)?.resolve(order.value);
      asked.delete(order.id);
      break;
    case 'refused':
      asked.get(order.id)?.reject(new Refusal(order.reason, order.params));
      asked.delete(order.id);
      break;
    case 'wake':
      wake();
      break;
    case 'stop':
      stopped = true;
      stop();
  }
});

async function withClient<T>(work: (client: pg.Client, lost: Promise<void>) => Promise<T>): Promise<T> {
  const client = new pg.Client(await connection(data.url, data.pin));
  const lost = new Promise<void>((resolve) => {
    client.on('error', () => resolve());
    client.on('end', () => resolve());
  });
  try {
    await client.connect();
    await bringUp(client, data.steps);
    return await work(client, lost);
  } finally {
    // A server that is gone never says good-bye.
    const late = new Promise((resolve) => setTimeout(resolve, 1000).unref());
    await Promise.race([client.end().catch(() => undefined), lost, late]);
  }
}

const keep = sealer(data.key, data.program);
const gathered: Gathered = { rows: undefined, over: false };

/** Puts the program there. One that is there already stays, where its key is ours: this is the same program's. */
async function publish(client: pg.Client): Promise<string> {
  await client.query(
    `INSERT INTO stagedoor.program (id, epoch, version, main, main_list, seed) VALUES ($1, $2, $3, $4, -1, $5)
     ON CONFLICT DO NOTHING`,
    [data.program, data.epoch, data.version, data.device, keep.seal(data.seed, aboutSeed(data.program))],
  );
  await readSeed(client);
  return (await programRow(client, data.program)).epoch;
}

async function readSeed(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ seed: Buffer }>('SELECT seed FROM stagedoor.program WHERE id = $1', [
    data.program,
  ]);
  const [row] = rows;
  if (!row) throw new Refusal('hub.noProgram');
  return keep.open(row.seed, aboutSeed(data.program));
}

async function once(): Promise<void> {
  try {
    await withClient(async (client) => {
      switch (data.task) {
        case 'publish':
          say({ kind: 'done', seed: '', epoch: await publish(client) });
          break;
        case 'join': {
          const { version, epoch } = await programRow(client, data.program);
          if (version !== data.version) throw new Refusal('hub.version');
          say({ kind: 'done', seed: await readSeed(client), epoch });
          break;
        }
        default:
          // What belongs to it goes with it, by the rights of the tables' owner.
          await client.query('DELETE FROM stagedoor.program WHERE id = $1', [data.program]);
          say({ kind: 'done', seed: '', epoch: '' });
      }
    });
  } catch (error) {
    trouble(error);
  }
}

function trouble(error: unknown): Refusal {
  const refusal = troubleOf(error);
  say({ kind: 'trouble', reason: refusal.reason, params: refusal.params });
  return refusal;
}

/** One connection, from its beginning to its end: exchanges, and waits until something may be new. */
async function meet(client: pg.Client, lost: Promise<void>, met: () => void): Promise<void> {
  let dirty = false;
  let turn = () => {};
  const note = () => {
    dirty = true;
    turn();
  };
  const over = lost.then(() => 'over' as const);
  /** Waits until something may be new, or it is to stop, or so long (ms). */
  const news = async (within: number) => {
    let timer: NodeJS.Timeout | undefined;
    const next = await Promise.race([
      over,
      new Promise<'again'>((resolve) => {
        turn = () => resolve('again');
        timer = setTimeout(turn, dirty || stopped ? 0 : within);
      }),
    ]);
    clearTimeout(timer);
    dirty = false;
    if (next === 'over') throw new Refusal('hub.unreachable');
  };
  wake = note;
  client.on('notification', ({ payload }) => {
    if (payload !== data.device) note();
  });
  await client.query(`LISTEN ${channelOf(data.program)}`);
  const meeting = {
    client,
    data,
    ask,
    sealer: keep,
    clock: hubClock(client),
    last: { host: '', offsets: '[]' },
    news,
    again: note,
    gathered,
  };
  stop = () => turn();
  while (!stopped) {
    say({ kind: 'together', ...(await exchange(meeting)) });
    met();
    await news(data.poll);
  }
}

async function keepTied(): Promise<void> {
  let pause = firstPause;
  while (!stopped) {
    let away = true;
    try {
      await withClient((client, lost) =>
        meet(client, lost, () => {
          pause = firstPause;
        }),
      );
    } catch (error) {
      away = trouble(error).reason === 'hub.unreachable';
    }
    // Whatever happens at the doors meanwhile: the hub is not asked more often for it.
    wake = () => {};
    if (stopped) return;
    const wait = away ? pause : Math.min(pauseInTrouble, data.poll);
    pause = Math.min(longestPause, pause * 2);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, wait * (0.75 + Math.random() / 2));
      stop = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

await (data.task === 'keep' ? keepTied() : once());
port.close();
