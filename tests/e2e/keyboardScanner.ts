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

/** Presses keys one right after another, as a wedge does, which waits for nothing. */
export async function typeKeys(page: Page, text: string, end: 'Enter' | 'nothing'): Promise<void> {
  const cdp = await devTools(page);
  const sent: Promise<unknown>[] = [];
  for (const char of text) {
    const { code: key, keyCode } = physicalKey(char);
    const shared = { code: key, key: char, windowsVirtualKeyCode: keyCode };
    sent.push(cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', text: char, ...shared }));
    sent.push(cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...shared }));
  }
  if (end === 'Enter') {
    const enter = { code: 'Enter', key: 'Enter', windowsVirtualKeyCode: 13 };
    sent.push(cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', text: '\r', ...enter }));
    sent.push(cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter }));
  }
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
  let composed = '';
  for (const char of code) {
    const { code: key, keyCode } = physicalKey(char);
    const letter = jamo[char.charCodeAt(0) - 65];
    const shared = letter
      ? { code: key, key: 'Process', windowsVirtualKeyCode: 229 }
      : { code: key, key: char, windowsVirtualKeyCode: keyCode };
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
  const enter = { code: 'Enter', key: 'Enter', windowsVirtualKeyCode: 13 };
  sent.push(cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', text: '\r', ...enter }));
  sent.push(cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter }));
  await Promise.all(sent);
}
