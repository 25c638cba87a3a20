import { Topic } from '../../shared/contract/program';
import { Refusal } from '../../shared/domain/refusal';
import { lastDeeds } from '../store/lastDeeds';
import { api, live, liveForAnybody } from './base';
import type { AppContext } from './context';
import type { Session } from './session';

/** The machine's session, for the pages in which one works at the machine itself: no other window or station locks or opens it. */
function ownSession({ caller, session }: AppContext): Session {
  if (caller !== session.caller) throw new Refusal('access.denied');
  return session;
}

export const access = {
  state: api.access.state.handler(({ context, signal }) =>
    liveForAnybody(context, ['program', 'stations'], signal, () => context.session.state(context.caller())),
  ),
  unlock: api.access.unlock.handler(({ context, input }) =>
    ownSession(context).unlock(input.role, input.pin, input.name),
  ),
  lock: api.access.lock.handler(({ context }) => ownSession(context).lock()),
  setPin: api.access.setPin.handler(({ context, input }) =>
    context.session.setPin(input.role, input.pin, input.current),
  ),
  deeds: api.access.deeds.handler(({ context, input, signal }) =>
    live(context, Topic.options, signal, () => {
      const deeds = lastDeeds(context.program().db, input.limit + 1);
      return { deeds: deeds.slice(0, input.limit), more: deeds.length > input.limit };
    }),
  ),
  setIdle: api.access.setIdle.handler(({ context, input }) => context.session.setIdle(input.minutes)),
};
