import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase32, toBase32 } from '../../shared/domain/base32';
import {
  type CertificateFacts,
  type FactsSigner,
  fitsFacts,
  readSignedFacts,
  type TrustedKey,
  writeSignedFacts,
} from '../../shared/domain/signedFacts';

interface Pair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const pair = generateKeyPairSync('ed25519');
const rawKey = (of: Pair) => of.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
const keyIdOf = (of: Pair) => createHash('sha256').update(rawKey(of)).digest().subarray(0, 4);
const signerOf = (of: Pair): FactsSigner => ({
  keyId: keyIdOf(of),
  sign: (bytes) => sign(null, bytes, of.privateKey),
});
const signer = signerOf(pair);
const trusted: TrustedKey = {
  keyId: keyIdOf(pair),
  program: '머신러닝 부트캠프 5기',
  verify: (bytes, signature) => verify(null, bytes, pair.publicKey, signature),
};

const facts: CertificateFacts = {
  program: '머신러닝 부트캠프 5기',
  name: '김민수',
  nameLatin: 'Minsu Kim',
  result: 'completed',
  honours: '상위 5 %',
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
    fc.property(text, text, text, text, text, (program, name, nameLatin, honours, issuer) => {
      const written = { ...facts, program, name, nameLatin, honours, issuer };
      expect(readSignedFacts(writeSignedFacts(written, signer), trusted)).toEqual({
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
      expect(readSignedFacts(toBase32(changed), trusted).kind).not.toBe('genuine');
    }),
  );
});

test('signed by another program: foreign, whatever it says', () => {
  const code = writeSignedFacts(facts, signerOf(generateKeyPairSync('ed25519')));
  expect(readSignedFacts(code, trusted)).toEqual({ kind: 'foreign', facts });
});

test('a letter changed on a certificate of ours: altered, not foreign', () => {
  const whole = Buffer.from(fromBase32(writeSignedFacts(facts, signer)) ?? []);
  const changed = Buffer.from(whole.toString('latin1').replace('C5-0001', 'C5-0002'), 'latin1');
  expect(readSignedFacts(toBase32(changed), trusted)).toEqual({
    kind: 'altered',
    facts: { ...facts, serial: 'C5-0002' },
  });
});

/** A certificate as version 1 of the format had it: without the key and the honours. */
function firstVersion(of: Pair, program: string): string {
  const words = (value: string) => {
    const bytes = Buffer.from(value, 'utf8');
    return [bytes.length, ...bytes];
  };
  const date = Buffer.alloc(4);
  date.writeUInt32BE(20_241_018);
  const signed = Buffer.from([
    1,
    ...words(program),
    ...words(facts.name),
    ...words(facts.nameLatin),
    1,
    ...words(facts.serial),
    ...date,
    ...words(facts.issuer),
  ]);
  return toBase32(Buffer.concat([signed, sign(null, signed, of.privateKey)]));
}

test('certificates of the first version stay good, and are told from another program’s by its name', () => {
  const other = generateKeyPairSync('ed25519');
  expect(readSignedFacts(firstVersion(pair, facts.program), trusted)).toEqual({
    kind: 'genuine',
    facts: { ...facts, honours: '' },
  });
  expect(readSignedFacts(firstVersion(other, facts.program), trusted).kind).toBe('altered');
  expect(readSignedFacts(firstVersion(other, '다른 과정'), trusted).kind).toBe('foreign');
});

test('a badge code, a web address or nothing is no certificate', () => {
  for (const read of ['', 'K7QD-ABCDEFGHIJ-ABCDEFGHIJKLM', 'https://example.com', 'AEAA']) {
    expect(readSignedFacts(read, trusted)).toEqual({ kind: 'unknown' });
  }
});

test('only characters of the QR alphanumeric mode', () => {
  expect(writeSignedFacts(facts, signer)).toMatch(/^[A-Z2-7]+$/);
});

/** Written from docs/certificate-qr.md alone, with none of the app's code. */
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
  const key4 = signed.toString('hex', at, at + 4);
  at += 4;
  if (key4 !== createHash('sha256').update(publicKey).digest('hex').slice(0, 8)) return undefined;
  const program = words();
  const name = words();
  const latin = words();
  const result = one();
  const honours = words();
  const serial = words();
  const date = signed.readUInt32BE(at);
  at += 4;
  const issuer = words();
  return at === signed.length
    ? { version, program, name, latin, result, honours, serial, date, issuer }
    : undefined;
}

test('a verifier that knows only the documented format reads and checks it', () => {
  expect(verifyByTheBook(writeSignedFacts(facts, signer), rawKey(pair))).toEqual({
    version: 2,
    program: facts.program,
    name: facts.name,
    latin: facts.nameLatin,
    result: 1,
    honours: facts.honours,
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
