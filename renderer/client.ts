import { createORPCClient } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { contract } from '../shared/contract';

/** How this page reaches the main process: 'app': from inside; the others: a browser, over the network. */
export type Connection = 'app' | 'connecting' | 'open' | 'lost' | 'unknown';

let connection: Connection = window.location.protocol === 'https:' ? 'connecting' : 'app';
const listeners = new Set<() => void>();

function become(next: Connection): void {
  connection = next;
  for (const listener of listeners) listener();
}

/** For useSyncExternalStore. */
export const connectionStore = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  now: (): Connection => connection,
};

/** This page is a browser's on another machine. */
export const isStation = connection !== 'app';

function portLink() {
  const { port1, port2 } = new MessageChannel();
  window.postMessage('connect', '*', [port2]);
  port1.start();
  return new PortLink({ port: port1 });
}

const pause = 2000;
const openSocket = () => new WebSocket(`wss://${window.location.host}/rpc`);

/** Once it was open and is lost, the page tries again and again, and begins anew when the host answers. */
function socketLink() {
  const socket = openSocket();
  let opened = false;
  socket.addEventListener('open', () => {
    opened = true;
    become('open');
  });
  socket.addEventListener('close', () => {
    become(opened ? 'lost' : 'unknown');
    if (opened) comeBack();
  });
  return new SocketLink({ websocket: socket });
}

function comeBack(): void {
  setTimeout(() => {
    const next = openSocket();
    next.addEventListener('open', () => window.location.reload());
    next.addEventListener('close', comeBack);
  }, pause);
}

/** Calls the main process. The only file that knows how a call gets there. */
export const client: ContractRouterClient<typeof contract> = createORPCClient(
  isStation ? socketLink() : portLink(),
);

/** The same procedures as TanStack Query options and keys. */
export const orpc = createTanstackQueryUtils(client);
