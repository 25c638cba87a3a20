import { expect, it } from 'vitest';
import { type KeyAction, keyAction, keyNames } from '../../renderer/rundown/showKeys';

const key = (code: string, more: Partial<KeyboardEvent> = {}) => ({
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

it('no bare letter, digit or Enter does anything: a scanner types those', () => {
  const codes = [
    ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('').map((letter) => `Key${letter}`),
    ...'0123456789'.split('').flatMap((digit) => [`Digit${digit}`, `Numpad${digit}`]),
    'Minus',
    'Enter',
    'NumpadEnter',
    'Tab',
  ];
  for (const code of codes) {
    expect(keyAction(key(code), false)).toBeUndefined();
    expect(keyAction(key(code, { shiftKey: true }), false)).toBeUndefined();
  }
});

it('the key written on each button is the one that does it', () => {
  const codes: Readonly<Record<string, string>> = {
    Space: 'Space',
    '←': 'ArrowLeft',
    PgDn: 'PageDown',
    PgUp: 'PageUp',
  };
  for (const [action, name] of Object.entries(keyNames)) {
    const [first = '', second] = name.split(' ');
    const ctrl = first === 'Ctrl';
    const code = ctrl ? `Key${second}` : (codes[first] ?? first);
    expect(keyAction(key(code, { ctrlKey: ctrl }), false)).toBe(action as KeyAction);
  }
});

it('in a field only function keys are the show’s', () => {
  expect(keyAction(key('Space'), true)).toBeUndefined();
  expect(keyAction(key('KeyZ', { ctrlKey: true }), true)).toBeUndefined();
  expect(keyAction(key('F5'), true)).toBe('hold');
});

it('Ctrl and a digit sends a ready-made message', () => {
  expect(keyAction(key('Digit3', { ctrlKey: true }), false)).toEqual({ preset: 2 });
  expect(keyAction(key('KeyZ', { ctrlKey: true, shiftKey: true }), false)).toBe('redo');
});
