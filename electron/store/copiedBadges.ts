import { CopiedBadge } from '../../shared/contract/exchange';
import type { AttendeeId } from '../../shared/contract/ids';
import { badgeEnds } from '../../shared/domain/journalMerge';
import { all, type ReadDb, run, type WriteDb } from './db';

/** A person's badges as other devices are told of them, the first one first. */
export function badgesOf(db: ReadDb, attendeeId: string): readonly CopiedBadge[] {
  return all(
    db,
    `SELECT id, issued_at AS issuedAt, revoked_at AS revokedAt, revoked_reason AS revokedReason FROM badge
     WHERE attendee_id = ? ORDER BY issued_at, id`,
    attendeeId,
  ).map((row) => CopiedBadge.parse(row));
}

/** The union of a person's badges here and there, each ended by the first word of its end, at the latest by the next one. */
export function mergeBadges(db: WriteDb, attendeeId: AttendeeId, sent: readonly CopiedBadge[]): void {
  const badges = new Map(badgesOf(db, attendeeId).map((badge) => [badge.id, badge]));
  const before = new Map(badges);
  for (const badge of sent) badges.set(badge.id, earlierEnd(badge, badges.get(badge.id)));
  const ends = badgeEnds([...badges.values()]);
  // Those that are out of use first: a person has at most one that is not.
  const sorted = [...badges.values()].sort((a, b) => a.issuedAt - b.issuedAt || (a.id < b.id ? -1 : 1));
  for (const badge of sorted) {
    const revokedAt = ends.get(badge.id) ?? null;
    const known = before.get(badge.id);
    if (known && known.revokedAt === revokedAt && known.revokedReason === badge.revokedReason) continue;
    run(
      db,
      `INSERT INTO badge (id, attendee_id, issued_at, revoked_at, revoked_reason) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET revoked_at = excluded.revoked_at, revoked_reason = excluded.revoked_reason
       WHERE attendee_id = excluded.attendee_id`,
      badge.id,
      attendeeId,
      badge.issuedAt,
      revokedAt,
      badge.revokedReason,
    );
  }
}

/** Of what two devices say of one badge's end the earlier; of equal ones that with the greater reason. */
function earlierEnd(a: CopiedBadge, b: CopiedBadge | undefined): CopiedBadge {
  if (!b) return a;
  const end = (badge: CopiedBadge) => badge.revokedAt ?? Number.POSITIVE_INFINITY;
  if (end(a) !== end(b)) return end(a) < end(b) ? a : b;
  return (a.revokedReason ?? '') >= (b.revokedReason ?? '') ? a : b;
}
