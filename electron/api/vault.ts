import { api, liveForAnybody } from './base';

export const vault = {
  state: api.vault.state.handler(({ context, signal }) =>
    liveForAnybody(context, ['program'], signal, () => context.vault.state()),
  ),
  open: api.vault.open.handler(({ context, input }) => context.vault.open(input.passphrase)),
  leave: api.vault.leave.handler(({ context }) => context.vault.leave()),
  set: api.vault.set.handler(({ context, input }) => context.vault.set(input.passphrase, input.current)),
};
