import type { EventId } from '../../shared/contract/ids';
import { writeCsv } from '../../shared/domain/csv';
import type { FileLanguage } from '../../shared/domain/ownFiles';
import { drawTable } from '../../shared/domain/paperTable';
import { Refusal } from '../../shared/domain/refusal';
import { serialBy, writePattern } from '../../shared/domain/serialPattern';
import { toZonedText } from '../../shared/domain/zonedTime';
import { certificateFrame, correctCertificate } from '../store/certificateIssue';
import { frozenDrawing, nextNumber } from '../store/certificates';
import { getEvent } from '../store/events';
import { fontFiles } from '../store/fontFiles';
import { findRecipient } from '../store/graduates';
import { operatorName } from '../store/operator';
import type { Program } from '../store/program';
import { getRegisterRow, listRegister, type RegisterRow, revokeCertificate } from '../store/register';
import { serialPattern, setSerialPattern } from '../store/serials';
import { api } from './base';
import type { AppContext } from './context';
import { documentWord, programTitle } from './documentTitle';
import { fileName } from './fileName';
import { asJob, pdfOf } from './paperRun';

const zone = 'Asia/Seoul';
const written = (at: number | undefined) => (at === undefined ? '' : toZonedText(at, zone).replace('T', ' '));

const heads = [
  '번호 Serial',
  '이름 Name',
  '로마자 이름 Name in Latin letters',
  '종류 Kind',
  '발급 Issued',
  '발급한 이 Issued by',
  '인쇄 횟수 Printed',
  '전달 Handed over',
  '받은 이 Taken by',
  '취소 Revoked',
  '취소 사유 Reason',
  '취소한 이 Revoked by',
  '정정 전 Replaces',
  '정정 후 Replaced by',
  '틀 Template',
  '그림 SHA-256 Drawing',
];

function cells(row: RegisterRow): readonly (string | number)[] {
  return [
    row.serial,
    row.name,
    row.nameLatin,
    row.kind,
    written(row.issuedAt),
    row.issuedBy,
    row.printed,
    written(row.handedOver?.at),
    row.handedOver ? row.handedOver.takenBy || row.name : '',
    written(row.revoked?.at),
    row.revoked?.reason ?? '',
    row.revoked?.by ?? '',
    row.replaces ?? '',
    row.replacedBy ?? '',
    row.template,
    row.drawingSha256,
  ];
}

function notEmpty(rows: readonly RegisterRow[]): readonly RegisterRow[] {
  if (rows.length === 0) throw new Refusal('register.empty');
  return rows;
}

/** What a document of the register is called. */
function titled({ db, now }: Program, language: FileLanguage): string {
  return `${programTitle(db, language)} ${documentWord('register', language)} ${toZonedText(now(), zone).slice(0, 10)}`;
}

async function exportPdf(context: AppContext, language: FileLanguage): Promise<{ document: string }> {
  const program = context.program();
  const rows = notEmpty(listRegister(program.db));
  const fonts = await fontFiles(context.shell.fontFolder);
  const columns = [
    { title: '번호 Serial', width: 27 },
    { title: '이름 Name', width: 38 },
    { title: '로마자 Latin', width: 34 },
    { title: '발급 Issued', width: 30 },
    { title: '전달 Handed over', width: 30 },
    { title: '상태 State', width: 23 },
  ];
  const lines = rows.map((row) => [
    row.serial,
    row.name,
    row.nameLatin,
    written(row.issuedAt),
    written(row.handedOver?.at),
    row.revoked ? `취소 revoked${row.replacedBy ? ` → ${row.replacedBy}` : ''}` : '',
  ]);
  const inForce = rows.filter(({ revoked }) => !revoked).length;
  const head = {
    title: `${programTitle(program.db, language)} ${documentWord('register', language)}`,
    note: `Register of certificates · ${written(program.now())} · ${rows.length} issued, ${inForce} in force`,
  };
  const table = drawTable(head, columns, lines, fonts);
  const job = asJob(head.title, { widthMm: table.widthMm, heightMm: table.heightMm }, [table]);
  const pdf = await pdfOf(context, job);
  return { document: await context.shell.saveDocument(fileName(titled(program, language), 'pdf'), pdf) };
}

async function correct(
  context: AppContext,
  input: { readonly number: number; readonly eventId: EventId; readonly reason: string },
): Promise<{ serial: string }> {
  const program = context.program();
  const { db } = program;
  const fonts = await fontFiles(context.shell.fontFolder);
  const row = getRegisterRow(db, input.number);
  const frame = certificateFrame(db, getEvent(db, input.eventId), fonts, row.kind);
  const recipient = findRecipient(db, row.attendeeId);
  if (!recipient) throw new Refusal('attendee.unknown');
  const { number, reason } = input;
  const old = { number, reason, by: operatorName(db) };
  const corrected = correctCertificate(db, frame, recipient, old, program.now());
  context.changed('certificates');
  return { serial: getRegisterRow(db, corrected).serial };
}

export const register = {
  list: api.register.list.handler(({ context }) => [...listRegister(context.program().db)]),
  sheet: api.register.sheet.handler(async ({ context, input }) => {
    const fonts = await fontFiles(context.shell.fontFolder);
    return { pages: [...frozenDrawing(context.program().db, input.number, fonts).pages] };
  }),
  revoke: api.register.revoke.handler(({ context, input }) => {
    const { db, now } = context.program();
    revokeCertificate(db, input.number, { reason: input.reason, by: operatorName(db) }, now());
    context.changed('certificates');
  }),
  correct: api.register.correct.handler(({ context, input }) => correct(context, input)),
  exportCsv: api.register.exportCsv.handler(async ({ context, input }) => {
    const program = context.program();
    const rows = notEmpty(listRegister(program.db));
    const name = fileName(titled(program, input.language), 'csv');
    const bytes = writeCsv([heads, ...rows.map(cells)]);
    return { document: await context.shell.saveDocument(name, bytes) };
  }),
  exportPdf: api.register.exportPdf.handler(({ context, input }) => exportPdf(context, input.language)),
  serials: api.register.serials.handler(({ context }) => {
    const { db } = context.program();
    const pattern = serialPattern(db);
    return { pattern: writePattern(pattern), next: serialBy(pattern, nextNumber(db)) };
  }),
  setSerials: api.register.setSerials.handler(({ context, input }) => {
    setSerialPattern(context.program().db, input.pattern);
    context.changed('certificates');
  }),
};
