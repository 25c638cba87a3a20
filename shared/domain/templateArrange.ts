import { type CertificateTemplate, paperExtent } from './certificateTemplate';
import { elementsOf, hundredth, type Ids, mapElements, type SideName } from './templateEdit';

/** How the designer lines elements up: with each other, with the sheet, and while one is dragged. Millimetres. */

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const alignments = ['left', 'center', 'right', 'top', 'middle', 'bottom'] as const;
export type Alignment = (typeof alignments)[number];

/** The smallest box round all of them. */
export function boundsOf(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

/** Lines elements up with each other; a single one with the sheet. */
export function alignElements(
  template: CertificateTemplate,
  side: SideName,
  ids: Ids,
  how: Alignment,
): CertificateTemplate {
  const chosen = elementsOf(template, side).filter(({ id }) => ids.has(id));
  if (chosen.length === 0) return template;
  const frame = chosen.length === 1 ? { x: 0, y: 0, ...paperExtent(template.paper) } : boundsOf(chosen);
  return mapElements(template, side, ids, (element) => {
    const { width, height } = element;
    const x = {
      left: frame.x,
      center: frame.x + (frame.width - width) / 2,
      right: frame.x + frame.width - width,
    };
    const y = {
      top: frame.y,
      middle: frame.y + (frame.height - height) / 2,
      bottom: frame.y + frame.height - height,
    };
    return how === 'left' || how === 'center' || how === 'right'
      ? { ...element, x: hundredth(x[how]) }
      : { ...element, y: hundredth(y[how]) };
  });
}

/** Makes the gaps between three or more elements equal; the outermost two stay. */
export function distributeElements(
  template: CertificateTemplate,
  side: SideName,
  ids: Ids,
  axis: 'across' | 'down',
): CertificateTemplate {
  const [start, extent] = axis === 'across' ? (['x', 'width'] as const) : (['y', 'height'] as const);
  const chosen = elementsOf(template, side)
    .filter(({ id }) => ids.has(id))
    .toSorted((a, b) => a[start] + a[extent] / 2 - (b[start] + b[extent] / 2));
  const [first] = chosen;
  const last = chosen.at(-1);
  if (!first || !last || chosen.length < 3) return template;
  const room = last[start] + last[extent] - first[start];
  const gap = (room - chosen.reduce((sum, element) => sum + element[extent], 0)) / (chosen.length - 1);
  const places = new Map<string, number>();
  let at = first[start];
  for (const element of chosen) {
    places.set(element.id, hundredth(at));
    at += element[extent] + gap;
  }
  return mapElements(template, side, ids, (element) => ({
    ...element,
    [start]: places.get(element.id) ?? element[start],
  }));
}

/** Where a moving box was caught: lines to show, in mm of the sheet. */
export interface Snap {
  readonly dx: number;
  readonly dy: number;
  readonly across: number | undefined;
  readonly down: number | undefined;
}

function nearest(
  edges: readonly number[],
  lines: readonly number[],
  within: number,
): { readonly by: number; readonly line: number } | undefined {
  let best: { by: number; line: number } | undefined;
  for (const line of lines) {
    for (const edge of edges) {
      const by = line - edge;
      if (Math.abs(by) <= within && (!best || Math.abs(by) < Math.abs(best.by))) best = { by, line };
    }
  }
  return best;
}

/**
 * Catches a box that is moved at the sheet's middle and margins, at the edges and middles of the other elements, else at a grid
 * of 1 mm. `within` is how near (mm) a line must be.
 */
export function snapMove(
  template: CertificateTemplate,
  side: SideName,
  ids: Ids,
  moved: Box,
  within: number,
): Snap {
  const { width, height } = paperExtent(template.paper);
  const others = elementsOf(template, side).filter(({ id }) => !ids.has(id));
  const lines = (size: number, start: 'x' | 'y', extent: 'width' | 'height') => [
    0,
    size / 2,
    size,
    ...others.flatMap((one) => [one[start], one[start] + one[extent] / 2, one[start] + one[extent]]),
  ];
  const x = nearest(
    [moved.x, moved.x + moved.width / 2, moved.x + moved.width],
    lines(width, 'x', 'width'),
    within,
  );
  const y = nearest(
    [moved.y, moved.y + moved.height / 2, moved.y + moved.height],
    lines(height, 'y', 'height'),
    within,
  );
  return {
    dx: hundredth(x?.by ?? Math.round(moved.x) - moved.x),
    dy: hundredth(y?.by ?? Math.round(moved.y) - moved.y),
    down: x?.line,
    across: y?.line,
  };
}
