import { createHmac, randomBytes } from 'node:crypto';
import { type AttendeeId, BadgeId } from '../../shared/contract/ids';
import { type BadgeMac, badgeCode } from '../../shared/domain/badgeCode';
import { toBase32 } from '../../shared/domain/base32';
import { all, type ReadDb, runOne, type WriteDb } from './db';
import { requireMeta, requireSecret } from './meta';

/** The program's badge key at work: HMAC-SHA-256. */
export function badgeMac(db: ReadDb): BadgeMac {
  const key = requireSecret(db, 'badge');
  return (text) => createHmac('sha256', key).update(text, 'ascii').digest();
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

function issueBadge(db: WriteDb, attendeeId: AttendeeId, now: number): BadgeId {
  const id = BadgeId.parse(toBase32(randomBytes(7)).slice(0, 10));
  runOne(db, 'INSERT INTO badge (id, attendee_id, issued_at) VALUES (?, ?, ?)', id, attendeeId, now);
  return id;
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
