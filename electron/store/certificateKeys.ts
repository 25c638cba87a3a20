import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';
import { Refusal } from '../../shared/domain/refusal';
import { type FactsSigner, keyIdLength, type TrustedKey } from '../../shared/domain/signedFacts';
import { get, type ReadDb, run, runOne, transaction, type WriteDb } from './db';
import { Sealed, seal, unseal } from './sealedKeys';

/**
 * The program's keys: Ed25519 for the QR of certificates, RSA for Open Badges (whose specification asks verifiers to know
 * RS256). The private ones lie in the program file, open until the organizer seals them by a passphrase; sealed, they are
 * unlocked for as long as the program stays open.
 */
const PrivateKeys = z.object({ ed25519: z.base64(), rsa: z.base64() });
type PrivateKeys = z.infer<typeof PrivateKeys>;

const signers = new WeakMap<ReadDb['raw'], FactsSigner>();
const unlocked = new WeakMap<ReadDb['raw'], PrivateKeys>();

type SecretName = 'certificate.private' | 'certificate.public' | 'certificate.sealed' | 'credential.private';

function secret(db: ReadDb, name: SecretName): Buffer | undefined {
  const row = get<{ value: Uint8Array }>(db, 'SELECT value FROM secret WHERE name = ?', name);
  return row && Buffer.from(row.value);
}

function store(db: WriteDb, name: SecretName, value: Uint8Array): void {
  runOne(
    db,
    'INSERT INTO secret (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    name,
    value,
  );
}

export type KeyState = 'none' | 'open' | 'locked' | 'unlocked';

/** 'none' until the first certificate; 'open' in the file; sealed, and then 'locked' or 'unlocked'. */
export function keyState(db: ReadDb): KeyState {
  if (secret(db, 'certificate.sealed')) return unlocked.has(db.raw) ? 'unlocked' : 'locked';
  return secret(db, 'certificate.private') ? 'open' : 'none';
}

/** The program's signer. Its keys are made when they are first needed. A Refusal where they are locked. */
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

/** The program's key as a verifier trusts it. `program` is the program's name. */
export function certificateKey(db: WriteDb, program: string): TrustedKey {
  const raw = certificatePublicKey(db);
  // RFC 8037: an Ed25519 public key as a JSON web key is its raw bytes.
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
    const open = openKey(db, 'ed25519');
    if (open) return open;
    const pair = generateKeyPairSync('ed25519', {
      privateKeyEncoding: { type: 'pkcs8', format: 'der' },
      publicKeyEncoding: { type: 'spki', format: 'der' },
    });
    store(db, 'certificate.private', pair.privateKey);
    // The last 32 bytes of an Ed25519 SubjectPublicKeyInfo are the key itself (RFC 8410, section 4).
    store(db, 'certificate.public', pair.publicKey.subarray(-32));
    return pair.privateKey;
  });
}

/** A private key (PKCS#8 DER) that is there and not locked; undefined where none was made yet. A Refusal where locked. */
function openKey(db: ReadDb, which: keyof PrivateKeys): Buffer | undefined {
  if (secret(db, 'certificate.sealed')) {
    const keys = unlocked.get(db.raw);
    if (!keys) throw new Refusal('key.locked');
    return Buffer.from(keys[which], 'base64');
  }
  return secret(db, which === 'ed25519' ? 'certificate.private' : 'credential.private');
}

