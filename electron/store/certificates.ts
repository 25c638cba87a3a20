import type { AttendeeId } from '../../shared/contract/ids';
import type { CertificateFields } from '../../shared/domain/certificateFields';
import type { FontFace } from '../../shared/domain/fonts';
import { all, get, type ReadDb, runOne, type WriteDb } from './db';
import type { HashedFont } from './fontFiles';
import { sha256 } from './programFile';

/** A certificate in force. */
export interface CurrentCertificate {
  readonly number: number;
  readonly serial: string;
  readonly attendeeId: AttendeeId;
  /** As it stands on the sheet. */
  readonly name: string;
  readonly issuedAt: number;
  /** How often it went to a printer. */
  readonly printed: number;
  readonly drawingSha256: string;
}

const columns = `number, serial, attendee_id AS attendeeId, fields ->> 'name' AS name, issued_at AS issuedAt, printed,
  drawing_sha256 AS drawingSha256`;

/** Every certificate in force, by number. */
export function currentCertificates(db: ReadDb): readonly CurrentCertificate[] {
  return all(db, `SELECT ${columns} FROM certificate WHERE revoked_at IS NULL ORDER BY number`);
}

export function currentCertificate(db: ReadDb, attendeeId: AttendeeId): CurrentCertificate | undefined {
  return get(
    db,
    `SELECT ${columns} FROM certificate WHERE attendee_id = ? AND revoked_at IS NULL`,
    attendeeId,
  );
}

/** The number after the last one given, revoked ones counted: no gaps, and none twice. */
export function nextNumber(db: ReadDb): number {
  return get<{ next: number }>(db, 'SELECT coalesce(max(number), 0) + 1 AS next FROM certificate')?.next ?? 1;
}

export interface NewCertificate {
  readonly number: number;
  readonly serial: string;
  readonly attendeeId: AttendeeId;
  /** Its version must be in the program. */
  readonly template: { readonly id: string; readonly version: number };
  readonly fields: CertificateFields;
  readonly fonts: readonly HashedFont[];
  /** What its QR holds. */
  readonly code: string;
  /** The front and, where there is one, the back. */
  readonly pages: readonly string[];
}

// A page has no line break in it: its texts have none, and an image is base64.
const pageEnd = '\n';

/** Freezes a certificate. Call it inside the transaction in which its number was asked for. */
export function insertCertificate(db: WriteDb, certificate: NewCertificate, now: number): void {
  const drawing = certificate.pages.join(pageEnd);
  runOne(
    db,
    `INSERT INTO certificate (number, serial, attendee_id, template_id, template_version, fields, fonts, code, drawing,
       drawing_sha256, issued_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    certificate.number,
    certificate.serial,
    certificate.attendeeId,
    certificate.template.id,
    certificate.template.version,
    JSON.stringify(certificate.fields),
    JSON.stringify(certificate.fonts),
    certificate.code,
    drawing,
    sha256(drawing),
    now,
  );
}

/** The frozen pages of a certificate in force and the fonts they need. A drawing that was changed since is a loud error. */
export function frozenDrawing(
  db: ReadDb,
  number: number,
): { readonly pages: readonly string[]; readonly faces: readonly FontFace[] } {
  const row = get<{ drawing: string; hash: string; fonts: string }>(
    db,
    'SELECT drawing, drawing_sha256 AS hash, fonts FROM certificate WHERE number = ? AND revoked_at IS NULL',
    number,
  );
  if (!row) throw new Error(`no certificate number ${number} is in force`);
  if (sha256(row.drawing) !== row.hash) throw new Error(`the drawing of certificate ${number} was changed`);
  const fonts = JSON.parse(row.fonts) as readonly HashedFont[];
  return {
    pages: row.drawing.split(pageEnd),
    faces: fonts.map(({ family, weight }) => ({ family, weight })),
  };
}

/** Counts one more print of each. */
export function countPrints(db: WriteDb, numbers: readonly number[]): void {
  for (const number of numbers) {
    runOne(db, 'UPDATE certificate SET printed = printed + 1 WHERE number = ?', number);
  }
}
