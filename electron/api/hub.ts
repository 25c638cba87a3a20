import { api, live } from './base';

export const hub = {
  state: api.hub.state.handler(({ context, signal }) =>
    live(context, ['stations', 'program', 'checkin'], signal, () => context.hub.state()),
  ),
  publish: api.hub.publish.handler(({ context, input: { name, ...address } }) =>
    context.hub.publish(address, name),
  ),
  join: api.hub.join.handler(({ context, input: { name, key, ...address } }) =>
    context.hub.join(address, name, key),
  ),
  readdress: api.hub.readdress.handler(({ context, input }) => context.hub.readdress(input)),
  key: api.hub.key.handler(({ context }) => ({ key: context.hub.key() })),
  leave: api.hub.leave.handler(({ context, input }) => context.hub.leave(input.anyway)),
  erase: api.hub.erase.handler(({ context, input }) => context.hub.erase(input.typed)),
};
