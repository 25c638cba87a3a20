import path from 'node:path';
import { BrowserWindow, type BrowserWindowConstructorOptions, screen } from 'electron';
import { origin } from './origin';

/** A window of ours at `route` (`#/…`): sandboxed, isolated, with the one preload. */
export function openWindow(route: string, options: BrowserWindowConstructorOptions): BrowserWindow {
  const window = new BrowserWindow({
    backgroundColor: '#11131a',
    autoHideMenuBar: true,
    show: false,
    ...options,
    webPreferences: {
      preload: path.join(import.meta.dirname, '../preload/preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      devTools: true,
      ...options.webPreferences,
    },
  });
  void window.loadURL(`${origin}/#/${route}`);
  return window;
}

export function openMainWindow(): BrowserWindow {
  const window = openWindow('today', {
    width: 1360,
    height: 860,
    minWidth: 1024,
    minHeight: 680,
    title: 'Stagedoor',
  });
  window.once('ready-to-show', () => window.show());
  return window;
}

let agenda: BrowserWindow | undefined;

/** The agenda's window: full screen on the second display where there is one, else an ordinary window. */
export function openAgendaWindow(): void {
  if (agenda && !agenda.isDestroyed()) {
    agenda.focus();
    return;
  }
  const primary = screen.getPrimaryDisplay();
  const second = screen.getAllDisplays().find((display) => display.id !== primary.id);
  const bounds = second
    ? second.bounds
    : { x: primary.bounds.x + 40, y: primary.bounds.y + 40, width: 1280, height: 720 };
  agenda = openWindow('window/agenda', {
    ...bounds,
    fullscreen: second !== undefined,
    title: 'Stagedoor',
    webPreferences: { backgroundThrottling: false },
  });
  agenda.once('ready-to-show', () => agenda?.show());
  agenda.once('closed', () => {
    agenda = undefined;
  });
}
