import { useEffect, useEffectEvent } from 'react';

const arrows: ReadonlySet<string> = new Set(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']);

/** Whether the key is for what has the focus: any key in a field or a menu, the arrows where one of several is chosen. */
function isTyping({ target, code }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('[role="radiogroup"]')) return arrows.has(code);
  return target.closest('input, textarea, [role="menu"], [role="listbox"], [role="dialog"]') !== null;
}

/**
 * Hears keys anywhere in this window. `handle` says whether the key was its own: then nothing else hears it, and a button
 * that has the focus is not pressed by it.
 */
export function useKeys(handle: (event: KeyboardEvent, typing: boolean) => boolean): void {
  const heard = useEffectEvent(handle);
  useEffect(() => {
    const taken = new Set<string>();
    const down = (event: KeyboardEvent) => {
      if (!heard(event, isTyping(event))) return;
      event.preventDefault();
      event.stopPropagation();
      taken.add(event.code);
    };
    // A button under the focus is pressed when Space is let go.
    const up = (event: KeyboardEvent) => {
      if (taken.delete(event.code)) event.preventDefault();
    };
    window.addEventListener('keydown', down, true);
    window.addEventListener('keyup', up, true);
    return () => {
      window.removeEventListener('keydown', down, true);
      window.removeEventListener('keyup', up, true);
    };
  }, []);
}
