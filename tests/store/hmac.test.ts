import { createHmac, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { hmacOfText } from '../../electron/store/hmac';

test('a badge is signed as anybody else would sign it: HMAC-SHA-256, whatever the length of key and text', () => {
  for (let length = 0; length <= 64; length++) {
    const key = randomBytes(length);
    const mac = hmacOfText(key);
    for (const text of ['', 'ABCD-ABCDEFGHIJ', 'A'.repeat(3 * length), 'A'.repeat(500), 'short again']) {
      expect(Buffer.from(mac(text)).toString('hex')).toBe(
        createHmac('sha256', key).update(text, 'ascii').digest('hex'),
      );
    }
  }
});

test('what was given once does not change when something else is signed', () => {
  const mac = hmacOfText(randomBytes(32));
  const first = mac('ABCD-ABCDEFGHIJ');
  const before = [...first];
  mac('ABCD-JIHGFEDCBA');
  expect([...first]).toEqual(before);
});

test('a key longer than a block is turned away: it would be signed with otherwise than elsewhere', () => {
  expect(() => hmacOfText(new Uint8Array(65))).toThrow();
});
