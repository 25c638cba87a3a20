import { type RefObject, useEffect } from 'react';

/**
 * Scrolls an element into view as soon as it is to be there, no further than it must: what comes next stays in sight by the
 * element's scroll margin. Only once the picture is painted: to scroll is to lay the whole
 * page out, and what a command brought must not wait for that.
 */
export function useKeepInView(element: RefObject<HTMLElement | null>, wanted: boolean): void {
  useEffect(() => {
    if (!wanted) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => element.current?.scrollIntoView({ block: 'nearest', behavior: 'instant' }));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [element, wanted]);
}
