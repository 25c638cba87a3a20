import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { CallerRole } from '../../shared/domain/access';
import { Refusal } from '../../shared/domain/refusal';
import type { ReadDb, WriteDb } from './db';
import { deleteMeta, getMeta, type MetaKey, setMeta } from './meta';

/** What a PIN opens: the door for somebody whom a verdict stops, the way out of the kiosk, or the work of a role. */
export type PinKind = 'supervisor' | 'kiosk' | CallerRole;

const keys: Readonly<Record<PinKind, MetaKey>> = {
  supervisor: 'pin.supervisor',
  kiosk: 'pin.kiosk',
  organizer: 'pin.organizer',
  showCaller: 'pin.showCaller',
  mc: 'pin.mc',
  steward: 'pin.steward',
};

/** As it is stored: never the PIN, and the wrong tries in a row, so that a restart doesn't give fresh ones. */
const StoredPin = z.object({
  salt: z.base64(),
  hash: z.base64(),
  wrong: z.int().min(0),
  /** Machine's time (UTC ms) before which no try is looked at. */
  notBefore: z.number(),
});
type StoredPin = z.infer<typeof StoredPin>;

const hashLength = 32;
/** 16 MB and some 50 ms a try, off the main thread. */
const cost = { N: 16_384, r: 8, p: 1 };
/** So many wrong tries are free; each further one doubles the wait, up to the longest (ms). */
const freeTries = 3;
const firstWait = 2000;
const longestWait = 300_000;

function hashOf(pin: string, salt: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, hashLength, cost, (error, hash) => (error ? reject(error) : resolve(hash)));
  });
}

function read(db: ReadDb, kind: PinKind): StoredPin | undefined {
  const text = getMeta(db, keys[kind]);
  return text === undefined ? undefined : StoredPin.parse(JSON.parse(text));
}

function write(db: WriteDb, kind: PinKind, pin: StoredPin): void {
  setMeta(db, keys[kind], JSON.stringify(pin));
}

export function hasPin(db: ReadDb, kind: PinKind): boolean {
  return read(db, kind) !== undefined;
}

/** Sets or replaces a PIN (digits; the contract says how many). */
export async function setPin(db: WriteDb, kind: PinKind, pin: string): Promise<void> {
  const salt = randomBytes(16);
  const hash = await hashOf(pin, salt);
  write(db, kind, { salt: salt.toString('base64'), hash: hash.toString('base64'), wrong: 0, notBefore: 0 });
}

export function removePin(db: WriteDb, kind: PinKind): void {
  deleteMeta(db, keys[kind]);
}

/**
 * Ends where the PIN is right. A Refusal where it is wrong ('pin.wrong'), where none was ever set ('pin.none'), and where
 * too many wrong ones came in a row and the wait is not over ('pin.wait', with the seconds left). `now`: the machine's time.
 */
export async function checkPin(db: WriteDb, kind: PinKind, pin: string, now = Date.now()): Promise<void> {
  const before = read(db, kind);
  if (!before) throw new Refusal('pin.none');
  if (now < before.notBefore) {
    // A clock that was set back must not lock anybody out for longer than the longest wait.
    const left = Math.min(before.notBefore - now, longestWait);
    throw new Refusal('pin.wait', { seconds: Math.ceil(left / 1000) });
  }
  // Counted before the hash is known: tries side by side are not free.
  const wrong = before.wrong + 1;
  const wait = wrong < freeTries ? 0 : Math.min(longestWait, firstWait * 2 ** (wrong - freeTries));
  write(db, kind, { ...before, wrong, notBefore: wait === 0 ? 0 : now + wait });
  const hash = await hashOf(pin, Buffer.from(before.salt, 'base64'));
  if (!timingSafeEqual(hash, Buffer.from(before.hash, 'base64'))) throw new Refusal('pin.wrong');
  write(db, kind, { ...before, wrong: 0, notBefore: 0 });
}
