import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';
import { Refusal } from '../../shared/domain/refusal';

const stretch = promisify<string, Uint8Array, number, object, Buffer>(scrypt);

/** 128 MiB and about half a second a guess (RFC 7914: memory is 128 · n · r bytes). */
const cost = { n: 2 ** 17, r: 8, p: 1 } as const;
const keyLength = 32;
const base64 = z.base64();

/** A secret that only its passphrase opens: AES-256-GCM under a key that scrypt makes of the passphrase. */
export const Sealed = z.object({
  version: z.literal(1),
  scrypt: z.object({
    // Bounds, so that a stranger's file can't ask for all the memory there is.
    n: z
      .int()
      .min(2 ** 14)
      .max(2 ** 20),
    r: z.int().min(1).max(16),
    p: z.int().min(1).max(4),
    salt: base64,
  }),
  iv: base64,
  data: base64,
  tag: base64,
});
export type Sealed = z.infer<typeof Sealed>;

function keyOf(passphrase: string, { n, r, p, salt }: Sealed['scrypt']): Promise<Buffer> {
  const bytes = Buffer.from(salt, 'base64');
  return stretch(passphrase.normalize('NFC'), bytes, keyLength, { N: n, r, p, maxmem: 160 * n * r });
}

export async function seal(secret: Uint8Array, passphrase: string): Promise<Sealed> {
  const settings = { ...cost, salt: randomBytes(16).toString('base64') };
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await keyOf(passphrase, settings), iv);
  const data = Buffer.concat([cipher.update(secret), cipher.final()]);
  return {
    version: 1,
    scrypt: settings,
    iv: iv.toString('base64'),
    data: data.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
  };
}

/** A Refusal where the passphrase is not the one, or the seal was changed: one can't be told from the other. */
export async function unseal(sealed: Sealed, passphrase: string): Promise<Uint8Array> {
  const key = await keyOf(passphrase, sealed.scrypt);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.iv, 'base64'), {
      authTagLength: 16,
    });
    decipher.setAuthTag(Buffer.from(sealed.tag, 'base64'));
    return Buffer.concat([decipher.update(Buffer.from(sealed.data, 'base64')), decipher.final()]);
  } catch {
    throw new Refusal('key.wrongPassphrase');
  }
}
