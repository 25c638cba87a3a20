import { readFile } from 'node:fs/promises';
import type { VerifierData } from '../../shared/domain/certificateCheck';
import { type SignedRevocationList, signRevocationList } from '../../shared/domain/revocationList';
import { certificatePublicKey, certificateSigner } from '../store/certificateKeys';
import type { WriteDb } from '../store/db';
import { requireMeta } from '../store/meta';
import { revocationList } from '../store/revocations';

/** The list of revoked certificates as of `now`, signed. A Refusal where the keys are locked. */
export function signedRevocations(db: WriteDb, now: number): SignedRevocationList {
  return signRevocationList(revocationList(db, now), certificateSigner(db).sign);
}

const place = '<script id="verifier-data" type="application/json"></script>';

/** The page that was built, with this program's key and list put in. `file`: the built page. */
export async function verifyPage(db: WriteDb, now: number, file: string): Promise<Uint8Array> {
  const data: VerifierData = {
    program: requireMeta(db, 'program.name'),
    programEn: requireMeta(db, 'program.nameEn'),
    key: Buffer.from(certificatePublicKey(db)).toString('hex'),
    revocations: signedRevocations(db, now),
  };
  const page = await readFile(file, 'utf8');
  if (!page.includes(place)) throw new Error('the page that checks certificates has no place for its data');
  // A program's name may hold anything, also what would end the element.
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  return Buffer.from(
    page.replace(place, () => place.replace('></', () => `>${json}</`)),
    'utf8',
  );
}
