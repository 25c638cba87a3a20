import { api, liveForAnybody } from './base';

export const access = {
  state: api.access.state.handler(({ context, signal }) =>
    liveForAnybody(context, ['program'], signal, () => context.session.state()),
  ),
  unlock: api.access.unlock.handler(({ context, input }) =>
    context.session.unlock(input.role, input.pin, input.name),
  ),
  lock: api.access.lock.handler(({ context }) => context.session.lock()),
  setPin: api.access.setPin.handler(({ context, input }) =>
    context.session.setPin(input.role, input.pin, input.current),
  ),
  setIdle: api.access.setIdle.handler(({ context, input }) => context.session.setIdle(input.minutes)),
};
