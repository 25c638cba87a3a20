import { api, live } from './base';
import { diagnosticsText } from './diagnostics';

export const support = {
  trouble: api.support.trouble.handler(({ context, signal }) =>
    live(context, ['program'], signal, () => ({ since: context.trouble.since })),
  ),
  dismiss: api.support.dismiss.handler(({ context }) => {
    context.trouble.since = null;
    context.changed('program');
  }),
  restart: api.support.restart.handler(({ context }) => context.shell.restart()),
  copyDiagnostics: api.support.copyDiagnostics.handler(async ({ context }) => {
    const text = await diagnosticsText(context);
    context.shell.copyText(text);
    return { text };
  }),
};
