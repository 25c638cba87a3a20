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
  look();
}
