import { assertNever } from './assertNever';
import type { FrameElement, LineElement } from './certificateTemplate';
import { mm } from './svg';

/** The lines, frames and ornaments that a template may have, in millimetres. */

const drawn = new WeakMap<FrameElement | LineElement, string>();

/** The same element gives the same bytes; what has been drawn of a template is kept, since it is on every sheet. */
function once<E extends FrameElement | LineElement>(element: E, draw: (element: E) => string): string {
  let svg = drawn.get(element);
  if (svg === undefined) {
    svg = draw(element);
    drawn.set(element, svg);
  }
  return svg;
}

export function frameElement(element: FrameElement): string {
  return once(element, drawFrame);
}

export function lineElement(element: LineElement): string {
  return once(element, drawLine);
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function inset({ x, y, width, height }: Box, by: number): Box {
  return {
    x: x + by,
    y: y + by,
    width: Math.max(0, width - 2 * by),
    height: Math.max(0, height - 2 * by),
  };
}

function rect({ x, y, width, height }: Box, stroke: number, colour: string): string {
  return `<rect x="${mm(x)}" y="${mm(y)}" width="${mm(width)}" height="${mm(height)}" fill="none" stroke="${colour}" stroke-width="${mm(stroke)}"/>`;
}

function drawFrame(frame: FrameElement): string {
  const { stroke, colour, accent } = frame;
  const middle = { x: frame.x + frame.width / 2, y: frame.y + frame.height / 2 };
  const radius = Math.min(frame.width, frame.height) / 2;
  switch (frame.style) {
    case 'plain':
      return rect(frame, stroke, colour);
    case 'double':
      return rect(frame, stroke, colour) + rect(inset(frame, 1.2 + stroke), stroke * 0.3, accent);
    case 'rosettes':
      return (
        rect(frame, stroke, colour) +
        rect(inset(frame, 1.3), stroke * 0.2, accent) +
        notched(inset(frame, 3.2), 8.5, stroke * 0.35, accent) +
        cornersOf(inset(frame, 5.3))
          .map(([x, y]) => rosette(x, y, accent, colour))
          .join('')
      );
    case 'corners':
      return corners(frame, stroke, colour, accent);
    case 'guilloche':
      return guilloche(middle.x, middle.y, radius, stroke, colour);
    case 'medal':
      return medal(middle.x, middle.y, radius, colour, accent);
    case 'sealPlace':
      return `<circle cx="${mm(middle.x)}" cy="${mm(middle.y)}" r="${mm(radius)}" fill="none" stroke="${colour}" stroke-width="${mm(stroke)}" stroke-dasharray="0.8 1.1"/>`;
    default:
      return assertNever(frame.style);
  }
}

function drawLine({ x, y, width, height, style, stroke, colour }: LineElement): string {
  switch (style) {
    case 'plain':
    case 'dashed': {
      const dashes = style === 'dashed' ? ` stroke-dasharray="${mm(stroke * 4)} ${mm(stroke * 4)}"` : '';
      return `<path d="M${mm(x)} ${mm(y)}l${mm(width)} ${mm(height)}" fill="none" stroke="${colour}" stroke-width="${mm(stroke)}"${dashes}/>`;
    }
    case 'lozenge':
      return divider(x + width / 2, y + height / 2, width / 2, colour);
    default:
      return assertNever(style);
  }
}

function cornersOf({ x, y, width, height }: Box): readonly (readonly [number, number])[] {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
}

/** A hairline that gives way to an arc at each corner. */
function notched(box: Box, notch: number, stroke: number, colour: string): string {
  const right = box.x + box.width;
  const bottom = box.y + box.height;
  const arc = (x: number, y: number) => `A${notch} ${notch} 0 0 0 ${mm(x)} ${mm(y)}`;
  const d = [
    `M${mm(box.x + notch)} ${mm(box.y)}H${mm(right - notch)}`,
    arc(right, box.y + notch),
    `V${mm(bottom - notch)}`,
    arc(right - notch, bottom),
    `H${mm(box.x + notch)}`,
    arc(box.x, bottom - notch),
    `V${mm(box.y + notch)}`,
    arc(box.x + notch, box.y),
    'Z',
  ].join('');
  return `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${mm(stroke)}"/>`;
}

/** A flower of eight petals round a dot. */
function rosette(x: number, y: number, petalColour: string, dotColour: string): string {
  let petals = '';
  for (let petal = 0; petal < 8; petal++) {
    const long = petal % 2 === 0 ? 2.7 : 1.9;
    const side = 0.62;
    petals += `<path transform="rotate(${petal * 45})" d="M0 -0.55C${side} -1.1 ${mm(side * 0.8)} ${mm(-long * 0.75)} 0 ${mm(-long)}C${mm(-side * 0.8)} ${mm(-long * 0.75)} ${-side} -1.1 0 -0.55Z"/>`;
  }
  return `<g transform="translate(${mm(x)} ${mm(y)})" fill="${petalColour}">${petals}<circle r="0.42" fill="${dotColour}"/></g>`;
}

/** A hairline all round, and in each corner an angle of two strokes whose ends meet in a lozenge. */
function corners(box: Box, stroke: number, colour: string, accent: string): string {
  const arm = Math.min(30, box.width / 4, box.height / 4);
  const angles = cornersOf(box).map(([x, y], index) => {
    const right = index === 1 || index === 2 ? -1 : 1;
    const down = index > 1 ? -1 : 1;
    const strokes =
      `<path d="M0 ${mm(arm)}V0H${mm(arm)}" fill="none" stroke="${colour}" stroke-width="${mm(stroke)}"/>` +
      `<path d="M2.4 ${mm(arm * 0.62)}V2.4H${mm(arm * 0.62)}" fill="none" stroke="${accent}" stroke-width="${mm(stroke * 0.35)}"/>` +
      `<path d="M5.2 3.7L6.7 5.2L5.2 6.7L3.7 5.2Z" fill="${accent}"/>`;
    return `<g transform="translate(${mm(x)} ${mm(y)}) scale(${right} ${down})">${strokes}</g>`;
  });
  return rect(inset(box, 1.2), stroke * 0.25, accent) + angles.join('');
}

/** A round medal: a ring of rays, two circles, and laurel leaves that rise on both sides. */
function medal(x: number, y: number, radius: number, colour: string, accent: string): string {
  const rays: string[] = [];
  for (let ray = 0; ray < 72; ray++) {
    const angle = (ray * Math.PI) / 36;
    const from = radius * 0.86;
    const to = radius * (ray % 2 === 0 ? 1 : 0.94);
    rays.push(
      `M${mm(from * Math.cos(angle))} ${mm(from * Math.sin(angle))}L${mm(to * Math.cos(angle))} ${mm(to * Math.sin(angle))}`,
    );
  }
  const leaf = (angle: number, size: number) =>
    `<path transform="rotate(${mm(angle)}) translate(0 ${mm(-radius * 0.62)}) rotate(68)" d="M0 0C${mm(size * 0.3)} ${mm(-size * 0.4)} ${mm(size * 0.28)} ${mm(-size * 0.8)} 0 ${mm(-size)}C${mm(-size * 0.28)} ${mm(-size * 0.8)} ${mm(-size * 0.3)} ${mm(-size * 0.4)} 0 0Z"/>`;
  let leaves = '';
  for (let step = 0; step < 7; step++) leaves += leaf(-165 + step * 20, radius * 0.3);
  return (
    `<g transform="translate(${mm(x)} ${mm(y)})"><path d="${rays.join('')}" stroke="${accent}" stroke-width="${mm(radius * 0.025)}"/>` +
    `<circle r="${mm(radius * 0.82)}" fill="none" stroke="${colour}" stroke-width="${mm(radius * 0.045)}"/>` +
    `<circle r="${mm(radius * 0.75)}" fill="none" stroke="${accent}" stroke-width="${mm(radius * 0.015)}"/>` +
    `<g fill="${accent}">${leaves}<g transform="scale(-1 1)">${leaves}</g></g></g>`
  );
}

/** Two tapering lines with a lozenge between them. */
function divider(x: number, y: number, halfWidth: number, colour: string): string {
  const taper = `M2.6 0L${mm(halfWidth)} -0.05V0.05ZM2.6 -0.16V0.16L${mm(halfWidth)} 0Z`;
  return `<g transform="translate(${mm(x)} ${mm(y)})" fill="${colour}"><path d="M0 -1.25L1.25 0L0 1.25L-1.25 0Z"/><path d="${taper}"/><path transform="scale(-1 1)" d="${taper}"/></g>`;
}

/** Interlaced fine waves in a ring, as on a banknote; in a faint colour one reads over them. */
function guilloche(x: number, y: number, radius: number, stroke: number, colour: string): string {
  const rings = [
    { at: 0.84, swing: 0.16, lobes: 28, strands: 3 },
    { at: 0.58, swing: 0.1, lobes: 28, strands: 3 },
    { at: 0.71, swing: 0.04, lobes: 56, strands: 2 },
  ];
  const paths: string[] = [];
  for (const { at, swing, lobes, strands } of rings) {
    for (let strand = 0; strand < strands; strand++) {
      paths.push(wave(radius * at, radius * swing, lobes, strand / strands));
    }
  }
  return `<path transform="translate(${mm(x)} ${mm(y)})" fill="none" stroke="${colour}" stroke-width="${mm(stroke)}" d="${paths.join('')}"/>`;
}

/**
 * A closed wave round a circle: a cubic each half lobe, from crest to trough with level tangents. Relative and to 0.01 mm,
 * since it is in every drawing that is kept.
 */
function wave(radius: number, swing: number, lobes: number, phase: number): string {
  const steps = lobes * 2;
  const step = (2 * Math.PI) / steps;
  const lean = step * 0.3642;
  const hundredth = (value: number) => Math.round(value * 100);
  const point = (angle: number, r: number) =>
    [hundredth(r * Math.cos(angle)), hundredth(r * Math.sin(angle))] as const;
  const start = phase * 2 * step;
  const crest = (index: number) => radius + (index % 2 === 0 ? swing : -swing);
  let [x, y] = point(start, crest(0));
  const to = ([px, py]: readonly [number, number]) => `${(px - x) / 100} ${(py - y) / 100}`;
  let path = `M${x / 100} ${y / 100}`;
  for (let index = 1; index <= steps; index++) {
    const angle = start + index * step;
    const end = point(angle, crest(index));
    // The first control point is the last one's reflection ('s'), as the tangents are level and alike on both sides.
    path += index === 1 ? `c${to(point(start + lean, crest(0)))} ` : 's';
    path += `${to(point(angle - lean, crest(index)))} ${to(end)}`;
    [x, y] = end;
  }
  return `${path}z`;
}
