import type { CertificateTemplate, TemplateElement, TemplateSide } from './certificateTemplate';

/**
 * The edits of the designer: each takes a template and gives another, so that undo is keeping the one before. Millimetres;
 * what is not on the side named is left alone.
 */

export type SideName = 'front' | 'back';
export type Ids = ReadonlySet<string>;

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

/** Changes the elements that are named. */
export function mapElements(
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