/** The key that Open Badges are signed with; made when it is first needed (a good half second, off the main thread). */
export async function credentialKey(db: WriteDb): Promise<KeyObject> {
  let key = openKey(db, 'rsa');
  if (!key) {
    const pair = await promisify(generateKeyPair)('rsa', { modulusLength: 3072 });
    const made = pair.privateKey.export({ type: 'pkcs8', format: 'der' });
    // Another call may have been quicker.
    key = transaction(db, () => {
      const first = openKey(db, 'rsa');
      if (!first) store(db, 'credential.private', made);
      return first ?? made;
    });
  }
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

async function allKeys(db: WriteDb): Promise<PrivateKeys> {
  const ed25519 = privateKey(db).toString('base64');
  const rsa = (await credentialKey(db)).export({ type: 'pkcs8', format: 'der' }).toString('base64');
  return { ed25519, rsa };
}

/** Seals the private keys; sealed before (and unlocked), they get the new passphrase. They stay unlocked. */
export async function sealKeys(db: WriteDb, passphrase: string): Promise<void> {
  const keys = await allKeys(db);
  const sealed = await seal(Buffer.from(JSON.stringify(keys)), passphrase);
  const overwrites = db.raw.pragma('secure_delete', { simple: true });
  db.raw.pragma('secure_delete = ON'); // what was open is overwritten in the file, not only let go
  try {
    transaction(db, () => {
      store(db, 'certificate.sealed', Buffer.from(JSON.stringify(sealed)));
      run(db, "DELETE FROM secret WHERE name IN ('certificate.private', 'credential.private')");
    });
    db.raw.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    db.raw.pragma(`secure_delete = ${Number(overwrites)}`);
  }
  unlocked.set(db.raw, keys);
}

function readSealed(db: ReadDb): Sealed {
  const stored = secret(db, 'certificate.sealed');
  if (!stored) throw new Refusal('key.notSealed');
  return Sealed.parse(JSON.parse(stored.toString('utf8')));
}

/** Unlocks the keys until the program is closed or they are locked. A Refusal where the passphrase is not the one. */
export async function unlockKeys(db: ReadDb, passphrase: string): Promise<void> {
  unlocked.set(db.raw, await openSealed(readSealed(db), passphrase));
}

async function openSealed(sealed: Sealed, passphrase: string): Promise<PrivateKeys> {
  const text = Buffer.from(await unseal(sealed, passphrase)).toString('utf8');
  return PrivateKeys.parse(JSON.parse(text));
}

export function lockKeys(db: ReadDb): void {
  unlocked.delete(db.raw);
  signers.delete(db.raw);
}

const KeyFile = z.object({
  stagedoor: z.literal('certificate keys'),
  program: z.string(),
  public: z.string().regex(/^[0-9a-f]{64}$/),
  sealed: Sealed,
});

/** The sealed keys as a file's text, for the program of the next cohort. A Refusal where they are not sealed. */
export function exportKeys(db: WriteDb, program: string): string {
  const sealed = readSealed(db);
  const key = Buffer.from(certificatePublicKey(db)).toString('hex');
  const file: z.infer<typeof KeyFile> = { stagedoor: 'certificate keys', program, public: key, sealed };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * Takes another program's keys over; the passphrase must open them. A Refusal where this program has issued already: its
 * certificates could no longer be checked.
 */
export async function importKeys(db: WriteDb, text: string, passphrase: string): Promise<void> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Refusal('key.notAKeyFile');
  }
  const file = KeyFile.safeParse(json);
  if (!file.success) throw new Refusal('key.notAKeyFile');
  const keys = await openSealed(file.data.sealed, passphrase);
  const pair = createPublicKey(
    createPrivateKey({ key: Buffer.from(keys.ed25519, 'base64'), format: 'der', type: 'pkcs8' }),
  );
  const publicKey = pair.export({ type: 'spki', format: 'der' }).subarray(-32);
  if (publicKey.toString('hex') !== file.data.public) throw new Refusal('key.notAKeyFile');
  transaction(db, () => {
    if (get(db, 'SELECT 1 FROM certificate LIMIT 1')) throw new Refusal('key.alreadyIssued');
    run(db, "DELETE FROM secret WHERE name IN ('certificate.private', 'credential.private')");
    store(db, 'certificate.sealed', Buffer.from(JSON.stringify(file.data.sealed)));
    store(db, 'certificate.public', publicKey);
  });
  signers.delete(db.raw);
  unlocked.set(db.raw, keys);
}
