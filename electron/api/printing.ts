import type { PaperKind } from '../../shared/contract/printing';
import { drawTestPage, testPageHeight, testPageWidth } from '../../shared/domain/testPage';
import { fontFiles } from '../store/fontFiles';
import { getMeta, type MetaKey, setMeta } from '../store/meta';
import { recordPrintJob } from '../store/printJobs';
import { api } from './base';
import { nextPageJob, pageJob, pageJobReady } from './pageJobs';
import { asJob, requirePrinter } from './paperRun';

/** About 30 kB each. */
const pagesAtOnce = 10;

const chosenKey: Readonly<Record<PaperKind, MetaKey>> = {
  badges: 'printer.badges',
  certificates: 'printer.certificates',
};

export const printing = {
  printers: api.printing.printers.handler(async ({ context }) => {
    const { db } = context.program();
    const printers = await context.shell.printers();
    const chosen = (what: PaperKind) => {
      const name = getMeta(db, chosenKey[what]);
      return name !== undefined && printers.some((printer) => printer.name === name) ? name : null;
    };
    return {
      printers: printers.map((printer) => ({ ...printer })),
      chosen: { badges: chosen('badges'), certificates: chosen('certificates') },
    };
  }),
  choosePrinter: api.printing.choosePrinter.handler(({ context, input }) => {
    setMeta(context.program().db, chosenKey[input.what], input.printer);
    context.changed('printing');
  }),
  test: api.printing.test.handler(async ({ context, input }) => {
    const program = context.program();
    await requirePrinter(context, input.printer);
    const metrics = await fontFiles(context.shell.fontFolder);
    const time = new Date(program.now()).toISOString();
    const { svg, faces } = drawTestPage({ printer: input.printer, time }, metrics);
    const job = asJob('Stagedoor', { widthMm: testPageWidth, heightMm: testPageHeight }, [
      { pages: [svg], faces },
    ]);
    await context.shell.print(job, input.printer);
    recordPrintJob(program.db, { what: 'test', destination: input.printer, pages: 1 }, program.now());
    context.changed('printing');
  }),
  job: api.printing.job.handler(async ({ input }) => {
    const job = await nextPageJob(input.id, input.drawn);
    if (!job) return null;
    const { title, widthMm, heightMm, pages, faces, shift } = job;
    const none = { x: 0, y: 0 };
    return {
      title,
      widthMm,
      heightMm,
      pages: pages.length,
      shift: shift ?? { front: none, back: none },
      faces: faces.map((face) => ({ ...face })),
    };
  }),
  jobPages: api.printing.jobPages.handler(({ input }) =>
    pageJob(input.id).pages.slice(input.from, input.from + pagesAtOnce),
  ),
  jobReady: api.printing.jobReady.handler(({ input }) => pageJobReady(input.id, input.problem)),
};
