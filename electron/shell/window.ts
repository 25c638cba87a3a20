import path from 'node:path';
import { BrowserWindow, type BrowserWindowConstructorOptions } from 'electron';
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
