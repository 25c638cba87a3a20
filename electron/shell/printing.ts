import type { BrowserWindow, WebContents } from 'electron';
import { Refusal } from '../../shared/domain/refusal';
import type { PageJob, PrinterInfo } from '../api/context';
import { openPageJob } from '../api/pageJobs';
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

/** Lays the job's pages out in a hidden, sandboxed window of ours, with their fonts loaded, and does `work` with it. */
async function withPages<T>(
  job: PageJob,
  signal: AbortSignal | undefined,
  work: (window: BrowserWindow) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const { id, ready, close } = openPageJob(job);
  const window = openWindow(`print/${id}`, {
    backgroundColor: '#ffffff',
    width: 1123,
    height: 794,
    webPreferences: { backgroundThrottling: false },
  });
  let callOff = () => {};
  const stopped = new Promise<never>((_resolve, reject) => {
    callOff = () => reject(signal?.reason);
    window.webContents.once('render-process-gone', (_event, { reason }) =>
      reject(new Error(`the page that draws is gone: ${reason}`)),
    );
    window.webContents.once('did-fail-load', (_event, _code, reason) => reject(new Error(reason)));
    window.once('closed', () => reject(new Error('the window that draws was closed')));
  });
  signal?.addEventListener('abort', callOff);
  try {
    await Promise.race([ready, stopped]);
    return await Promise.race([work(window), stopped]);
  } finally {
    signal?.removeEventListener('abort', callOff);
    close();
    if (!window.isDestroyed()) window.destroy();
  }
}

/** Draws every page; gives the PDF. Each page is exactly as large as the job says. */
export function makePdf(job: PageJob, signal?: AbortSignal): Promise<Uint8Array> {
  return withPages(job, signal, ({ webContents }) =>
    webContents.printToPDF({
      pageSize: { width: job.widthMm / mmAnInch, height: job.heightMm / mmAnInch },
      preferCSSPageSize: true,
      printBackground: true,
      margins: { top: 0, bottom: 0, left: 0, right: 0 },
    }),
  );
}

/** The paper as a printer is asked for it: by its name where the system knows one, else in micrometres, upright. */
function paperOf({ widthMm, heightMm }: PageJob): 'A4' | 'Letter' | { width: number; height: number } {
  const [short, long] = [Math.min(widthMm, heightMm), Math.max(widthMm, heightMm)];
  if (short === 210 && long === 297) return 'A4';
  if (short === 215.9 && long === 279.4) return 'Letter';
  return { width: Math.round(short * 1000), height: Math.round(long * 1000) };
}

/** Sends every page to the printer's queue without a dialog; a Refusal where the queue did not take them. */
export function printPages(job: PageJob, printer: string, signal?: AbortSignal): Promise<void> {
  return withPages(
    job,
    signal,
    ({ webContents }) =>
      new Promise((resolve, reject) => {
        webContents.print(
          {
            silent: true,
            deviceName: printer,
            printBackground: true,
            color: true,
            margins: { marginType: 'none' },
            pageSize: paperOf(job),
            landscape: job.widthMm > job.heightMm,
          },
          (success, reason) =>
            success ? resolve() : reject(new Refusal('print.failed', { printer, reason })),
        );
      }),
  );
}
