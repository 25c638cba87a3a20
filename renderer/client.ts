import { createORPCClient, DynamicLink } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { contract } from '../shared/contract';

/** How this page reaches the main process: 'app': from inside; the others: a browser, over the network. */
export type Connection = 'app' | 'connecting' | 'open' | 'lost' | 'unknown';

let connection: Connection = window.location.protocol === 'https:' ? 'connecting' : 'app';
/** How often the host was found again. */
let era = 0;
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
  era: (): number => era,
};

/** This page is a browser's on another machine. */
export const isStation = connection !== 'app';

function portLink() {
  const { port1, port2 } = new MessageChannel();
  window.postMessage('connect', '*', [port2]);
  port1.start();
  return new PortLink({ port: port1 });
}

const pause = 1500;
/** How often a station's page looks whether its host is there, and how long it waits for it (ms). */
const look = 2000;
const patience = 5000;
const openSocket = () => new WebSocket(`wss://${window.location.host}/rpc`);

/**
 * Where it is lost, or could not be opened (the host is away, or does not know this browser yet), the page tries again and
 * again, and goes on when the host answers. It loads nothing anew: a network that goes again just then would leave the
 * browser's own page of an error, from which nobody but a person comes back.
 */
function socketLink() {
  let link = follow(openSocket());
  return new DynamicLink(() => link);

  function follow(socket: WebSocket) {
    let heardAt = performance.now();
    let gone = false;
    let opened = false;
    const lose = () => {
      if (gone) return;
      gone = true;
      become(opened || era > 0 ? 'lost' : 'unknown');
      // Where a code is being given the page goes on by itself.
      if (opened || !window.location.hash.startsWith('#/pair/')) comeBack();
    };
    const open = () => {
      opened = true;
      become('open');
      watch();
    };
    socket.addEventListener('open', open);
    socket.addEventListener('message', () => {
      heardAt = performance.now();
    });
    socket.addEventListener('close', lose);
    // Once whoever is told of it is given this one's link.
    if (socket.readyState === WebSocket.OPEN) queueMicrotask(open);
    return new SocketLink({ websocket: socket });

    /** A network that went away says nothing: the host is asked for the time, and is lost where it stays silent. */
    function watch(): void {
      heardAt = performance.now();
      const timer = setInterval(() => {
        if (gone) clearInterval(timer);
        else if (performance.now() - heardAt < patience) client.program.time().catch(() => {});
        else {
          lose();
          socket.close();
        }
      }, look);
    }
  }

  function comeBack(): void {
    setTimeout(() => {
      const next = openSocket();
      const tooLong = setTimeout(() => next.close(), patience);
      next.addEventListener(
        'open',
        () => {
          clearTimeout(tooLong);
          next.removeEventListener('close', comeBack);
          era++;
          link = follow(next);
        },
        { once: true },
      );
      next.addEventListener('close', () => clearTimeout(tooLong));
      next.addEventListener('close', comeBack);
    }, pause);
  }
}

/** Calls the main process. The only file that knows how a call gets there. */
export const client: ContractRouterClient<typeof contract> = createORPCClient(
  isStation ? socketLink() : portLink(),
);

/** The same procedures as TanStack Query options and keys. */
export const orpc = createTanstackQueryUtils(client);
