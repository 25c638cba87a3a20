// A lane of `station.verdict`, in a thread of its own: a station is another machine, and the host's own lane a page's process.
// What a lane itself does for a scan is in its figure, what the others do at the time is not the host's.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { uuidv7 } from 'uuidv7';
import type { Client } from '../../electron/network/dial';

export interface LaneData {
  readonly eventId: string;
  readonly line:
    | {
        readonly kind: 'station';
        /** electron/network/dial.ts, put together. */
        readonly dial: string;
        readonly place: { readonly address: string; readonly port: number; readonly fingerprint: string };
        readonly token: string;
      }
    /** The host's own lane: the port that a page hands over. */
    | { readonly kind: 'own'; readonly port: MessagePort };
}

const { eventId, line } = workerData as LaneData;

async function connect(): Promise<Client> {
  if (line.kind === 'own') {
    line.port.start();
    return createORPCClient(new RPCLink({ port: line.port }));
  }
  const { clientOver, openSocket } = (await import(
    line.dial
  )) as typeof import('../../electron/network/dial');
  return clientOver(await openSocket(line.place, line.token));
}

const client = await connect();
/** A code to scan is answered with how long its verdict took, ms. */
parentPort?.on('message', async (code: string) => {
  const by = { by: 'code', code } as const;
  const from = performance.now();
  await client.checkin.scan({ id: uuidv7(), eventId, door: 'A', source: 'camera', by });
  parentPort?.postMessage(performance.now() - from);
});
parentPort?.postMessage('ready');
