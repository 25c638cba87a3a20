import path from 'node:path';
import { BrowserWindow, type BrowserWindowConstructorOptions, type WebContents } from 'electron';
import log from 'electron-log/node';
import type { Caller } from '../../shared/domain/access';
import { pageFailed } from '../../shared/domain/crashWords';
import { watchRenderer } from './crashPage';
import { origin } from './origin';

const roles = new WeakMap<WebContents, Caller['role']>();

/** As whom the page in it calls, where that is not who works at the machine. */
export function roleOf(contents: WebContents): Caller['role'] | undefined {
  return roles.get(contents);
}

/** Takes a window to another of our pages. */
export function show(window: BrowserWindow, route: string): void {
  void window.loadURL(`${origin}/#/${route}`);
}

/** What every window of ours is: sandboxed, isolated, with the one preload. */
export function asOurs(options: BrowserWindowConstructorOptions): BrowserWindowConstructorOptions {
  return {
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
      // The page's code is kept compiled from its first run on, not only where it was run twice within three days.
      v8CacheOptions: 'bypassHeatCheck',
      ...options.webPreferences,
    },
  };
}

/** A window of ours at `route` (`#/…`). With a role, its page has that one's rights. */
export function openWindow(
  route: string,
  options: BrowserWindowConstructorOptions,
  role?: Caller['role'],
): BrowserWindow {
  const window = new BrowserWindow(asOurs(options));
  takeOn(window, role);
  show(window, route);
  return window;
}

/** Before its page loads. */
export function takeOn({ webContents }: BrowserWindow, role: Caller['role'] | undefined): void {
  noteFailures(webContents);
  if (role !== undefined) roles.set(webContents, role);
}

/** Takes into the log what a page says of its own failing: where, and nothing of what it showed. */
function noteFailures(contents: WebContents): void {
  contents.on('console-message', (details, _level, message) => {
    // An earlier runtime gives it as an argument alone.
    const said = details.message ?? message;
    if (said.startsWith(pageFailed)) log.error(said);
  });
}

export function openMainWindow(route: 'today' | 'door'): BrowserWindow {
  const window = openWindow(route, {
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
