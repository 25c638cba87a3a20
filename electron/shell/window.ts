import path from 'node:path';
import { BrowserWindow, type BrowserWindowConstructorOptions, type WebContents } from 'electron';
import log from 'electron-log/node';
import type { Caller } from '../../shared/domain/access';
import { watchRenderer } from './crashPage';
import { origin } from './origin';

const roles = new WeakMap<WebContents, Caller['role']>();

/** As whom the page in it calls, where that is not who works at the machine. */
export function roleOf(contents: WebContents): Caller['role'] | undefined {
  return roles.get(contents);
}

/** A window of ours at `route` (`#/…`): sandboxed, isolated, with the one preload. With a role, its page has that one's rights. */
export function openWindow(
  route: string,
  options: BrowserWindowConstructorOptions,
  role?: Caller['role'],
): BrowserWindow {
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
  if (role !== undefined) roles.set(window.webContents, role);
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
  outliveRenderer(window, 'person');
  return window;
}

/** A window goes on where its page's process is gone: see crashPage.ts. */
export function outliveRenderer(window: BrowserWindow, by: 'person' | 'nobody'): void {
  watchRenderer(window, by, (url) => {
    window.loadURL(url).catch((error: unknown) => log.error('a page could not be opened again', error));
  });
}
