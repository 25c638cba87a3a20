import type { BrowserWindow, Input } from 'electron';

/**
 * Keys that lead out of a page, or of the window: shortcuts and function keys. Everything else is typing, which a scanner
 * does too. What the system itself does with a key (switching programs) is the system's own kiosk mode to stop.
 */
function leadsOut({ key, control, meta, alt }: Input): boolean {
  return control || meta || alt || /^F\d+$/.test(key) || key === 'Escape' || key.startsWith('Browser');
}

/**
 * Holds a window for as long as `isLocked` says so: over the whole screen, not to be closed, no key leads out. It is asked
 * when `apply` is called, not at each key.
 */
export function holdWindow(window: BrowserWindow, isLocked: () => boolean): { readonly apply: () => void } {
  let held = false;
  window.on('close', (event) => {
    if (held) event.preventDefault();
  });
  window.on('leave-full-screen', () => {
    if (held) window.setKiosk(true);
  });
  window.webContents.on('before-input-event', (event, input) => {
    if (held && leadsOut(input)) event.preventDefault();
  });
  return {
    apply() {
      if (isLocked() === held) return;
      held = isLocked();
      window.setKiosk(held);
      window.setAlwaysOnTop(held, 'screen-saver');
    },
  };
}
