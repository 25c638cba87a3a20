import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase32, toBase32 } from '../../shared/domain/base32';
import {
  type CertificateFacts,
  fitsFacts,
  readSignedFacts,
  writeSignedFacts,
} from '../../shared/domain/signedFacts';

const pair = generateKeyPairSync('ed25519');
const signer = (bytes: Uint8Array) => sign(null, bytes, pair.privateKey);
const verifier = (bytes: Uint8Array, signature: Uint8Array) => verify(null, bytes, pair.publicKey, signature);

const facts: CertificateFacts = {
  program: '머신러닝 부트캠프 5기',
  name: '김민수',
  nameLatin: 'Minsu Kim',
  result: 'completed',
  serial: 'C5-0001',
  date: '2024-10-18',
  issuer: '머신러닝 부트캠프 5기 운영위원회',
};

const text = fc
  .string({ unit: 'grapheme', maxLength: 40 })
  .map((value) => value.normalize('NFC'))
  .filter(fitsFacts);

test('any facts come back, signed', () => {
  fc.assert(
    fc.property(text, text, text, text, (program, name, nameLatin, issuer) => {
      const written = { ...facts, program, name, nameLatin, issuer };
      expect(readSignedFacts(writeSignedFacts(written, signer), verifier)).toEqual({
        kind: 'genuine',
        facts: written,
      });
    }),
    { numRuns: 50 },
  );
});

test('one bit changed anywhere: not genuine', () => {
  const whole = fromBase32(writeSignedFacts(facts, signer)) ?? new Uint8Array();
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.nat(7), (at, bit) => {
      const changed = Uint8Array.from(whole);
      changed[at] = (changed[at] ?? 0) ^ (1 << bit);
      expect(readSignedFacts(toBase32(changed), verifier).kind).not.toBe('genuine');
    }),
  );
});

test('signed by another program: forged', () => {
  const other = generateKeyPairSync('ed25519');
  const code = writeSignedFacts(facts, (bytes) => sign(null, bytes, other.privateKey));
  expect(readSignedFacts(code, verifier)).toEqual({ kind: 'forged' });
});

test('a badge code, a web address or nothing is no certificate', () => {
  for (const read of ['', 'K7QD-ABCDEFGHIJ-ABCDEFGHIJKLM', 'https://example.com', 'AEAA']) {
    expect(readSignedFacts(read, verifier)).toEqual({ kind: 'unknown' });
  }
});

test('only characters of the QR alphanumeric mode', () => {
  expect(writeSignedFacts(facts, signer)).toMatch(/^[A-Z2-7]+$/);
});

/** Written from the table in signedFacts.ts alone, with none of its code. */
function verifyByTheBook(code: string, publicKey: Uint8Array): Record<string, string | number> | undefined {
  let bits = '';
  for (const char of code)
    bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(char).toString(2).padStart(5, '0');
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const signed = bytes.subarray(0, -64);
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') },
    format: 'jwk',
  });
  if (!verify(null, signed, key, bytes.subarray(-64))) return undefined;
  let at = 0;
  const one = () => signed.readUInt8(at++);
  const words = () => {
    const length = one();
    at += length;
    return signed.toString('utf8', at - length, at);
  };
  const version = one();
  const program = words();
  const name = words();
  const latin = words();
  const result = one();
  const serial = words();
  const date = signed.readUInt32BE(at);
  at += 4;
  const issuer = words();
  return at === signed.length ? { version, program, name, latin, result, serial, date, issuer } : undefined;
}

test('a verifier that knows only the documented format reads and checks it', () => {
  const publicKey = pair.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  expect(verifyByTheBook(writeSignedFacts(facts, signer), publicKey)).toEqual({
    version: 1,
    program: facts.program,
    name: facts.name,
    latin: facts.nameLatin,
    result: 1,
    serial: facts.serial,
    date: 20241018,
    issuer: facts.issuer,
  });
});

test('a text over 255 bytes is refused, not cut', () => {
  expect(fitsFacts('가'.repeat(85))).toBe(true);
  expect(fitsFacts('가'.repeat(86))).toBe(false);
  expect(() => writeSignedFacts({ ...facts, name: '가'.repeat(86) }, signer)).toThrow(RangeError);
});
