import { AsyncLocalStorage } from 'node:async_hooks';

/** What somebody asked for. `noted`: the connections where it is written down already that it changed something; deeds.ts keeps it. */
export interface Act {
  readonly name: string;
  /** '' where it is not to be written down. */
  readonly call: string;
  noted?: WeakSet<object>;
}

const acting = new AsyncLocalStorage<Act>();

/**
 * Does `work`, and all that follows from it, under the name of whoever asked for it. `call`: what was asked for, by its name in the
 * contract; '' where it is not written down.
 */
export function actingAs<T>(name: string, call: string, work: () => T): T {
  return acting.run({ name, call }, work);
}

/** Under which name what is done now is written down; undefined where nobody asked for it: the app does it by itself. */
export function actor(): string | undefined {
  return acting.getStore()?.name;
}

/** What is being done now, where somebody asked for it. */
export function act(): Act | undefined {
  return acting.getStore();
}

/** Does what may still be given up, so that it is nobody's deed yet: under the same name, with nothing written down of who did it. */
export function asPreparation<T>(work: () => T): T {
  return acting.run({ name: acting.getStore()?.name ?? '', call: '' }, work);
}

/** The same answer; the parts of one of several are each made under the name of whoever asked for it. */
export function keepActing<T>(answer: T): T {
  if (!isParts(answer)) return answer;
  const inside = AsyncLocalStorage.snapshot();
  const next = answer.next.bind(answer);
  answer.next = (...parts) => inside(() => next(...parts));
  return answer;
}

function isParts(answer: unknown): answer is AsyncIterator<unknown> {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    Symbol.asyncIterator in answer &&
    'next' in answer &&
    typeof answer.next === 'function'
  );
}
