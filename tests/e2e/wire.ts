import { once } from 'node:events';
import net from 'node:net';

/** 'broken': what was open ends, and nothing new opens. 'silent': nothing passes any more, and nobody is told. */
export type Cut = 'broken' | 'silent';

/** The way of one machine to its host: through this process, on this machine's own address, where it can be cut. */
export interface Wire {
  /** Where the machine finds its host. */
  readonly port: number;
  /** What comes in from now on goes to that port. */
  readonly leadTo: (port: number) => void;
  readonly cut: (how: Cut) => void;
  /** What was held up while nothing passed goes on its way. */
  readonly mend: () => void;
  /** Since when it is whole (ms of the machine's clock); null: it is cut. */
  readonly wholeSince: () => number | null;
  readonly close: () => Promise<void>;
}

const loopback = '127.0.0.1';

/** A wire that is whole, to that port. */
export async function layWire(to: number): Promise<Wire> {
  let target = to;
  let state: 'whole' | Cut = 'whole';
  let since = Date.now();
  const sockets = new Set<net.Socket>();
  /** Came in while nothing passed. */
  const waiting = new Set<net.Socket>();

  const keep = (socket: net.Socket) => {
    sockets.add(socket);
    // Its other end is told by the close that follows.
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      sockets.delete(socket);
      waiting.delete(socket);
    });
  };
  const join = (near: net.Socket) => {
    const far = net.connect({ host: loopback, port: target, noDelay: true });
    keep(far);
    for (const [from, into] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (chunk: Buffer) => void into.write(chunk));
      from.once('end', () => into.end());
      from.once('close', () => into.destroySoon());
    }
    near.resume();
  };
  const server = net.createServer({ pauseOnConnect: true, noDelay: true }, (near) => {
    if (state === 'broken') {
      near.destroy();
      return;
    }
    keep(near);
    if (state === 'silent') waiting.add(near);
    else join(near);
  });
  server.listen(0, loopback);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the wire has no port');
  return {
    port: address.port,
    leadTo: (port) => {
      target = port;
    },
    cut(how) {
      state = how;
      for (const socket of sockets) {
        if (how === 'broken') socket.destroy();
        else socket.pause();
      }
    },
    mend() {
      state = 'whole';
      since = Date.now();
      for (const near of waiting) join(near);
      waiting.clear();
      for (const socket of sockets) socket.resume();
    },
    wholeSince: () => (state === 'whole' ? since : null),
    async close() {
      for (const socket of sockets) socket.destroy();
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}
