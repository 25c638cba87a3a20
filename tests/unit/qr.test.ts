import { create } from 'qrcode';
import { expect, test } from 'vitest';
import { qrSymbol } from '../../shared/domain/qr';

/** Which modules an outline fills: a ray to the left of each module's middle crosses an odd number of upright edges. */
function filled(path: string, size: number): readonly boolean[] {
  const uprights: { x: number; from: number; to: number }[] = [];
  for (const part of path.split('M').filter(Boolean)) {
    let [x = 0, y = 0] = part.split(/[hvz]/)[0]?.split(' ').map(Number) ?? [];
    for (const [, step, length] of part.matchAll(/([hv])(-?\d+)/g)) {
      if (step === 'h') x += Number(length);
      else {
        uprights.push({ x, from: Math.min(y, y + Number(length)), to: Math.max(y, y + Number(length)) });
        y += Number(length);
      }
    }
  }
  return Array.from({ length: size * size }, (_, index) => {
    const column = (index % size) + 0.5;
    const row = Math.floor(index / size) + 0.5;
    return uprights.filter(({ x, from, to }) => x < column && from < row && row < to).length % 2 === 1;
  });
}

test('the outline fills exactly the dark modules', () => {
  const short = ['K7QD-ABCDEFGHIJ-ABCDEFGHIJKLM', 'https://example.com/#/pair/123456'];
  const long = ['A'.repeat(290), 'MZXW6YTBOI'.repeat(40)];
  for (const text of [...short, ...long]) {
    // A long one is not weighed against the other masks.
    const mask = long.includes(text) ? { maskPattern: 0 as const } : {};
    const { modules } = create(text, { errorCorrectionLevel: 'Q', ...mask });
    const { size, path } = qrSymbol(text, 'Q');
    expect(size).toBe(modules.size);
    expect(filled(path, size)).toEqual(Array.from(modules.data, (module) => module === 1));
  }
});

test('a badge code is version 2 at level Q: 25 modules', () => {
  expect(qrSymbol('K7QD-ABCDEFGHIJ-ABCDEFGHIJKLM', 'Q').size).toBe(25);
});
