import type { RunStep } from '../../shared/contract/printing';
import { PrintRunId, type SpoolState } from '../../shared/contract/spool';
import { drawCalibration } from '../../shared/domain/calibrationSheet';
import { Refusal } from '../../shared/domain/refusal';
import { frozenDrawing } from '../store/certificates';
import { fontFiles } from '../store/fontFiles';
import { operatorName } from '../store/operator';
import { printerOffset, setPrinterOffset } from '../store/printerOffsets';
import { recordPrintJob } from '../store/printJobs';
import {
  abandonRun,
  type Chunk,
  changePrinter,
  chunkAccepted,
  chunkRefused,
  chunksOf,
  createRun,
  openRun,
  type RunRow,
  sheetsOf,
  takeChunk,
} from '../store/printRuns';
import type { Program } from '../store/program';
import { getRegisterRow } from '../store/register';
import { confirmChunk, spoilSheet, undoReading } from '../store/trayReadings';
import { api, refusing } from './base';
import type { AppContext } from './context';
import { type Choice, frameTitle, issueChosen, readFrame } from './issuing';
import { asJob, inTurns, paperOf, requirePrinter } from './paperRun';

function stateOf({ db }: Program): SpoolState | null {
  const run = openRun(db);
  if (!run) return null;
  const sheets = sheetsOf(db, run.id);
  const [last] = chunksOf(db, run.id);
  const spoiltSince = sheets.some(
    ({ chunk, state, spoilt }) => chunk === last?.chunk && state === 'waiting' && spoilt > 0,
  );
  return {
    id: PrintRunId.parse(run.id),
    title: run.title,
    printer: run.printer,
    order: run.order,
    chunkSize: run.chunkSize,
    sides: run.sides,
    reason: run.reason,
    at: run.at,
    sheets: sheets.map(({ number, serial, name, state, spoilt }) => ({
      number,
      serial,
      name,
      state,
      spoilt,
    })),
    waitingFor:
      last && last.confirmedAt === null
        ? { printer: last.printer, sentAt: last.sentAt, accepted: last.acceptedAt !== null }
        : null,
    canUndo: last !== undefined && last.confirmedAt !== null && !spoiltSince,
  };
}

function requireRun({ db }: Program, id: string): RunRow {
  const run = openRun(db);
  if (run?.id !== id) throw new Refusal('spool.over');
  return run;
}

interface Start extends Choice {
  readonly printer: string;
  readonly chunkSize: number;
  readonly sides: 'front' | 'duplex';
  readonly reason: string;
}

async function* start(
  context: AppContext,
  input: Start,
  signal: AbortSignal | undefined,
): AsyncGenerator<RunStep> {
  const program = context.program();
  const { db } = program;
  if (openRun(db)) throw new Refusal('spool.another');
  await requirePrinter(context, input.printer);
  const fonts = await fontFiles(context.shell.fontFolder);
  const frame = readFrame(program, input, fonts);
  try {
    const { numbers, heldBack } = yield* issueChosen(program, frame, input, signal);
    const again = numbers.filter((number) => getRegisterRow(db, number).printed > 0);
    if (again.length > 0 && input.reason.trim() === '')
      throw new Refusal('spool.noReason', { count: again.length });
    const sheets = yield* inTurns(numbers, (number) => frozenDrawing(db, number, fonts), signal);
    const run = createRun(
      db,
      {
        ...paperOf(sheets),
        title: frameTitle(frame, 'ko'),
        printer: input.printer,
        order: input.order,
        chunkSize: input.chunkSize,
        sides: input.sides,
        reason: input.reason.trim(),
        by: operatorName(db),
        numbers,
      },
      program.now(),
    );
    context.changed('certificates');
    yield* sendNext(context, program, run, heldBack, signal);
  } finally {
    context.changed('certificates');
  }
}

