import type { CertificateState, HeldBack } from '../../shared/contract/certificates';
import type { AttendeeId, EventId } from '../../shared/contract/ids';
import type { PdfFiles, RunStep } from '../../shared/contract/printing';
import { assertNever } from '../../shared/domain/assertNever';
import type { CertificateProblem } from '../../shared/domain/certificateDrawing';
import type { TemplateKind } from '../../shared/domain/certificateTemplate';
import type { FileLanguage } from '../../shared/domain/ownFiles';
import { Refusal } from '../../shared/domain/refusal';
import { type CertificateFrame, draftDrawing, whyHeldBack } from '../store/certificateIssue';
import { currentCertificates, frozenDrawing, lastSerial } from '../store/certificates';
import { type CredentialSource, credentialSources, credentialWriter } from '../store/credentials';
import type { WriteDb } from '../store/db';
import { fontFiles } from '../store/fontFiles';
import { type GraduateRow, listGraduates } from '../store/graduates';
import { recordPrintJob } from '../store/printJobs';
import type { Program } from '../store/program';
import { type Attachment, credentialFile } from './attachment';
import { api, refusing } from './base';
import type { AppContext } from './context';
import { fileName } from './fileName';
import { type Choice, frameTitle, type Issued, issueChosen, readFrame } from './issuing';
import { asJob, type DrawnPage, inTurns, mapInTurns, paperOf, sendOff } from './paperRun';

function stateOf(frame: CertificateFrame, graduate: GraduateRow): CertificateState {
  const { certificate } = graduate;
  if (certificate) {
    const { serial, printed } = certificate;
    return printed > 0 ? { kind: 'printed', serial, times: printed } : { kind: 'issued', serial };
  }
  const problem = whyHeldBack(frame, graduate);
  if (!problem) return { kind: 'ready' };
  return { kind: 'heldBack', problem: problemOf(problem) };
}

/** A problem as the contract has it. */
export function problemOf(problem: CertificateProblem): HeldBack {
  switch (problem.kind) {
    case 'glyphs':
      return { ...problem, characters: [...problem.characters] };
    case 'tooLong':
      return problem;
    case 'empty':
      return { ...problem, fields: [...problem.fields] };
    case 'unknownField':
      return { ...problem, names: [...problem.names] };
    default:
      return assertNever(problem);
  }
}

async function* makePdf(
  context: AppContext,
  run: Choice & { readonly files: PdfFiles; readonly language: FileLanguage },
  signal: AbortSignal | undefined,
): AsyncGenerator<RunStep> {
  const program = context.program();
  const { db } = program;
  const fonts = await fontFiles(context.shell.fontFolder);
  const frame = readFrame(program, run, fonts);
  const title = frameTitle(frame, run.language);
  try {
    const issued = yield* issueChosen(program, frame, run, signal);
    const { numbers, heldBack } = issued;
    const sheets = yield* inTurns(numbers, (number) => frozenDrawing(db, number, fonts), signal);
    const badges = await badgesOf(db);
    const job = {
      ...asJob(title, paperOf(sheets), sheets),
      attachments: () => badgesOfAll(badges, numbers, sheets),
    };
    if (run.files !== 'one') yield* makeEach(context, program, { ...frame, title }, issued, badges, signal);
    if (run.files === 'each') return;
    const destination = { kind: 'pdf', name: fileName(title, 'pdf') } as const;
    yield* sendOff(context, program, 'certificates', job, destination, heldBack, signal);
  } finally {
    // Also when it was called off: what was issued by then stays issued.
    context.changed('certificates');
  }
}

/** The Open Badge of a certificate in force, by its number: what it is made of, and the file for that page of a document. */
type Badges = (number: number) => {
  readonly source: CredentialSource;
  write(page: number): Promise<Attachment>;
};

/** A Refusal where the program's keys are locked. */
async function badgesOf(db: WriteDb): Promise<Badges> {
  const sources = new Map(credentialSources(db).map((source) => [source.number, source]));
  const credentials = await credentialWriter(db);
  return (number) => {
    const source = sources.get(number);
    if (!source) throw new Error('a document of no certificate in force');
    return { source, write: async (page) => credentialFile(await credentials.write(source), source, page) };
  };
}

