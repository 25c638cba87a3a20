import { mm } from './svg';

/** The frame, the divider and the fine lines behind the text of a certificate, in millimetres. */

export const ink = '#1d2747';
export const gold = '#a5874b';
const faintGold = '#ece2cd';

/** A line in ink round the sheet, a gold hairline inside it that gives way at the corners, and a rosette in each. */
export function frame(width: number, height: number): string {
  const outer = 9;
  const inner = 12.2;
  const notch = 8.5;
  const right = width - inner;
  const bottom = height - inner;
  const arc = (x: number, y: number) => `A${notch} ${notch} 0 0 0 ${mm(x)} ${mm(y)}`;
  const hairline = [
    `M${mm(inner + notch)} ${inner}H${mm(right - notch)}`,
    arc(right, inner + notch),
    `V${mm(bottom - notch)}`,
    arc(right - notch, bottom),
    `H${mm(inner + notch)}`,
    arc(inner, bottom - notch),
    `V${mm(inner + notch)}`,
    arc(inner + notch, inner),
    'Z',
  ].join('');
  const center = inner + 2.1;
  const corners = [
    [center, center],
    [width - center, center],
    [width - center, height - center],
    [center, height - center],
  ] as const;
  return [
    `<rect x="${outer}" y="${outer}" width="${mm(width - 2 * outer)}" height="${mm(height - 2 * outer)}" fill="none" stroke="${ink}" stroke-width="0.85"/>`,
    `<rect x="${outer + 1.3}" y="${outer + 1.3}" width="${mm(width - 2 * outer - 2.6)}" height="${mm(height - 2 * outer - 2.6)}" fill="none" stroke="${gold}" stroke-width="0.18"/>`,
    `<path d="${hairline}" fill="none" stroke="${gold}" stroke-width="0.3"/>`,
    ...corners.map(([x, y]) => rosette(x, y)),
  ].join('');
}

/** A flower of eight petals round a dot. */
function rosette(x: number, y: number): string {
  let petals = '';
  for (let petal = 0; petal < 8; petal++) {
    const long = petal % 2 === 0 ? 2.7 : 1.9;
    const side = 0.62;
    petals += `<path transform="rotate(${petal * 45})" d="M0 -0.55C${side} -1.1 ${mm(side * 0.8)} ${mm(-long * 0.75)} 0 ${mm(-long)}C${mm(-side * 0.8)} ${mm(-long * 0.75)} ${-side} -1.1 0 -0.55Z"/>`;
  }
  return `<g transform="translate(${mm(x)} ${mm(y)})" fill="${gold}">${petals}<circle r="0.42" fill="${ink}"/></g>`;
}

/** Two tapering lines with a lozenge between them. */
export function divider(x: number, y: number, halfWidth: number): string {
  const taper = `M2.6 0L${mm(halfWidth)} -0.05V0.05ZM2.6 -0.16V0.16L${mm(halfWidth)} 0Z`;
  return `<g transform="translate(${mm(x)} ${mm(y)})" fill="${gold}"><path d="M0 -1.25L1.25 0L0 1.25L-1.25 0Z"/><path d="${taper}"/><path transform="scale(-1 1)" d="${taper}"/></g>`;
}

/** Interlaced fine waves in a ring, as on a banknote; faint enough to read over. */
export function guilloche(x: number, y: number, radius: number): string {
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
  return `<path transform="translate(${mm(x)} ${mm(y)})" fill="none" stroke="${faintGold}" stroke-width="0.15" d="${paths.join('')}"/>`;
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
