import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import log from 'electron-log/node';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchRenderer } from '../../electron/shell/crashPage';

const page = 'app://stagedoor/#/window/mc/';

beforeEach(() => {
  log.transports.console.level = false;
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A window whose page's process can be made to go; what it was told to load. */
function makeWindow(by: 'person' | 'nobody') {
  const webContents = Object.assign(new EventEmitter(), { getURL: () => loaded.at(-1) ?? page });
  const loaded: string[] = [];
  const window = { webContents, isDestroyed: () => false } as unknown as BrowserWindow;
  watchRenderer(window, by, (url) => loaded.push(url));
  const crash = () => {
    webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    vi.advanceTimersByTime(100);
  };
  return { loaded, crash };
}

test('a page that goes again and again is not left dark: it ends on the page with a button', () => {
  for (const by of ['person', 'nobody'] as const) {
    const { loaded, crash } = makeWindow(by);
    for (let n = 0; n < 3; n++) crash();
    expect(loaded).toHaveLength(3);
    expect(loaded.every((url) => url.includes('/crashed?back=')) === (by === 'person')).toBe(true);
    crash();
    // Not at once: it would go round and round.
    expect(loaded).toHaveLength(3);
    vi.advanceTimersByTime(10_000);
    expect(loaded).toHaveLength(4);
    expect(loaded[3]).toContain('/crashed?back=');
    expect(decodeURIComponent(loaded[3] ?? '')).toContain(page);
  }
});
