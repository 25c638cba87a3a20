import type { EventId } from '../../shared/contract/ids';
import type { Rundown, RundownUpdate } from '../../shared/contract/rundown';
import { updateSince } from '../../shared/domain/rundownUpdate';
import { readNames, takeSeats } from '../store/callNames';
import { acknowledgeMessage, addMessage, withdrawMessage } from '../store/messages';
import type { Program } from '../store/program';
import { dropLastCommand, giveAgain, readLog, readRundown, recordCommand } from '../store/rundown';
import { api, live } from './base';
import type { AppContext } from './context';
import { dismissNotice, followClock } from './showClock';

interface LastRead {
  readonly revision: number;
  readonly eventId: EventId;
  readonly rundown: Rundown;
}

const lastReads = new WeakMap<AppContext['topics'], LastRead>();

/** What was read since the last commit; undefined where nothing was. */
function lastRead({ topics, revision }: AppContext, eventId: EventId): Rundown | undefined {
  const last = lastReads.get(topics);
  return last?.revision === revision() && last.eventId === eventId ? last.rundown : undefined;
}

function keep(context: AppContext, eventId: EventId, rundown: Rundown): Rundown {
  lastReads.set(context.topics, { revision: context.revision(), eventId, rundown });
  return rundown;
}

/** Every window asks after every commit: the first one reads, the others are given the same. */
function readOnce(context: AppContext, eventId: EventId): Rundown {
  const last = lastRead(context, eventId);
  if (last) return last;
  const { db, now } = context.program();
  return keep(context, eventId, { ...readRundown(db, eventId, now()), notices: [...context.notices] });
}

/** Of each rundown only what a window does not have yet. */
async function* updates(rundowns: AsyncGenerator<Rundown>): AsyncGenerator<RundownUpdate> {
  let before: Rundown | undefined;
  for await (const rundown of rundowns) {
    yield updateSince(before, rundown);
    before = rundown;
  }
}

/** Gives or takes back a command with `work` and tells every window; gives the rundown's new version. */
function command(
  context: AppContext,
  eventId: EventId,
  work: (program: Program) => number,
): { version: number } {
  const program = context.program();
  const before = lastRead(context, eventId);
  const version = work(program);
  context.changed('show');
  // Nothing else has changed with it: what was read of the plan holds, and no window is sent it again.
  if (before) keep(context, eventId, { ...before, version, ...readLog(program.db, eventId) });
  return { version };
}

export const rundown = {
  live: api.rundown.live.handler(({ context, input, signal }) =>
    updates(
      live(context, ['rundown', 'show', 'checkin', 'roster', 'events'], signal, () =>
        readOnce(context, input.eventId),
      ),
    ),
  ),
  names: api.rundown.names.handler(({ context, input, signal }) =>
    live(context, ['checkin', 'roster'], signal, () => {
      const { db, now } = context.program();
      return [...readNames(db, input.cueId, now())];
    }),
  ),
  give: api.rundown.give.handler(({ context, input }) =>
    command(context, input.eventId, ({ db, now }) => recordCommand(db, input.eventId, input.command, now())),
  ),
  undo: api.rundown.undo.handler(({ context, input }) =>
    command(context, input.eventId, ({ db }) => dropLastCommand(db, input.eventId)),
  ),
  redo: api.rundown.redo.handler(({ context, input }) =>
    command(context, input.eventId, ({ db }) => giveAgain(db, input.eventId)),
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
