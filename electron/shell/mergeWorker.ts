// Runs in a thread of its own, so that putting a long document together holds up no scan. Takes PDFs one after another and,
// for the files that go with them, gives one of all.
import { parentPort, workerData } from 'node:worker_threads';
import { PDFDocument } from '@cantoo/pdf-lib';
import { attachFiles } from '../api/attachedFiles';
import type { MergeMessage } from './mergedPdf';

const whole = await PDFDocument.create();
whole.setTitle(String(workerData));

async function add(bytes: Uint8Array): Promise<void> {
  const part = await PDFDocument.load(bytes, { updateMetadata: false });
  for (const page of await whole.copyPages(part, part.getPageIndices())) whole.addPage(page);
}

let last: Promise<unknown> = Promise.resolve();
parentPort?.on('message', (message: MergeMessage) => {
  const before = last;
  last = (async () => {
    await before;
    if ('part' in message) return add(message.part);
    await attachFiles(whole, message.files);
    const bytes = await whole.save({ useObjectStreams: false, objectsPerTick: Number.POSITIVE_INFINITY });
    parentPort?.postMessage(bytes);
    parentPort?.close();
  })();
});
