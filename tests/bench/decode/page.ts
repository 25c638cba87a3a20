import { Html5Qrcode, Html5QrcodeSupportedFormats } from 'html5-qrcode';
import jsQR from 'jsqr';
import { makeReader } from '../../../renderer/checkin/qrDetector';
import { type FrameKind, frameHeight, frameWidth, qrFrame } from '../../frames/qrFrames';

/** What one decoder made of one frame. */
export interface Outcome {
  readonly ms: number;
  readonly read: boolean;
}

/** The lane's own pipeline, html5-qrcode with the decoder that it comes with, and jsQR. */
export const decoderNames = ['lane', 'zxingjs', 'jsqr'] as const;
export type DecoderName = (typeof decoderNames)[number];

type Decoder = (canvas: HTMLCanvasElement) => Promise<string | undefined>;

/** The part of html5-qrcode that its camera's loop hands each frame to. */
interface FrameDecoder {
  decodeAsync(canvas: HTMLCanvasElement): Promise<{ readonly text: string }>;
}

function frameDecoder(reader: Html5Qrcode): Decoder {
  const inner = Reflect.get(reader, 'qrcode') as FrameDecoder;
  return (canvas) =>
    inner.decodeAsync(canvas).then(
      ({ text }) => text,
      // html5-qrcode says by a rejection that a frame holds no code.
      () => undefined,
    );
}

function host(id: string): string {
  const element = document.createElement('div');
  element.id = id;
  document.body.append(element);
  return id;
}

const decoders: Readonly<Record<DecoderName, Decoder>> = {
  lane: frameDecoder(makeReader(host('lane'))),
  zxingjs: frameDecoder(
    new Html5Qrcode(host('own'), {
      formatsToSupport: [Html5QrcodeSupportedFormats.QR_CODE],
      useBarCodeDetectorIfSupported: false,
      verbose: false,
    }),
  ),
  jsqr: (canvas) => {
    const picture = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
    return Promise.resolve(picture && jsQR(picture.data, picture.width, picture.height)?.data);
  },
};

/** A frame as a picture that a video would show. */
async function pictureOf(pixels: Uint8Array): Promise<ImageBitmap> {
  const data = new Uint8ClampedArray(pixels.length * 4);
  for (const [i, shade] of pixels.entries()) {
    data[4 * i] = shade;
    data[4 * i + 1] = shade;
    data[4 * i + 2] = shade;
    data[4 * i + 3] = 255;
  }
  return createImageBitmap(new ImageData(data, frameWidth, frameHeight));
}

const canvas = document.createElement('canvas');
canvas.width = frameWidth;
canvas.height = frameHeight;
document.getElementById('lane')?.append(canvas);
// As html5-qrcode makes it.
const context = canvas.getContext('2d', { willReadFrequently: true });

/** One frame through each decoder in turn: drawn as the camera's loop draws it, then decoded. */
async function measure(kind: FrameKind, seed: number): Promise<Readonly<Record<DecoderName, Outcome>>> {
  const frame = qrFrame(kind, seed);
  const picture = await pictureOf(frame.pixels);
  const outcomes: Partial<Record<DecoderName, Outcome>> = {};
  for (const name of decoderNames) {
    const from = performance.now();
    context?.drawImage(picture, 0, 0);
    const text = await decoders[name](canvas);
    outcomes[name] = { ms: performance.now() - from, read: text === frame.code };
  }
  picture.close();
  return outcomes as Record<DecoderName, Outcome>;
}

export type Measure = typeof measure;
Reflect.set(window, 'measureFrame', measure);
