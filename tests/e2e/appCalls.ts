import { z } from 'zod';
import type { Desk } from './desk.ts';

/** What came of a call: an answer, of a stream its last part, or the name of why it was refused. */
export type Answer =
  | { readonly kind: 'answered'; readonly with: unknown }
  | { readonly kind: 'refused'; readonly why: string };

/** A message of the main process on the page's channel: an answer, or (`t` 3) a part of a stream. */
const Message = z.object({
  i: z.string(),
  t: z.number().optional(),
  p: z.object({
    s: z.number().optional(),
    h: z.record(z.string(), z.unknown()).optional(),
    b: z.object({ json: z.unknown().optional() }).optional(),
    e: z.string().optional(),
    d: z.object({ json: z.unknown().optional() }).optional(),
  }),
});
const Refused = z.object({ code: z.string(), data: z.object({ reason: z.string().optional() }).nullish() });

function whyOf(json: unknown): string {
  const refused = Refused.safeParse(json);
  return refused.success ? (refused.data.data?.reason ?? refused.data.code) : 'unknown';
}

declare global {
  interface Window {
    heardAnswer: (message: string) => void;
    sendCall: (message: string) => void;
  }
}

/**
 * Calls the main process as the page does, over the page's own channel: many at once, and each answer is known here as soon as
 * it reached the page. A call that is cut off is never answered.
 */
export class AppCalls {
  readonly #desk: Desk;
  readonly #waiting = new Map<string, (answer: Answer) => void>();
  readonly #parts = new Map<string, unknown>();
  #count = 0;

  private constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Takes a share of the channel of the main window. */
  static async over(desk: Desk): Promise<AppCalls> {
    const calls = new AppCalls(desk);
    const { page } = desk;
    await page.exposeFunction('heardAnswer', (message: string) => calls.#hear(message));
    await page.evaluate(() => {
      const send = MessagePort.prototype.postMessage;
      // The channel is whatever the page's next call goes through; React has others, which carry no text.
      MessagePort.prototype.postMessage = function (this: MessagePort, ...sent: Parameters<typeof send>) {
        const [message] = sent;
        if (typeof message === 'string' && message.includes('"p":{"u"')) {
          MessagePort.prototype.postMessage = send;
          this.addEventListener('message', ({ data }) => {
            if (typeof data === 'string' && data.startsWith('{"i":"test-')) window.heardAnswer(data);
          });
          window.sendCall = (call) => this.postMessage(call);
        }
        return send.apply(this, sent);
      } as typeof send;
    });
    await page.getByTestId('job-door').click();
    await page.getByTestId('job-program').click();
    await page.waitForFunction(() => 'sendCall' in window);
    return calls;
  }

  /** Calls a procedure, such as `checkin/scan`. */
  async call(procedure: string, input?: unknown): Promise<Answer> {
    const id = `test-${++this.#count}`;
    const answered = new Promise<Answer>((resolve) => this.#waiting.set(id, resolve));
    const message = JSON.stringify({ i: id, p: { u: `/${procedure}`, b: { json: input } } });
    await this.#desk.page.evaluate((sent) => window.sendCall(sent), message);
    return answered;
  }

  #hear(message: string): void {
    const { i: id, t: type, p: part } = Message.parse(JSON.parse(message));
    const settle = (answer: Answer) => this.#waiting.get(id)?.(answer);
    if (type === 3) {
      if (part.e === 'message') this.#parts.set(id, part.d?.json);
      else if (part.e === 'error') settle({ kind: 'refused', why: whyOf(part.d?.json) });
      else settle({ kind: 'answered', with: this.#parts.get(id) });
    } else if ((part.s ?? 200) >= 400) settle({ kind: 'refused', why: whyOf(part.b?.json) });
    else if (part.h?.['content-type'] !== 'text/event-stream') {
      settle({ kind: 'answered', with: part.b?.json });
    }
  }
}
