import { ScreenKind, type Screens } from '../../shared/contract/screens';
import { readLooks, setBlack, setTimerMode } from '../store/screens';
import { api, live } from './base';
import type { AppContext } from './context';

function readScreens(context: AppContext): Screens {
  const { displays, windows } = context.shell.stage.state();
  const looks = readLooks(context.program().db);
  return {
    displays: [...displays],
    screens: ScreenKind.options.map((kind) => {
      const window = windows.find((each) => each.kind === kind);
      return {
        kind,
        open: window !== undefined,
        displayId: window?.displayId ?? null,
        lost: window?.lost ?? false,
        black: looks.get(kind)?.black ?? false,
        mode: looks.get(kind)?.mode ?? 'countdown',
      };
    }),
  };
}

export const screens = {
  live: api.screens.live.handler(({ context, signal }) =>
    live(context, ['screens', 'program'], signal, () => readScreens(context)),
  ),
  open: api.screens.open.handler(({ context, input }) =>
    context.shell.stage.open(input.kind, input.displayId),
  ),
  close: api.screens.close.handler(({ context, input }) => context.shell.stage.close(input.kind)),
  black: api.screens.black.handler(({ context, input }) => {
    setBlack(context.program().db, input.kinds, input.black);
    context.changed('screens');
  }),
  setMode: api.screens.setMode.handler(({ context, input }) => {
    setTimerMode(context.program().db, input.mode);
    context.changed('screens');
  }),
};
