import type {
  CertificateChoice,
  CertificateOrder,
  CertificateState,
  HeldBack,
} from '../../shared/contract/certificates';
import type { AttendeeId, EventId } from '../../shared/contract/ids';
import type { RunStep } from '../../shared/contract/printing';
import { assertNever } from '../../shared/domain/assertNever';
import type { CertificateProblem } from '../../shared/domain/certificateDrawing';
import { paperExtent } from '../../shared/domain/certificateTemplate';
import { Refusal } from '../../shared/domain/refusal';
import {
  type CertificateFrame,
  certificateFrame,
  draftDrawing,
  issueCertificate,
  whyHeldBack,
} from '../store/certificateIssue';
import { countPrints, currentCertificates, frozenDrawing } from '../store/certificates';
import { transaction } from '../store/db';
import { getEvent } from '../store/events';
import { type FontFiles, fontFiles } from '../store/fontFiles';
import { type GraduateRow, listGraduates } from '../store/graduates';
import type { Program } from '../store/program';
import { api, refusing } from './base';
import type { AppContext } from './context';
import { fileName } from './fileName';
import { asJob, type Destination, inTurns, mapInTurns, requirePrinter, sendOff } from './paperRun';

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

function readFrame(program: Program, eventId: EventId, fonts: FontFiles): CertificateFrame {
  return certificateFrame(program.db, getEvent(program.db, eventId), fonts);
}

/** Those of a run, in order of name. One person is named outright; they too must have come, or have one already. */
function choose(graduates: readonly GraduateRow[], choice: CertificateChoice): readonly GraduateRow[] {
  switch (choice.kind) {
    case 'present':
      return graduates.filter(({ present }) => present);
    case 'notPrinted':
      return graduates.filter(({ present, certificate }) => present && (certificate?.printed ?? 0) === 0);
    case 'one': {
      const one = graduates.find(({ attendeeId }) => attendeeId === choice.attendeeId);
      if (!one || !(one.present || one.certificate)) throw new Refusal('certificate.notDue');
      return [one];
    }
    default:
      return assertNever(choice);
  }
}

interface Run {
  readonly eventId: EventId;
  readonly choice: CertificateChoice;
  readonly order: CertificateOrder;
}

async function* runCertificates(
  context: AppContext,
  run: Run,
  to: (frame: CertificateFrame) => Destination,
  signal: AbortSignal | undefined,
): AsyncGenerator<RunStep> {
  const program = context.program();
  const { db } = program;
  const frame = readFrame(program, run.eventId, await fontFiles(context.shell.fontFolder));
  const destination = to(frame);
  if (destination.kind === 'printer') await requirePrinter(context, destination.printer);
  const chosen = choose(listGraduates(db, run.eventId), run.choice);
  let heldBack = 0;
  const issue = (graduate: GraduateRow): number | undefined => {
    if (graduate.certificate) return graduate.certificate.number;
    if (whyHeldBack(frame, graduate)) {
      heldBack++;
      return undefined;
    }
    return issueCertificate(db, frame, graduate, program.now());
  };
  try {
    const numbers = (yield* inTurns(chosen, issue, signal)).filter((number) => number !== undefined);
    if (numbers.length === 0 && heldBack > 0) throw new Refusal('certificate.heldBack', { count: heldBack });
    if (run.order === 'number') numbers.sort((a, b) => a - b);
    const pages = yield* inTurns(numbers, (number) => frozenDrawing(db, number), signal);
    const { width, height } = paperExtent(frame.template.body.paper);
    const job = asJob(title(frame), { widthMm: width, heightMm: height }, pages);
    for await (const step of sendOff(context, program, 'certificates', job, destination, heldBack, signal)) {
      if (step.kind === 'done' && destination.kind === 'printer') {
        transaction(db, () => countPrints(db, numbers));
      }
      yield step;
    }
  } finally {
    // Also when it was called off: what was issued by then stays issued.
    context.changed('certificates');
  }
}

function title(frame: CertificateFrame): string {
  return `${frame.program} ${frame.template.body.name} ${frame.date}`;
}

async function readPreview(
  context: AppContext,
  eventId: EventId,
  attendeeId: AttendeeId,
): Promise<{ pages: string[]; issued: boolean }> {
  const program = context.program();
  const fonts = await fontFiles(context.shell.fontFolder);
  const graduate = listGraduates(program.db, eventId).find((one) => one.attendeeId === attendeeId);
  if (!graduate) throw new Refusal('certificate.notDue');
  if (graduate.certificate) {
    return { pages: [...frozenDrawing(program.db, graduate.certificate.number).pages], issued: true };
  }
  const frame = readFrame(program, eventId, fonts);
  return { pages: [...draftDrawing(frame, graduate).pages], issued: false };
}

export const certificates = {
  list: api.certificates.list.handler(async ({ context, input }) => {
    const fonts = await fontFiles(context.shell.fontFolder);
    const program = context.program();
    const frame = readFrame(program, input.eventId, fonts);
    const lastSerial = currentCertificates(program.db).at(-1)?.serial ?? null;
    const rows = listGraduates(program.db, input.eventId);
    const states = await mapInTurns(rows, (row) => stateOf(frame, row));
    const graduates = rows.flatMap(({ certificate: _, results: __, ...person }, index) => {
      const state = states[index];
      return state ? [{ ...person, state }] : [];
    });
    return { graduates, lastSerial };
  }),
  preview: api.certificates.preview.handler(({ context, input }) =>
    readPreview(context, input.eventId, input.attendeeId),
  ),
  makePdf: api.certificates.makePdf.handler(({ context, input, signal, errors, path }) =>
    refusing(
      runCertificates(
        context,
        input,
        (frame) => ({ kind: 'pdf', name: fileName(title(frame), 'pdf') }),
        signal,
      ),
      { errors, path, signal },
    ),
  ),
  print: api.certificates.print.handler(({ context, input, signal, errors, path }) =>
    refusing(
      runCertificates(context, input, () => ({ kind: 'printer', printer: input.printer }), signal),
      { errors, path, signal },
    ),
  ),
  issued: api.certificates.issued.handler(({ context }) => [...currentCertificates(context.program().db)]),
};
