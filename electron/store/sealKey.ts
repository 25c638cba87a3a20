// The key of a sealed file. Imports nothing of ours but its own kind: the thread that makes backups runs it too.
import { createHash, createHmac, hkdfSync, randomBytes, scrypt } from 'node:crypto';
import { SealError, type SealHeader, type SealStart } from './sealHeader.ts';

/** 128 MiB and about half a second a guess (RFC 7914: memory is 128 · n · r bytes). */
const cost = { n: 2 ** 17, r: 8, p: 1 } as const;

/** The key that scrypt made of a passphrase, with what it was made with. Kept in memory alone while a program is open. */
export interface SealKey {
  readonly scrypt: SealHeader['scrypt'];
  readonly key: Uint8Array;
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

/** What the header says of a key, by which a wrong one is told. */
export const checkOf = (key: Uint8Array) =>
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

/** The key of one file: another one each time that it is sealed. */
export function fileKey({ key }: SealKey, { header, bytes }: SealStart): Uint8Array {
  const info = createHash('sha256').update(bytes).digest();
  return new Uint8Array(hkdfSync('sha256', key, Buffer.from(header.nonce, 'base64'), info, 32));
}
