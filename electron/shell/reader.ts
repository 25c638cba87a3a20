import path from 'node:path';
import { utilityProcess } from 'electron';
import type { ReaderAnswer, ReaderProcess } from '../reading/messages';
import { readerQueue } from '../reading/readerQueue';

/** Starts a process that reads files: its memory is its own, and bounded. */
export function startReader(): ReaderProcess {
  const child = utilityProcess.fork(path.join(import.meta.dirname, 'importReader.js'), [], {
    serviceName: 'stagedoor-import',
    execArgv: ['--max-old-space-size=1024'],
  });
  return readerQueue({
    send: (message) => child.postMessage(message),
    onAnswer: (take) => child.on('message', (message) => take(message as ReaderAnswer)),
    onExit: (take) => child.once('exit', take),
    kill: () => child.kill(),
  });
}
