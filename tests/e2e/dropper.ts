import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/**
 * A network between two machines that can be cut: a proxy on loopback, one a station. 'broken': connections end and nobody
 * answers, as with a pulled cable that the system notices; 'silent': nothing gets through and nobody says so, as where a
 * Wi-Fi goes away, and what was under way goes on when it is back.
 */
export interface Dropper {
  readonly port: number;
  readonly cut: (how: 'broken' | 'silent') => void;
  readonly mend: () => void;
  readonly close: () => Promise<void>;
}

const loopback = '127.0.0.1';

export async function openDropper(to: number): Promise<Dropper> {
  let state: 'whole' | 'broken' | 'silent' = 'whole';
  const pairs = new Set<readonly [Socket, Socket]>();
  const server = createServer({ pauseOnConnect: true, allowHalfOpen: true }, (near) => {
    if (state === 'broken') {
      near.resetAndDestroy();
      return;
    }
    const far = connect({ port: to, host: loopback, allowHalfOpen: true });
    const pair = [near, far] as const;
    pairs.add(pair);
    const both: readonly (readonly [Socket, Socket])[] = [pair, [far, near]];
    for (const [one, other] of both) {
      one.setNoDelay(true);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        pairs.delete(pair);
        other.destroy();
      });
      one.on('end', () => other.end());
      one.on('data', (bytes: Buffer) => {
        if (!other.write(bytes)) one.pause();
      });
      other.on('drain', () => {
        if (state === 'whole') one.resume();
      });
    }
    if (state === 'silent') far.pause();
    else near.resume();
  });
  server.listen(0, loopback);
  await once(server, 'listening');
  const place = server.address();
  if (typeof place !== 'object' || place === null) throw new Error('no port');
  const each = (work: (socket: Socket) => void) => {
    for (const sockets of [...pairs]) for (const socket of sockets) work(socket);
  };
  return {
    port: place.port,
    cut(how) {
      state = how;
      each((socket) => (how === 'broken' ? socket.resetAndDestroy() : socket.pause()));
    },
    mend() {
      state = 'whole';
      each((socket) => socket.resume());
    },
    async close() {
      each((socket) => socket.destroy());
      server.close();
      await once(server, 'close');
    },
  };
}
