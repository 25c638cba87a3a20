import { create } from 'qrcode';
import { randomFrom } from '../random.ts';

/** What a camera at a door sees, in shades of grey, a byte a pixel, 1280 × 720; the same for the same seed, on any machine. */
export const frameWidth = 1280;
export const frameHeight = 720;

export const frameKinds = [
  'clean',
  'rotated',
  'blurred',
  'noisy',
  'far',
  'dim',
  'glare',
  'perspective',
  'mirrored',
  'screen',
] as const;
export type FrameKind = (typeof frameKinds)[number];

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A text of a badge code's form (29 characters of QR alphanumeric mode). */
export function codeOf(seed: number): string {
  const next = randomFrom(seed ^ 0x51ab);
  const letters = (count: number) =>
    Array.from({ length: count }, () => alphabet[Math.floor(next() * 32)]).join('');
  return `${letters(4)}-${letters(10)}-${letters(13)}`;
}

interface Look {
  /** Width of the symbol in pixels, without its quiet zone. */
  readonly side: number;
  readonly turn: number;
  /** How far the code is tipped back, and to which side. */
  readonly tilt: number;
  readonly tiltTowards: number;
  readonly mirrored: boolean;
  readonly ink: number;
  readonly paper: number;
  readonly blur: number;
  readonly noise: number;
  readonly glare: number;
  /** Brightness of a phone's pixel grid and its flicker bands; 0 is paper. */
  readonly grid: number;
}

const plain: Look = {
  side: 180,
  turn: 0,
  tilt: 0,
  tiltTowards: 0,
  mirrored: false,
  ink: 32,
  paper: 226,
  blur: 0,
  noise: 2,
  glare: 0,
  grid: 0,
};

function lookOf(kind: FrameKind, next: () => number): Look {
  const between = (low: number, high: number) => low + next() * (high - low);
  const usual = { ...plain, side: between(110, 240), turn: between(-0.12, 0.12) };
  switch (kind) {
    case 'clean':
      return usual;
    case 'rotated':
      return { ...usual, turn: between(0.3, Math.PI * 2 - 0.3) };
    case 'blurred':
      return { ...usual, side: between(120, 200), blur: Math.round(between(2, 3)), noise: 3 };
    case 'noisy':
      return { ...usual, noise: between(22, 40) };
    case 'far':
      return { ...usual, side: frameWidth * 0.04 * between(1, 1.15), noise: 3 };
    case 'dim':
      return { ...usual, ink: between(6, 10), paper: between(26, 44), noise: 3.5 };
    case 'glare':
      return { ...usual, side: between(140, 240), glare: between(0.18, 0.3) };
    case 'perspective':
      return { ...usual, side: between(140, 240), tilt: between(0.35, 0.62), tiltTowards: between(0, 6.28) };
    case 'mirrored':
      return { ...usual, mirrored: true };
    case 'screen':
      return { ...usual, side: between(130, 220), ink: 14, paper: 248, grid: between(0.25, 0.5), noise: 5 };
    default:
      throw new Error(`no such kind of frame: ${String(kind satisfies never)}`);
  }
}

export interface Frame {
  readonly kind: FrameKind;
  readonly seed: number;
  readonly code: string;
  readonly pixels: Uint8Array;
}

/** One frame with one code in it. */
export function qrFrame(kind: FrameKind, seed: number, code = codeOf(seed)): Frame {
  const next = randomFrom(seed);
  const look = lookOf(kind, next);
  const { modules } = create(code, { errorCorrectionLevel: 'Q' });
  const scene = background(next, look.paper);
  const reach = look.side * 0.9;
  const centreX = reach + next() * (frameWidth - 2 * reach);
  const centreY = reach + next() * (frameHeight - 2 * reach);
  stamp(
    scene,
    look,
    { x: centreX, y: centreY },
    modules.size,
    (column, row) => modules.get(row, column) === 1,
  );
  if (look.glare > 0) glare(scene, look, { x: centreX, y: centreY }, next);
  const blurred = look.blur > 0 ? blur(blur(scene, look.blur), look.blur) : scene;
  return { kind, seed, code, pixels: finish(blurred, look.noise, next) };
}

