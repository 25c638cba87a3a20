import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Attachment } from '../api/attachment';

/** What the thread is told: pages, or at the end the files that go with them. */
export type MergeMessage = { readonly part: Uint8Array } | { readonly files: readonly Attachment[] };

/** A document that is put together from parts while the next one is drawn. */
export interface MergedPdf {
  add(part: Uint8Array): void;
  /** All of it with its files, once every part is in. Whatever went wrong with one is said here. */
  whole(files: readonly Attachment[]): Promise<Uint8Array>;
  /** Ends the thread; the document is not wanted, or there. */
  stop(): void;
}

/** Starts the thread that puts it together (mergeWorker). */
export function mergePdfs(title: string): MergedPdf {
  const thread = new Worker(path.join(import.meta.dirname, 'mergeWorker.js'), { workerData: title });
  const made = new Promise<Uint8Array>((resolve, reject) => {
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) =>
      reject(new Error(`the thread that puts a document together ended with ${code}`)),
    );
  });
  // Nobody waits for it where drawing itself fails first.
  made.catch(() => {});
  const tell = (message: MergeMessage) => thread.postMessage(message);
  return {
    add: (part) => tell({ part }),
    whole: (files) => {
      tell({ files });
      return made;
    },
    stop: () => void thread.terminate(),
  };
}
