import type { AttendeeId, BadgeId } from '../../shared/contract/ids';
import { badgeCode } from '../../shared/domain/badgeCode';
import type { BadgeFields, BadgeRole } from '../../shared/domain/badgeSheet';
import { Refusal } from '../../shared/domain/refusal';
import { badgeMac, currentBadgeCodes } from './badges';
import { all, get, type ReadDb, run, type WriteDb } from './db';
import { inKoreanOrder } from './graduates';
import { requireMeta } from './meta';

/** Somebody with what goes on their badge. */
export interface BadgeHolderRow extends BadgeFields {
  readonly attendeeId: AttendeeId;
  /** When the badge that is valid was last put on paper. */
  readonly printedAt: number | null;
}

/** Everybody who has a valid badge, in 가나다 order. */
export function listBadgeHolders(db: ReadDb): readonly BadgeHolderRow[] {
  const codes = currentBadgeCodes(db);
  const rows = all<{
    attendeeId: AttendeeId;
    name: string;
    nameLatin: string;
    affiliation: string;
    title: string;
    team: string;
    role: BadgeRole;
    printedAt: number | null;
  }>(
    db,
    `SELECT attendee.id AS attendeeId, name, name_latin AS nameLatin, affiliation, title, team, role,
       printed_at AS printedAt
     FROM attendee JOIN badge ON badge.attendee_id = attendee.id AND badge.revoked_at IS NULL ORDER BY attendee.id`,
  );
  return inKoreanOrder(rows).flatMap(({ title, ...row }) => {
    const code = codes.get(row.attendeeId);
    return code ? [{ ...row, affiliation: row.affiliation || title, code }] : [];
  });
}

/** One person with what goes on their valid badge. A Refusal where there is nobody of that id, or no valid badge. */
export function badgeHolder(db: ReadDb, attendeeId: AttendeeId): BadgeHolderRow {
  const row = get<Omit<BadgeHolderRow, 'code'> & { readonly title: string; readonly badgeId: BadgeId }>(
    db,
    `SELECT attendee.id AS attendeeId, name, name_latin AS nameLatin, affiliation, title, team, role,
       printed_at AS printedAt, badge.id AS badgeId
     FROM attendee JOIN badge ON badge.attendee_id = attendee.id AND badge.revoked_at IS NULL
     WHERE attendee.id = ?`,
    attendeeId,
  );
  if (!row) throw new Refusal('attendee.unknown');
  const { title, badgeId, ...fields } = row;
  const code = badgeCode(requireMeta(db, 'program.tag'), badgeId, badgeMac(db));
  return { ...fields, affiliation: fields.affiliation || title, code };
}

/** Notes that the badges with these codes are on paper. A badge that was revoked meanwhile is left as it is. */
export function markBadgesPrinted(db: WriteDb, codes: readonly string[], now: number): void {
  for (const code of codes) {
    const id = code.split('-')[1] ?? '';
    run(db, 'UPDATE badge SET printed_at = ? WHERE id = ? AND revoked_at IS NULL', now, id);
  }
}
