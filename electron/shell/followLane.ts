import type { BrowserWindow } from 'electron';
import log from 'electron-log/node';
import { isOwn } from './origin';
import { rememberLane } from './settings';

/** Notes whenever the main window comes to the lane, or leaves it for something else: the next start shows it again (lastLane.ts). */
export function followLane(window: BrowserWindow): void {
  window.webContents.on('did-navigate-in-page', (_event, url, isMainFrame) => {
    if (!isMainFrame || !isOwn(url)) return;
    try {
      rememberLane(/#\/door\/?$/.test(url) ? Date.now() : undefined);
    } catch (error) {
      // A disk that takes nothing must not stop the door: the next start shows what it would have shown.
      log.error('what is shown could not be remembered', error);
    }
  });
}
