import type { WebContents } from 'electron';
import { Refusal } from '../../shared/domain/refusal';
import type { PageJob, PrinterInfo } from '../api/context';
import { openPageJobs } from '../api/pageJobs';
import { mergePdfs } from './mergedPdf';
import { openWindow } from './window';

const mmAnInch = 25.4;

/** The system's printers. Not every version of Electron says which one is the default. */
export async function listPrinters(contents: WebContents): Promise<readonly PrinterInfo[]> {
  const printers = await contents.getPrintersAsync();
  return printers.map((printer) => ({
    name: printer.name,
    displayName: printer.displayName || printer.name,
    isDefault: 'isDefault' in printer && printer.isDefault === true,
  }));
}

/** A hidden, sandboxed window of ours that lays out one job after another. */
interface Drawing {
  /** Lays the job's pages out, with their fonts loaded, and does `work` with them. */
  draw<T>(job: PageJob, work: (contents: WebContents) => Promise<T>): Promise<T>;
  close(): void;
}

function openDrawing(signal: AbortSignal | undefined): Drawing {
  signal?.throwIfAborted();
  const { id, lay, close } = openPageJobs();
  const options = {
    backgroundColor: '#ffffff',
    width: 1123,
    height: 794,
    webPreferences: { backgroundThrottling: false },
  };
  const window = openWindow(`print/${id}`, options, 'printPage');
  let callOff = () => {};
  const stopped = new Promise<never>((_resolve, reject) => {
    callOff = () => reject(signal?.reason);
    window.webContents.once('render-process-gone', (_event, { reason }) =>
      reject(new Error(`the page that draws is gone: ${reason}`)),
    );
    window.webContents.once('did-fail-load', (_event, _code, reason) => reject(new Error(reason)));
    window.once('closed', () => reject(new Error('the window that draws was closed')));
  });
  // It may end while nothing is being drawn.
  stopped.catch(() => {});
  signal?.addEventListener('abort', callOff);
  return {
    draw: async (job, work) => {
      await Promise.race([lay(job), stopped]);
      return await Promise.race([work(window.webContents), stopped]);
    },
    close: () => {
      signal?.removeEventListener('abort', callOff);
      close();
      if (!window.isDestroyed()) window.destroy();
    },
  };
}

function pdfOptions(job: PageJob): Electron.PrintToPDFOptions {
  return {
    pageSize: { width: job.widthMm / mmAnInch, height: job.heightMm / mmAnInch },
    preferCSSPageSize: true,
    printBackground: true,
    margins: { top: 0, bottom: 0, left: 0, right: 0 },
  };
}

/** So many pages are laid out at once: what the engine holds of a page while it prints is a hundred times its PDF. */
const pagesAtOnce = 100;

/** A job's pages in parts. */
function* inParts(job: PageJob, pages: number): Generator<PageJob> {
  for (let from = 0; from < job.pages.length; from += pages)
    yield { ...job, pages: job.pages.slice(from, from + pages) };
}

/**
 * Draws every page; gives the PDF, and on the way how many pages are drawn. Each page is exactly as large as the job says. A long
 * one is drawn in parts, so that it takes no more memory than a short one.
 */
export async function* makePdf(job: PageJob, signal?: AbortSignal): AsyncGenerator<number, Uint8Array> {
  const { draw, close } = openDrawing(signal);
  const together = job.attachments || job.pages.length > pagesAtOnce;
  const merged = together ? mergePdfs(job.title) : undefined;
  // Made while pages are drawn; what goes wrong with one is said at the end.
  const files = job.attachments?.() ?? Promise.resolve([]);
  files.catch(() => {});
  try {
    const drawPart = (part: PageJob) => draw(part, (contents) => contents.printToPDF(pdfOptions(part)));
    if (!merged) return await drawPart(job);
    let done = 0;
    for (const part of inParts(job, pagesAtOnce)) {
      merged.add(await drawPart(part));
      done += part.pages.length;
      yield done;
    }
    return await merged.whole(await files);
  } finally {
    merged?.stop();
    close();
  }
}

/** So many documents are laid out at once: laying out is paid once, and the engine goes through all pages for each. */
const documentsAtOnce = 12;

/** Draws documents of `pagesEach` pages, one after another; gives each as a PDF of its own as soon as it is there. */
export async function* makePdfs(
  job: PageJob,
  pagesEach: number,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const { draw, close } = openDrawing(signal);
  try {
    for (const part of inParts(job, documentsAtOnce * pagesEach)) {
      yield* await draw(part, async (contents) => {
        const made: Uint8Array[] = [];
        for (let page = 1; page <= part.pages.length; page += pagesEach) {
          signal?.throwIfAborted();
          const pageRanges = `${page}-${page + pagesEach - 1}`;
          made.push(await contents.printToPDF({ ...pdfOptions(job), pageRanges }));
        }
        return made;
      });
    }
  } finally {
    close();
  }
}

// The papers that Chromium knows by name, so that a printer's own tray of that name is chosen.
const papers = [
  { name: 'A4', short: 210, long: 297 },
  { name: 'Letter', short: 215.9, long: 279.4 },
] as const;

/** The job's paper: by its name, or in micrometres, upright. */
function paperOf({ widthMm, heightMm }: PageJob): NonNullable<Electron.WebContentsPrintOptions['pageSize']> {
  const short = Math.min(widthMm, heightMm);
  const long = Math.max(widthMm, heightMm);
  const near = (a: number, b: number) => Math.abs(a - b) < 0.5;
  const known = papers.find((paper) => near(paper.short, short) && near(paper.long, long));
  return known?.name ?? { width: Math.round(short * 1000), height: Math.round(long * 1000) };
}

/** Sends every page to the printer's queue without a dialog; a Refusal where the queue did not take them. */
export async function printPages(job: PageJob, printer: string, signal?: AbortSignal): Promise<void> {
  const landscape = job.widthMm > job.heightMm;
  const options: Electron.WebContentsPrintOptions = {
    silent: true,
    deviceName: printer,
    printBackground: true,
    color: true,
    margins: { marginType: 'none' },
    pageSize: paperOf(job),
    landscape,
    // The back's top lies where the front's top is: a landscape sheet is turned over its short edge.
    duplexMode: job.duplex ? (landscape ? 'shortEdge' : 'longEdge') : 'simplex',
  };
  const { draw, close } = openDrawing(signal);
  try {
    await draw(
      job,
      (contents) =>
        new Promise<void>((resolve, reject) => {
          contents.print(options, (success, reason) =>
            success ? resolve() : reject(new Refusal('print.failed', { printer, reason })),
          );
        }),
    );
  } finally {
    close();
  }
}
