import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { get, type ReadDb, runOne, transaction, type WriteDb } from './db';

/** Signs under the program's certificate key (Ed25519). */
export type CertificateSigner = (bytes: Uint8Array) => Uint8Array;

const signers = new WeakMap<ReadDb['raw'], CertificateSigner>();

function secret(db: ReadDb, name: string): Uint8Array | undefined {
  return get<{ value: Uint8Array }>(db, 'SELECT value FROM secret WHERE name = ?', name)?.value;
}

/** The program's signer. Its pair of keys is made when it is first needed, and kept in the program for good. */
export function certificateSigner(db: WriteDb): CertificateSigner {
  let signer = signers.get(db.raw);
  if (!signer) {
    const key = createPrivateKey({ key: privateKey(db), format: 'der', type: 'pkcs8' });
    signer = (bytes) => sign(null, bytes, key);
    signers.set(db.raw, signer);
  }
  return signer;
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