/** Sends the next sheets. What the queue did not take waits again; where nobody knows, the operator is asked. */
async function* sendNext(
  context: AppContext,
  program: Program,
  id: string,
  heldBack: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<RunStep> {
  const { db } = program;
  const run = requireRun(program, id);
  await requirePrinter(context, run.printer);
  const fonts = await fontFiles(context.shell.fontFolder);
  // Whatever can be refused is refused before anything is noted as sent.
  const due = sheetsOf(db, id).filter(({ state }) => state === 'waiting');
  for (const { number } of due.slice(0, run.chunkSize)) frozenDrawing(db, number, fonts);
  signal?.throwIfAborted();
  const chunk = takeChunk(db, id, program.now());
  context.changed('certificates');
  if (!chunk) {
    yield { kind: 'done', pages: 0, document: null, heldBack };
    return;
  }
  const job = jobOf(program, run, chunk, fonts);
  yield { kind: 'progress', step: 'send', done: 0, total: job.pages.length };
  try {
    // From here on it is not called off: half a sent chunk is what nobody could tell from a whole one.
    await context.shell.print(job, chunk.printer);
  } catch (error) {
    const queue = await context.shell.queue(chunk.printer);
    if (error instanceof Refusal && queue.kind === 'empty') chunkRefused(db, id, chunk.chunk);
    context.changed('certificates');
    throw error;
  }
  chunkAccepted(db, id, chunk.chunk, program.now());
  const pages = job.pages.length;
  recordPrintJob(db, { what: 'certificates', destination: chunk.printer, pages }, program.now());
  context.changed('certificates', 'printing');
  yield { kind: 'done', pages: chunk.numbers.length, document: null, heldBack };
}

function jobOf({ db }: Program, run: RunRow, chunk: Chunk, fonts: Awaited<ReturnType<typeof fontFiles>>) {
  const duplex = run.sides === 'duplex';
  const blank = `<svg xmlns="http://www.w3.org/2000/svg" width="${run.widthMm}mm" height="${run.heightMm}mm"/>`;
  const sheets = chunk.numbers.map((number) => {
    const { pages, faces } = frozenDrawing(db, number, fonts);
    const [front = blank, back = blank] = pages;
    return { pages: duplex ? [front, back] : [front], faces };
  });
  const offset = printerOffset(db, chunk.printer);
  const size = { widthMm: run.widthMm, heightMm: run.heightMm };
  // Fronts alone are pages of one kind: each of them is shifted as a front.
  const shift = duplex ? offset : { front: offset.front, back: offset.front };
  return { ...asJob(run.title, size, sheets), duplex, shift };
}

export const spool = {
  current: api.spool.current.handler(({ context }) => stateOf(context.program())),
  start: api.spool.start.handler(({ context, input, signal, errors, path }) =>
    refusing(start(context, input, signal), { errors, path, signal }),
  ),
  next: api.spool.next.handler(({ context, input, signal, errors, path }) =>
    refusing(sendNext(context, context.program(), input.run, 0, signal), { errors, path, signal }),
  ),
  queue: api.spool.queue.handler(({ context, input }) => {
    const program = context.program();
    return context.shell.queue(sentTo(program, input.run));
  }),
  clearQueue: api.spool.clearQueue.handler(({ context, input }) => {
    const program = context.program();
    return context.shell.clearQueue(sentTo(program, input.run));
  }),
  confirm: api.spool.confirm.handler(async ({ context, input }) => {
    const program = context.program();
    const printer = sentTo(program, input.run);
    const queue = await context.shell.queue(printer);
    if (queue.kind === 'busy') throw new Refusal('spool.stillInQueue', { jobs: queue.jobs, printer });
    if (queue.kind === 'unknown' && !input.offQueue) throw new Refusal('spool.queueUnknown', { printer });
    confirmChunk(program.db, input.run, input, operatorName(program.db), program.now());
    context.changed('certificates');
  }),
  undoConfirm: api.spool.undoConfirm.handler(({ context, input }) => {
    undoReading(context.program().db, input.run);
    context.changed('certificates');
  }),
  spoil: api.spool.spoil.handler(({ context, input }) => {
    spoilSheet(context.program().db, input.run, input.number);
    context.changed('certificates');
  }),
  changePrinter: api.spool.changePrinter.handler(async ({ context, input }) => {
    await requirePrinter(context, input.printer);
    changePrinter(context.program().db, input.run, input.printer);
    context.changed('certificates');
  }),
  abandon: api.spool.abandon.handler(({ context, input }) => {
    const program = context.program();
    abandonRun(program.db, input.run, program.now());
    context.changed('certificates');
  }),
  offset: api.spool.offset.handler(({ context, input }) => {
    const { front, back } = printerOffset(context.program().db, input.printer);
    return { front: { ...front }, back: { ...back } };
  }),
  setOffset: api.spool.setOffset.handler(({ context, input }) => {
    setPrinterOffset(context.program().db, input.printer, input.offset);
    context.changed('printing');
  }),
  calibrate: api.spool.calibrate.handler(async ({ context, input }) => {
    const program = context.program();
    await requirePrinter(context, input.printer);
    const fonts = await fontFiles(context.shell.fontFolder);
    const offset = printerOffset(program.db, input.printer);
    const duplex = input.sides === 'duplex';
    const sheet = drawCalibration({ printer: input.printer, offset, duplex }, fonts);
    const job = asJob('Stagedoor', { widthMm: sheet.widthMm, heightMm: sheet.heightMm }, [sheet]);
    await context.shell.print({ ...job, duplex, shift: offset }, input.printer);
    const pages = sheet.pages.length;
    recordPrintJob(program.db, { what: 'test', destination: input.printer, pages }, program.now());
    context.changed('printing');
  }),
};

/** The printer that the last sheets went to: the one chosen now may be another. */
function sentTo(program: Program, id: string): string {
  const { printer } = requireRun(program, id);
  return chunksOf(program.db, id)[0]?.printer ?? printer;
}
