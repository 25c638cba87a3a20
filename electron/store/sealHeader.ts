// What a sealed file begins with. Imports nothing of ours but its own kind: the thread that makes backups runs it too.
import { closeSync, openSync, readSync } from 'node:fs';

/*
 * The file, byte for byte:
 *
 *   8    "STDGSEAL"
 *   4    length of the header, big endian
 *   …    the header: JSON, see SealHeader
 *   …    chunks: each of `chunk` bytes of the program (the last one of as many as are left, 0 … chunk) and 16 bytes of tag
 *
 * Each chunk is AES-256-GCM under the file's key; its nonce is its number (11 bytes, big endian) and whether it is the last
 * (1 byte), so that none can be left out, doubled, moved or cut off. The file's key is HKDF-SHA-256 of the passphrase's key (scrypt)
 * with the header's nonce, which is fresh each time, as salt and the SHA-256 of everything before the chunks as info: a header
 * that was changed opens nothing.
 */
/** How every sealed file begins. */
export const sealMagic = 'STDGSEAL';
/** The same as bytes. */
export const magic = Buffer.from(sealMagic, 'latin1');
const longestHeader = 4096;

export interface SealHeader {
  readonly version: 1;
  /** Names the program's folder on the machine on which it is open, or was when that lost its power. */
  readonly id: string;
  readonly scrypt: { readonly n: number; readonly r: number; readonly p: number; readonly salt: string };
  readonly nonce: string;
  readonly chunk: number;
  /** Tells a wrong passphrase from a damaged file: the start of an HMAC under the passphrase's key. */
  readonly check: string;
}

/** 'newer': a version that this app does not know; 'damaged': not what was written; 'passphrase': not the one. */
export class SealError extends Error {
  readonly why: 'newer' | 'damaged' | 'passphrase';

  constructor(why: SealError['why']) {
    super(`a sealed file can't be opened: ${why}`);
    this.why = why;
  }
}

/** The header of a sealed file; undefined where the file is none. A SealError where it can't be one of ours. */
export function readSealHeader(file: string): SealHeader | undefined {
  const fd = openSync(file, 'r');
  try {
    return readStart(fd)?.header;
  } finally {
    closeSync(fd);
  }
}

/** The start of a sealed file. */
export interface SealStart {
  readonly header: SealHeader;
  /** Everything before the chunks. */
  readonly bytes: Buffer;
}

/** The start of an open file; undefined where it is no sealed one. A SealError where it can’t be one of ours. */
export function readStart(fd: number): SealStart | undefined {
  const front = Buffer.alloc(magic.length + 4);
  if (readFully(fd, front, 0) < front.length || !front.subarray(0, magic.length).equals(magic))
    return undefined;
  const length = front.readUInt32BE(magic.length);
  if (length === 0 || length > longestHeader) throw new SealError('damaged');
  const text = Buffer.alloc(length);
  if (readFully(fd, text, front.length) < length) throw new SealError('damaged');
  return { header: parseHeader(text.toString('utf8')), bytes: Buffer.concat([front, text]) };
}

function parseHeader(text: string): SealHeader {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    throw new SealError('damaged');
  }
  if (!isRecord(found)) throw new SealError('damaged');
  if (typeof found.version === 'number' && found.version > 1) throw new SealError('newer');
  const { version, id, scrypt: stretched, nonce, chunk, check } = found;
  if (version !== 1 || !isRecord(stretched)) throw new SealError('damaged');
  const { n, r, p, salt } = stretched;
  // Bounds, so that a stranger's file can't ask for all the memory there is.
  const costs = isWithin(n, 2 ** 14, 2 ** 20) && isWithin(r, 1, 16) && isWithin(p, 1, 4);
  if (!costs || !isWithin(chunk, 1024, 1 << 24) || !(typeof id === 'string' && /^[\da-f-]{36}$/.test(id)))
    throw new SealError('damaged');
  if (typeof salt !== 'string' || typeof nonce !== 'string' || typeof check !== 'string')
    throw new SealError('damaged');
  return { version, id, scrypt: { n, r, p, salt }, nonce, chunk, check };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const isWithin = (value: unknown, least: number, most: number): value is number =>
  Number.isInteger(value) && Number(value) >= least && Number(value) <= most;

/** Reads as much as there is and has room; gives how much. */
export function readFully(fd: number, into: Buffer, position: number): number {
  let done = 0;
  while (done < into.length) {
    const read = readSync(fd, into, done, into.length - done, position + done);
    if (read === 0) break;
    done += read;
  }
  return done;
}
