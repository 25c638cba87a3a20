import { Html5Qrcode, Html5QrcodeSupportedFormats } from 'html5-qrcode';
import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { FrameShades } from './frameShades';

/** Where in the picture a code was seen: its corners, each from 0 to 1 of the picture's width and height. */
export type Corners = readonly { readonly x: number; readonly y: number }[];

/** What one look at a frame gave: how long it took (ms), and where a code was, if there was one. */
export interface Look {
  readonly ms: number;
  readonly corners: Corners | undefined;
}

/** Hears of the frames of a reader. */
export interface Watcher {
  /** The camera's present frame, to be closed by who asks; undefined while there is none. */
  frame(): VideoFrame | undefined;
  /** False: the picture is not looked at now (nobody sees the lane, or the frame was looked at before). */
  wanted(): boolean;
  looked(look: Look): void;
}

prepareZXingModule({
  overrides: {
    locateFile: (file: string, prefix: string) => (file.endsWith('.wasm') ? wasmUrl : prefix + file),
  },
  fireImmediately: true,
});

/** One code a frame is enough. */
const quick: ReaderOptions = {
  formats: ['QRCode'],
  tryHarder: false,
  tryRotate: false,
  tryInvert: false,
  tryDownscale: false,
  maxNumberOfSymbols: 1,
};
/** Smaller copies of the picture make noise and blur harmless. */
const usual: ReaderOptions = { ...quick, tryDownscale: true };
/** The same with light on dark (a phone in its dark mode) and every other try: half as fast again, so not for each frame. */
const thorough: ReaderOptions = {
  ...usual,
  tryHarder: true,
  tryRotate: true,
  tryInvert: true,
  tryDenoise: true,
};
const thoroughEvery = 4;

const watchers = new WeakMap<HTMLElement, Watcher>();

interface Detected {
  readonly rawValue: string;
  readonly format: string;
  readonly boundingBox: DOMRectInit;
}

/**
 * ZXing-C++ under the browser's name for a detector, which html5-qrcode uses where there is one. It takes the frame from the
 * camera itself, and keeps html5-qrcode from drawing it. The canvas's host element says who watches.
 */
class SeeingDetector {
  private readonly shades = new FrameShades();
  private missed = 0;

  static getSupportedFormats(): Promise<readonly string[]> {
    return Promise.resolve(['qr_code']);
  }

  async detect(canvas: HTMLCanvasElement): Promise<readonly Detected[]> {
    leaveUndrawn(canvas);
    const watcher = canvas.parentElement ? watchers.get(canvas.parentElement) : undefined;
    if (!watcher?.wanted()) return [];
    const frame = watcher.frame();
    if (!frame) return [];
    const from = performance.now();
    try {
      const found = await this.look(frame);
      this.missed = found ? 0 : this.missed + 1;
      watcher.looked({ ms: performance.now() - from, corners: found?.corners });
      // html5-qrcode takes the largest of what it is given: there is one.
      const boundingBox = { x: 0, y: 0, width: 1, height: 1 };
      return found ? [{ rawValue: found.text, format: 'qr_code', boundingBox }] : [];
    } finally {
      frame.close();
    }
  }

  /**
   * At half size first, where a code held up to the camera is read in a third of the time; only a far one needs the whole
   * picture, and only a difficult one every try.
   */
  private async look(
    frame: VideoFrame,
  ): Promise<{ readonly text: string; readonly corners: Corners } | undefined> {
    const shades = await this.shades.read(frame);
    const isThorough = (this.missed + 1) % thoroughEvery === 0;
    for (const [size, options] of [
      ['half', quick],
      ['whole', isThorough ? thorough : usual],
    ] as const) {
      const picture = this.shades[size](shades);
      const [found] = await readBarcodes(picture, options);
      if (found) return { text: found.text, corners: cornersOf(found.position, picture) };
    }
    return undefined;
  }
}

/** html5-qrcode draws the camera's picture sixty times a second, for nobody: that would take more than all that we do. */
function leaveUndrawn(canvas: HTMLCanvasElement): void {
  const context = canvas.getContext('2d');
  if (context && !Object.hasOwn(context, 'drawImage')) Reflect.set(context, 'drawImage', () => {});
}

type Position = Readonly<
  Record<'topLeft' | 'topRight' | 'bottomRight' | 'bottomLeft', { x: number; y: number }>
>;

function cornersOf(
  position: Position,
  { width, height }: { readonly width: number; readonly height: number },
): Corners {
  const { topLeft, topRight, bottomRight, bottomLeft } = position;
  return [topLeft, topRight, bottomRight, bottomLeft].map(({ x, y }) => ({ x: x / width, y: y / height }));
}

Reflect.set(window, 'BarcodeDetector', SeeingDetector);

/** html5-qrcode for the element of that id, reading QR codes by ZXing-C++ alone: the lane's pipeline. */
export function makeReader(elementId: string, watcher: Watcher): Html5Qrcode {
  const reader = new Html5Qrcode(elementId, {
    formatsToSupport: [Html5QrcodeSupportedFormats.QR_CODE],
    useBarCodeDetectorIfSupported: true,
    verbose: false,
  });
  const element = document.getElementById(elementId);
  if (element) watchers.set(element, watcher);
  leaveOnlyOurs(reader);
  return reader;
}

/** html5-qrcode gives every second frame to a decoder of its own, slower and weaker; without it every frame is ours. */
function leaveOnlyOurs(reader: Html5Qrcode): void {
  const decoders: unknown = Reflect.get(reader, 'qrcode');
  if (typeof decoders === 'object' && decoders !== null) Reflect.deleteProperty(decoders, 'secondaryDecoder');
}
