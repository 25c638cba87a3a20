import type { AttendeeId } from '../../shared/contract/ids';
import {
  type CertificateProblem,
  type Drawing,
  type DrawnFields,
  drawCertificate,
  type Judgement,
  judgeCertificate,
} from '../../shared/domain/certificateDrawing';
import { type CertificateFields, fillWords } from '../../shared/domain/certificateFields';
import { dayIn, type TemplateKind } from '../../shared/domain/certificateTemplate';
import type { Honour } from '../../shared/domain/honourWords';
import { Refusal } from '../../shared/domain/refusal';
import { type SerialPattern, serialBy } from '../../shared/domain/serialPattern';
import { type CertificateFacts, fitsFacts, writeSignedFacts } from '../../shared/domain/signedFacts';
import { drawnText } from '../../shared/domain/textLayout';
import { type TrackFields, trackFields } from '../../shared/domain/trackFields';
import type { TrackResult } from '../../shared/domain/tracks';
import { certificateSigner } from './certificateKeys';
import { currentCertificate, insertCertificate, nextNumber } from './certificates';
import { type ReadDb, transaction, type WriteDb } from './db';
import type { FontFiles } from './fontFiles';
import { requireMeta } from './meta';
import { revokeCertificate } from './register';
import { serialPattern } from './serials';
import { currentTemplate, markTemplateUsed, type TemplateVersion } from './templates';

/** Who a certificate is for. */
export interface Recipient {
  readonly attendeeId: AttendeeId;
  readonly name: string;
  readonly nameLatin: string;
  readonly affiliation: string;
  readonly results: readonly TrackResult[];
  readonly honours: readonly Honour[];
}

/** What all certificates of one event have in common. */
export interface CertificateFrame {
  readonly template: TemplateVersion;
  readonly program: string;
  readonly programEn: string;
  readonly event: string;
  readonly eventEn: string;
  /** YYYY-MM-DD, at the event's place. */
  readonly date: string;
  readonly serials: SerialPattern;
  readonly fonts: FontFiles;
}

/** Gathers it from the program as it stands. `event` is the one at which they are handed over. */
export function certificateFrame(
  db: ReadDb,
  event: {
    readonly startsAt: number;
    readonly zone: string;
    readonly title: string;
    readonly titleEn: string;
  },
  fonts: FontFiles,
  kind: TemplateKind = 'completion',
): CertificateFrame {
  const program = requireMeta(db, 'program.name');
  const nameEn = requireMeta(db, 'program.nameEn');
  return {
    template: currentTemplate(db, kind),
    program,
    programEn: nameEn || program,
    event: event.title,
    eventEn: event.titleEn || event.title,
    date: dayIn(event.zone, event.startsAt),
    serials: serialPattern(db),
    fonts,
  };
}

// A person doesn't change while a list of people is judged; the words of their results are made once.
const wordsOf = new WeakMap<Recipient, TrackFields>();

/** What the fields of the frame's template are filled with for a person. */
export function fieldsOf(frame: CertificateFrame, recipient: Recipient, serial: string): CertificateFields {
  const { program, programEn, event, eventEn, date } = frame;
  const { words } = frame.template.body;
  const name = drawnText(recipient.name);
  const latin = drawnText(recipient.nameLatin);
  let tracks = wordsOf.get(recipient);
  if (!tracks) {
    tracks = trackFields(recipient.results, recipient.honours);
    wordsOf.set(recipient, tracks);
  }
  return {
    name,
    nameLatin: latin === name ? '' : latin,
    affiliation: drawnText(recipient.affiliation),
    ...tracks,
    program,
    programEn,
    event,
    eventEn,
    issuer: fillWords(words.issuer, frame),
    issuerEn: fillWords(words.issuerEn, frame),
    signer: fillWords(words.signer, frame),
    signerEn: fillWords(words.signerEn, frame),
    serial,
    date,
  };
}

function factsOf(fields: CertificateFields, kind: TemplateKind): CertificateFacts {
  const { program, name, nameLatin, serial, date, issuer } = fields;
  const honours = { completion: '', honours: fields.honours, project: fields.award }[kind];
  return { program, name, nameLatin, result: 'completed', honours, serial, date, issuer };
}

const judged = new WeakMap<FontFiles, Map<string, Judgement>>();

/**
 * What there is to say of this person's certificate. Nothing is stored. Laying a sheet out takes milliseconds and the answer
 * depends on the texts alone, so it is kept: a list asks anew at each scan.
 */
export function judgeRecipient(frame: CertificateFrame, recipient: Recipient): Judgement {
  const fields = fieldsOf(frame, recipient, serialBy(frame.serials, 0));
  let known = judged.get(frame.fonts);
  if (!known || known.size > 10_000) {
    known = new Map();
    judged.set(frame.fonts, known);
  }
  const { id, version, used, body } = frame.template;
  // An unused version may still be edited under its number; its body says which edit.
  const key = JSON.stringify([id, version, used ? '' : bodyKey(body), fields]);
  let judgement = known.get(key);
  if (judgement === undefined) {
    judgement = judge(frame, fields);
    known.set(key, judgement);
  }
  return judgement;
}

