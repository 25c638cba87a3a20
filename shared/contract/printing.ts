import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { fontFamilies } from '../domain/fonts';
import { printOrders } from '../domain/printOrder';
import { procedure } from './base';

/** In which order the sheets of a run come. */
export const PrintOrder = z.enum(printOrders);

/** One PDF with every page, one a person, or both. */
export const PdfFiles = z.enum(['one', 'each', 'both']);
export type PdfFiles = z.infer<typeof PdfFiles>;

/** What a printer is chosen for; remembered for each. */
export const PaperKind = z.enum(['badges', 'certificates']);
export type PaperKind = z.infer<typeof PaperKind>;

/** A printer by the name that the system knows it by. */
export const PrinterName = z.string().min(1).max(300);

export const Printer = z.object({ name: PrinterName, displayName: z.string(), isDefault: z.boolean() });
export type Printer = z.infer<typeof Printer>;

/** How a run of pages goes. The last one is 'done'; a run that is left is called off. */
export const RunStep = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('progress'),
    /** prepare: pages are being made; draw: the engine draws them all; send: the queue takes them. */
    step: z.enum(['prepare', 'draw', 'send']),
    done: z.int().min(0),
    total: z.int().min(0),
  }),
  z.object({
    kind: z.literal('done'),
    pages: z.int(),
    /** The file's name in the app's folder, or null where the pages went to a printer. */
    document: z.string().nullable(),
    /** People left out since their names can't be drawn. */
    heldBack: z.int().min(0),
  }),
]);
export type RunStep = z.infer<typeof RunStep>;

export const PagesOutput = eventIterator(RunStep);

const Shift = z.object({ x: z.number(), y: z.number() });

const PageJobId = z.uuid();

export const printing = {
  printers: procedure.output(
    z.object({
      printers: z.array(Printer),
      /** The one chosen the last time, if the system still has it. */
      chosen: z.object({ badges: PrinterName.nullable(), certificates: PrinterName.nullable() }),
    }),
  ),
  choosePrinter: procedure.input(z.object({ what: PaperKind, printer: PrinterName })).output(z.void()),
  /** Prints one page that says what was tried. */
  test: procedure.input(z.object({ printer: PrinterName })).output(z.void()),
  /** For the hidden page that pages are drawn in: what to draw after so many other jobs (null: nothing any more), … */
  job: procedure.input(z.object({ id: PageJobId, drawn: z.int().min(0) })).output(
    z
      .object({
        title: z.string(),
        widthMm: z.number(),
        heightMm: z.number(),
        pages: z.int(),
        /** Added to every page for this printer: of odd pages (fronts) and even ones (backs), in mm. */
        shift: z.object({ front: Shift, back: Shift }),
        faces: z.array(z.object({ family: z.enum(fontFamilies), weight: z.int() })),
      })
      .nullable(),
  ),
  /** … the pages, some at a time from `from` on, so that no answer is so large that a scan waits for it, … */
  jobPages: procedure
    .input(z.object({ id: PageJobId, from: z.int().min(0) }))
    .output(z.array(z.string()).min(1)),
  /** … and that it is there, every font loaded; or why not. */
  jobReady: procedure
    .input(z.object({ id: PageJobId, problem: z.string().max(1000).nullable() }))
    .output(z.void()),
};
