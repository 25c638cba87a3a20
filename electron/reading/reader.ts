/**
 * The process that reads files: started for one job, ended after it. It opens the program only to read, has no network and no
 * window, and may die of what it is given: that is why it is one.
 */
import { Refusal } from '../../shared/domain/refusal';
import { partsAhead, type ReaderAnswer, type ReadJob } from './messages';
import { commitFiles, previewFiles } from './plan';

type Message = ReadJob | { readonly kind: 'more' };

interface Port {
  post(answer: ReaderAnswer): void;
  listen(take: (message: Message) => void): void;
}

/** Electron's port to a utility process, or Node's channel to a child. */
function openPort(): Port {
  const parent = process.parentPort;
  if (parent) {
    return {
      post: (answer) => parent.postMessage(answer),
      listen: (take) => parent.on('message', ({ data }) => take(data as Message)),
    };
  }
  return {
    post: (answer) => process.send?.(answer),
    listen: (take) => process.on('message', (message) => take(message as Message)),
  };
}

const port = openPort();
let credit = partsAhead;
let wake = () => {};

async function answer(job: ReadJob): Promise<void> {
  try {
    if (job.kind === 'preview') {
      port.post({ kind: 'preview', files: await previewFiles(job) });
      return;
    }
    for await (const part of commitFiles(job)) {
      while (credit === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      credit--;
      port.post(part);
    }
  } catch (error) {
    if (error instanceof Refusal) {
      port.post({ kind: 'refused', reason: error.reason, params: { ...error.params } });
    } else {
      port.post({
        kind: 'failed',
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    }
  }
}

port.listen((message) => {
  if (message.kind === 'more') {
    credit++;
    wake();
    return;
  }
  void answer(message);
});
