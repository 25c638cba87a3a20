import type { AttendeeId } from '../../shared/contract/ids';
import type { CertificateFields } from '../../shared/domain/certificateFields';
import type { TemplateKind } from '../../shared/domain/certificateTemplate';
import type { FontFace } from '../../shared/domain/fonts';
import { Refusal } from '../../shared/domain/refusal';
import { all, get, type ReadDb, runOne, type WriteDb } from './db';
import type { FontFiles, HashedFont } from './fontFiles';
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

/** Every certificate of a kind that is in force, by number. */
export function currentCertificates(
  db: ReadDb,
  kind: TemplateKind = 'completion',
): readonly CurrentCertificate[] {
  return all(
    db,
    `SELECT ${columns} FROM certificate WHERE revoked_at IS NULL AND kind = ? ORDER BY number`,
    kind,
  );
}

/** A person's certificate of a kind that is in force: there is at most one. */
export function currentCertificate(
  db: ReadDb,
  attendeeId: AttendeeId,
  kind: TemplateKind,
): CurrentCertificate | undefined {
  return get(
    db,
    `SELECT ${columns} FROM certificate WHERE attendee_id = ? AND kind = ? AND revoked_at IS NULL`,
    attendeeId,
    kind,
  );
}

/** The last serial that was given, or undefined. */
export function lastSerial(db: ReadDb): string | undefined {
  return get<{ serial: string }>(db, 'SELECT serial FROM certificate ORDER BY number DESC LIMIT 1')?.serial;
}

/** The number after the last one given, revoked ones counted: no gaps, and none twice. */
export function nextNumber(db: ReadDb): number {
  return get<{ next: number }>(db, 'SELECT coalesce(max(number), 0) + 1 AS next FROM certificate')?.next ?? 1;
}

export interface NewCertificate {
  readonly number: number;
  readonly serial: string;
  readonly attendeeId: AttendeeId;
  readonly kind: TemplateKind;
  /** The number of the revoked one that it corrects. */
  readonly replaces: number | null;
  readonly issuedBy: string;
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
       drawing_sha256, issued_at, kind, replaces, issued_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
    certificate.kind,
    certificate.replaces,
    certificate.issuedBy,
  );
}

/** Pages as they were frozen, and the fonts that they are drawn with. */
export interface FrozenDrawing {
  readonly pages: readonly string[];
  readonly faces: readonly FontFace[];
}

/**
 * The frozen pages of a certificate, also of a revoked one. A drawing that was changed since is a loud error. A Refusal where a
 * font is not the file that it was issued with: the same letters would come out otherwise.
 */
export function frozenDrawing(db: ReadDb, number: number, files: FontFiles): FrozenDrawing {
  const row = get<{ serial: string; drawing: string; hash: string; fonts: string }>(
    db,
    'SELECT serial, drawing, drawing_sha256 AS hash, fonts FROM certificate WHERE number = ?',
    number,
  );
  if (!row) throw new Refusal('register.unknown');
  if (row.drawing === '') throw new Refusal('certificate.erased', { serial: row.serial });
  if (sha256(row.drawing) !== row.hash) throw new Error(`the drawing of certificate ${number} was changed`);
  const fonts = JSON.parse(row.fonts) as readonly HashedFont[];
  const changed = fonts.find((font) => files.hashed(font).sha256 !== font.sha256);
  if (changed) throw new Refusal('certificate.fontChanged', { serial: row.serial, file: changed.file });
  return {
    pages: row.drawing.split(pageEnd),
    faces: fonts.map(({ family, weight }) => ({ family, weight })),
  };
}
