/** What a show caller can do with a key. Those of the selected cue are `…Selected`. */
export type KeyAction =
  | 'next'
  | 'back'
  | 'hold'
  | 'shorter'
  | 'longer'
  | 'end'
  | 'jumpSelected'
  | 'skipSelected'
  | 'moveUp'
  | 'moveDown'
  | 'selectUp'
  | 'selectDown'
  | 'accept'
  | 'undo'
  | 'redo'
  | 'black'
  | 'message'
  | 'call'
  | 'passOver'
  | { readonly preset: number };

/** As they are written on the buttons. */
export const keyNames = {
  next: 'Space →',
  back: '←',
  hold: 'F5',
  shorter: 'F6',
  longer: 'F7',
  end: 'F8',
  jumpSelected: 'F4',
  skipSelected: 'F9',
  accept: 'F3',
  undo: 'Ctrl Z',
  redo: 'Ctrl Y',
  black: 'Ctrl B',
  message: 'Ctrl M',
  call: 'PgDn',
  passOver: 'PgUp',
} as const;

const plain: Readonly<Record<string, KeyAction>> = {
  Space: 'next',
  ArrowRight: 'next',
  ArrowLeft: 'back',
  ArrowUp: 'selectUp',
  ArrowDown: 'selectDown',
  PageDown: 'call',
  PageUp: 'passOver',
};

const functionKeys: Readonly<Record<string, KeyAction>> = {
  F3: 'accept',
  F4: 'jumpSelected',
  F5: 'hold',
  F6: 'shorter',
  F7: 'longer',
  F8: 'end',
  F9: 'skipSelected',
};

const withCtrl: Readonly<Record<string, KeyAction>> = {
  KeyY: 'redo',
  KeyB: 'black',
  KeyM: 'message',
  ArrowUp: 'moveUp',
  ArrowDown: 'moveDown',
};

/**
 * Which action a physical key is: a Korean layout or a half-typed syllable changes nothing, and no bare letter or digit does
 * anything (a scanner types those). In a field, all but the function keys are the field's.
 */
export function keyAction(
  key: Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
  typing: boolean,
): KeyAction | undefined {
  if (key.altKey) return undefined;
  const ctrl = key.ctrlKey || key.metaKey;
  if (typing) return ctrl || key.shiftKey ? undefined : functionKeys[key.code];
  if (!ctrl) return key.shiftKey ? undefined : (functionKeys[key.code] ?? plain[key.code]);
  if (key.code === 'KeyZ') return key.shiftKey ? 'redo' : 'undo';
  if (key.shiftKey) return undefined;
  const preset = /^Digit([1-6])$/.exec(key.code)?.[1];
  return preset ? { preset: Number(preset) - 1 } : withCtrl[key.code];
}