const bodyKeys = new WeakMap<object, number>();
let bodies = 0;

function bodyKey(body: object): number {
  let key = bodyKeys.get(body);
  if (key === undefined) {
    key = ++bodies;
    bodyKeys.set(body, key);
  }
  return key;
}

function judge(frame: CertificateFrame, fields: CertificateFields): Judgement {
  const judgement = judgeCertificate(frame.template.body, fields, frame.fonts);
  const { program, name, nameLatin, issuer, honours } = factsOf(fields, frame.template.body.kind);
  if ([program, name, nameLatin, issuer, honours].every(fitsFacts)) return judgement;
  return { ...judgement, problems: [...judgement.problems, { kind: 'tooLong', element: 'qr' }] };
}

/** Why this person's certificate can't be made; undefined where it can. */
export function whyHeldBack(frame: CertificateFrame, recipient: Recipient): CertificateProblem | undefined {
  return judgeRecipient(frame, recipient).problems[0];
}

/** What the fields of a sheet that is not issued are filled with: number 0, and a QR that proves nothing. */
export function draftFields(frame: CertificateFrame, recipient: Recipient): DrawnFields {
  const fields = fieldsOf(frame, recipient, serialBy(frame.serials, 0));
  return { ...fields, code: draftCode(fields, frame.template.body.kind) };
}

function draftCode(fields: CertificateFields, kind: TemplateKind): string {
  const short = (text: string) => (fitsFacts(text) ? text : '');
  const facts = factsOf(fields, kind);
  const shortened = {
    program: short(facts.program),
    name: short(facts.name),
    nameLatin: short(facts.nameLatin),
    issuer: short(facts.issuer),
    honours: short(facts.honours),
  };
  const unsigned = { keyId: new Uint8Array(4), sign: () => new Uint8Array(64) };
  return writeSignedFacts({ ...facts, ...shortened }, unsigned);
}

/** The sheet as it would be: numbered 0, and with a QR whose signature is empty, so that it proves nothing. */
export function draftDrawing(frame: CertificateFrame, recipient: Recipient): Drawing {
  return drawCertificate(frame.template.body, draftFields(frame, recipient), frame.fonts);
}

/** Who issues, and for what. */
export interface IssueNote {
  readonly by: string;
  /** The number of the revoked certificate that this one corrects. */
  readonly replaces?: number;
}

/**
 * Gives a certificate of the frame's kind to a person who has none in force: number, fields, signed facts and drawing are frozen
 * in one transaction, and so is the template's version. Gives its number, or that of the one they have. Ask `whyHeldBack` first:
 * a sheet with a problem is never issued.
 */
export function issueCertificate(
  db: WriteDb,
  frame: CertificateFrame,
  recipient: Recipient,
  now: number,
  note: IssueNote = { by: '' },
): number {
  const signer = certificateSigner(db);
  const { template } = frame;
  const { kind } = template.body;
  return transaction(db, () => {
    const current = currentCertificate(db, recipient.attendeeId, kind);
    if (current) return current.number;
    const number = nextNumber(db);
    const serial = serialBy(frame.serials, number);
    const fields = fieldsOf(frame, recipient, serial);
    const code = writeSignedFacts(factsOf(fields, kind), signer);
    const { pages, faces, problems } = drawCertificate(template.body, { ...fields, code }, frame.fonts);
    if (problems[0]) throw new Error(`a certificate with a problem: ${JSON.stringify(problems[0])}`);
    markTemplateUsed(db, template, now);
    insertCertificate(
      db,
      {
        number,
        serial,
        attendeeId: recipient.attendeeId,
        kind,
        replaces: note.replaces ?? null,
        issuedBy: note.by,
        template,
        fields,
        fonts: faces.map((face) => frame.fonts.hashed(face)),
        code,
        pages,
      },
      now,
    );
    return number;
  });
}

/**
 * Corrects a certificate: revokes it and issues a new one that names it, by what the frame and the recipient say now. All or
 * nothing. Gives the new number. A Refusal where the new one can't be made, or the old one is not in force.
 */
export function correctCertificate(
  db: WriteDb,
  frame: CertificateFrame,
  recipient: Recipient,
  old: { readonly number: number; readonly reason: string; readonly by: string },
  now: number,
): number {
  if (whyHeldBack(frame, recipient)) throw new Refusal('certificate.heldBack', { count: 1 });
  return transaction(db, () => {
    revokeCertificate(db, old.number, old, now);
    return issueCertificate(db, frame, recipient, now, { by: old.by, replaces: old.number });
  });
}
