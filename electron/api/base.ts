import { implement, ORPCError } from '@orpc/server';
import log from 'electron-log/node';
import { contract } from '../../shared/contract';
import type { RefusalData } from '../../shared/contract/base';
import type { Topic } from '../../shared/contract/program';
import { mayCall } from '../../shared/domain/access';
import { isHostsToDo } from '../../shared/domain/copyAccess';
import { Refusal } from '../../shared/domain/refusal';
import { actingAs, keepActing } from '../store/actor';
import { diskProblem } from '../store/diskProblem';
import type { AppContext } from './context';
import { copyKind } from './copyKind';

/** Refusals that say that somebody tried what is not theirs. */
const noted = /^(pin|access)\.|^station\.code|\.wrongPassphrase$/;

/** What machines say to each other, and what is no change of the program: nobody's deeds. */
const housekeeping =
  /^(stations\.(hello|clock|list|takeList|rows|wholeJournal|takeRows|check|pulse)|desk\.heard|support\.\w+)$/;

type Refuse = (options: { readonly data: RefusalData }) => Error;

/** The contract's REFUSED. */
const refused: Refuse = ({ data }) => new ORPCError('REFUSED', { defined: true, status: 422, data });

/** What goes over the boundary for an error: a Refusal as the contract's REFUSED; anything else is a bug, logged whole here. */
function asRefused(error: unknown, refuse: Refuse, path: readonly string[]): Error {
  if (error instanceof Refusal && noted.test(error.reason))
    log.warn(`refused in ${path.join('.')}: ${error.reason}`);
  if (error instanceof Refusal) return refuse({ data: { reason: error.reason, params: error.params } });
  if (error instanceof ORPCError) return error;
  const disk = diskProblem(error);
  log.error(`in ${path.join('.')}`, error);
  return refuse({ data: { reason: disk ?? 'unexpected', params: {} } });
}

/** The contract, to be implemented one file a domain. Nobody calls these as they are: the router has `asked` around each (oneStep.ts). */
export const api = implement(contract).$context<AppContext>();

/** What is known of a call besides its input. */
interface Asking {
  readonly context: AppContext;
  readonly path: readonly string[];
}

/**
 * Does `work` for whoever calls. A Refusal becomes the contract's REFUSED; anything else that is thrown is a bug: logged whole here,
 * and one plain sentence there. Here, and nowhere else, is decided who may call what; what a call changes is written down under its
 * caller's name.
 */
export function asked<T>({ context, path }: Asking, work: () => T | Promise<T>): T | Promise<T> {
  try {
    // Whatever a station asks, it was heard of.
    if (context.station !== undefined) context.stations.heard(context.station);
    const call = path.join('.');
    const { role, name } = context.caller();
    if (!mayCall(role, call)) throw new Refusal('access.denied');
    const kind = context.isOpen() ? copyKind(context.program().db) : undefined;
    if (kind && isHostsToDo(kind, call))
      throw new Refusal(kind === 'station' ? 'station.isOne' : 'hub.isBranch');
    const by = name === '' && role !== null && role !== 'organizer' ? role : name;
    return actingAs(by, housekeeping.test(call) ? '' : call, () => {
      const answer = work();
      if (!(answer instanceof Promise)) return keepActing(answer);
      return answer.then(keepActing).catch((error: unknown) => {
        throw asRefused(error, refused, path);
      });
    });
  } catch (error) {
    throw asRefused(error, refused, path);
  }
}

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
 * under way are put together into one. It ends when the caller is another one than at its start: the page asks again.
 */
export function live<T>(
  context: AppContext,
  topics: readonly Topic[],
  signal: AbortSignal | undefined,
  read: () => T,
): AsyncGenerator<T> {
  const { role } = context.caller();
  return follow(context, topics, signal, read, () => context.caller().role === role);
}

/** The same for what anybody may see, at a locked machine too: it goes on whoever works there. */
export function liveForAnybody<T>(
  context: AppContext,
  topics: readonly Topic[],
  signal: AbortSignal | undefined,
  read: () => T,
): AsyncGenerator<T> {
  return follow(context, topics, signal, read, () => true);
}

async function* follow<T>(
  context: AppContext,
  topics: readonly Topic[],
  signal: AbortSignal | undefined,
  read: () => T,
  goesOn: () => boolean,
): AsyncGenerator<T> {
  const answer = () => {
    try {
      return read();
    } catch (error) {
      throw asRefused(error, refused, ['a live answer']);
    }
  };
  let dirty = false;
  let wake = () => {};
  const stops = topics.map((topic) =>
    context.topics.subscribe(topic, () => {
      dirty = true;
      wake();
    }),
  );
  const end = () => wake();
  // Another role begins with a change of the program.
  stops.push(context.topics.subscribe('program', end));
  signal?.addEventListener('abort', end);
  try {
    yield answer();
    while (!signal?.aborted && goesOn()) {
      if (!dirty) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      dirty = false;
      yield answer();
    }
  } finally {
    signal?.removeEventListener('abort', end);
    for (const stop of stops) stop();
  }
}
