import { type RefObject, useEffect } from 'react';

/**
 * Scrolls an element into view as soon as it is to be there. Only once the picture is painted: to scroll is to lay the whole
 * page out, and what a command brought must not wait for that.
 */
export function useKeepInView(
  element: RefObject<HTMLElement | null>,
  wanted: boolean,
  block: ScrollLogicalPosition,
): void {
  useEffect(() => {
    if (!wanted) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => element.current?.scrollIntoView({ block, behavior: 'instant' }));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [element, wanted, block]);
}