/** A soft gradient with a few dark and light shapes: clothes, a wall, a lamp. */
function background(next: () => number, paper: number): Float32Array {
  const scene = new Float32Array(frameWidth * frameHeight);
  const light = paper / 226;
  const from = 70 + next() * 50;
  const to = 70 + next() * 80;
  for (let y = 0; y < frameHeight; y++) {
    for (let x = 0; x < frameWidth; x++) {
      scene[y * frameWidth + x] = (from + ((to - from) * (x + y)) / (frameWidth + frameHeight)) * light;
    }
  }
  for (let shape = 0; shape < 10; shape++) {
    const [left, top] = [next() * frameWidth, next() * frameHeight];
    const [width, height] = [40 + next() * 260, 40 + next() * 260];
    const shade = (20 + next() * 200) * light;
    for (let y = Math.floor(top); y < Math.min(frameHeight, top + height); y++) {
      for (let x = Math.floor(left); x < Math.min(frameWidth, left + width); x++)
        scene[y * frameWidth + x] = shade;
    }
  }
  return scene;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Draws the symbol with its quiet zone, four samples a pixel, as seen by a camera that may stand at a slant. */
function stamp(
  scene: Float32Array,
  look: Look,
  centre: Point,
  size: number,
  dark: (column: number, row: number) => boolean,
): void {
  const half = look.side * 0.9;
  const [cos, sin] = [Math.cos(look.turn), Math.sin(look.turn)];
  const [tiltX, tiltY] = [Math.cos(look.tiltTowards), Math.sin(look.tiltTowards)];
  const quiet = 4;
  for (let y = Math.max(0, Math.floor(centre.y - half)); y < Math.min(frameHeight, centre.y + half); y++) {
    for (let x = Math.max(0, Math.floor(centre.x - half)); x < Math.min(frameWidth, centre.x + half); x++) {
      let sum = 0;
      let hits = 0;
      for (let sample = 0; sample < 4; sample++) {
        const px = (x + 0.25 + 0.5 * (sample % 2) - centre.x) / look.side;
        const py = (y + 0.25 + 0.5 * (sample >> 1) - centre.y) / look.side;
        // A plane tipped by `tilt` about an axis: what lies further off is smaller.
        const depth = 1 / (1 - look.tilt * (px * tiltX + py * tiltY));
        const along = (px * tiltX + py * tiltY) * depth * (1 + look.tilt * 0.4);
        const across = (-px * tiltY + py * tiltX) * depth;
        const flatX = along * tiltX - across * tiltY;
        const flatY = along * tiltY + across * tiltX;
        const u = (flatX * cos + flatY * sin) * (look.mirrored ? -1 : 1);
        const v = -flatX * sin + flatY * cos;
        const column = Math.floor((u + 0.5) * size);
        const row = Math.floor((v + 0.5) * size);
        if (column < -quiet || row < -quiet || column >= size + quiet || row >= size + quiet) continue;
        const isDark = column >= 0 && row >= 0 && column < size && row < size && dark(column, row);
        hits++;
        sum += isDark ? look.ink : look.paper;
      }
      if (hits === 0) continue;
      const at = y * frameWidth + x;
      const lit =
        look.grid > 0 ? 1 - look.grid * (0.5 * ((x % 3 === 0 ? 1 : 0) + 0.5 + 0.5 * Math.sin(y / 9))) : 1;
      scene[at] = ((sum + (4 - hits) * (scene[at] ?? 0)) / 4) * lit;
    }
  }
}

/** A lamp's reflection over a part of the code. */
function glare(scene: Float32Array, { side, glare: share }: Look, centre: Point, next: () => number): void {
  const spot = { x: centre.x + (next() - 0.5) * side * 0.5, y: centre.y + (next() - 0.5) * side * 0.5 };
  const radius = side * share;
  for (
    let y = Math.max(0, Math.floor(spot.y - radius * 3));
    y < Math.min(frameHeight, spot.y + radius * 3);
    y++
  ) {
    for (
      let x = Math.max(0, Math.floor(spot.x - radius * 3));
      x < Math.min(frameWidth, spot.x + radius * 3);
      x++
    ) {
      const away = Math.hypot(x - spot.x, y - spot.y) / radius;
      const at = y * frameWidth + x;
      scene[at] = (scene[at] ?? 0) + 320 * Math.exp(-away * away * 2.2);
    }
  }
}

/** The mean of a square around each pixel. */
function blur(scene: Float32Array, radius: number): Float32Array {
  return transposedBlur(
    transposedBlur(scene, frameWidth, frameHeight, radius),
    frameHeight,
    frameWidth,
    radius,
  );
}

function transposedBlur(from: Float32Array, width: number, height: number, radius: number): Float32Array {
  const to = new Float32Array(from.length);
  const count = 2 * radius + 1;
  for (let y = 0; y < height; y++) {
    const value = (x: number) => from[y * width + Math.min(width - 1, Math.max(0, x))] ?? 0;
    let sum = 0;
    for (let x = -radius; x <= radius; x++) sum += value(x);
    for (let x = 0; x < width; x++) {
      to[x * height + y] = sum / count;
      sum += value(x + radius + 1) - value(x - radius);
    }
  }
  return to;
}

/** Adds the sensor's noise (about Gaussian, `deviation` in shades of grey) and cuts off what it can't show. */
function finish(scene: Float32Array, deviation: number, next: () => number): Uint8Array {
  const pixels = new Uint8Array(scene.length);
  for (let at = 0; at < scene.length; at++) {
    const noise = (next() + next() + next() - 1.5) * 2 * deviation;
    pixels[at] = Math.max(0, Math.min(255, Math.round((scene[at] ?? 0) + noise)));
  }
  return pixels;
}
