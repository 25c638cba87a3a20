import { BadgeId } from '../contract/ids';
import { toBase32 } from './base32';

/**
 * What a badge's QR holds: `TAG4-BADGEID010-HMAC13CHARS00`, 29 characters of QR alphanumeric mode, so version 2 at level Q.
 *
 * - 4: the program's tag, so that another program's badge is told from a forged one;
 * - 10: the badge's random id, 50 bits;
 * - 13: the first 65 bits of HMAC-SHA-256 over `TAG4-BADGEID010`, under the program's badge key.
 *
 * Every character is typed alike by a keyboard scanner set to a US layout, shifted or not. No personal data is in it.
 */
const pattern = /^([A-Z2-7]{4})-([A-Z2-7]{10})-([A-Z2-7]{13})$/i;

/** Computes HMAC-SHA-256 of ASCII text under the program's badge key; at least 9 bytes of it. */
export type BadgeMac = (text: string) => Uint8Array;

export type BadgeCodeReading =
  | { readonly kind: 'genuine'; readonly badgeId: BadgeId }
  /** Ours by its tag, but nobody with our key wrote it: made up, or misread. */
  | { readonly kind: 'forged' }
  /** A badge by its form, of another program by its tag. */
  | { readonly kind: 'foreign' }
  /** No badge code at all. */
  | { readonly kind: 'unknown' };

/** Writes the code of a badge. */
export function badgeCode(tag: string, badgeId: BadgeId, mac: BadgeMac): string {
  const text = `${tag}-${badgeId}`;
  return `${text}-${signatureOf(text, mac)}`;
}

/** The first 65 bits are in the first 9 bytes. */
const signatureOf = (text: string, mac: BadgeMac) => toBase32(mac(text).subarray(0, 9)).slice(0, 13);

/** Judges what was read. Spaces around it and small letters (a scanner under Caps Lock) are forgiven. */
export function readBadgeCode(read: string, tag: string, mac: BadgeMac): BadgeCodeReading {
  // Matched before it is made capital: 'ſ'.toUpperCase() is S, and a letter that is none of ours must not become one.
  const code = read.trim();
  const [, codeTag, codeId, codeMac] = pattern.exec(code) ? (pattern.exec(code.toUpperCase()) ?? []) : [];
  if (!codeTag || !codeId || !codeMac) return { kind: 'unknown' };
  if (codeTag !== tag) return { kind: 'foreign' };
  const badgeId = BadgeId.parse(codeId);
  const expected = signatureOf(`${tag}-${badgeId}`, mac);
  // Compared whole, so that the time taken says nothing of how much was right.
  let difference = 0;
  for (let i = 0; i < expected.length; i++) difference |= expected.charCodeAt(i) ^ codeMac.charCodeAt(i);
  return difference === 0 ? { kind: 'genuine', badgeId } : { kind: 'forged' };
}
