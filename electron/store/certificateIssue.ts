import type { AttendeeId } from '../../shared/contract/ids';
import {
  type CertificateProblem,
  certificateProblem,
  drawCertificate,
} from '../../shared/domain/certificateDrawing';
import {
  type CertificateFields,
  type CertificateTemplate,
  dayIn,
  fillIn,
  serialOf,
  serialPrefix,
} from '../../shared/domain/certificateTemplate';
import { qrSymbol } from '../../shared/domain/qr';
import { type CertificateFacts, fitsFacts, writeSignedFacts } from '../../shared/domain/signedFacts';
import { drawnText } from '../../shared/domain/textLayout';
import { certificateSigner } from './certificateKeys';
import { currentCertificate, currentTemplate, insertCertificate, nextNumber } from './certificates';
import { type ReadDb, transaction, type WriteDb } from './db';
import type { FontFiles } from './fontFiles';
import { requireMeta } from './meta';

/** Who a certificate is for. */
export interface Recipient {
  readonly attendeeId: AttendeeId;
  readonly name: string;
  readonly nameLatin: string;
}

/** What all certificates of one event have in common. */
export interface CertificateFrame {
  readonly template: CertificateTemplate;
  readonly program: string;
  readonly programEn: string;
  /** YYYY-MM-DD, at the event's place. */
  readonly date: string;
  readonly prefix: string;
  readonly fonts: FontFiles;
}

/** Gathers it from the program as it stands. `event` is the one at which they are handed over. */
export function certificateFrame(
  db: ReadDb,
  event: { readonly startsAt: number; readonly zone: string },
  fonts: FontFiles,
): CertificateFrame {
  const program = requireMeta(db, 'program.name');
  const nameEn = requireMeta(db, 'program.nameEn');
  return {
    template: currentTemplate(db),
    program,
    programEn: nameEn || program,
    date: dayIn(event.zone, event.startsAt),
    prefix: serialPrefix(program, nameEn, requireMeta(db, 'program.tag')),
    fonts,
  };
}

function fieldsOf(frame: CertificateFrame, recipient: Recipient, serial: string): CertificateFields {
  const { program, programEn, template } = frame;
  const name = drawnText(recipient.name);
  const latin = drawnText(recipient.nameLatin);
  return {
    name,
    nameLatin: latin === name ? '' : latin,
    program,
    programEn,
    issuer: fillIn(template.issuer, frame),
    issuerEn: fillIn(template.issuerEn, frame),
    serial,
    date: frame.date,
  };
}

function factsOf(fields: CertificateFields): CertificateFacts {
  const { program, name, nameLatin, serial, date, issuer } = fields;
  return { program, name, nameLatin, result: 'completed', honours: '', serial, date, issuer };
}

const judged = new WeakMap<FontFiles, Map<string, CertificateProblem | null>>();

/**
 * Why this person's certificate can't be made; undefined where it can. Nothing is stored. Laying a sheet out takes
 * milliseconds and the answer depends on the texts alone, so it is kept: a list asks anew at each scan.
 */
export function whyHeldBack(frame: CertificateFrame, recipient: Recipient): CertificateProblem | undefined {
  const fields = fieldsOf(frame, recipient, serialOf(frame.prefix, 0));
  let known = judged.get(frame.fonts);
  if (!known || known.size > 10_000) {
    known = new Map();
    judged.set(frame.fonts, known);
  }
  const key = JSON.stringify([frame.template, fields]);
  let problem = known.get(key);
  if (problem === undefined) {
    problem = judge(frame, fields) ?? null;
    known.set(key, problem);
  }
  return problem ?? undefined;
}

function judge(frame: CertificateFrame, fields: CertificateFields): CertificateProblem | undefined {
  const problem = certificateProblem(frame.template, fields, frame.fonts);
  if (problem) return problem;
  const { program, name, nameLatin, issuer } = fields;
  return [program, name, nameLatin, issuer].every(fitsFacts) ? undefined : { kind: 'tooLong' };
}

/** The sheet as it would be: numbered 0, and with a QR whose signature is empty, so that it proves nothing. */
export function draftDrawing(frame: CertificateFrame, recipient: Recipient): string {
  const fields = fieldsOf(frame, recipient, serialOf(frame.prefix, 0));
  const unsigned = { keyId: new Uint8Array(4), sign: () => new Uint8Array(64) };
  const code = writeSignedFacts(factsOf(fields), unsigned);
  return drawCertificate(frame.template, fields, qrSymbol(code, 'M'), frame.fonts).svg;
}

/**
 * Gives a certificate to a person who has none in force: number, fields, signed facts and drawing are frozen in one
 * transaction. Gives its number, or that of the one they have. Ask `whyHeldBack` first.
 */
export function issueCertificate(
  db: WriteDb,
  frame: CertificateFrame,
  recipient: Recipient,
  now: number,
): number {
  const signer = certificateSigner(db);
  return transaction(db, () => {
    const current = currentCertificate(db, recipient.attendeeId);
    if (current) return current.number;
    const number = nextNumber(db);
    const serial = serialOf(frame.prefix, number);
    const fields = fieldsOf(frame, recipient, serial);
    const code = writeSignedFacts(factsOf(fields), signer);
    const { svg, faces } = drawCertificate(frame.template, fields, qrSymbol(code, 'M'), frame.fonts);
    const fonts = faces.map((face) => frame.fonts.hashed(face));
    insertCertificate(
      db,
      { number, serial, attendeeId: recipient.attendeeId, fields, fonts, code, drawing: svg },
      now,
    );
    return number;
  });
}
