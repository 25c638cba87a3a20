import type { BrowserWindow } from 'electron';
import log from 'electron-log/node';
import { crashWords } from '../../shared/domain/crashWords';
import { isOwn, origin } from './origin';

const crashPath = '/crashed';

/** What the page has to say; the app's own texts are out of reach for it. */
export interface CrashFacts {
  /** Rows of the check-in journal that are on the disk; null: no program is open. */
  readonly rows: number | null;
}

/** True for the address of the page that is shown in place of one that is gone. */
export function isCrashPage(url: string): boolean {
  return isOwn(url) && new URL(url).pathname === crashPath;
}

/** The page: no script, nothing of the bundle that may have been what failed. `back`: the address that was shown. */
export function crashPage({ rows }: CrashFacts, back: string): string {
  const part = (lang: 'ko' | 'en') => {
    const { title, safe, rows: rowsOf, last, again } = crashWords[lang];
    const count = rows === null ? '' : ` ${rowsOf(rows)}`;
    return `<section lang="${lang}"><h1>${title}</h1><p><strong>${safe}</strong>${count}</p><p>${last}</p><a href="${escaped(back)}" id="again-${lang}">${again}</a></section>`;
  };
  return `<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>Stagedoor</title><style nonce="CSP_NONCE">
@font-face{font-family:Pretendard;font-weight:400;src:url(/fonts/Pretendard-Regular.ttf)}
@font-face{font-family:Pretendard;font-weight:700;src:url(/fonts/Pretendard-Bold.ttf)}
:root{color-scheme:light dark;font-family:Pretendard,system-ui,sans-serif;line-height:1.6}
body{margin:0;min-height:100vh;display:grid;place-content:center;gap:32px;padding:24px;background:Canvas;color:CanvasText}
section{max-width:640px}h1{font-size:32px;margin:0 0 8px}p{font-size:18px;margin:0 0 8px}
a{display:inline-block;margin-top:8px;padding:12px 24px;min-height:24px;border-radius:12px;background:#1c4fd6;color:#fff;font-weight:700;font-size:18px;text-decoration:none}
a:focus-visible{outline:3px solid;outline-offset:3px}
[lang=en]{opacity:.85}[lang=en] h1{font-size:22px}[lang=en] p,[lang=en] a{font-size:16px}
</style></head><body data-testid="crash-page">${part('ko')}${part('en')}</body></html>`;
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

/** Where the crash page of that address leads back to. */
export function backFrom(url: string): string {
  const back = new URL(url).searchParams.get('back') ?? '';
  return isOwn(back) && !isCrashPage(back) ? back : `${origin}/#/today`;
}

const quick = 10_000;
const most = 3;

/**
 * A window whose page's process is gone shows the crash page; one of the stage, which nobody stands at, opens its own page again
 * at once. One that goes again and again gets the crash page, too, and after a pause: its button is the way on, at any window.
 */
export function watchRenderer(
  window: BrowserWindow,
  by: 'person' | 'nobody',
  load: (url: string) => void,
): void {
  const { webContents } = window;
  let times: readonly number[] = [];
  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    log.error(`a page's process is gone: ${reason}, ${exitCode}`);
    const now = Date.now();
    times = [...times.filter((at) => now - at < quick), now];
    const again = times.length > most;
    const shown = webContents.getURL();
    const url = by === 'nobody' && !again ? shown : crashAddress(shown);
    const show = () => window.isDestroyed() || load(url);
    // Not in the middle of the news that it is gone.
    if (again) setTimeout(show, quick).unref();
    else setImmediate(show);
  });
}

function crashAddress(shown: string): string {
  const back = isCrashPage(shown) ? backFrom(shown) : shown;
  return `${origin}${crashPath}?back=${encodeURIComponent(back)}`;
}
