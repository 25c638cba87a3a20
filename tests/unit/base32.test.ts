import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase32, toBase32 } from '../../shared/domain/base32';

test('the published vectors of RFC 4648, without padding', () => {
  const text = new TextEncoder();
  expect(toBase32(text.encode('f'))).toBe('MY');
  expect(toBase32(text.encode('foob'))).toBe('MZXW6YQ');
  expect(toBase32(text.encode('foobar'))).toBe('MZXW6YTBOI');
});

test('any bytes come back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(fromBase32(toBase32(bytes))).toEqual(bytes);
    }),
  );
});

test('a character outside the alphabet, or left-over bits, is no base32', () => {
  expect(fromBase32('MZXW1')).toBeUndefined();
  expect(fromBase32('MZ')).toBeUndefined();
  expect(fromBase32('M')).toBeUndefined();
});
