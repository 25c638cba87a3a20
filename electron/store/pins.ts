import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Refusal } from '../../shared/domain/refusal';
import { get, type ReadDb, run, runOne, type WriteDb } from './db';

export type PinKind = 'supervisor' | 'kiosk';

const stretch = promisify<string, Uint8Array, number, object, Buffer>(scrypt);
// A PIN is short, so each guess is made dear: 64 MiB and about a tenth of a second (RFC 7914).
const cost = { N: 2 ** 16, r: 8, p: 1, maxmem: 160 * 2 ** 16 * 8 };
const freeGuesses = 3;
const longestWait = 300_000;

const hashOf = (pin: string, salt: Uint8Array) => stretch(pin.normalize('NFC'), salt, 32, cost);

export function hasPin(db: ReadDb, kind: PinKind): boolean {
  return get(db, 'SELECT 1 FROM pin WHERE kind = ?', kind) !== undefined;
}

/** Sets a PIN, or another in its place. `now`: the machine's time, UTC ms. */
export async function setPin(db: WriteDb, kind: PinKind, pin: string, now: number): Promise<void> {
  const salt = randomBytes(16);
  const hash = await hashOf(pin, salt);
  runOne(
    db,
    `INSERT INTO pin (kind, salt, hash, set_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (kind) DO UPDATE SET salt = excluded.salt, hash = excluded.hash, set_at = excluded.set_at`,
    kind,
    salt,
    hash,
    now,
  );
  run(db, 'DELETE FROM pin_failure WHERE kind = ?', kind);
}

/**
 * Ends where the PIN is the one that was set; a Refusal otherwise: none was set, it is wrong, or it is too soon after
 * wrong ones (from the fourth on 5 s, 10 s, 20 s … up to 5 min). `now`: the machine's time, UTC ms.
 */
export async function checkPin(db: WriteDb, kind: PinKind, pin: string, now: number): Promise<void> {
  const stored = get<{ salt: Uint8Array; hash: Uint8Array }>(
    db,
    'SELECT salt, hash FROM pin WHERE kind = ?',
    kind,
  );
  if (!stored) throw new Refusal('pin.notSet');
  const wait = waitingTime(db, kind, now);
  if (wait > 0) throw new Refusal('pin.wait', { seconds: Math.ceil(wait / 1000) });
  // Counted before the guess is looked at, so that many at once count as many.
  run(
    db,
    `INSERT INTO pin_failure (kind, failures, last_at) VALUES (?, 1, ?)
     ON CONFLICT (kind) DO UPDATE SET failures = failures + 1, last_at = excluded.last_at`,
    kind,
    now,
  );
  if (!timingSafeEqual(await hashOf(pin, stored.salt), stored.hash)) throw new Refusal('pin.wrong');
  run(db, 'DELETE FROM pin_failure WHERE kind = ?', kind);
}

function waitingTime(db: ReadDb, kind: PinKind, now: number): number {
  const past = get<{ failures: number; lastAt: number }>(
    db,
    'SELECT failures, last_at AS lastAt FROM pin_failure WHERE kind = ?',
    kind,
  );
  if (!past || past.failures < freeGuesses) return 0;
  const pause = Math.min(5000 * 2 ** (past.failures - freeGuesses), longestWait);
  // A clock that was set back must not lock the door for a year.
  const passed = Math.abs(now - past.lastAt);
  return Math.max(0, pause - passed);
}
