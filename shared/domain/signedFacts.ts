import { fromBase32, toBase32 } from './base32';

/**
 * What the QR of a certificate holds: its facts and the issuer's signature, so that a changed paper is noticed without
 * a network. docs/certificate-qr.md says the same for those who write a verifier. Base32 (RFC 4648, without padding; QR
 * alphanumeric mode) of these bytes, in this order:
 *
 * | bytes   | what                                                                                       |
 * |---------|--------------------------------------------------------------------------------------------|
 * | 1       | version of the format: 2                                                                   |
 * | 4       | key: the first 4 bytes of SHA-256 over the program's public key (its 32 raw bytes)         |
 * | 1 + n   | program: length n in bytes (0–255), then n bytes of UTF-8 in NFC                           |
 * | 1 + n   | name, likewise                                                                             |
 * | 1 + n   | name in Latin letters, likewise; n = 0 where there is none                                 |
 * | 1       | result: 1 = completed                                                                      |
 * | 1 + n   | honours, likewise; n = 0 where there are none                                              |
 * | 1 + n   | serial, likewise (without 'No.')                                                           |
 * | 4       | date of the certificate: year × 10000 + month × 100 + day, unsigned, big-endian            |
 * | 1 + n   | issuer, likewise                                                                           |
 * | 64      | Ed25519 (RFC 8032) signature over every byte before it, by the program's certificate key   |
 *
 * Nothing follows the signature. Version 1, which older certificates have, lacks the key and the honours.
 */
export interface CertificateFacts {
  readonly program: string;
  readonly name: string;
  readonly nameLatin: string;
  readonly result: 'completed';
  /** As it stands on the sheet; '' where there are none. */
  readonly honours: string;
  readonly serial: string;
  /** YYYY-MM-DD */
  readonly date: string;
  readonly issuer: string;
}

/** Who signs: the first bytes of the public key's hash, by which a verifier tells whose certificate it is. */
export interface FactsSigner {
  /** 4 bytes. */
  readonly keyId: Uint8Array;
  /** Gives the 64 bytes of Ed25519. */
  sign(bytes: Uint8Array): Uint8Array;
}

/** Whom a verifier trusts: one program's key. */
export interface TrustedKey {
  /** 4 bytes. */
  readonly keyId: Uint8Array;
  /** The program's name, by which certificates of version 1, which carry no key, are told from another program's. */
  readonly program?: string;
  /** Checks an Ed25519 signature under that key. */
  verify(bytes: Uint8Array, signature: Uint8Array): boolean;
}

const formatVersion = 2;
const completed = 1;
const signatureLength = 64;
export const keyIdLength = 4;
const longestText = 255;

/** True where a text fits its one byte of length. */
export function fitsFacts(text: string): boolean {
  return new TextEncoder().encode(text.normalize('NFC')).length <= longestText;
}

/** The bytes that are signed. Throws a RangeError where a text is longer than 255 bytes of UTF-8. */
function factsBytes(facts: CertificateFacts, keyId: Uint8Array): Uint8Array {
  const bytes: number[] = [formatVersion, ...keyId];
  const text = (value: string) => {
    const encoded = new TextEncoder().encode(value.normalize('NFC'));
    if (encoded.length > longestText) throw new RangeError(`longer than ${longestText} bytes: ${value}`);
    bytes.push(encoded.length, ...encoded);
  };
  text(facts.program);
  text(facts.name);
  text(facts.nameLatin);
  bytes.push(completed);
  text(facts.honours);
  text(facts.serial);
  const [year = 0, month = 0, day = 0] = facts.date.split('-').map(Number);
  const date = year * 10_000 + month * 100 + day;
  bytes.push((date >>> 24) & 255, (date >>> 16) & 255, (date >>> 8) & 255, date & 255);
  text(facts.issuer);
  return Uint8Array.from(bytes);
}

/** What goes into the QR. */
export function writeSignedFacts(facts: CertificateFacts, { keyId, sign }: FactsSigner): string {
  if (keyId.length !== keyIdLength) throw new Error(`a key id of ${keyId.length} bytes`);
  const bytes = factsBytes(facts, keyId);
  const signature = sign(bytes);
  if (signature.length !== signatureLength) throw new Error(`a signature of ${signature.length} bytes`);
  const whole = new Uint8Array(bytes.length + signatureLength);
  whole.set(bytes);
  whole.set(signature, bytes.length);
  return toBase32(whole);
}

export type FactsReading =
  | { readonly kind: 'genuine'; readonly facts: CertificateFacts }
  /** It says that it is of the trusted program, but is not as that program signed it. */
  | { readonly kind: 'altered'; readonly facts: CertificateFacts }
  /** Of the right form, but of another program: nothing can be said of it here. */
  | { readonly kind: 'foreign'; readonly facts: CertificateFacts }
  /** No certificate at all, or one too damaged to be read. */
  | { readonly kind: 'unknown' };

/** Reads what a QR held, by the one key that is trusted. Facts of what is not genuine are only what the paper claims. */
export function readSignedFacts(text: string, trusted: TrustedKey): FactsReading {
  const whole = fromBase32(text.trim());
  if (!whole || whole.length <= signatureLength) return { kind: 'unknown' };
  const bytes = whole.subarray(0, whole.length - signatureLength);
  const parsed = parseFacts(bytes);
  if (!parsed) return { kind: 'unknown' };
  const { facts, keyId } = parsed;
  if (trusted.verify(bytes, whole.subarray(bytes.length))) return { kind: 'genuine', facts };
  const theirs = keyId ? !sameBytes(keyId, trusted.keyId) : facts.program !== trusted.program;
  return { kind: theirs ? 'foreign' : 'altered', facts };
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

function parseFacts(
  bytes: Uint8Array,
): { readonly facts: CertificateFacts; readonly keyId: Uint8Array | undefined } | undefined {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let at = 0;
  const take = (count: number): Uint8Array => {
    if (at + count > bytes.length) throw new RangeError('cut short');
    at += count;
    return bytes.subarray(at - count, at);
  };
  const number = (count: number) => take(count).reduce((value, byte) => value * 256 + byte, 0);
  const text = () => decoder.decode(take(number(1)));
  try {
    const version = number(1);
    if (version !== 1 && version !== formatVersion) return undefined;
    const keyId = version === 1 ? undefined : take(keyIdLength);
    const program = text();
    const name = text();
    const nameLatin = text();
    if (number(1) !== completed) return undefined;
    const honours = version === 1 ? '' : text();
    const serial = text();
    const date = String(number(4)).padStart(8, '0');
    const issuer = text();
    if (at !== bytes.length) return undefined;
    const day = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
    return {
      facts: { program, name, nameLatin, result: 'completed', honours, serial, date: day, issuer },
      keyId,
    };
  } catch {
    return undefined;
  }
}
