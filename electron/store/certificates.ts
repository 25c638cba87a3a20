import type { AttendeeId } from '../../shared/contract/ids';
import {
  type CertificateFields,
  CertificateTemplate,
  completionTemplate,
  completionTemplateId,
  completionTemplateVersion,
} from '../../shared/domain/certificateTemplate';
import type { FontFace } from '../../shared/domain/fonts';
import { all, get, type ReadDb, run, runOne, type WriteDb } from './db';
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

/** The template that certificates are made by: the app's own, put into the program at first use. */
export function currentTemplate(db: ReadDb): CertificateTemplate {
  const row = get<{ body: string }>(
    db,
    'SELECT body FROM certificate_template WHERE id = ? AND version = ?',
    completionTemplateId,
    completionTemplateVersion,
  );
  return row ? CertificateTemplate.parse(JSON.parse(row.body)) : completionTemplate;
}

export interface NewCertificate {
  readonly number: number;
  readonly serial: string;
  readonly attendeeId: AttendeeId;
  readonly fields: CertificateFields;
  readonly fonts: readonly HashedFont[];
  /** What its QR holds. */
  readonly code: string;
  readonly drawing: string;
}

/** Freezes a certificate. Call it inside the transaction in which its number was asked for. */
export function insertCertificate(db: WriteDb, certificate: NewCertificate, now: number): void {
  run(
    db,
    'INSERT INTO certificate_template (id, version, body, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
    completionTemplateId,
    completionTemplateVersion,
    JSON.stringify(completionTemplate),
    now,
  );
  runOne(
    db,
    `INSERT INTO certificate (number, serial, attendee_id, template_id, template_version, fields, fonts, code, drawing,
       drawing_sha256, issued_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    certificate.number,
    certificate.serial,
    certificate.attendeeId,
    completionTemplateId,
    completionTemplateVersion,
    JSON.stringify(certificate.fields),
    JSON.stringify(certificate.fonts),
    certificate.code,
    certificate.drawing,
    sha256(certificate.drawing),
    now,
  );
}

/** The frozen sheet of a certificate in force and the fonts it needs. A drawing that was changed since is a loud error. */
export function frozenDrawing(
  db: ReadDb,
  number: number,
): { readonly svg: string; readonly faces: readonly FontFace[] } {
  const row = get<{ drawing: string; hash: string; fonts: string }>(
    db,
    'SELECT drawing, drawing_sha256 AS hash, fonts FROM certificate WHERE number = ? AND revoked_at IS NULL',
    number,
  );
  if (!row) throw new Error(`no certificate number ${number} is in force`);
  if (sha256(row.drawing) !== row.hash) throw new Error(`the drawing of certificate ${number} was changed`);
  const fonts = JSON.parse(row.fonts) as readonly HashedFont[];
  return { svg: row.drawing, faces: fonts.map(({ family, weight }) => ({ family, weight })) };
}

/** Counts one more print of each. */
export function countPrints(db: WriteDb, numbers: readonly number[]): void {
  for (const number of numbers) {
    runOne(db, 'UPDATE certificate SET printed = printed + 1 WHERE number = ?', number);
  }
}
