import { randomUUID } from 'node:crypto';
import type { BrowserWindow, BrowserWindowConstructorOptions, WebContents } from 'electron';
import type { Caller } from '../../shared/domain/access';
import { origin } from './origin';
import { openNone } from './permissions';
import { asOurs, openWindow, takeOn } from './window';

/** So long (ms) a page may take to open another. */
const patience = 2000;

/**
 * A window of ours whose page runs in the process of `beside`, where there is one that answers: what an engine holds, the compiled code
 * and the fonts are there once for both. A process of its own otherwise.
 */
export async function openBeside(
  beside: BrowserWindow | undefined,
  route: string,
  options: BrowserWindowConstructorOptions,
  role: Caller['role'],
): Promise<BrowserWindow> {
  const window = beside && (await openedBy(beside.webContents, `${origin}/#/${route}`, options));
  if (!window) return openWindow(route, options, role);
  takeOn(window, role);
  return window;
}

/** Only a page itself can open one in its own process: for that one address and name it may, this once. Undefined: it did not. */
function openedBy(
  contents: WebContents,
  address: string,
  options: BrowserWindowConstructorOptions,
): Promise<BrowserWindow | undefined> {
  const name = randomUUID();
  return new Promise((resolve) => {
    const settle = (window?: BrowserWindow) => {
      clearTimeout(tooLong);
      contents.off('did-create-window', settle);
      contents.off('render-process-gone', gone);
      if (!contents.isDestroyed()) openNone(contents);
      resolve(window);
    };
    const gone = () => settle();
    const tooLong = setTimeout(gone, patience);
    contents.on('did-create-window', settle);
    contents.on('render-process-gone', gone);
    // Whoever closes the window that was there first closes no other: each outlives the one that opened it.
    contents.setWindowOpenHandler(({ url, frameName }) =>
      url === address && frameName === name
        ? { action: 'allow', outlivesOpener: true, overrideBrowserWindowOptions: asOurs(options) }
        : { action: 'deny' },
    );
    contents.executeJavaScript(`void open(${JSON.stringify(address)}, ${JSON.stringify(name)})`).catch(gone);
  });
}
