import { implement, ORPCError } from '@orpc/server';
import log from 'electron-log/node';
import { contract } from '../../shared/contract';
import type { RefusalData } from '../../shared/contract/base';
import type { Topic } from '../../shared/contract/program';
import { Refusal } from '../../shared/domain/refusal';
import type { AppContext } from './context';

type Refuse = (options: { readonly data: RefusalData }) => Error;

/** What goes over the boundary for an error: a Refusal as the contract's REFUSED; anything else is a bug, logged whole here. */
function asRefused(error: unknown, refuse: Refuse, path: readonly string[]): Error {
  if (error instanceof Refusal) return refuse({ data: { reason: error.reason, params: error.params } });
  if (error instanceof ORPCError) return error;
  log.error(`in ${path.join('.')}`, error);
  return refuse({ data: { reason: 'unexpected', params: {} } });
}

/**
 * The contract, to be implemented one file a domain. A Refusal becomes the contract's REFUSED; anything else that is
 * thrown is a bug: logged whole here, and one plain sentence there.
 */
export const api = implement(contract)
  .$context<AppContext>()
  .use(async ({ next, errors, path }) => {
    try {
      return await next();
    } catch (error) {
      throw asRefused(error, errors.REFUSED, path);
    }
  });

/** The same for what is thrown while an answer of several parts is under way. One that was called off ends quietly. */
export async function* refusing<T>(
  parts: AsyncGenerator<T>,
  {
    errors,
    path,
    signal,
  }: {
    readonly errors: { readonly REFUSED: Refuse };
    readonly path: readonly string[];
    readonly signal?: AbortSignal | undefined;
  },
): AsyncGenerator<T> {
  try {
    yield* parts;
  } catch (error) {
    if (signal?.aborted) return;
    throw asRefused(error, errors.REFUSED, path);
  }
}

/**
 * A live answer: `read()` now, and again after each commit of one of `topics`. Changes that come while an answer is
 * under way are put together into one.
 */
export async function* live<T>(
  context: AppContext,
  topics: readonly Topic[],
  signal: AbortSignal | undefined,
  read: () => T,
): AsyncGenerator<T> {
  let dirty = false;
  let wake = () => {};
  const stops = topics.map((topic) =>
    context.topics.subscribe(topic, () => {
      dirty = true;
      wake();
    }),
  );
  const end = () => wake();
  signal?.addEventListener('abort', end);
  try {
    yield read();
    while (!signal?.aborted) {
      if (!dirty) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      dirty = false;
      yield read();
    }
  } finally {
    signal?.removeEventListener('abort', end);
    for (const stop of stops) stop();
  }
}
