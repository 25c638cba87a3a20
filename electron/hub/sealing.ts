import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { Refusal } from '../../shared/domain/refusal.ts';

/** What goes into the hub, and what comes out. */
export interface Sealer {
  /** `about`: where it lies there; opened anywhere else it does not open. */
  seal(text: string, about: string): Buffer;
  /** A Refusal where the key is another one, or what lies there was changed or moved. */
  open(bytes: Uint8Array, about: string): string;
}

const ivLength = 12;
const tagLength = 16;
const longest = 64 << 20;

/** Seals by a program's hub key (hex): AES-256-GCM under a key by HKDF-SHA-256. Layout: iv, tag, deflated text. */
export function sealer(key: string, program: string): Sealer {
  const secret = Buffer.from(hkdfSync('sha256', Buffer.from(key, 'hex'), program, 'stagedoor hub', 32));
  return {
    seal(text, about) {
      const iv = randomBytes(ivLength);
      const cipher = createCipheriv('aes-256-gcm', secret, iv);
      cipher.setAAD(Buffer.from(about, 'utf8'));
      const data = cipher.update(deflateRawSync(Buffer.from(text, 'utf8'), { level: 1 }));
      return Buffer.concat(
        [iv, Buffer.alloc(tagLength), data, cipher.final()],
        ivLength + tagLength + data.length,
      ).fill(cipher.getAuthTag(), ivLength, ivLength + tagLength);
    },
    open(bytes, about) {
      try {
        const decipher = createDecipheriv('aes-256-gcm', secret, bytes.subarray(0, ivLength), {
          authTagLength: tagLength,
        });
        decipher.setAAD(Buffer.from(about, 'utf8'));
        decipher.setAuthTag(bytes.subarray(ivLength, ivLength + tagLength));
        const data = decipher.update(bytes.subarray(ivLength + tagLength));
        decipher.final();
        return inflateRawSync(data, { maxOutputLength: longest }).toString('utf8');
      } catch {
        throw new Refusal('hub.sealed');
      }
    },
  };
}
