/** How bright each pixel of a frame is, in memory that the next frame uses again. */
interface Shades {
  readonly bytes: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  /** Where the first pixel lies, and how many bytes there are from pixel to pixel and from row to row. */
  readonly offset: number;
  readonly step: number;
  readonly stride: number;
}

/** Of a camera's formats, those whose first plane is the brightness. */
const brightnessFirst: ReadonlySet<string> = new Set(['I420', 'I420A', 'I422', 'I444', 'NV12']);
/** Those of four bytes a pixel. Green is most of what an eye calls brightness, and it is the second byte in all of them. */
const fourBytes: ReadonlySet<string> = new Set(['RGBA', 'RGBX', 'BGRA', 'BGRX']);

/**
 * Makes grey pictures of a camera's frames for a decoder. A camera gives brightness apart from colour; it is copied as it is,
 * since drawing a frame onto a canvas and reading it back, as pages usually do, takes ten times as long as the decoding.
 */
export class FrameShades {
  private buffer = new Uint8Array(0);
  private readonly pictures: Partial<Record<'half' | 'whole', ImageData>> = {};
  private canvas: OffscreenCanvas | undefined;

  /** Rejects where the frame can't be read (it was closed, or its camera is gone). */
  async read(frame: VideoFrame): Promise<Shades> {
    const { format, visibleRect } = frame;
    const { width, height } = visibleRect ?? { width: frame.codedWidth, height: frame.codedHeight };
    const step = format && fourBytes.has(format) ? 4 : 1;
    if (!format || !(brightnessFirst.has(format) || step === 4)) return this.draw(frame);
    const size = frame.allocationSize();
    if (this.buffer.length < size) this.buffer = new Uint8Array(size);
    const [plane] = await frame.copyTo(this.buffer);
    if (!plane) return this.draw(frame);
    const offset = plane.offset + (step === 4 ? 1 : 0);
    return { bytes: this.buffer, width, height, offset, step, stride: plane.stride };
  }

  /** For a format that can't be read otherwise: by a canvas. */
  private draw(frame: VideoFrame): Shades {
    const { displayWidth: width, displayHeight: height } = frame;
    this.canvas ??= new OffscreenCanvas(width, height);
    if (this.canvas.width !== width || this.canvas.height !== height) {
      Object.assign(this.canvas, { width, height });
    }
    const context = this.canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('no canvas to draw a frame on');
    context.drawImage(frame, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    return { bytes: data, width, height, offset: 1, step: 4, stride: 4 * width };
  }

  /** The picture at its own size. */
  whole({ bytes, width, height, offset, step, stride }: Shades): ImageData {
    const picture = this.picture('whole', width, height);
    const out = new Uint32Array(picture.data.buffer);
    for (let y = 0, to = 0; y < height; y++) {
      for (let x = 0, from = offset + y * stride; x < width; x++, from += step) {
        out[to++] = 0xff000000 | ((bytes[from] ?? 0) * 0x010101);
      }
    }
    return picture;
  }

  /** The picture at half its width and height: each pixel the mean of four. */
  half({ bytes, width, height, offset, step, stride }: Shades): ImageData {
    const picture = this.picture('half', width >> 1, height >> 1);
    const out = new Uint32Array(picture.data.buffer);
    for (let y = 0, to = 0; y < picture.height; y++) {
      for (let x = 0, from = offset + 2 * y * stride; x < picture.width; x++, from += 2 * step) {
        const upper = (bytes[from] ?? 0) + (bytes[from + step] ?? 0);
        const lower = (bytes[from + stride] ?? 0) + (bytes[from + stride + step] ?? 0);
        out[to++] = 0xff000000 | (((upper + lower) >> 2) * 0x010101);
      }
    }
    return picture;
  }

  private picture(which: 'half' | 'whole', width: number, height: number): ImageData {
    const before = this.pictures[which];
    if (before?.width === width && before.height === height) return before;
    const picture = new ImageData(width, height);
    this.pictures[which] = picture;
    return picture;
  }
}
