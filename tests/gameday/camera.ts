import { closeSync, openSync, writeSync } from 'node:fs';
import { create } from 'qrcode';
import { frameHeight, frameWidth } from '../frames/qrFrames.ts';

const frame = frameWidth * frameHeight;
const header = `YUV4MPEG2 W${frameWidth} H${frameHeight} F10:1 Ip A1:1 C420jpeg\nFRAME\n`;
const cell = 9;

/**
 * What the door's camera sees: one frame that Chromium's camera reads again and again, so that whoever holds up a badge writes
 * it into that file.
 */
export class Camera {
  readonly file: string;
  readonly #fd: number;
  readonly #picture = Buffer.alloc(frame, 96);

  constructor(file: string) {
    this.file = file;
    this.#fd = openSync(file, 'w');
    writeSync(this.#fd, Buffer.concat([Buffer.from(header), this.#picture, Buffer.alloc(frame / 2, 128)]));
  }

  /** Holds a badge up, somewhere in the picture. */
  show(code: string): void {
    const { modules } = create(code, { errorCorrectionLevel: 'Q' });
    const side = (modules.size + 8) * cell;
    const place = [...code].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 65_521, 7);
    const left = 40 + (place % (frameWidth - side - 80));
    const top = 20 + (place % (frameHeight - side - 40));
    this.#picture.fill(96);
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const [column, row] = [Math.floor(x / cell) - 4, Math.floor(y / cell) - 4];
        const inside = column >= 0 && row >= 0 && column < modules.size && row < modules.size;
        this.#picture[(top + y) * frameWidth + left + x] =
          inside && modules.get(row, column) === 1 ? 30 : 225;
      }
    }
    this.#write();
  }

  /** Nobody stands there. */
  clear(): void {
    this.#picture.fill(96);
    this.#write();
  }

  #write(): void {
    writeSync(this.#fd, this.#picture, 0, frame, header.length);
  }

  close(): void {
    closeSync(this.#fd);
  }
}
