import { useEffect, useEffectEvent } from 'react';
import { type FieldState, noteField, restoreField } from './fieldState';
import {
  finish,
  idle,
  isCutBadge,
  isRest,
  isStrayEnd,
  leave,
  press,
  restMayCome,
  type ScannerState,
} from './keyboardScanner';

/** So long after a burst's last key (ms), a code that no key ended is taken as whole. */
const silence = 200;
/** What two keys before the focus went were, is known when the rest was heard in another window; not later than this (ms). */
const longestDoubt = 1500;

export interface ScannerEar {
  /** A code was read whole. */
  readonly scan: (text: string) => void;
  /** A badge code lacks an end, most often since the focus went to another window within it: what came of it is dropped. */
  readonly cut: () => void;
}

/** Puts back what a torn code's first keys typed, when the other window heard its rest. */
const doubts = new Set<() => void>();

/** Another window heard the rest of a code that began in this one. */
export function restHeardElsewhere(): void {
  for (const settle of doubts) settle();
  doubts.clear();
}

/**
 * Hears a keyboard scanner anywhere in this window, whatever has the focus. Its keys reach nothing else: they press no
 * button, trigger no shortcut, and a field that had the focus is put back as it was. Deaf while not `listening`.
 */
export function useKeyboardScanner(ear: ScannerEar, listening = true): void {
  const heard = useEffectEvent(ear.scan);
  const cut = useEffectEvent(ear.cut);
  useEffect(() => {
    if (!listening) return;
    let state: ScannerState<FieldState | undefined> = idle();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let focusedAt = Number.NEGATIVE_INFINITY;
    let silentAt = Number.NEGATIVE_INFINITY;
    const swallowed = new Set<string>();

    const end = (field: FieldState | undefined, then: () => void) => {
      clearTimeout(timer);
      state = idle();
      if (field) restoreField(field);
      then();
    };
    const endInSilence = () => {
      const [first] = state.strokes.slice(state.runFrom);
      if (isRest(state, focusedAt)) {
        // A single key after the focus came may be a hand's.
        if (state.strokes.length - state.runFrom > 1) end(first?.mark, cut);
        return;
      }
      const wait = restMayCome(state, performance.now());
      if (wait > 0 && isCutBadge(state)) {
        timer = setTimeout(endInSilence, wait);
        return;
      }
      const scan = finish(state);
      const isCut = isCutBadge(state);
      state = idle();
      if (!scan) return;
      silentAt = performance.now();
      end(scan.mark, isCut ? cut : () => heard(scan.text));
    };
    const swallow = (event: KeyboardEvent) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      swallowed.add(event.code);
    };
    const down = (event: KeyboardEvent) => {
      const { code, repeat, timeStamp: at } = event;
      const chord = event.ctrlKey || event.altKey || event.metaKey;
      const before = state;
      const next = press(state, { code, repeat, chord, at, mark: noteField() });
      state = next.state;
      const { reaction } = next;
      const ended = state.strokes.length === 0;
      if (ended && before.strokes.length > 0 && isRest(before, focusedAt)) {
        swallow(event);
        end(before.strokes[before.runFrom]?.mark, cut);
        return;
      }
      if (ended && reaction.kind === 'typing' && isStrayEnd(code, at, focusedAt, silentAt)) {
        swallow(event);
        return;
      }
      clearTimeout(timer);
      if (reaction.kind === 'scan') {
        swallow(event);
        end(reaction.mark, () => heard(reaction.text));
        return;
      }
      if (reaction.kind === 'burst') swallow(event);
      const isCode = reaction.kind === 'burst' || isCutBadge(state) || isRest(state, focusedAt);
      if (isCode) timer = setTimeout(endInSilence, silence);
    };
    const up = (event: KeyboardEvent) => {
      if (!swallowed.delete(event.code)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    const blurred = (event: FocusEvent) => {
      if (event.target !== window) return;
      const left = leave(state, event.timeStamp);
      if (left === undefined) return;
      switch (left.kind) {
        case 'scan':
          end(left.mark, () => heard(left.text));
          return;
        case 'torn':
          end(left.mark, cut);
          return;
        default: {
          const { mark } = left;
          const settle = () => mark && restoreField(mark);
          doubts.add(settle);
          setTimeout(() => doubts.delete(settle), longestDoubt);
        }
      }
    };
    const focused = (event: FocusEvent) => {
      if (event.target === window) focusedAt = event.timeStamp;
    };
    window.addEventListener('keydown', down, true);
    window.addEventListener('keyup', up, true);
    window.addEventListener('blur', blurred, true);
    window.addEventListener('focus', focused, true);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('keydown', down, true);
      window.removeEventListener('keyup', up, true);
      window.removeEventListener('blur', blurred, true);
      window.removeEventListener('focus', focused, true);
    };
  }, [listening]);
}
