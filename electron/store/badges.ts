import { randomBytes, randomFillSync } from 'node:crypto';
import { type AttendeeId, BadgeId } from '../../shared/contract/ids';
import { type BadgeMac, badgeCode } from '../../shared/domain/badgeCode';
import { toBase32 } from '../../shared/domain/base32';
import { Refusal } from '../../shared/domain/refusal';
import type { RevokeReason } from '../../shared/domain/verdict';
import { all, get, type ReadDb, run, runOne, transaction, type WriteDb } from './db';
import { hmacOfText } from './hmac';
import { ownMoment } from './journal';
import { requireMeta, requireSecret } from './meta';

const macs = new WeakMap<ReadDb['raw'], BadgeMac>();

/** The program's badge key at work: HMAC-SHA-256. The key is read once a connection; it never changes. */
export function badgeMac(db: ReadDb): BadgeMac {
  let mac = macs.get(db.raw);
  if (!mac) {
    mac = hmacOfText(requireSecret(db, 'badge'));
    macs.set(db.raw, mac);
  }
  return mac;
}

/**
 * Gives a badge to every attendee who has none that is valid; returns how many. Call it inside a transaction. `now`: by this
 * device's clock; what is written down of badges is by the host's.
 */
export function issueMissingBadges(db: WriteDb, now: number): number {
  const at = ownMoment(db, now, false);
  const without = all<{ id: AttendeeId }>(
    db,
    `SELECT id FROM attendee WHERE NOT EXISTS
       (SELECT 1 FROM badge WHERE badge.attendee_id = attendee.id AND badge.revoked_at IS NULL)`,
  );
  for (const { id } of without) issueBadge(db, id, at);
  return without.length;
}

const anyBadgeId = () => BadgeId.parse(toBase32(randomBytes(7)).slice(0, 10));

function issueBadge(db: WriteDb, attendeeId: AttendeeId, at: number): BadgeId {
  const id = anyBadgeId();
  runOne(db, 'INSERT INTO badge (id, attendee_id, issued_at) VALUES (?, ?, ?)', id, attendeeId, at);
  return id;
}

// In the order of the letters, so that greater numbers make later texts.
const letters = '234567ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * Ids for so many badges, in order: given to people in the order of theirs, they fill the file's pages one after another, where
 * ids in no order touch a page each. One says no more of the next than that it is greater; what nobody can guess is the signature.
 * Each is asked for when it is needed; whoever is beyond `count` gets one in no order.
 */
export function badgeIdsInOrder(count: number): () => BadgeId {
  let left = count;
  let last = 0;
  return () => {
    if (left === 0) return anyBadgeId();
    // The least of so many random numbers between the last one and 1: as if all had been drawn at once and put in order.
    last += (1 - last) * -Math.expm1(Math.log(randomFraction()) / left--);
    // 50 bits
    let rest = Math.min(Math.floor(last * 2 ** 50), 2 ** 50 - 1);
    let text = '';
    for (; text.length < 10; rest = Math.floor(rest / 32)) {
      text = letters.charAt(rest % 32) + text;
    }
    return BadgeId.parse(text);
  };
}

const drawn = new Uint32Array(2048);
let next = drawn.length;

/** More than 0, at most 1, in steps of 2⁻⁵³; from the system's random source, which is asked for a thousand at once. */
function randomFraction(): number {
  if (next === drawn.length) {
    randomFillSync(drawn);
    next = 0;
  }
  const [high = 0, low = 0] = [drawn[next], drawn[next + 1]];
  next += 2;
  return ((high % 2 ** 21) * 2 ** 32 + low + 1) / 2 ** 53;
}

/** Gives a badge of that id to somebody who is there and has none that is valid. Call it inside a transaction. */
export function issueMissingBadge(db: WriteDb, attendeeId: AttendeeId, id: BadgeId, now: number): void {
  run(
    db,
    `INSERT INTO badge (id, attendee_id, issued_at) SELECT ?, id, ? FROM attendee WHERE id = ?
       AND NOT EXISTS (SELECT 1 FROM badge WHERE badge.attendee_id = attendee.id AND badge.revoked_at IS NULL)`,
    id,
    now,
    attendeeId,
  );
}

/**
 * Takes a person's badge out of use, if they have one, and gives them a new one. A Refusal where nobody has that id. `now`: by
 * this device's clock. The new badge is later than every one that is known here, whatever that clock says: of several the latest
 * is the valid one.
 */
export function replaceBadge(
  db: WriteDb,
  attendeeId: AttendeeId,
  reason: RevokeReason,
  now: number,
): BadgeId {
  return transaction(db, () => {
    if (!get(db, 'SELECT 1 FROM attendee WHERE id = ?', attendeeId)) throw new Refusal('attendee.unknown');
    const last = get<{ at: number | null }>(
      db,
      'SELECT max(issued_at) AS at FROM badge WHERE attendee_id = ?',
      attendeeId,
    )?.at;
    const at = ownMoment(db, now, false);
    run(
      db,
      'UPDATE badge SET revoked_at = ?, revoked_reason = ? WHERE attendee_id = ? AND revoked_at IS NULL',
      at,
      reason,
      attendeeId,
    );
    return issueBadge(db, attendeeId, Math.max(at, (last ?? 0) + 1));
  });
}

/** The code of every valid badge, by attendee. */
export function currentBadgeCodes(db: ReadDb): ReadonlyMap<AttendeeId, string> {
  const tag = requireMeta(db, 'program.tag');
  const mac = badgeMac(db);
  const rows = all<{ id: BadgeId; attendeeId: AttendeeId }>(
    db,
    'SELECT id, attendee_id AS attendeeId FROM badge WHERE revoked_at IS NULL',
  );
  return new Map(rows.map((row) => [row.attendeeId, badgeCode(tag, row.id, mac)]));
}
