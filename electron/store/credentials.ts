import { createHash, createHmac, createPublicKey, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { openBadgeCredential } from '../../shared/domain/openBadge';
import { readSignedFacts } from '../../shared/domain/signedFacts';
import { certificateKey, credentialKey } from './certificateKeys';
import { all, type WriteDb } from './db';
import { requireMeta } from './meta';

/** A certificate in force, as an Open Badge is made of it. */
export interface CredentialSource {
  readonly number: number;
  readonly serial: string;
  /** As it stands on the sheet. */
  readonly name: string;
  /** What its QR holds. */
  readonly code: string;
  readonly email: string | null;
  readonly issuedAt: number;
}

const columns = `c.number, c.serial, c.fields ->> 'name' AS name, c.code, a.email_key AS email, c.issued_at AS issuedAt
  FROM certificate c JOIN attendee a ON a.id = c.attendee_id WHERE c.revoked_at IS NULL`;

/** Every certificate in force, by number. */
export function credentialSources(db: WriteDb): readonly CredentialSource[] {
  return all(db, `SELECT ${columns} ORDER BY c.number`);
}

/** Writes Open Badges of one program. */
export interface CredentialWriter {
  /** The credential as a compact JWT (VC-JWT, RS256, the public key in its header). */
  write(source: CredentialSource): Promise<string>;
}

/** A URI that is the same each time for the same words, and tells nothing of them. */
function uriOf(...words: readonly string[]): string {
  const hex = createHash('sha256').update(JSON.stringify(words)).digest('hex');
  // RFC 9562, version 8: bits of one's own choosing.
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The issuer as a URI that holds its key (did:jwk), since there is no web address to stand for it. */
function issuerOf(key: KeyObject) {
  const { e, n } = createPublicKey(key).export({ format: 'jwk' });
  if (!e || !n) throw new Error('the key of Open Badges is not RSA');
  const jwk = { e, kty: 'RSA', n };
  return { jwk, id: `did:jwk:${Buffer.from(JSON.stringify(jwk)).toString('base64url')}` };
}

/** A Refusal where the program's keys are locked. */
export async function credentialWriter(db: WriteDb): Promise<CredentialWriter> {
  const key = await credentialKey(db);
  const issuer = issuerOf(key);
  const trusted = certificateKey(db, requireMeta(db, 'program.name'));
  const programId = requireMeta(db, 'program.id');
  const programEn = requireMeta(db, 'program.nameEn');
  return {
    write: async ({ serial, code, email, issuedAt }) => {
      // From the facts that were signed, not from what the program says today.
      const read = readSignedFacts(code, trusted);
      if (read.kind !== 'genuine')
        throw new Error(`the code of certificate ${serial} is not as it was signed`);
      const salt = createHmac('sha256', programId).update(serial).digest('hex').slice(0, 32);
      const sha256 = email && createHash('sha256').update(`${email}${salt}`).digest('hex');
      const credentialId = uriOf(programId, 'certificate', serial);
      const credential = openBadgeCredential(read.facts, {
        credentialId,
        achievementId: uriOf(programId, 'achievement', read.facts.honours),
        issuerId: issuer.id,
        programEn,
        issuedAt,
        email: sha256 ? { sha256, salt } : null,
      });
      return new SignJWT({ ...credential })
        .setProtectedHeader({
          alg: 'RS256',
          typ: 'JWT',
          jwk: issuer.jwk,
        })
        .setIssuer(issuer.id)
        .setJti(credentialId)
        .setNotBefore(Math.floor(issuedAt / 1000))
        .sign(key);
    },
  };
}
