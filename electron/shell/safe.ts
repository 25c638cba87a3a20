import { safeStorage } from 'electron';
import type { Safe } from '../hub/addresses';

const sealed = 'sealed:';
const plain = 'plain:';

/**
 * Secrets of this machine, sealed by the system's key store (Keychain, DPAPI, libsecret). A Linux without one keeps them as
 * they are, in a file that only its owner may read.
 */
export const machineSafe: Safe = {
  seal: (text) =>
    safeStorage.isEncryptionAvailable()
      ? sealed + safeStorage.encryptString(text).toString('base64')
      : plain + Buffer.from(text, 'utf8').toString('base64'),
  open(kept) {
    if (kept.startsWith(plain)) return Buffer.from(kept.slice(plain.length), 'base64').toString('utf8');
    if (!kept.startsWith(sealed) || !safeStorage.isEncryptionAvailable()) return undefined;
    try {
      return safeStorage.decryptString(Buffer.from(kept.slice(sealed.length), 'base64'));
    } catch {
      return undefined;
    }
  },
};
