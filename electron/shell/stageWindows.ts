import { type BrowserWindow, type Display, screen } from 'electron';
import log from 'electron-log/node';
import type { Display as DisplayInfo, ScreenKind } from '../../shared/contract/screens';
import type { StageShell } from '../api/context';
import { openBeside } from './openBeside';
import { outliveRenderer } from './window';

interface StageWindow {
  readonly kind: ScreenKind;
  readonly room: string;
  readonly window: BrowserWindow;
  /** The display that it is to fill; undefined: an ordinary window. */
  wanted: Display | undefined;
  lost: boolean;
}

/** By kind and room. They run in one process (openBeside.ts); where that is gone, each opens its own page again. */
const windows = new Map<string, StageWindow>();
const keyOf = (kind: ScreenKind, room: string) => `${kind}/${encodeURIComponent(room)}`;

function info(display: Display, index: number): DisplayInfo {
  const { width, height } = display.bounds;
  return {
    id: display.id,
    name: display.label || `${index + 1}`,
    width,
    height,
    primary: display.id === screen.getPrimaryDisplay().id,
  };
}

/** Where an ordinary window lies: one beside the other, so that none hides another whole. */
function ordinaryBounds(kind: ScreenKind) {
  const { x, y } = screen.getPrimaryDisplay().workArea;
  const step = ['mc', 'timer', 'lobby', 'backstage'].indexOf(kind) + 1;
  return { x: x + 40 * step, y: y + 40 * step, width: 1280, height: 720 };
}

function fill(window: BrowserWindow, display: Display): void {
  window.setBounds(display.bounds);
  window.setFullScreen(true);
}

/**
 * Its display is gone. The window lives on, small, in the corner of what is left, without taking the keys: the caller's view
 * is there.
 */
function park(window: BrowserWindow): void {
  const { x, y, width, height } = screen.getPrimaryDisplay().workArea;
  window.setFullScreen(false);
  window.setBounds({ x: x + width - 496, y: y + height - 286, width: 480, height: 270 });
  window.showInactive();
}

/** The same plug: by its id; a system that gives a new id to what comes back, by its name and size. */
function isSame(a: Display, b: Display): boolean {
  return (
    a.id === b.id ||
    (a.label !== '' &&
      a.label === b.label &&
      a.size.width === b.size.width &&
      a.size.height === b.size.height)
  );
}

async function open(
  kind: ScreenKind,
  room: string,
  displayId: number | null,
  changed: () => void,
): Promise<void> {
  const key = keyOf(kind, room);
  const display = screen.getAllDisplays().find(({ id }) => id === displayId);
  const there = windows.get(key);
  if (there) {
    there.wanted = display;
    there.lost = false;
    if (display) fill(there.window, display);
    else {
      there.window.setFullScreen(false);
      there.window.setBounds(ordinaryBounds(kind));
    }
    there.window.focus();
    changed();
    return;
  }
  const options = {
    ...(display ? display.bounds : ordinaryBounds(kind)),
    fullscreen: display !== undefined,
    frame: display === undefined,
    title: 'Stagedoor',
    webPreferences: { backgroundThrottling: false },
  };
  const beside = [...windows.values()].find(({ window }) => !window.webContents.isCrashed())?.window;
  const window = await openBeside(beside, `window/${key}`, options, 'mc');
  outliveRenderer(window, 'nobody');
  windows.set(key, { kind, room, window, wanted: display, lost: false });
  window.once('ready-to-show', () => window.show());
  window.once('closed', () => {
    windows.delete(key);
    changed();
  });
  changed();
}

/** The stage's windows, each on its display; they outlive a display that is unplugged, and go back when it is there again. */
export function stageWindows(changed: () => void): StageShell {
  screen.on('display-removed', (_event, gone) => {
    for (const stage of windows.values()) {
      if (!stage.wanted || !isSame(stage.wanted, gone)) continue;
      stage.lost = true;
      park(stage.window);
    }
    changed();
  });
  screen.on('display-added', (_event, added) => {
    for (const stage of windows.values()) {
      if (!stage.lost || !stage.wanted || !isSame(stage.wanted, added)) continue;
      stage.lost = false;
      stage.wanted = added;
      fill(stage.window, added);
    }
    changed();
  });
  screen.on('display-metrics-changed', (_event, display, metrics) => {
    if (!metrics.includes('bounds')) return;
    for (const stage of windows.values()) {
      if (stage.wanted?.id === display.id && !stage.lost) fill(stage.window, display);
    }
    changed();
  });
  let last = Promise.resolve();
  /** One after another: a window that is asked for twice is opened once. */
  const inTurn = (work: () => Promise<void> | void) => {
    last = last.then(work).catch((error: unknown) => log.error('a stage window', error));
    return last;
  };
  return {
    open: (kind, room, displayId) => inTurn(() => open(kind, room, displayId, changed)),
    close: (kind, room) => inTurn(() => windows.get(keyOf(kind, room))?.window.close()),
    state: () => ({
      displays: screen.getAllDisplays().map(info),
      windows: [...windows.values()].map(({ kind, room, wanted, lost }) => ({
        kind,
        room,
        displayId: wanted?.id ?? null,
        lost,
      })),
    }),
  };
}
