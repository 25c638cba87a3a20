import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
} from 'node:crypto';
import { type FactsSigner, keyIdLength, type TrustedKey } from '../../shared/domain/signedFacts';
import { get, type ReadDb, runOne, transaction, type WriteDb } from './db';

const signers = new WeakMap<ReadDb['raw'], FactsSigner>();

function secret(db: ReadDb, name: string): Uint8Array | undefined {
  return get<{ value: Uint8Array }>(db, 'SELECT value FROM secret WHERE name = ?', name)?.value;
}

/** The program's signer. Its pair of keys is made when it is first needed, and kept in the program for good. */
export function certificateSigner(db: WriteDb): FactsSigner {
  let signer = signers.get(db.raw);
  if (!signer) {
    const key = createPrivateKey({ key: privateKey(db), format: 'der', type: 'pkcs8' });
    const keyId = keyIdOf(certificatePublicKey(db));
    signer = { keyId, sign: (bytes) => sign(null, bytes, key) };
    signers.set(db.raw, signer);
  }
  return signer;
}

/** The public key under which the program's certificates are checked: 32 raw bytes. Made with the private one if need be. */
export function certificatePublicKey(db: WriteDb): Uint8Array {
  const stored = secret(db, 'certificate.public');
  if (stored) return stored;
  privateKey(db);
  return certificatePublicKey(db);
}

/** The program's key as a verifier trusts it. */
export function certificateKey(db: WriteDb, program: string): TrustedKey {
  const raw = certificatePublicKey(db);
  // RFC 8410: an Ed25519 public key as a JSON web key is its raw bytes.
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(raw).toString('base64url') },
    format: 'jwk',
  });
  return {
    keyId: keyIdOf(raw),
    program,
    verify: (bytes, signature) => verify(null, bytes, key, signature),
  };
}

/** How a certificate names the key it was signed with: the first 4 bytes of SHA-256 over the raw public key. */
function keyIdOf(publicKey: Uint8Array): Uint8Array {
  return createHash('sha256').update(publicKey).digest().subarray(0, keyIdLength);
}

function privateKey(db: WriteDb): Buffer {
  return transaction(db, () => {
    const stored = secret(db, 'certificate.private');
    if (stored) return Buffer.from(stored);
    const pair = generateKeyPairSync('ed25519', {
      privateKeyEncoding: { type: 'pkcs8', format: 'der' },
      publicKeyEncoding: { type: 'spki', format: 'der' },
    });
    // The last 32 bytes of an Ed25519 SubjectPublicKeyInfo are the key itself (RFC 8410, section 4).
    const raw = pair.publicKey.subarray(-32);
    runOne(db, "INSERT INTO secret (name, value) VALUES ('certificate.private', ?)", pair.privateKey);
    runOne(db, "INSERT INTO secret (name, value) VALUES ('certificate.public', ?)", raw);
    return pair.privateKey;
  });
}
