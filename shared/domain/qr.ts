import { create } from 'qrcode';
import { mm } from './svg';

/** A QR symbol as an outline in modules: `size` × `size`, without the quiet zone. */
export interface QrSymbol {
  readonly size: number;
  /** Path data on a grid of modules, to be filled by the even-odd rule. */
  readonly path: string;
}

/** The light border that a reader needs, in modules (ISO/IEC 18004, 6.3.8). */
export const quietZone = 4;

export type QrLevel = 'L' | 'M' | 'Q' | 'H';

const alphanumeric = /^[0-9A-Z $%*+\-./:]+$/;

/**
 * Encodes `text`; capitals, digits and `-` alone go in the alphanumeric mode, which is the most compact. A long text of these (a
 * signed one) is as good as random, so that no mask (ISO/IEC 18004, 7.8) is better than another: weighing all eight would only cost.
 */
export function qrSymbol(text: string, level: QrLevel): QrSymbol {
  const segments = alphanumeric.test(text) ? [{ data: text, mode: 'alphanumeric' } as const] : text;
  const { modules } = create(segments, {
    errorCorrectionLevel: level,
    ...(segments !== text && text.length > longCode ? { maskPattern: 0 } : {}),
  });
  return { size: modules.size, path: outline(modules.size, modules.data) };
}

/** Longer than any code that people chose the letters of. */
const longCode = 100;

/** A filled symbol whose modules cover a square of `side` mm at (x, y). */
export function qrElement(symbol: QrSymbol, x: number, y: number, side: number, fill: string): string {
  const scale = Math.round((side / symbol.size) * 1e6) / 1e6;
  return `<path transform="translate(${mm(x)} ${mm(y)}) scale(${scale})" fill="${fill}" fill-rule="evenodd" d="${symbol.path}"/>`;
}

/**
 * The borders between dark and light as closed paths. One outline instead of a rectangle a module: no hairlines between
 * neighbours on any renderer, and a third of the bytes. `modules`: row by row, 1 is dark.
 */
function outline(size: number, modules: Uint8Array): string {
  const width = size + 1;
  // Where the edges from each corner of the grid lead, dark on their right: two of them where two dark modules touch by a corner.
  const ends = [new Int32Array(width * width).fill(-1), new Int32Array(width * width).fill(-1)] as const;
  const edge = (from: number, to: number) => {
    ends[ends[0][from] === -1 ? 0 : 1][from] = to;
  };
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const module = y * size + x;
      if (modules[module] !== 1) continue;
      const corner = y * width + x;
      if (y === 0 || modules[module - size] !== 1) edge(corner, corner + 1);
      if (x === size - 1 || modules[module + 1] !== 1) edge(corner + 1, corner + 1 + width);
      if (y === size - 1 || modules[module + size] !== 1) edge(corner + 1 + width, corner + width);
      if (x === 0 || modules[module - 1] !== 1) edge(corner + width, corner);
    }
  }
  const take = (from: number): number => {
    const list = ends[ends[1][from] === -1 ? 0 : 1];
    const to = list[from] ?? -1;
    list[from] = -1;
    return to;
  };
  let path = '';
  for (let start = 0; start < width * width; start++) {
    while (ends[0][start] !== -1) {
      path += `M${start % width} ${Math.floor(start / width)}`;
      let at = start;
      let run = 0;
      let across = true;
      do {
        const next = take(at);
        if (next === -1) throw new Error('an outline that does not close');
        const step = next - at;
        const horizontal = step === 1 || step === -1;
        if (run !== 0 && horizontal !== across) {
          path += `${across ? 'h' : 'v'}${run}`;
          run = 0;
        }
        across = horizontal;
        run += horizontal ? step : step / width;
        at = next;
      } while (at !== start);
      path += `${across ? 'h' : 'v'}${run}z`;
    }
  }
  return path;
}
