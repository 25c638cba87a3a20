// Seals and opens the files of programs. Imports nothing of ours but its own kind: the thread that makes backups runs it too.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { magic, readFully, readStart, SealError, type SealHeader, type SealStart } from './sealHeader.ts';
import { checkOf, fileKey, opens, type SealKey } from './sealKey.ts';

const chunkSize = 1 << 20;
const tagSize = 16;

function writeFully(fd: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done, bytes.length - done);
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
  const start: SealStart = { header, bytes: Buffer.concat([magic, length, text]) };
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
