/** A text field as it was at a moment. */
export interface FieldState {
  readonly element: HTMLInputElement | HTMLTextAreaElement;
  readonly value: string;
  /** Null where the field's type has no selection (number, date). */
  readonly start: number | null;
  readonly end: number | null;
}

/** An IME may write into a field a little after the key that made it (ms). */
const imeDelay = 200;
const sideEvents = ['blur', 'focusout', 'focus', 'focusin', 'change', 'compositionend', 'input'];

/** The text field that has the focus, as it is now; undefined where none has. */
export function noteField(): FieldState | undefined {
  const element = document.activeElement;
  if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)) return undefined;
  return { element, value: element.value, start: element.selectionStart, end: element.selectionEnd };
}

/**
 * Puts a field back as it was. A field that nothing was typed into is left alone, a composition going on in it too. What
 * an IME made of the keys can't be stopped while it comes (a prevented key 229 composes all the same), so a changed field is
 * put back afterwards, and watched for what the IME still sends.
 */
export function restoreField(field: FieldState): void {
  const { element } = field;
  const watch = (event: Event) => {
    if (event instanceof InputEvent && event.inputType.includes('Composition')) putBack(field);
  };
  putBack(field);
  element.addEventListener('input', watch);
  setTimeout(() => element.removeEventListener('input', watch), imeDelay);
}

function putBack({ element, value, start, end }: FieldState): void {
  if (!element.isConnected || element.value === value) return;
  // React notices a change only of what its own setter did not write: the element's class has the plain one.
  const proto = element instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement;
  const setter = Object.getOwnPropertyDescriptor(proto.prototype, 'value')?.set;
  quietly(() => {
    const focused = document.activeElement === element;
    // Leaving the field ends the composition, so that the IME writes no more into it.
    if (focused) element.blur();
    setter?.call(element, value);
    if (focused) element.focus({ preventScroll: true });
    if (start !== null) element.setSelectionRange(start, end);
  });
  element.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Does `work` without the page hearing of it: a field that saves when it is left must not save what a scanner typed. */
function quietly(work: () => void): void {
  const stop = (event: Event) => event.stopImmediatePropagation();
  for (const type of sideEvents) window.addEventListener(type, stop, true);
  try {
    work();
  } finally {
    for (const type of sideEvents) window.removeEventListener(type, stop, true);
  }
}
