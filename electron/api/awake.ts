import { Refusal } from '../../shared/domain/refusal';
import { showRuns } from '../store/rundown';
import type { AppContext } from './context';

/** Keeps the machine awake while a show of the open program runs. */
export function keepAwakeForShows(context: AppContext): void {
  const look = () => {
    try {
      context.shell.keepAwake('show', showRuns(context.program().db));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      context.shell.keepAwake('show', false);
    }
  };
  context.topics.subscribe('rundown', look);
  context.topics.subscribe('show', look);
  look();
}

/** How many lanes are open, by the machine that shows them: a call has a context of its own. */
const lanes = new WeakMap<AppContext['shell'], number>();

function count(context: AppContext, by: 1 | -1): void {
  const open = (lanes.get(context.shell) ?? 0) + by;
  lanes.set(context.shell, open);
  context.shell.keepAwake('lane', open > 0);
}

/** Whether a lane is on a screen. */
export function laneIsOpen({ shell }: AppContext): boolean {
  return (lanes.get(shell) ?? 0) > 0;
}

/** The same answers as `answers`; while somebody reads them, a lane is on a screen, and the machine stays awake. */
export async function* awakeForLane<T>(context: AppContext, answers: AsyncGenerator<T>): AsyncGenerator<T> {
  count(context, 1);
  try {
    yield* answers;
  } finally {
    count(context, -1);
  }
}
