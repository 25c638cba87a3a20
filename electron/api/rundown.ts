import type { EventId } from '../../shared/contract/ids';
import type { Rundown } from '../../shared/contract/rundown';
import { readNames, takeSeats } from '../store/callNames';
import { acknowledgeMessage, addMessage, withdrawMessage } from '../store/messages';
import type { Program } from '../store/program';
import { dropLastCommand, giveAgain, readRundown, recordCommand } from '../store/rundown';
import { api, live } from './base';
import type { AppContext } from './context';
import { dismissNotice, followClock } from './showClock';

/** Writes with `work` and tells every window; gives the rundown's new version. */
function change(context: AppContext, work: (program: Program) => number): { version: number } {
  const version = work(context.program());
  context.changed('rundown');
  return { version };
}

interface LastRead {
  readonly revision: number;
  readonly eventId: EventId;
  readonly rundown: Rundown;
}

const lastReads = new WeakMap<AppContext['topics'], LastRead>();

/** Every window asks after every commit: the first one reads, the others are given the same. */
function readOnce(context: AppContext, eventId: EventId): Rundown {
  const last = lastReads.get(context.topics);
  const revision = context.revision();
  if (last && last.revision === revision && last.eventId === eventId) return last.rundown;
  const { db, now } = context.program();
  const rundown = { ...readRundown(db, eventId, now()), notices: [...context.notices] };
  lastReads.set(context.topics, { revision, eventId, rundown });
  return rundown;
}

export const rundown = {
  live: api.rundown.live.handler(({ context, input, signal }) =>
    live(context, ['rundown', 'checkin', 'roster', 'events'], signal, () => readOnce(context, input.eventId)),
  ),
  names: api.rundown.names.handler(({ context, input, signal }) =>
    live(context, ['checkin', 'roster'], signal, () => [...readNames(context.program().db, input.cueId)]),
  ),
  give: api.rundown.give.handler(({ context, input }) =>
    change(context, ({ db, now }) => recordCommand(db, input.eventId, input.command, now())),
  ),
  undo: api.rundown.undo.handler(({ context, input }) =>
    change(context, ({ db }) => dropLastCommand(db, input.eventId)),
  ),
  redo: api.rundown.redo.handler(({ context, input }) =>
    change(context, ({ db }) => giveAgain(db, input.eventId)),
  ),
  say: api.rundown.say.handler(({ context, input }) => {
    const { db, now } = context.program();
    addMessage(db, { ...input, at: now() });
    context.changed('rundown');
  }),
  acknowledge: api.rundown.acknowledge.handler(({ context, input }) => {
    const { db, now } = context.program();
    acknowledgeMessage(db, input.messageId, now());
    context.changed('rundown');
  }),
  withdraw: api.rundown.withdraw.handler(({ context, input }) => {
    const { db, now } = context.program();
    withdrawMessage(db, input.messageId, now());
    context.changed('rundown');
  }),
  seats: api.rundown.seats.handler(({ context, input }) => {
    const { seated, unknown } = takeSeats(context.program().db, input.eventId, input.text);
    context.changed('roster');
    return { seated, unknown: [...unknown] };
  }),
  dismissNotice: api.rundown.dismissNotice.handler(({ context, input }) => dismissNotice(context, input.id)),
  followClock: api.rundown.followClock.handler(({ context }) => followClock(context)),
};
