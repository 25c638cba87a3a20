import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { SentPins } from '../../shared/contract/exchange';
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

/** The PINs that hold at every copy of the program. The kiosk's is its machine's own: without it nobody gets out of one. */
const shared = ['supervisor', 'organizer', 'showCaller', 'mc', 'steward'] as const;

/** The PINs that are set, as copies keep them: never the PINs themselves. */
export function sharedPins(db: ReadDb): SentPins {
  return Object.fromEntries(
    shared.flatMap((kind) => {
      const pin = read(db, kind);
      return pin ? [[kind, { salt: pin.salt, hash: pin.hash }]] : [];
    }),
  );
}

/** Says in one short word which PINs are set: another one where any of them is another. */
export function pinsMark(db: ReadDb): string {
  return createHash('sha256')
    .update(JSON.stringify(sharedPins(db)))
    .digest('base64')
    .slice(0, 16);
}

/** Takes over the host's PINs; wrong tries still count where the PIN is the same. Gives whether any was another one. */
export function takePins(db: WriteDb, pins: SentPins): boolean {
  const others = shared.filter((kind) => {
    const [sent, known] = [pins[kind], read(db, kind)];
    return sent?.hash !== known?.hash || sent?.salt !== known?.salt;
  });
  for (const kind of others) {
    const sent = pins[kind];
    if (sent) write(db, kind, { ...sent, wrong: 0, notBefore: 0 });
    else removePin(db, kind);
  }
  return others.length > 0;
}
