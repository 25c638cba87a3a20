import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedure } from './base';

/** Help for who helps: what the app is and how it does, without anybody's data. */
export const support = {
  /** Since when something in the app failed that nothing in it expected (machine's time); null: nothing, or it was read. */
  trouble: procedure.output(eventIterator(z.object({ since: z.number().nullable() }))),
  dismiss: procedure.output(z.void()),
  /** Ends the app and starts it again. */
  restart: procedure.output(z.void()),
  /** Puts versions, sizes, counts, journal heads and the last errors into the clipboard, and gives the text. */
  copyDiagnostics: procedure.output(z.object({ text: z.string() })),
};
