import { setImmediate as turn } from 'node:timers/promises';
import type { RunStep } from '../../shared/contract/printing';
import type { FontFace } from '../../shared/domain/fonts';
import { Refusal } from '../../shared/domain/refusal';
import { type PrintJob, recordPrintJob } from '../store/printJobs';
import type { Program } from '../store/program';
import type { AppContext, PageJob } from './context';

/** How long (ms) pages are made at a stretch before a scan gets its turn; a single page may take longer. */
const stretch = 8;
const tellEvery = 100;

/** Does `work` for each item, one after another, letting everything else through in between; says how far it is. */
export async function* inTurns<T, R>(
  items: readonly T[],
  work: (item: T) => R,
  signal: AbortSignal | undefined,
): AsyncGenerator<RunStep, readonly R[]> {
  const results: R[] = [];
  let since = performance.now();
  let told = since;
  const total = items.length;
  yield { kind: 'progress', step: 'prepare', done: 0, total };
  for (const item of items) {
    signal?.throwIfAborted();
    results.push(work(item));
    if (performance.now() - since < stretch) continue;
    await turn();
    since = performance.now();
    if (since - told < tellEvery) continue;
    told = since;
    yield { kind: 'progress', step: 'prepare', done: results.length, total };
  }
  yield { kind: 'progress', step: 'prepare', done: total, total };
  return results;
}

/** The same without saying how far it is. */
export async function mapInTurns<T, R>(items: readonly T[], work: (item: T) => R): Promise<readonly R[]> {
  const steps = inTurns(items, work, undefined);
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
  }
}

/** A sheet as it was drawn, front and back, with its fonts. */
export type DrawnPage = { readonly pages: readonly string[]; readonly faces: readonly FontFace[] };

/** Puts pages together as one job. */
export function asJob(
  title: string,
  size: { readonly widthMm: number; readonly heightMm: number },
  sheets: readonly DrawnPage[],
): PageJob {
  const faces = new Map<string, FontFace>();
  for (const sheet of sheets) {
    for (const face of sheet.faces) faces.set(`${face.family} ${face.weight}`, face);
  }
  return { title, ...size, pages: sheets.flatMap(({ pages }) => pages), faces: [...faces.values()] };
}

/** The size (mm) that frozen sheets were drawn for. A Refusal where they are of several: a run is of one paper. */
export function paperOf(sheets: readonly DrawnPage[]): {
  readonly widthMm: number;
  readonly heightMm: number;
} {
  const sizes = new Set(sheets.flatMap(({ pages }) => pages).map(sizeOf));
  const [size, another] = [...sizes];
  if (another !== undefined) throw new Refusal('print.papers');
  const [widthMm = 297, heightMm = 210] = (size ?? '297 210').split(' ').map(Number);
  return { widthMm, heightMm };
}

function sizeOf(svg: string): string {
  const [, width, height] = /^<svg [^>]*?width="([\d.]+)mm" height="([\d.]+)mm"/.exec(svg) ?? [];
  if (!width || !height) throw new Error('a page that does not say how large it is');
  return `${width} ${height}`;
}

/** Draws a job of few pages; gives the PDF. */
export async function pdfOf(context: AppContext, job: PageJob): Promise<Uint8Array> {
  const drawing = context.shell.pdf(job);
  for (;;) {
    const step = await drawing.next();
    if (step.done) return step.value;
  }
}

/** Where a job goes: into a new file of that name in the app's folder, or to a printer. */
export type Destination =
  | { readonly kind: 'pdf'; readonly name: string }
  | { readonly kind: 'printer'; readonly printer: string };

/** Draws a job and sends it off; notes it in the program. */
export async function* sendOff(
  context: AppContext,
  program: Program,
  what: PrintJob['what'],
  job: PageJob,
  to: Destination,
  heldBack: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<RunStep> {
  const pages = job.pages.length;
  if (pages === 0) throw new Refusal('print.nothing');
  let document: string | null = null;
  if (to.kind === 'pdf') {
    yield { kind: 'progress', step: 'draw', done: 0, total: pages };
    const drawing = context.shell.pdf(job, signal);
    let step = await drawing.next();
    for (; !step.done; step = await drawing.next())
      yield { kind: 'progress', step: 'draw', done: step.value, total: pages };
    const pdf = step.value;
    signal?.throwIfAborted();
    document = await context.shell.saveDocument(to.name, pdf);
  } else {
    await requirePrinter(context, to.printer);
    yield { kind: 'progress', step: 'send', done: 0, total: pages };
    await context.shell.print(job, to.printer, signal);
  }
  const destination = to.kind === 'pdf' ? 'pdf' : to.printer;
  recordPrintJob(program.db, { what, destination, pages }, program.now());
  context.changed('printing');
  yield { kind: 'done', pages, document, heldBack };
}

/** A Refusal where the system has no printer of that name. Asked before anything is issued for it. */
export async function requirePrinter(context: AppContext, printer: string): Promise<void> {
  const printers = await context.shell.printers();
  if (!printers.some(({ name }) => name === printer)) throw new Refusal('print.noPrinter', { printer });
}
