import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { type AttendeeId, BadgeId } from '../../shared/contract/ids';
import { type BadgeMac, badgeCode } from '../../shared/domain/badgeCode';
import { toBase32 } from '../../shared/domain/base32';
import { Refusal } from '../../shared/domain/refusal';
import type { RevokeReason } from '../../shared/domain/verdict';
import { all, get, type ReadDb, run, runOne, transaction, type WriteDb } from './db';
import { requireMeta, requireSecret } from './meta';

const macs = new WeakMap<ReadDb['raw'], BadgeMac>();

/** The program's badge key at work: HMAC-SHA-256. The key is read once a connection; it never changes. */
export function badgeMac(db: ReadDb): BadgeMac {
  let mac = macs.get(db.raw);
  if (!mac) {
    const key = createSecretKey(requireSecret(db, 'badge'));
    mac = (text) => createHmac('sha256', key).update(text, 'ascii').digest();
    macs.set(db.raw, mac);
  }
  return mac;
}

/** Gives a badge to every attendee who has none that is valid; returns how many. Call it inside a transaction. */
export function issueMissingBadges(db: WriteDb, now: number): number {
  const without = all<{ id: AttendeeId }>(
    db,
    `SELECT id FROM attendee WHERE NOT EXISTS
       (SELECT 1 FROM badge WHERE badge.attendee_id = attendee.id AND badge.revoked_at IS NULL)`,
  );
  for (const { id } of without) issueBadge(db, id, now);
  return without.length;
}

/** Gives a badge to a person who has none that is valid. Call it inside a transaction. */
export function issueBadge(db: WriteDb, attendeeId: AttendeeId, now: number): BadgeId {
  const id = BadgeId.parse(toBase32(randomBytes(7)).slice(0, 10));
  runOne(db, 'INSERT INTO badge (id, attendee_id, issued_at) VALUES (?, ?, ?)', id, attendeeId, now);
  return id;
}

/** Takes a person's badge out of use, if they have one, and gives them a new one. A Refusal where nobody has that id. */
export function replaceBadge(
  db: WriteDb,
  attendeeId: AttendeeId,
  reason: RevokeReason,
  now: number,
): BadgeId {
  return transaction(db, () => {
    if (!get(db, 'SELECT 1 FROM attendee WHERE id = ?', attendeeId)) throw new Refusal('attendee.unknown');
    run(
      db,
      'UPDATE badge SET revoked_at = ?, revoked_reason = ? WHERE attendee_id = ? AND revoked_at IS NULL',
      now,
      reason,
      attendeeId,
    );
    return issueBadge(db, attendeeId, now);
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
