import log from 'electron-log/node';
import { z } from 'zod';

/** The main process's end of a channel to a page. */
export interface Line {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: unknown): void;
}

const id = z.string().min(1).max(100);

/** What oRPC's client sends: a call by its procedure's path, or that a call is called off. */
const Message = z.union([
  z.object({
    i: id,
    t: z.undefined().optional(),
    p: z.object({
      u: z.string().regex(/^\/[A-Za-z]+\/[A-Za-z]+$/),
      h: z.record(z.string(), z.string()).optional(),
      m: z.undefined().optional(),
    }),
  }),
  z.object({ i: id, t: z.literal(4) }),
]);

/** Between a message's text and the bytes of its files. */
const delimiter = 0xff;

function textOf(message: unknown): string | undefined {
  if (typeof message === 'string') return message;
  const bytes = message instanceof ArrayBuffer ? new Uint8Array(message) : message;
  if (!(bytes instanceof Uint8Array)) return undefined;
  const end = bytes.indexOf(delimiter);
  return end === -1 ? undefined : new TextDecoder().decode(bytes.subarray(0, end));
}

function isCall(message: unknown): boolean {
  const text = textOf(message);
  if (text === undefined) return false;
  try {
    return Message.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

/** The same line, on which nothing is heard but calls: what else comes is dropped before anybody tries to read it. */
export function onlyCalls(line: Line) {
  return {
    postMessage: (message: unknown) => line.postMessage(message),
    on(name: string, listener: (event?: { readonly data: unknown }) => void) {
      if (name === 'close') line.on('close', () => listener());
      if (name !== 'message') return;
      line.on('message', (event) => {
        if (isCall(event.data)) listener(event);
        else log.warn('a message that is no call was dropped');
      });
    },
  };
}
