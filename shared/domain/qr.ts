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

/** Encodes `text`; capitals, digits and `-` alone go in the alphanumeric mode, which is the most compact. */
export function qrSymbol(text: string, level: QrLevel): QrSymbol {
  const { modules } = create(text, { errorCorrectionLevel: level });
  const dark = (column: number, row: number) =>
    column >= 0 && row >= 0 && column < modules.size && row < modules.size && modules.get(row, column) === 1;
  return { size: modules.size, path: outline(modules.size, dark) };
}

/** A filled symbol whose modules cover a square of `side` mm at (x, y). */
export function qrElement(symbol: QrSymbol, x: number, y: number, side: number, fill: string): string {
  const scale = Math.round((side / symbol.size) * 1e6) / 1e6;
  return `<path transform="translate(${mm(x)} ${mm(y)}) scale(${scale})" fill="${fill}" fill-rule="evenodd" d="${symbol.path}"/>`;
}

/**
 * The borders between dark and light as closed paths. One outline instead of a rectangle a module: no hairlines between
 * neighbours on any renderer, and a third of the bytes.
 */
function outline(size: number, dark: (column: number, row: number) => boolean): string {
  const width = size + 1;
  const key = (x: number, y: number) => y * width + x;
  const ends = new Map<number, number[]>();
  const edge = (x1: number, y1: number, x2: number, y2: number) => {
    const from = key(x1, y1);
    const list = ends.get(from);
    if (list) list.push(key(x2, y2));
    else ends.set(from, [key(x2, y2)]);
  };
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!dark(x, y)) continue;
      if (!dark(x, y - 1)) edge(x, y, x + 1, y);
      if (!dark(x + 1, y)) edge(x + 1, y, x + 1, y + 1);
      if (!dark(x, y + 1)) edge(x + 1, y + 1, x, y + 1);
      if (!dark(x - 1, y)) edge(x, y + 1, x, y);
    }
  }
  let path = '';
  for (const [start, list] of ends) {
    while (list.length > 0) {
      path += `M${start % width} ${Math.floor(start / width)}`;
      let at = start;
      let run = 0;
      let across = true;
      do {
        const next = ends.get(at)?.pop();
        if (next === undefined) throw new Error('an outline that does not close');
        const horizontal = Math.floor(next / width) === Math.floor(at / width);
        if (run !== 0 && horizontal !== across) {
          path += `${across ? 'h' : 'v'}${run}`;
          run = 0;
        }
        across = horizontal;
        run += horizontal ? next - at : (next - at) / width;
        at = next;
      } while (at !== start);
      path += `${across ? 'h' : 'v'}${run}z`;
    }
  }
  return path;
}
