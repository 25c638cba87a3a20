import {
  type CertificateTemplate,
  paperExtent,
  type TemplateElement,
  type TemplateSide,
} from './certificateTemplate';

/**
 * The edits of the designer: each takes a template and gives another, so that undo is keeping the one before. Millimetres;
 * what is not on the side named is left alone.
 */

export type SideName = 'front' | 'back';
type Ids = ReadonlySet<string>;

/** To 0.01 mm: finer than any printer, and sums of steps stay readable. */
export function hundredth(value: number): number {
  return Math.round(value * 100) / 100;
}

export function elementsOf(template: CertificateTemplate, side: SideName): readonly TemplateElement[] {
  return template[side]?.elements ?? [];
}

function withElements(
  template: CertificateTemplate,
  side: SideName,
  elements: readonly TemplateElement[],
): CertificateTemplate {
  const next: TemplateSide = { elements: [...elements] };
  return side === 'front' ? { ...template, front: next } : { ...template, back: next };
}

function mapElements(
  template: CertificateTemplate,
  side: SideName,
  ids: Ids,
  change: (element: TemplateElement) => TemplateElement,
): CertificateTemplate {
  const elements = elementsOf(template, side);
  return withElements(
    template,
    side,
    elements.map((element) => (ids.has(element.id) ? change(element) : element)),
  );
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function moveElements(
  template: CertificateTemplate,
  side: SideName,
  ids: Ids,
  dx: number,
  dy: number,
): CertificateTemplate {
  return mapElements(template, side, ids, (element) => ({
    ...element,
    x: hundredth(element.x + dx),
    y: hundredth(element.y + dy),
  }));
}

/** Puts another element of the same id in an element's place. */
export function replaceElement(
  template: CertificateTemplate,
  side: SideName,
  element: TemplateElement,
): CertificateTemplate {
  return mapElements(template, side, new Set([element.id]), () => element);
}

/** The box after a handle was dragged; a QR stays a square. Nothing becomes smaller than 1 mm where it had an extent. */
export function resized(element: TemplateElement, handle: string, dx: number, dy: number): TemplateElement {
  const { x, y, width, height } = element;
  const west = handle.includes('w');
  const north = handle.includes('n');
  let nextWidth = handle.includes('e') ? width + dx : west ? width - dx : width;
  let nextHeight = handle.includes('s') ? height + dy : north ? height - dy : height;
  if (element.kind === 'qr') {
    nextWidth = Math.max(nextWidth, nextHeight);
    nextHeight = nextWidth;
  }
  nextWidth = Math.max(element.kind === 'line' ? 0 : 1, nextWidth);
  nextHeight = Math.max(element.kind === 'line' ? 0 : 1, nextHeight);
  return {
    ...element,
    x: hundredth(west ? x + width - nextWidth : x),
    y: hundredth(north ? y + height - nextHeight : y),
    width: hundredth(nextWidth),
    height: hundredth(nextHeight),
  };
}

/** An id that no element of the template has, made from `stem`. */
export function freeId(template: CertificateTemplate, stem: string): string {
  const taken = new Set(
    [...elementsOf(template, 'front'), ...elementsOf(template, 'back')].map(({ id }) => id),
  );
  const root = stem.replace(/-\d+$/, '').slice(0, 30);
  if (!taken.has(root)) return root;
  for (let number = 2; ; number++) if (!taken.has(`${root}-${number}`)) return `${root}-${number}`;
}

export function addElement(
  template: CertificateTemplate,
  side: SideName,
  element: TemplateElement,
): CertificateTemplate {
  return withElements(template, side, [...elementsOf(template, side), element]);
}

/** Copies 4 mm aside and on top; gives their ids too. */
export function duplicateElements(
  template: CertificateTemplate,
  side: SideName,
  ids: Ids,
): { readonly template: CertificateTemplate; readonly ids: readonly string[] } {
  let next = template;
  const made: string[] = [];
  for (const element of elementsOf(template, side)) {
    if (!ids.has(element.id)) continue;
    const id = freeId(next, element.id);
    made.push(id);
    next = addElement(next, side, {
      ...element,
      id,
      x: hundredth(element.x + 4),
      y: hundredth(element.y + 4),
      locked: false,
    });
  }
  return { template: next, ids: made };
}

export function removeElements(template: CertificateTemplate, side: SideName, ids: Ids): CertificateTemplate {
  return withElements(
    template,
    side,
    elementsOf(template, side).filter(({ id }) => !ids.has(id)),
  );
}

/** Moves an element in the order of layers: one up or down, or to an end. Up is towards the eye. */
export function restack(
  template: CertificateTemplate,
  side: SideName,
  id: string,
  to: 'up' | 'down' | 'top' | 'bottom',
): CertificateTemplate {
  const elements = [...elementsOf(template, side)];
  const at = elements.findIndex((element) => element.id === id);
  const [element] = elements.splice(at, 1);
  if (!element) return template;
  const end = elements.length;
  const index = { up: Math.min(end, at + 1), down: Math.max(0, at - 1), top: end, bottom: 0 }[to];
  elements.splice(index, 0, element);
  return withElements(template, side, elements);
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

/** A new element of a kind in the middle of the sheet, made so that it is seen. */
export function newElement(
  template: CertificateTemplate,
  what:
    | { readonly kind: 'text' | 'line' | 'frame' | 'qr' }
    | { readonly kind: 'image'; readonly data: string; readonly ratio: number },
): TemplateElement {
  const paper = paperExtent(template.paper);
  const at = (width: number, height: number) => ({
    id: freeId(template, what.kind),
    x: hundredth((paper.width - width) / 2),
    y: hundredth((paper.height - height) / 2),
    width,
    height,
    locked: false,
  });
  const colour = '#1d2747';
  switch (what.kind) {
    case 'text':
      return {
        ...at(100, 10),
        kind: 'text',
        text: '새 글',
        font: 'serif',
        weight: 400,
        size: 5,
        floor: 3,
        gives: 'size',
        maxLines: 1,
        leading: 1.6,
        tracking: 0,
        align: 'middle',
        valign: 'middle',
        colour,
        needed: true,
      };
    case 'line':
      return { ...at(60, 0), kind: 'line', style: 'plain', stroke: 0.3, colour };
    case 'frame':
      return { ...at(60, 40), kind: 'frame', style: 'double', stroke: 0.6, colour, accent: '#a5874b' };
    case 'qr':
      return { ...at(34, 34), kind: 'qr', colour };
    case 'image': {
      const width = what.ratio >= 1 ? 40 : hundredth(40 * what.ratio);
      return { ...at(width, hundredth(width / what.ratio)), kind: 'image', data: what.data, label: '' };
    }
  }
}
