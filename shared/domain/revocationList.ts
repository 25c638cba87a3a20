import { z } from 'zod';
import { fromBase32, toBase32 } from './base32';

/** One certificate that no longer stands. Why is not said: that is between the issuer and the person. */
export const RevokedSerial = z.object({
  serial: z.string(),
  /** YYYY-MM-DD */
  date: z.string(),
  /** The serial of the one that was issued in its place. */
  replacedBy: z.string().nullable(),
});
export type RevokedSerial = z.infer<typeof RevokedSerial>;

/** The certificates of one program that no longer stand, as of a moment (docs/certificate-qr.md). */
export const RevocationList = z.object({
  version: z.literal(1),
  /** The public key, lower-case hexadecimal. */
  key: z.string().regex(/^[0-9a-f]{64}$/),
  /** When the list was made: ISO 8601, UTC. */
  date: z.iso.datetime(),
  revoked: z.array(RevokedSerial).readonly(),
});
export type RevocationList = z.infer<typeof RevocationList>;

/** The list as it is handed out: its text, exactly as it was signed, and the signature in base32. */
export const SignedRevocationList = z.object({ list: z.string(), signature: z.string() });
export type SignedRevocationList = z.infer<typeof SignedRevocationList>;

/** What the signature is over: a heading, so that no signature of anything else passes for one of a list, and the text. */
function signedBytes(list: string): Uint8Array {
  return new TextEncoder().encode(`stagedoor revoked certificates 1\n${list}`);
}

/** Signs a list; `sign` gives the 64 bytes of Ed25519. */
export function signRevocationList(
  list: RevocationList,
  sign: (bytes: Uint8Array) => Uint8Array,
): SignedRevocationList {
  const text = JSON.stringify(list);
  return { list: text, signature: toBase32(sign(signedBytes(text))) };
}

/** The list where it is whole and signed by the key whose hexadecimal is `key`; undefined otherwise. */
export function readRevocationList(
  signed: SignedRevocationList,
  key: string,
  verify: (bytes: Uint8Array, signature: Uint8Array) => boolean,
): RevocationList | undefined {
  const signature = fromBase32(signed.signature);
  if (signature?.length !== 64 || !verify(signedBytes(signed.list), signature)) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(signed.list);
  } catch {
    return undefined;
  }
  const parsed = RevocationList.safeParse(json);
  return parsed.success && parsed.data.key === key ? parsed.data : undefined;
}
