import type { ReaderAnswer, ReaderProcess, ReadJob } from './messages';

/** What a process of either runtime can do. */
interface Channel {
  send(message: ReadJob | { readonly kind: 'more' }): void;
  onAnswer(take: (answer: ReaderAnswer) => void): void;
  onExit(take: () => void): void;
  kill(): void;
}

/** The answers of a process in the order in which they come, taken one by one. */
export function readerQueue(channel: Channel): ReaderProcess {
  const waiting: ReaderAnswer[] = [];
  let gone = false;
  let wake = () => {};
  channel.onAnswer((answer) => {
    waiting.push(answer);
    wake();
  });
  channel.onExit(() => {
    gone = true;
    wake();
  });
  return {
    start: (job) => channel.send(job),
    async next() {
      while (waiting.length === 0) {
        if (gone) return undefined;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      if (!gone) channel.send({ kind: 'more' });
      return waiting.shift();
    },
    end() {
      if (!gone) channel.kill();
      gone = true;
      wake();
    },
  };
}
