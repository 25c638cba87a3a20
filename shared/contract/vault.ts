import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedure } from './base';

/** Shorter ones are guessed; the stretching only makes each guess slow. */
export const shortestPassphrase = 10;
const Passphrase = z.string().max(1024);

export const VaultState = z.object({
  /** A sealed program that is to be opened: its passphrase is asked for. */
  asked: z
    .object({
      file: z.string(),
      /** It was open when the machine or the app stopped: everything is there, and its working copy is what is opened. */
      left: z.boolean(),
    })
    .nullable(),
  /** Whether the open program is sealed when it is closed. */
  sealed: z.boolean(),
  /** Whether any program is open. */
  open: z.boolean(),
});
export type VaultState = z.infer<typeof VaultState>;

/** The program's passphrase. */
export const vault = {
  state: procedure.output(eventIterator(VaultState)),
  /** Opens the program that is asked for. */
  open: procedure.input(z.object({ passphrase: Passphrase })).output(z.void()),
  /** Does not open it; where nothing is open, a new program is made. */
  leave: procedure.output(z.void()),
  /**
   * Sets a passphrase, changes it, or takes it away (null). Backups at hand are sealed, or opened, alike; `placesGone`: places that
   * were not at hand, where they are as they were.
   */
  set: procedure
    .input(
      z.object({
        passphrase: Passphrase.min(shortestPassphrase).nullable(),
        current: Passphrase.nullable(),
      }),
    )
    .output(z.object({ backups: z.int(), placesGone: z.int() })),
};
