import type { BrowserWindow } from 'electron';

/**
 * Fills the screen with a window, or no longer, but for one that `isLocked` to the kiosk: that fills it anyway, and is left by its PIN
 * alone. (The window itself does not tell the two apart on every system.) F11 does so too, whatever the window shows.
 */
export function fullScreenOf(
  window: BrowserWindow,
  isLocked: () => boolean,
): (want: 'toggle' | 'leave') => void {
  const set = (want: 'toggle' | 'leave') => {
    if (!isLocked()) window.setFullScreen(want === 'toggle' && !window.isFullScreen());
  };
  window.webContents.on('before-input-event', (event, input) => {
    const { type, key, control, alt, meta, shift, isAutoRepeat } = input;
    if (type !== 'keyDown' || key !== 'F11' || control || alt || meta || shift || isAutoRepeat) return;
    event.preventDefault();
    set('toggle');
  });
  return set;
}
