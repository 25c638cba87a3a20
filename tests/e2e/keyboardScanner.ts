import type { CDPSession } from '@playwright/test';
import type { Desk } from './desk.ts';

const sessions = new WeakMap<Desk, Promise<CDPSession>>();

function physicalKey(char: string): { readonly code: string; readonly keyCode: number } {
  if (char === '-') return { code: 'Minus', keyCode: 189 };
  const code = /\d/.test(char) ? `Digit${char}` : `Key${char}`;
  return { code, keyCode: char.charCodeAt(0) };
}

/**
 * Types a code as a keyboard scanner set to a US layout does: physical keys, as fast as they go, then Enter. Sent over the
 * DevTools protocol without waiting between keys, as a wedge does not.
 */
export async function scanByKeyboard(desk: Desk, code: string): Promise<void> {
  let session = sessions.get(desk);
  if (!session) {
    session = desk.page.context().newCDPSession(desk.page);
    sessions.set(desk, session);
  }
  const cdp = await session;
  const sent: Promise<unknown>[] = [];
  for (const char of code) {
    const { code: key, keyCode } = physicalKey(char);
    const shared = { code: key, key: char, windowsVirtualKeyCode: keyCode };
    sent.push(cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', text: char, ...shared }));
    sent.push(cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...shared }));
  }
  const enter = { code: 'Enter', key: 'Enter', windowsVirtualKeyCode: 13 };
  sent.push(cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', text: '\r', ...enter }));
  sent.push(cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter }));
  await Promise.all(sent);
}