/** The badges of a document of many sheets, each for the front of its own. They are signed off the main thread, one by one. */
async function badgesOfAll(
  badges: Badges,
  numbers: readonly number[],
  sheets: readonly DrawnPage[],
): Promise<readonly Attachment[]> {
  const files: Attachment[] = [];
  let page = 0;
  for (const [index, number] of numbers.entries()) {
    files.push(await badges(number).write(page));
    page += sheets[index]?.pages.length ?? 0;
  }
  return files;
}

/** A PDF a person with their Open Badge in it, named by serial and name, all in one new folder. */
async function* makeEach(
  context: AppContext,
  program: Program,
  frame: CertificateFrame & { readonly title: string },
  { numbers, heldBack }: Issued,
  badges: Badges,
  signal: AbortSignal | undefined,
): AsyncGenerator<RunStep> {
  const { db } = program;
  if (numbers.length === 0) throw new Refusal('print.nothing');
  const sheets = numbers.map((number) => ({ number, ...frozenDrawing(db, number, frame.fonts) }));
  const total = numbers.length;
  const files: { name: string; bytes: Uint8Array }[] = [];
  yield { kind: 'progress', step: 'draw', done: 0, total };
  for (const [pagesEach, group] of byPages(sheets)) {
    const job = asJob(frame.title, paperOf(group), group);
    const numbersLeft = group.map(({ number }) => number);
    for await (const pdf of context.shell.pdfs(job, pagesEach, signal)) {
      signal?.throwIfAborted();
      const { source, write } = badges(numbersLeft.shift() ?? 0);
      const { serial, name } = source;
      const title = `${name} ${frame.title}`;
      const { withFiles } = await import('./attachedFiles');
      const bytes = await withFiles(pdf, [await write(0)], { title, subject: `No. ${serial}` });
      files.push({ name: fileName(`${serial} ${name}`, 'pdf'), bytes });
      yield { kind: 'progress', step: 'draw', done: files.length, total };
    }
  }
  const document = await context.shell.saveFolder(fileName(frame.title), files);
  recordPrintJob(db, { what: 'certificates', destination: 'pdf', pages: total }, program.now());
  context.changed('printing');
  yield { kind: 'done', pages: total, document, heldBack };
}

/** Sheets by how many pages they have. */
function byPages<T extends DrawnPage>(sheets: readonly T[]): ReadonlyMap<number, readonly T[]> {
  const groups = new Map<number, T[]>();
  for (const sheet of sheets) {
    const group = groups.get(sheet.pages.length);
    if (group) group.push(sheet);
    else groups.set(sheet.pages.length, [sheet]);
  }
  return groups;
}

async function readPreview(
  context: AppContext,
  due: { readonly eventId: EventId; readonly kind: TemplateKind },
  attendeeId: AttendeeId,
): Promise<{ pages: string[]; issued: boolean }> {
  const program = context.program();
  const fonts = await fontFiles(context.shell.fontFolder);
  const graduate = listGraduates(program.db, due.eventId, due.kind).find(
    (one) => one.attendeeId === attendeeId,
  );
  if (!graduate) throw new Refusal('certificate.notDue');
  if (graduate.certificate) {
    return { pages: [...frozenDrawing(program.db, graduate.certificate.number, fonts).pages], issued: true };
  }
  const frame = readFrame(program, due, fonts);
  return { pages: [...draftDrawing(frame, graduate).pages], issued: false };
}

export const certificates = {
  list: api.certificates.list.handler(async ({ context, input }) => {
    const fonts = await fontFiles(context.shell.fontFolder);
    const program = context.program();
    const frame = readFrame(program, input, fonts);
    const rows = listGraduates(program.db, input.eventId, input.kind);
    const states = await mapInTurns(rows, (row) => stateOf(frame, row));
    const graduates = rows.flatMap(({ certificate: _, results: __, ...person }, index) => {
      const state = states[index];
      return state ? [{ ...person, state }] : [];
    });
    return { graduates, lastSerial: lastSerial(program.db) ?? null };
  }),
  preview: api.certificates.preview.handler(({ context, input }) =>
    readPreview(context, input, input.attendeeId),
  ),
  makePdf: api.certificates.makePdf.handler(({ context, input, signal, errors, path }) =>
    refusing(makePdf(context, input, signal), { errors, path, signal }),
  ),
  issued: api.certificates.issued.handler(({ context }) => [...currentCertificates(context.program().db)]),
};
