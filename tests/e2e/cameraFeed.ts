import { execFileSync, spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A picture in shades of grey, a byte a pixel. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** Reads a binary PGM (P5, 255), as pdftoppm -gray writes it. */
export function readPgm(file: string): Picture {
  const bytes = readFileSync(file);
  const header = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.toString('latin1', 0, 64));
  if (!header) throw new Error(`${file} is no binary PGM`);
  const width = Number(header[1]);
  const height = Number(header[2]);
  return { width, height, pixels: bytes.subarray(header[0].length, header[0].length + width * height) };
}

/** A part of a picture. */
export function crop(picture: Picture, left: number, top: number, width: number, height: number): Picture {
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const from = (top + y) * picture.width + left;
    pixels.set(picture.pixels.subarray(from, from + width), y * width);
  }
  return { width, height, pixels };
}

/** The badges of a sheet (PDF, 2 × 4 to a page), in reading order, as they look when printed at `dpi`. */
export function badgePictures(sheet: string, pages: number, dpi = 120): readonly Picture[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'stagedoor-badges-'));
  try {
    execFileSync('pdftoppm', [
      '-gray',
      '-r',
      String(dpi),
      '-l',
      String(pages),
      sheet,
      path.join(folder, 'page'),
    ]);
    return readdirSync(folder)
      .sort()
      .flatMap((name) => {
        const page = readPgm(path.join(folder, name));
        const width = Math.floor(page.width / 2);
        const height = Math.floor(page.height / 4);
        return Array.from({ length: 8 }, (_, i) =>
          crop(page, (i % 2) * width, Math.floor(i / 2) * height, width, height),
        );
      });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What zbarimg reads from each picture; '' where it reads nothing. */
export function decodePictures(pictures: readonly Picture[]): readonly string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'stagedoor-codes-'));
  try {
    return pictures.map(({ width, height, pixels }, i) => {
      const file = path.join(folder, `${i}.pgm`);
      writeFileSync(file, Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), pixels]));
      const { stdout } = spawnSync('zbarimg', ['-q', '--raw', file], { encoding: 'utf8' });
      return stdout.trim();
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Writes what a camera at the door sees, as YUV4MPEG2 at 1280×720: each picture held still in the middle for
 * `framesEach` frames, then `emptyFrames` without anything.
 */
export function writeCameraFeed(
  file: string,
  pictures: readonly Picture[],
  framesEach = 8,
  framesPerSecond = 10,
  emptyFrames = 1,
): void {
  const width = 1280;
  const height = 720;
  const colour = Buffer.alloc((width * height) / 2, 128);
  const fd = openSync(file, 'w');
  try {
    writeSync(fd, `YUV4MPEG2 W${width} H${height} F${framesPerSecond}:1 Ip A1:1 C420jpeg\n`);
    for (const picture of pictures) {
      for (let i = 0; i < framesEach + emptyFrames; i++) {
        const frame = Buffer.alloc(width * height, 96);
        if (i < framesEach) {
          const left = Math.max(0, Math.floor((width - picture.width) / 2));
          const top = Math.max(0, Math.floor((height - picture.height) / 2));
          for (let y = 0; y < Math.min(height, picture.height); y++) {
            const row = picture.pixels.subarray(
              y * picture.width,
              y * picture.width + Math.min(width, picture.width),
            );
            frame.set(row, (top + y) * width + left);
          }
        }
        writeSync(fd, 'FRAME\n');
        writeSync(fd, frame);
        writeSync(fd, colour);
      }
    }
  } finally {
    closeSync(fd);
  }
}
