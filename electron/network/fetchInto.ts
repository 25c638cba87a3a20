import type { FetchFrom } from './journalWords.ts';
import { dial, patience } from './pinned.ts';

/** Longer than the head of any answer of a host. */
const longestHead = 8192;
const atOnce = 64 << 10;

/**
 * Fetches what a host has under a path, from `at` on, into `bytes`, over a connection of its own to the host that is known by its
 * certificate. Gives how far it came: cut off or refused, it can be gone on with from there. What comes is read into one buffer:
 * as a stream, a part after the other, it takes several times as long.
 */
export async function fetchInto(bytes: SharedArrayBuffer, at: number, from: FetchFrom): Promise<number> {
  const there = new Uint8Array(bytes);
  let reached = at;
  /** Of the answer, as long as not all of it is there. */
  let head: string | undefined = '';
  /** False: no more is wanted. */
  const take = (part: Buffer): boolean => {
    let body = part;
    if (head !== undefined) {
      const before = head.length;
      head += part.toString('latin1');
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return head.length <= longestHead;
      if (!/^HTTP\/1\.1 200 /.test(head)) return false;
      body = part.subarray(end + 4 - before);
      head = undefined;
    }
    if (reached + body.length > there.length) return false;
    there.set(body, reached);
    reached += body.length;
    return reached < there.length;
  };
  let done = () => {};
  const over = new Promise<void>((resolve) => {
    done = resolve;
  });
  try {
    const socket = await dial(from, {
      buffer: Buffer.allocUnsafe(atOnce),
      callback(length, buffer) {
        const goesOn = take(Buffer.from(buffer.buffer, buffer.byteOffset, length));
        if (!goesOn) done();
        return goesOn;
      },
    });
    // Silence, not length: slow networks are slow.
    socket.setTimeout(patience, done);
    socket.once('error', done);
    socket.once('close', done);
    const host = from.address.includes(':') ? `[${from.address}]` : from.address;
    socket.write(
      [
        `GET ${from.path}?from=${at} HTTP/1.1`,
        `Host: ${host}:${from.port}`,
        `Authorization: Bearer ${from.token}`,
        'Connection: close',
        '\r\n',
      ].join('\r\n'),
    );
    await over;
    socket.destroy();
  } catch {
    // Nobody answers there, or somebody else: it is tried again with the next connection.
  }
  return reached;
}
