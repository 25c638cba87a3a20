import type { EventId } from '../../shared/contract/ids';
import type { ShowCommand } from '../../shared/domain/show';
import type { Program } from '../store/program';
import { dropLastCommand, readRundown, recordCommand } from '../store/rundown';
import { api, live } from './base';
import type { AppContext } from './context';

/** Writes with `work` and tells every window; gives the rundown's new version. */
function change(context: AppContext, work: (program: Program) => number): { version: number } {
  const version = work(context.program());
  context.changed('rundown');
  return { version };
}

const give = (context: AppContext, eventId: EventId, command: ShowCommand) =>
  change(context, ({ db, now }) => recordCommand(db, eventId, command, now()));

export const rundown = {
  live: api.rundown.live.handler(({ context, input, signal }) =>
    live(context, ['rundown', 'checkin', 'roster', 'events'], signal, () =>
      readRundown(context.program().db, input.eventId),
    ),
  ),
  start: api.rundown.start.handler(({ context, input }) => give(context, input.eventId, { kind: 'start' })),
  next: api.rundown.next.handler(({ context, input }) => give(context, input.eventId, { kind: 'next' })),
  back: api.rundown.back.handler(({ context, input }) => give(context, input.eventId, { kind: 'back' })),
  undo: api.rundown.undo.handler(({ context, input }) =>
    change(context, ({ db }) => dropLastCommand(db, input.eventId)),
  ),
};
