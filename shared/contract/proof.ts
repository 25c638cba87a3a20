import { z } from 'zod';
import { procedure } from './base';
import { PagesOutput } from './printing';

/** 'none' until the first certificate is issued; 'open' in the program file; sealed, and then locked or unlocked. */
export const KeyState = z.enum(['none', 'open', 'locked', 'unlocked']);
export type KeyState = z.infer<typeof KeyState>;

const Passphrase = z.string().min(10).max(200);
const Written = z.object({ document: z.string() });

/** What lets anybody check a certificate later, and the keys behind it. */
export const proof = {
  state: procedure.output(z.object({ key: KeyState, issued: z.int(), revoked: z.int() })),
  /** Writes verify.html: one page that checks this program's certificates in any browser, offline. */
  exportVerifier: procedure.output(Written),
  /** Writes the signed list of revoked certificates, for those who have verify.html already. */
  exportRevocations: procedure.output(Written),
  /** Writes an Open Badge for each certificate in force, into one folder. */
  exportCredentials: procedure.output(PagesOutput),
  /** Seals the private keys by a passphrase; sealed and unlocked before, they get a new one. */
  sealKey: procedure.input(z.object({ passphrase: Passphrase })).output(z.void()),
  unlockKey: procedure.input(z.object({ passphrase: z.string().max(200) })).output(z.void()),
  lockKey: procedure.output(z.void()),
  /** Writes the sealed keys into a file, for the next cohort's program. */
  exportKey: procedure.output(Written),
  /** Takes over the keys of such a file, which the page read; no certificate may have been issued yet. */
  importKey: procedure
    .input(z.object({ text: z.string().max(100_000), passphrase: z.string().max(200) }))
    .output(z.void()),
};
