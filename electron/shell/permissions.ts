import type { Session, WebContents } from 'electron';
import { backFrom, isCrashPage } from './crashPage';
import { isOwn, origin } from './origin';

/** Deny by default: a page of ours may use the camera; nobody may use anything else, and no request leaves app://. */
export function restrict(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, callback, details) => {
    const videoOnly =
      'mediaTypes' in details && details.mediaTypes?.length === 1 && details.mediaTypes[0] === 'video';
    callback(permission === 'media' && videoOnly && isOwn(contents.getURL()));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) => {
    return permission === 'media' && details.mediaType !== 'audio' && isOwn(requestingOrigin);
  });
  session.setDevicePermissionHandler(() => false);
  // A spell checker fetches its dictionaries from the network, even one that is off: it gets no language and no address.
  session.setSpellCheckerDictionaryDownloadURL(`${origin}/no-dictionaries/`);
  session.setSpellCheckerLanguages([]);
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest((details, callback) => {
    const { protocol } = new URL(details.url);
    const own =
      isOwn(details.url) || protocol === 'devtools:' || protocol === 'blob:' || protocol === 'data:';
    callback({ cancel: !own });
  });
  // The app writes its documents itself; a page can't start a download.
  session.on('will-download', (event) => event.preventDefault());
}

/** The page opens no window. */
export function openNone(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** No page goes anywhere else, opens a window or embeds one. For every WebContents, as it is made. */
export function confine(contents: WebContents): void {
  openNone(contents);
  contents.on('will-navigate', (event) => {
    const shown = contents.getURL();
    // The one link that is followed: from where a page's process was gone back to that page of ours.
    const leadsBack = isCrashPage(shown) && event.url === backFrom(shown);
    // A page of ours that could not be drawn begins anew.
    const beginsAnew = isOwn(shown) && withoutRoute(event.url) === withoutRoute(shown);
    // A window that was opened for a page of ours (openBeside.ts) takes it in.
    const takesIn = shown === '' && isOwn(event.url);
    if (!leadsBack && !beginsAnew && !takesIn) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** An address up to its '#': what is behind that goes nowhere. */
function withoutRoute(url: string): string {
  return url.split('#', 1)[0] ?? url;
}
