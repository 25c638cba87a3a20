import type { FileLanguage } from '../../shared/domain/ownFiles';
import {
  drawScannerSheet,
  scannerSheetHeight,
  scannerSheetWidth,
  scannerTestCode,
} from '../../shared/domain/scannerSheet';
import { fontFiles } from '../store/fontFiles';
import type { AppContext } from './context';
import { documentWord } from './documentTitle';
import { fileName } from './fileName';
import { asJob, requirePrinter, sendOff } from './paperRun';

/** Makes the scanners' test sheet; gives the document's name, or null where it went to a printer. */
export async function makeScannerSheet(
  context: AppContext,
  printer: string | null,
  language: FileLanguage,
): Promise<string | null> {
  if (printer !== null) await requirePrinter(context, printer);
  const metrics = await fontFiles(context.shell.fontFolder);
  const { svg, faces } = drawScannerSheet(scannerTestCode, metrics);
  const title = documentWord('scannerSheet', language);
  const job = asJob(title, { widthMm: scannerSheetWidth, heightMm: scannerSheetHeight }, [
    { pages: [svg], faces },
  ]);
  const to =
    printer === null
      ? ({ kind: 'pdf', name: fileName(title, 'pdf') } as const)
      : ({ kind: 'printer', printer } as const);
  let document: string | null = null;
  for await (const step of sendOff(context, context.program(), 'test', job, to, 0, undefined)) {
    if (step.kind === 'done') document = step.document;
  }
  return document;
}
