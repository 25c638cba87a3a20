import type { CDPSession, Page } from '@playwright/test';
import type { Desk } from './desk.ts';

const sessions = new WeakMap<Page, Promise<CDPSession>>();

/** The DevTools session of a page; one a page. */
export function devTools(page: Page): Promise<CDPSession> {
  let session = sessions.get(page);
  if (!session) {
    session = page.context().newCDPSession(page);
    sessions.set(page, session);
  }
  return session;
}

function physicalKey(char: string): { readonly code: string; readonly keyCode: number } {
  if (char === '-') return { code: 'Minus', keyCode: 189 };
  const code = /\d/.test(char) ? `Digit${char}` : `Key${char}`;
  return { code, keyCode: char.charCodeAt(0) };
}

/** From key to key of a quick scanner (s). */
const keyPace = 0.001;
let lastKeyAt = 0;

/**
 * The time of each of `count` keys as the system stamps them when a scanner presses them, the last one now: it is the device's,
 * however long a machine under load takes to hand the keys over. In seconds since 1970, as DevTools asks for them.
 */
function keyTimes(count: number): (place: number) => number {
  const from = Math.max(Date.now() / 1000 - count * keyPace, lastKeyAt + keyPace);
  lastKeyAt = from + (count - 1) * keyPace;
  return (place) => from + place * keyPace;
}

/** Presses keys one right after another, as a wedge does, which waits for nothing. */
export async function typeKeys(page: Page, text: string, end: 'Enter' | 'nothing'): Promise<void> {
  const cdp = await devTools(page);
  const sent: Promise<unknown>[] = [];
  const times = keyTimes(text.length + 1);
  const send = (
    i: number,
    keys: { readonly code: string; readonly key: string; readonly keyCode: number },
    typed: string,
  ) => {
    const { code, key, keyCode } = keys;
    const shared = { code, key, windowsVirtualKeyCode: keyCode, timestamp: times(i) };
    sent.push(cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', text: typed, ...shared }));
    sent.push(cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...shared }));
  };
  for (const [i, char] of [...text].entries()) send(i, { key: char, ...physicalKey(char) }, char);
  if (end === 'Enter') send(text.length, { code: 'Enter', key: 'Enter', keyCode: 13 }, '\r');
  await Promise.all(sent);
}

/**
 * Types a code as a keyboard scanner set to a US layout does: physical keys, as fast as they go, then Enter. Into the main
 * window, or another.
 */
export async function scanByKeyboard(desk: Desk, code: string, page: Page = desk.page): Promise<void> {
  await typeKeys(page, code, 'Enter');
}

const jamo = 'ㅁㅠㅊㅇㄷㄹㅎㅗㅑㅓㅏㅣㅡㅜㅐㅔㅂㄱㄴㅅㅕㅍㅈㅌㅛㅋ';

/**
 * The same under a Korean input method: each letter's key is the method's ('Process', 229), which composes Hangul of it
 * that no page can prevent; digits and Enter go through.
 */
export async function scanThroughInputMethod(page: Page, code: string): Promise<void> {
  const cdp = await devTools(page);
  const sent: Promise<unknown>[] = [];
  const times = keyTimes(code.length + 1);
  let composed = '';
  for (const [i, char] of [...code].entries()) {
    const { code: key, keyCode } = physicalKey(char);
    const letter = jamo[char.charCodeAt(0) - 65];
    const shared = letter
      ? { code: key, key: 'Process', windowsVirtualKeyCode: 229, timestamp: times(i) }
      : { code: key, key: char, windowsVirtualKeyCode: keyCode, timestamp: times(i) };
    sent.push(
      cdp.send('Input.dispatchKeyEvent', {
        type: letter ? 'rawKeyDown' : 'keyDown',
        ...(letter ? {} : { text: char }),
        ...shared,
      }),
    );
    if (letter) {
      composed += letter;
      const end = composed.length;
      sent.push(
        cdp.send('Input.imeSetComposition', { text: composed, selectionStart: end, selectionEnd: end }),
      );
    } else composed = '';
    sent.push(cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...shared }));
  }
  const enter = { code: 'Enter', key: 'Enter', windowsVirtualKeyCode: 13, timestamp: times(code.length) };
  sent.push(cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', text: '\r', ...enter }));
  sent.push(cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter }));
  await Promise.all(sent);
}
