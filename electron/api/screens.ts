import { EventId } from '../../shared/contract/ids';
import { ScreenKind, type Screens } from '../../shared/contract/screens';
import { getMeta } from '../store/meta';
import { roomsOf } from '../store/rundown';
import { readLooks, setBlack, setTimerMode } from '../store/screens';
import { api, live } from './base';
import type { AppContext } from './context';

/** The rooms for which there may be windows: the hall, those of the chosen event's show, and those of windows that are open. */
function rooms(context: AppContext): readonly string[] {
  const { db } = context.program();
  const chosen = EventId.nullable().parse(getMeta(db, 'event.chosen') ?? null);
  const open = context.shell.stage.state().windows.map(({ room }) => room);
  return [...new Set(['', ...(chosen ? roomsOf(db, chosen) : []), ...open])];
}

function readScreens(context: AppContext): Screens {
  const { displays, windows } = context.shell.stage.state();
  const lookOf = readLooks(context.program().db);
  return {
    displays: [...displays],
    screens: rooms(context).flatMap((room) =>
      ScreenKind.options.map((kind) => {
        const window = windows.find((each) => each.kind === kind && each.room === room);
        return {
          kind,
          room,
          open: window !== undefined,
          displayId: window?.displayId ?? null,
          lost: window?.lost ?? false,
          ...lookOf(kind, room),
        };
      }),
    ),
  };
}

export const screens = {
  live: api.screens.live.handler(({ context, signal }) =>
    live(context, ['screens', 'program', 'rundown'], signal, () => readScreens(context)),
  ),
  open: api.screens.open.handler(({ context, input }) =>
    context.shell.stage.open(input.kind, input.room, input.displayId),
  ),
  close: api.screens.close.handler(({ context, input }) => context.shell.stage.close(input.kind, input.room)),
  black: api.screens.black.handler(({ context, input }) => {
    const where = input.room === undefined ? rooms(context) : [input.room];
    setBlack(context.program().db, input.kinds, where, input.black);
    context.changed('screens');
  }),
  setMode: api.screens.setMode.handler(({ context, input }) => {
    setTimerMode(context.program().db, input.room, input.mode);
    context.changed('screens');
  }),
};
