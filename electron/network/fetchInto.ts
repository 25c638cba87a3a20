import http from 'node:http';
import type { FetchFrom } from './journalWords.ts';
import { dial, patience } from './pinned.ts';

/**
 * Fetches what a host has under a path, from `at` on, into `bytes`, over a connection of its own to the host that is known by its
 * certificate. Gives how far it came: cut off or refused, it can be gone on with from there.
 */
export async function fetchInto(bytes: SharedArrayBuffer, at: number, from: FetchFrom): Promise<number> {
  const there = new Uint8Array(bytes);
  let reached = at;
  try {
    const socket = await dial(from);
    await new Promise<void>((resolve) => {
      const request = http.request({
        host: from.address,
        port: from.port,
        path: `${from.path}?from=${at}`,
        headers: { authorization: `Bearer ${from.token}` },
        createConnection: () => socket,
      });
      // Silence, not length: slow networks are slow.
      request.setTimeout(patience, () => request.destroy());
      request.once('error', () => resolve());
      request.once('close', () => resolve());
      request.once('response', (response) => {
        if (response.statusCode !== 200) {
          request.destroy();
          return;
        }
        response.on('data', (part: Buffer) => {
          if (reached + part.length > there.length) {
            request.destroy();
            return;
          }
          there.set(part, reached);
          reached += part.length;
        });
      });
      request.end();
    });
    socket.destroy();
  } catch {
    // Nobody answers there, or somebody else: it is tried again with the next connection.
  }
  return reached;
}
