import type { CertificateFacts } from './signedFacts';

/** The published JSON schema that a credential names as its own. */
const schema =
  'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json';

/** What a credential says beside the certificate's facts. Ids are URIs that stay the same however often it is written. */
export interface CredentialFrame {
  readonly credentialId: string;
  readonly achievementId: string;
  readonly issuerId: string;
  readonly programEn: string;
  /** UTC ms. */
  readonly issuedAt: number;
  /** SHA-256 (hex) of the person's e-mail in lower case with `salt` behind it; null where none is known. */
  readonly email: { readonly sha256: string; readonly salt: string } | null;
}

/**
 * A certificate as an Open Badges 3.0 credential (a W3C verifiable credential, data model 2.0), to be signed as a JWT.
 * The e-mail goes in as a salted hash, as the specification recommends: whoever knows the address can check it, nobody
 * can read it. There is no status list, since there is no server: whether it was revoked is in the issuer's list.
 */
export function openBadgeCredential(facts: CertificateFacts, frame: CredentialFrame) {
  const named = { type: 'IdentityObject', hashed: false, identityHash: facts.name, identityType: 'ext:name' };
  const mailed = frame.email && {
    type: 'IdentityObject',
    hashed: true,
    identityHash: `sha256$${frame.email.sha256}`,
    identityType: 'emailAddress',
    salt: frame.email.salt,
  };
  const honours = facts.honours ? ` (${facts.honours})` : '';
  return {
    '@context': [
      'https://www.w3.org/ns/credentials/v2',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    ],
    id: frame.credentialId,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: `${facts.program} 수료 · ${frame.programEn || facts.program}`,
    issuer: { id: frame.issuerId, type: ['Profile'], name: facts.issuer },
    validFrom: new Date(frame.issuedAt).toISOString(),
    awardedDate: `${facts.date}T00:00:00Z`,
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: mailed ? [named, mailed] : [named],
      licenseNumber: facts.serial,
      achievement: {
        id: frame.achievementId,
        type: ['Achievement'],
        achievementType: 'CertificateOfCompletion',
        name: `${facts.program} 수료${honours}`,
        description: `${facts.program}의 모든 과정을 이수하였음. All requirements of ${frame.programEn || facts.program} were completed.`,
        criteria: {
          narrative: `${facts.program}의 수료 요건을 채움. The program's requirements for completion were met.`,
        },
      },
    },
    credentialSchema: [{ id: schema, type: '1EdTechJsonSchemaValidator2019' }],
  };
}
