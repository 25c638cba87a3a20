import { hashes, verify } from '@noble/ed25519';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import {
  type CertificateCheck,
  checkCertificate,
  type VerifierData,
} from '../../shared/domain/certificateCheck';
import {
  type RevocationList,
  readRevocationList,
  SignedRevocationList,
} from '../../shared/domain/revocationList';
import { keyIdLength, type TrustedKey } from '../../shared/domain/signedFacts';

hashes.sha512 = sha512;

function fromHex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

/** Checks certificates of one program; the list of revoked ones may be replaced by a newer one. */
export class Verifier {
  readonly #trusted: TrustedKey;
  readonly #key: string;
  #list: RevocationList | undefined;

  constructor(data: VerifierData) {
    const publicKey = fromHex(data.key);
    this.#key = data.key;
    this.#trusted = {
      keyId: sha256(publicKey).subarray(0, keyIdLength),
      program: data.program,
      verify: (bytes, signature) => {
        try {
          return verify(signature, bytes, publicKey, { zip215: false });
        } catch {
          return false; // not even the form of a signature
        }
      },
    };
    this.#list = this.#read(data.revocations);
  }

  #read(signed: SignedRevocationList): RevocationList | undefined {
    return readRevocationList(signed, this.#key, this.#trusted.verify);
  }

  /** When the list of revoked certificates was made (ISO 8601), or undefined where it is not as it was signed. */
  get listDate(): string | undefined {
    return this.#list?.date;
  }

  get revokedCount(): number {
    return this.#list?.revoked.length ?? 0;
  }

  check(code: string): CertificateCheck {
    return checkCertificate(code, this.#trusted, this.#list);
  }

  /** Takes a newer list from a file's text: 'taken', 'older' than the one at hand, or 'refused' (not this program's). */
  takeList(text: string): 'taken' | 'older' | 'refused' {
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      return 'refused';
    }
    const signed = SignedRevocationList.safeParse(json);
    const list = signed.success ? this.#read(signed.data) : undefined;
    if (!list) return 'refused';
    if (this.#list && list.date < this.#list.date) return 'older';
    this.#list = list;
    return 'taken';
  }
}
