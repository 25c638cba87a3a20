// The stations' side of `station.verdict`, in a thread of its own: stations are other machines, whose work is not the host's.
import { parentPort, workerData } from 'node:worker_threads';
import { uuidv7 } from 'uuidv7';

export interface LanesData {
  /** electron/network/dial.ts, put together. */
  readonly dial: string;
  readonly place: { readonly address: string; readonly port: number; readonly fingerprint: string };
  readonly tokens: readonly string[];
  readonly eventId: string;
}

/** A round: the code that each lane scans, all at once. Answered with how long each waited, ms. */
export type Round = readonly string[];

const { dial, place, tokens, eventId } = workerData as LanesData;
const { clientOver, openSocket } = (await import(dial)) as typeof import('../../electron/network/dial');
const sockets = await Promise.all(tokens.map((token) => openSocket(place, token)));
const clients = sockets.map((socket) => clientOver(socket));

async function scan(client: (typeof clients)[number], code: string): Promise<number> {
  const by = { by: 'code', code } as const;
  const from = performance.now();
  await client.checkin.scan({ id: uuidv7(), eventId, door: 'A', source: 'camera', by });
  return performance.now() - from;
}

parentPort?.on('message', async (codes: Round | 'end') => {
  if (codes === 'end') {
    for (const socket of sockets) socket.terminate();
    parentPort?.close();
    return;
  }
  parentPort?.postMessage(await Promise.all(clients.map((client, i) => scan(client, codes[i] ?? ''))));
});
parentPort?.postMessage('ready');
