import { fromBase32, toBase32 } from './base32';

/**
 * What the QR of a certificate holds: its facts and the issuer's signature, so that a changed paper is noticed without
 * a network. Base32 (RFC 4648, without padding; QR alphanumeric mode) of these bytes, in this order:
 *
 * | bytes   | what                                                                                     |
 * |---------|------------------------------------------------------------------------------------------|
 * | 1       | version of the format: 1                                                                 |
 * | 1 + n   | program: length n in bytes (0–255), then n bytes of UTF-8 in NFC                         |
 * | 1 + n   | name, likewise                                                                           |
 * | 1 + n   | name in Latin letters, likewise; n = 0 where there is none                               |
 * | 1       | result: 1 = completed                                                                    |
 * | 1 + n   | serial, likewise (without 'No.')                                                         |
 * | 4       | date of the certificate: year × 10000 + month × 100 + day, unsigned, big-endian          |
 * | 1 + n   | issuer, likewise                                                                         |
 * | 64      | Ed25519 (RFC 8032) signature over every byte before it, by the program's certificate key |
 *
 * Nothing follows the signature.
 */
export interface CertificateFacts {
  readonly program: string;
  readonly name: string;
  readonly nameLatin: string;
  readonly result: 'completed';
  readonly serial: string;
  /** YYYY-MM-DD */
  readonly date: string;
  readonly issuer: string;
}

const formatVersion = 1;
const completed = 1;
const signatureLength = 64;
const longestText = 255;

/** True where a text fits its one byte of length. */
export function fitsFacts(text: string): boolean {
  return new TextEncoder().encode(text.normalize('NFC')).length <= longestText;
}

/** The bytes that are signed. Throws a RangeError where a text is longer than 255 bytes of UTF-8. */
export function factsBytes(facts: CertificateFacts): Uint8Array {
  const bytes: number[] = [formatVersion];
  const text = (value: string) => {
    const encoded = new TextEncoder().encode(value.normalize('NFC'));
    if (encoded.length > longestText) throw new RangeError(`longer than ${longestText} bytes: ${value}`);
    bytes.push(encoded.length, ...encoded);
  };
  text(facts.program);
  text(facts.name);
  text(facts.nameLatin);
  bytes.push(completed);
  text(facts.serial);
  const [year = 0, month = 0, day = 0] = facts.date.split('-').map(Number);
  const date = year * 10_000 + month * 100 + day;
  bytes.push((date >>> 24) & 255, (date >>> 16) & 255, (date >>> 8) & 255, date & 255);
  text(facts.issuer);
  return Uint8Array.from(bytes);
}

/** What goes into the QR. `sign` gives the 64 bytes of Ed25519. */
export function writeSignedFacts(facts: CertificateFacts, sign: (bytes: Uint8Array) => Uint8Array): string {
  const bytes = factsBytes(facts);
  const signature = sign(bytes);
  if (signature.length !== signatureLength) throw new Error(`a signature of ${signature.length} bytes`);
  const whole = new Uint8Array(bytes.length + signatureLength);
  whole.set(bytes);
  whole.set(signature, bytes.length);
  return toBase32(whole);
}

export type FactsReading =
  | { readonly kind: 'genuine'; readonly facts: CertificateFacts }
  /** Of the right form, but not as it was signed, or signed by another. */
  | { readonly kind: 'forged' }
  | { readonly kind: 'unknown' };

/** Reads what a QR held. `verify` checks an Ed25519 signature under the public key that is trusted. */
export function readSignedFacts(
  text: string,
  verify: (bytes: Uint8Array, signature: Uint8Array) => boolean,
): FactsReading {
  const whole = fromBase32(text.trim());
  if (!whole || whole.length <= signatureLength) return { kind: 'unknown' };
  const bytes = whole.subarray(0, whole.length - signatureLength);
  const facts = parseFacts(bytes);
  if (!facts) return { kind: 'unknown' };
  return verify(bytes, whole.subarray(bytes.length)) ? { kind: 'genuine', facts } : { kind: 'forged' };
}

function parseFacts(bytes: Uint8Array): CertificateFacts | undefined {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let at = 0;
  const take = (count: number): Uint8Array => {
    if (at + count > bytes.length) throw new RangeError('cut short');
    at += count;
    return bytes.subarray(at - count, at);
  };
  const number = (count: number) => take(count).reduce((value, byte) => value * 256 + byte, 0);
  const text = () => decoder.decode(take(number(1)));
  try {
    if (number(1) !== formatVersion) return undefined;
    const program = text();
    const name = text();
    const nameLatin = text();
    if (number(1) !== completed) return undefined;
    const serial = text();
    const date = String(number(4)).padStart(8, '0');
    const issuer = text();
    if (at !== bytes.length) return undefined;
    const day = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
    return { program, name, nameLatin, result: 'completed', serial, date: day, issuer };
  } catch {
    return undefined;
  }
}
