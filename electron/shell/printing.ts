import type { WebContents } from 'electron';
import type { PageJob, PrinterInfo } from '../api/context';

export async function listPrinters(contents: WebContents): Promise<readonly PrinterInfo[]> {
  const printers = await contents.getPrintersAsync();
  return printers.map(({ name, displayName }) => ({ name, displayName, isDefault: false }));
}

export async function makePdf(_job: PageJob): Promise<Uint8Array> {
  throw new Error('not built yet');
}

export async function printPages(_job: PageJob, _printer: string): Promise<void> {
  throw new Error('not built yet');
}
