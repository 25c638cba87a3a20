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

let shown: VideoFrame | undefined;

const decoders: Readonly<Record<DecoderName, Decoder>> = {
  lane: frameDecoder(
    makeReader(host('lane'), {
      wanted: () => true,
      looked: () => {},
      frame: () => shown?.clone(),
    }),
  ),
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

/** A frame as a camera gives it: brightness for each pixel, and colour (none here) for each four. */
function cameraFrame(pixels: Uint8Array): VideoFrame {
  const planes = new Uint8Array(pixels.length * 1.5).fill(128);
  planes.set(pixels);
  return new VideoFrame(planes, {
    format: 'I420',
    codedWidth: frameWidth,
    codedHeight: frameHeight,
    timestamp: 0,
    colorSpace: { fullRange: true, matrix: 'bt709', primaries: 'bt709', transfer: 'bt709' },
  });
}

/** A canvas as html5-qrcode makes it in its element. */
function canvasIn(id: string, width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  document.getElementById(id)?.append(canvas);
  canvas.getContext('2d', { willReadFrequently: true });
  return canvas;
}

const canvases: Readonly<Record<DecoderName, HTMLCanvasElement>> = {
  // The lane takes its frames from the camera, not from a canvas.
  lane: canvasIn('lane', 1, 1),
  zxingjs: canvasIn('own', frameWidth, frameHeight),
  jsqr: canvasIn('own', frameWidth, frameHeight),
};

/** One frame through each decoder in turn, as html5-qrcode's loop does it: drawn (in the lane that is left out), then decoded. */
async function measure(kind: FrameKind, seed: number): Promise<Readonly<Record<DecoderName, Outcome>>> {
  const frame = qrFrame(kind, seed);
  const outcomes: Partial<Record<DecoderName, Outcome>> = {};
  for (const name of decoderNames) {
    shown = cameraFrame(frame.pixels);
    const canvas = canvases[name];
    const from = performance.now();
    canvas.getContext('2d')?.drawImage(shown, 0, 0, canvas.width, canvas.height);
    const text = await decoders[name](canvas);
    outcomes[name] = { ms: performance.now() - from, read: text === frame.code };
    shown.close();
  }
  return outcomes as Record<DecoderName, Outcome>;
}

export type Measure = typeof measure;
Reflect.set(window, 'measureFrame', measure);
