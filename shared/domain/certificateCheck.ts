import { z } from 'zod';
import { type RevocationList, type RevokedSerial, SignedRevocationList } from './revocationList';
import { type CertificateFacts, readSignedFacts, type TrustedKey } from './signedFacts';

/** What verify.html carries of the program whose certificates it checks. */
export const VerifierData = z.object({
  program: z.string(),
  programEn: z.string(),
  /** The public key, lower-case hexadecimal. */
  key: z.string().regex(/^[0-9a-f]{64}$/),
  revocations: SignedRevocationList,
});
export type VerifierData = z.infer<typeof VerifierData>;

/** What can be said of a certificate's code without a network. */
export type CertificateCheck =
  | { readonly kind: 'genuine'; readonly facts: CertificateFacts }
  | { readonly kind: 'revoked'; readonly facts: CertificateFacts; readonly revoked: RevokedSerial }
  | { readonly kind: 'altered'; readonly facts: CertificateFacts }
  | { readonly kind: 'foreign'; readonly facts: CertificateFacts }
  | { readonly kind: 'unknown' };

/** Checks what a certificate's QR held, by the program's key and the list of those that no longer stand. */
export function checkCertificate(
  code: string,
  trusted: TrustedKey,
  list: RevocationList | undefined,
): CertificateCheck {
  const read = readSignedFacts(code, trusted);
  if (read.kind !== 'genuine') return read;
  const revoked = list?.revoked.find(({ serial }) => serial === read.facts.serial);
  return revoked ? { kind: 'revoked', facts: read.facts, revoked } : read;
}
