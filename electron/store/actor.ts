import { AsyncLocalStorage } from 'node:async_hooks';

const acting = new AsyncLocalStorage<string>();

/** Does `work`, and all that follows from it, under the name of whoever asked for it. */
export function actingAs<T>(name: string, work: () => T): T {
  return acting.run(name, work);
}

/** Under which name what is done now is written down; undefined where nobody asked for it: the app does it by itself. */
export function actor(): string | undefined {
  return acting.getStore();
}
