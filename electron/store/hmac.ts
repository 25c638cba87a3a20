import { hash } from 'node:crypto';

/** SHA-256's own: bytes in a block, and in a digest. */
const block = 64;
const digest = 32;

/**
 * HMAC-SHA-256 (RFC 2104) of ASCII text under one key, for where it is asked for at each scan: two digests in one go each, of
 * buffers that are kept. Node's own makes and sets up a new object a time, ten times the work when it was not just done; a digest
 * that comes as a buffer has memory of its own, which costs more than to read it off a text of a character a byte. A key of a block
 * at most.
 */
export function hmacOfText(key: Uint8Array): (text: string) => Uint8Array {
  if (key.length > block) throw new Error('a key longer than a block');
  const outer = Buffer.alloc(block + digest).fill(0x5c, 0, block);
  let inner = Buffer.alloc(2 * block).fill(0x36, 0, block);
  for (const [i, byte] of key.entries()) {
    outer[i] = byte ^ 0x5c;
    inner[i] = byte ^ 0x36;
  }
  return (text) => {
    if (block + text.length > inner.length) {
      inner = Buffer.concat([inner.subarray(0, block)], block + text.length);
    }
    const end = block + inner.write(text, block, 'latin1');
    outer.write(hash('sha256', inner.subarray(0, end), 'binary'), block, 'binary');
    return Buffer.from(hash('sha256', outer, 'binary'), 'binary');
  };
}
