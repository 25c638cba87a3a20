import type { AttendeeId } from '../../shared/contract/ids';
import type { TemplateKind } from '../../shared/domain/certificateTemplate';
import { Refusal } from '../../shared/domain/refusal';
import { all, get, type ReadDb, run, transaction, type WriteDb } from './db';

/** One line of the register: a certificate that was issued, whether it is in force or not. */
export interface RegisterRow {
  readonly number: number;
  readonly serial: string;
  readonly kind: TemplateKind;
  readonly attendeeId: AttendeeId;
  /** As they stand on the sheet. */
  readonly name: string;
  readonly nameLatin: string;
  readonly issuedAt: number;
  readonly issuedBy: string;
  readonly printed: number;
  readonly revoked: { readonly at: number; readonly reason: string; readonly by: string } | null;
  /** Serials. */
  readonly replaces: string | null;
  readonly replacedBy: string | null;
  readonly handedOver: { readonly at: number; readonly takenBy: string; readonly by: string } | null;
  readonly template: string;
  readonly drawingSha256: string;
}

interface FlatRow extends Omit<RegisterRow, 'revoked' | 'handedOver'> {
  readonly revokedAt: number | null;
  readonly revokedReason: string | null;
  readonly revokedBy: string;
  readonly handedAt: number | null;
  readonly takenBy: string | null;
  readonly handedBy: string | null;
}

const select = `SELECT c.number, c.serial, c.kind, c.attendee_id AS attendeeId, c.fields ->> 'name' AS name,
    c.fields ->> 'nameLatin' AS nameLatin, c.issued_at AS issuedAt, c.issued_by AS issuedBy, c.printed,
    c.revoked_at AS revokedAt, c.revoked_reason AS revokedReason, c.revoked_by AS revokedBy,
    before.serial AS replaces, after.serial AS replacedBy, h.at AS handedAt, h.taken_by AS takenBy, h.by AS handedBy,
    c.template_id || ' v' || c.template_version AS template, c.drawing_sha256 AS drawingSha256
  FROM certificate c
  LEFT JOIN certificate before ON before.number = c.replaces
  LEFT JOIN certificate after ON after.replaces = c.number
  LEFT JOIN handover h ON h.number = c.number`;

function asRow({
  revokedAt,
  revokedReason,
  revokedBy,
  handedAt,
  takenBy,
  handedBy,
  ...row
}: FlatRow): RegisterRow {
  return {
    ...row,
    revoked: revokedAt === null ? null : { at: revokedAt, reason: revokedReason ?? '', by: revokedBy },
    handedOver: handedAt === null ? null : { at: handedAt, takenBy: takenBy ?? '', by: handedBy ?? '' },
  };
}

/** Everything that was ever issued, by number. */
export function listRegister(db: ReadDb): readonly RegisterRow[] {
  return all<FlatRow>(db, `${select} ORDER BY c.number`).map(asRow);
}

/** One line by its number. */
export function getRegisterRow(db: ReadDb, number: number): RegisterRow {
  const row = get<FlatRow>(db, `${select} WHERE c.number = ?`, number);
  if (!row) throw new Refusal('register.unknown');
  return asRow(row);
}

/** One line by its serial; undefined where none was issued under it. */
export function findSerial(db: ReadDb, serial: string): RegisterRow | undefined {
  const row = get<FlatRow>(db, `${select} WHERE c.serial = ?`, serial);
  return row && asRow(row);
}

/** Those of a person that are in force. */
export function certificatesInForce(db: ReadDb, attendeeId: AttendeeId): readonly RegisterRow[] {
  return all<FlatRow>(
    db,
    `${select} WHERE c.attendee_id = ? AND c.revoked_at IS NULL ORDER BY c.number`,
    attendeeId,
  ).map(asRow);
}

/** Takes a certificate out of force, for good. Its number is never given again. */
export function revokeCertificate(
  db: WriteDb,
  number: number,
  { reason, by }: { readonly reason: string; readonly by: string },
  now: number,
): void {
  const text = reason.trim();
  if (text === '') throw new Refusal('register.noReason');
  transaction(db, () => {
    const { serial } = getRegisterRow(db, number);
    const changed = run(
      db,
      'UPDATE certificate SET revoked_at = ?, revoked_reason = ?, revoked_by = ? WHERE number = ? AND revoked_at IS NULL',
      now,
      text,
      by,
      number,
    );
    if (changed === 0) throw new Refusal('register.alreadyRevoked', { serial });
  });
}
