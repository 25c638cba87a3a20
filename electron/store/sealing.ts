// The container of a program that lies sealed on a disk. Imports nothing of ours: the thread that makes backups runs it too.
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  scrypt,
} from 'node:crypto';
import {
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';

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
const magic = Buffer.from(sealMagic, 'latin1');
const chunkSize = 1 << 20;
const tagSize = 16;
const longestHeader = 4096;

/** 128 MiB and about half a second a guess (RFC 7914: memory is 128 · n · r bytes). */
const cost = { n: 2 ** 17, r: 8, p: 1 } as const;

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

/** The key that scrypt made of a passphrase, with what it was made with. Kept in memory alone while a program is open. */
export interface SealKey {
  readonly scrypt: SealHeader['scrypt'];
  readonly key: Uint8Array;
}

/** 'newer': a version that this app does not know; 'damaged': not what was written; 'passphrase': not the one. */
export class SealError extends Error {
  readonly why: 'newer' | 'damaged' | 'passphrase';

  constructor(why: SealError['why']) {
    super(`a sealed file can't be opened: ${why}`);
    this.why = why;
  }
}

function stretch(passphrase: string, settings: SealHeader['scrypt']): Promise<Buffer> {
  const { n, r, p, salt } = settings;
  const options = { N: n, r, p, maxmem: 160 * n * r };
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), Buffer.from(salt, 'base64'), 32, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

const checkOf = (key: Uint8Array) =>
  createHmac('sha256', key).update('stagedoor passphrase').digest().subarray(0, 16).toString('base64');

/** A key of a passphrase that is new. `n`: scrypt's N, a power of two: how hard a guess is. */
export async function newSealKey(passphrase: string, n: number = cost.n): Promise<SealKey> {
  const settings = { ...cost, n, salt: randomBytes(16).toString('base64') };
  return { scrypt: settings, key: await stretch(passphrase, settings) };
}

/** The key of a sealed file by its passphrase; a SealError where it is not the one. */
export async function openSealKey(header: SealHeader, passphrase: string): Promise<SealKey> {
  const key = await stretch(passphrase, header.scrypt);
  if (checkOf(key) !== header.check) throw new SealError('passphrase');
  return { scrypt: header.scrypt, key };
}

/** Whether the passphrase's key opens that file. */
export function opens({ key }: SealKey, header: SealHeader): boolean {
  return checkOf(key) === header.check;
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

interface Start {
  readonly header: SealHeader;
  /** Everything before the chunks. */
  readonly bytes: Buffer;
}

function readStart(fd: number): Start | undefined {
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

function readFully(fd: number, into: Buffer, position: number): number {
  let done = 0;
  while (done < into.length) {
    const read = readSync(fd, into, done, into.length - done, position + done);
    if (read === 0) break;
    done += read;
  }
  return done;
}

function writeFully(fd: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done, bytes.length - done);
}

function fileKey({ key }: SealKey, { header, bytes }: Start): Uint8Array {
  const info = createHash('sha256').update(bytes).digest();
  return new Uint8Array(hkdfSync('sha256', key, Buffer.from(header.nonce, 'base64'), info, 32));
}

function nonceOf(chunk: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(chunk, 5, 6);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

/** The ending of a file that is being sealed; its name begins with a dot. */
export const unsealed = '.sealing';
const unfinished = (file: string) => path.join(path.dirname(file), `.${path.basename(file)}${unsealed}`);

/**
 * Seals `source` into `target`, some at a time: into another file first, which is read back and compared, synced, and only then
 * takes the name. Whatever happens on the way, what was at `target` is whole, and `source` is as it was.
 */
export function sealFile(source: string, target: string, key: SealKey, id: string): void {
  const making = unfinished(target);
  try {
    write(source, making, key, id);
    compare(source, making, key);
    renameSync(making, target);
    syncFolder(path.dirname(target));
  } catch (error) {
    rmSync(making, { force: true });
    throw error;
  }
}

function write(source: string, making: string, key: SealKey, id: string): void {
  const header: SealHeader = {
    version: 1,
    id,
    scrypt: key.scrypt,
    nonce: randomBytes(32).toString('base64'),
    chunk: chunkSize,
    check: checkOf(key.key),
  };
  const text = Buffer.from(JSON.stringify(header), 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const start: Start = { header, bytes: Buffer.concat([magic, length, text]) };
  const secret = fileKey(key, start);
  const from = openSync(source, 'r');
  const to = openSync(making, 'w', 0o600);
  try {
    const { size } = fstatSync(from);
    writeFully(to, start.bytes);
    const buffer = Buffer.alloc(chunkSize);
    for (let chunk = 0, at = 0; ; chunk++) {
      const read = readFully(from, buffer, at);
      at += read;
      const last = at >= size;
      if (read < chunkSize && !last) throw new Error('the file became shorter while it was sealed');
      const cipher = createCipheriv('aes-256-gcm', secret, nonceOf(chunk, last));
      writeFully(to, cipher.update(buffer.subarray(0, read)));
      cipher.final();
      writeFully(to, cipher.getAuthTag());
      if (last) break;
    }
    fsyncSync(to);
  } finally {
    closeSync(from);
    closeSync(to);
  }
}

/** Every chunk of a sealed file, opened. A SealError where one is not what was written. */
function* chunksOf(sealed: string, key: SealKey): Generator<Buffer> {
  const fd = openSync(sealed, 'r');
  try {
    const start = readStart(fd);
    if (!start || !opens(key, start.header)) throw new SealError(start ? 'passphrase' : 'damaged');
    const secret = fileKey(key, start);
    const { size } = fstatSync(fd);
    const buffer = Buffer.alloc(start.header.chunk + tagSize);
    for (let chunk = 0, at = start.bytes.length; ; chunk++) {
      const read = readFully(fd, buffer, at);
      at += read;
      if (read < tagSize) throw new SealError('damaged');
      const last = at >= size;
      const decipher = createDecipheriv('aes-256-gcm', secret, nonceOf(chunk, last), {
        authTagLength: tagSize,
      });
      decipher.setAuthTag(buffer.subarray(read - tagSize, read));
      yield openChunk(decipher, buffer.subarray(0, read - tagSize));
      if (last) return;
    }
  } finally {
    closeSync(fd);
  }
}

function openChunk(decipher: ReturnType<typeof createDecipheriv>, bytes: Buffer): Buffer {
  try {
    return Buffer.concat([decipher.update(bytes), decipher.final()]);
  } catch {
    throw new SealError('damaged');
  }
}

function compare(source: string, sealed: string, key: SealKey): void {
  const fd = openSync(source, 'r');
  try {
    let at = 0;
    for (const chunk of chunksOf(sealed, key)) {
      const there = Buffer.alloc(chunk.length);
      readFully(fd, there, at);
      if (!there.equals(chunk)) throw new Error('what was sealed is not what was read');
      at += chunk.length;
    }
    if (at !== fstatSync(fd).size) throw new Error('not everything was sealed');
  } finally {
    closeSync(fd);
  }
}

/**
 * Opens a sealed file into `target`, which only its owner may read, and syncs it; it has its name when it is whole, not before. A
 * SealError where the key is not the one or the file is not what was written; nothing is left there then.
 */
export function unsealFile(sealed: string, target: string, key: SealKey): void {
  const making = `${target}.opening`;
  const to = openSync(making, 'w', 0o600);
  try {
    for (const chunk of chunksOf(sealed, key)) writeFully(to, chunk);
    fsyncSync(to);
    renameSync(making, target);
    syncFolder(path.dirname(target));
  } catch (error) {
    rmSync(making, { force: true });
    throw error;
  } finally {
    closeSync(to);
  }
}

/** A rename is on the disk when its folder is; where a system knows no such sync, it does that by itself. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32' || !statSync(folder).isDirectory()) return;
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } catch {
    // A disk that can't sync a folder (some sticks and network drives) still has the file itself.
  } finally {
    closeSync(fd);
  }
}
