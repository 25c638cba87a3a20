import { useEffect, useEffectEvent } from 'react';
import { type FieldState, noteField, restoreField } from './fieldState';
import { finish, idle, press, type ScannerState } from './keyboardScanner';

/** So long after a burst's last key (ms), a code that no key ended is taken as whole. */
const silence = 200;

/**
 * Hears a keyboard scanner anywhere in this window, whatever has the focus. Its keys reach nothing else: they press no
 * button, trigger no shortcut, and a field that had the focus is put back as it was.
 */
export function useKeyboardScanner(onScan: (text: string) => void): void {
  const heard = useEffectEvent(onScan);
  useEffect(() => {
    let state: ScannerState<FieldState | undefined> = idle();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const swallowed = new Set<string>();

    const end = (text: string, field: FieldState | undefined) => {
      clearTimeout(timer);
      if (field) restoreField(field);
      heard(text);
    };
    const endInSilence = () => {
      const scan = finish(state);
      state = idle();
      if (scan) end(scan.text, scan.mark);
    };
    const swallow = (event: KeyboardEvent) => {
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    const down = (event: KeyboardEvent) => {
      const { code, repeat } = event;
      const chord = event.ctrlKey || event.altKey || event.metaKey;
      const next = press(state, { code, repeat, chord, at: event.timeStamp, mark: noteField() });
      state = next.state;
      if (next.reaction.kind === 'typing') return;
      swallow(event);
      swallowed.add(code);
      clearTimeout(timer);
      if (next.reaction.kind === 'scan') end(next.reaction.text, next.reaction.mark);
      else timer = setTimeout(endInSilence, silence);
    };
    const up = (event: KeyboardEvent) => {
      if (swallowed.delete(event.code)) swallow(event);
    };
    window.addEventListener('keydown', down, true);
    window.addEventListener('keyup', up, true);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('keydown', down, true);
      window.removeEventListener('keyup', up, true);
    };
  }, []);
}
