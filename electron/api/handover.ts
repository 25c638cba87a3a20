import type { HandoverAnswer } from '../../shared/contract/handover';
import { AttendeeId } from '../../shared/contract/ids';
import { readBadgeCode } from '../../shared/domain/badgeCode';
import { writeCsv } from '../../shared/domain/csv';
import type { FileLanguage } from '../../shared/domain/ownFiles';
import { drawLabels } from '../../shared/domain/postalLabels';
import { Refusal } from '../../shared/domain/refusal';
import { readSignedFacts } from '../../shared/domain/signedFacts';
import { toZonedText } from '../../shared/domain/zonedTime';
import { badgeMac } from '../store/badges';
import { certificateKey } from '../store/certificateKeys';
import { get, transaction } from '../store/db';
import { fontFiles } from '../store/fontFiles';
import {
  type HandoverReading,
  handoverCounts,
  listLeftovers,
  recordHandover,
  setPostalAddress,
  undoHandover,
} from '../store/handover';
import { requireMeta } from '../store/meta';
import { operatorName } from '../store/operator';
import type { Program } from '../store/program';
import { certificatesInForce, findSerial, getRegisterRow, type RegisterRow } from '../store/register';
import { api } from './base';
import type { AppContext } from './context';
import { documentWord, programTitle } from './documentTitle';
import { fileName } from './fileName';
import { asJob, pdfOf } from './paperRun';

function taken(row: RegisterRow) {
  const { number, serial, name, handedOver } = row;
  return { number, serial, name, at: handedOver?.at ?? 0, takenBy: handedOver?.takenBy ?? '' };
}

/** Gives out those of one person that were not taken before. */
function giveOut(
  program: Program,
  rows: readonly RegisterRow[],
  takenBy: string,
  read: HandoverReading,
): HandoverAnswer {
  const { db } = program;
  const due = rows.filter(({ handedOver }) => handedOver === null);
  if (due.length === 0) return { kind: 'already', certificates: rows.map(taken) };
  const by = operatorName(db);
  transaction(db, () => {
    for (const { number } of due) recordHandover(db, number, { takenBy, by, read }, program.now());
  });
  return { kind: 'handed', certificates: due.map(({ number }) => taken(getRegisterRow(db, number))) };
}

function giveCertificate(
  program: Program,
  row: RegisterRow,
  takenBy: string,
  read: HandoverReading,
): HandoverAnswer {
  const { serial, name, replacedBy } = row;
  if (row.revoked) return { kind: 'revoked', serial, name, replacedBy };
  return giveOut(program, [row], takenBy, read);
}

/** What the desk read: a certificate's own QR, or the badge of the person who stands there. */
function readCode(program: Program, code: string, takenBy: string): HandoverAnswer {
  const { db } = program;
  const badge = readBadgeCode(code, requireMeta(db, 'program.tag'), badgeMac(db));
  switch (badge.kind) {
    case 'genuine': {
      const holder = get<{ id: string; name: string; revoked: number | null }>(
        db,
        `SELECT a.id, a.name, b.revoked_at AS revoked FROM badge b JOIN attendee a ON a.id = b.attendee_id
         WHERE b.id = ?`,
        badge.badgeId,
      );
      if (!holder) return { kind: 'unknown' };
      if (holder.revoked !== null) return { kind: 'stopped', name: holder.name };
      const rows = certificatesInForce(db, AttendeeId.parse(holder.id));
      return rows.length === 0
        ? { kind: 'none', name: holder.name }
        : giveOut(program, rows, takenBy, 'badge');
    }
    case 'forged':
    case 'foreign':
      return { kind: 'forged' };
    case 'unknown':
      break;
  }
  const facts = readSignedFacts(code.toUpperCase(), certificateKey(db, requireMeta(db, 'program.name')));
  if (facts.kind === 'unknown') return { kind: 'unknown' };
  const row = facts.kind === 'genuine' ? findSerial(db, facts.facts.serial) : undefined;
  return row ? giveCertificate(program, row, takenBy, 'certificate') : { kind: 'forged' };
}

const zone = 'Asia/Seoul';

function titled({ db, now }: Program, what: 'labels' | 'leftovers', language: FileLanguage): string {
  return `${programTitle(db, language)} ${documentWord(what, language)} ${toZonedText(now(), zone).slice(0, 10)}`;
}

async function labels(context: AppContext, skip: number, language: FileLanguage) {
  const program = context.program();
  const left = listLeftovers(program.db);
  const addressed = left.filter(({ address }) => address !== '');
  if (addressed.length === 0) throw new Refusal('handover.noLabels');
  const fonts = await fontFiles(context.shell.fontFolder);
  const sheet = drawLabels(
    addressed.map(({ postcode, address, recipient, name, serial }) => ({
      postcode,
      address,
      recipient: `${recipient || name} 귀하`,
      serial,
    })),
    skip,
    fonts,
  );
  const title = titled(program, 'labels', language);
  const job = asJob(title, { widthMm: sheet.widthMm, heightMm: sheet.heightMm }, [sheet]);
  const document = await context.shell.saveDocument(fileName(title, 'pdf'), await pdfOf(context, job));
  return { document, labels: addressed.length, without: left.length - addressed.length };
}

export const handover = {
  counts: api.handover.counts.handler(({ context }) => ({ ...handoverCounts(context.program().db) })),
  leftovers: api.handover.leftovers.handler(({ context }) => [...listLeftovers(context.program().db)]),
  read: api.handover.read.handler(({ context, input }) => {
    const answer = readCode(context.program(), input.code.trim(), input.takenBy.trim());
    if (answer.kind === 'handed') context.changed('certificates');
    return answer;
  }),
  give: api.handover.give.handler(({ context, input }) => {
    const program = context.program();
    const row = getRegisterRow(program.db, input.number);
    const answer = giveCertificate(program, row, input.takenBy.trim(), 'list');
    if (answer.kind === 'handed') context.changed('certificates');
    return answer;
  }),
  undo: api.handover.undo.handler(({ context, input }) => {
    const { db } = context.program();
    transaction(db, () => {
      for (const number of input.numbers) undoHandover(db, number);
    });
    context.changed('certificates');
  }),
  setAddress: api.handover.setAddress.handler(({ context, input }) => {
    setPostalAddress(context.program().db, input.attendeeId, input);
    context.changed('certificates');
  }),
  exportLeftovers: api.handover.exportLeftovers.handler(async ({ context, input }) => {
    const program = context.program();
    const rows = listLeftovers(program.db);
    const bytes = writeCsv([
      [
        '번호 Serial',
        '이름 Name',
        '로마자 이름 Latin',
        '전화 Phone',
        '이메일 E-mail',
        '우편번호 Postcode',
        '주소 Address',
        '받는 이 Recipient',
      ],
      ...rows.map((row) => [
        row.serial,
        row.name,
        row.nameLatin,
        row.phone,
        row.email,
        row.postcode,
        row.address,
        row.recipient,
      ]),
    ]);
    const name = fileName(titled(program, 'leftovers', input.language), 'csv');
    return { document: await context.shell.saveDocument(name, bytes) };
  }),
  labels: api.handover.labels.handler(({ context, input }) => labels(context, input.skip, input.language)),
};
