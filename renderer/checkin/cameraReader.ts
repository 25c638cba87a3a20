import { BarcodeDetector, prepareZXingModule } from 'barcode-detector/ponyfill';
import { Html5Qrcode, Html5QrcodeSupportedFormats } from 'html5-qrcode';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import classes from './camera.module.css';

/** Where in the picture a code was seen: its corners, each from 0 to 1 of the picture's width and height. */
export type Corners = readonly { readonly x: number; readonly y: number }[];

let seen: ((corners: Corners) => void) | undefined;

/** ZXing-C++ as the browser's BarcodeDetector, which html5-qrcode uses where there is one; also tells where a code is. */
class SeeingDetector extends BarcodeDetector {
  override async detect(image: Parameters<BarcodeDetector['detect']>[0]) {
    const found = await super.detect(image);
    const [first] = found;
    if (first && image instanceof HTMLCanvasElement) {
      seen?.(first.cornerPoints.map(({ x, y }) => ({ x: x / image.width, y: y / image.height })));
    }
    return found;
  }
}

prepareZXingModule({
  overrides: {
    locateFile: (file: string, prefix: string) => (file.endsWith('.wasm') ? wasmUrl : prefix + file),
  },
  fireImmediately: true,
});
Reflect.set(window, 'BarcodeDetector', SeeingDetector);

export interface CameraReader {
  readonly stream: MediaStream;
  readonly deviceId: string | undefined;
  stop(): Promise<void>;
}

let count = 0;

/**
 * Reads QR codes from a camera until stopped. The picture is read at the camera's own size, out of sight: html5-qrcode
 * draws each frame at its element's size, and in a small preview a far code could not be read.
 *
 * Rejects with the text of getUserMedia's error.
 */
export async function startReader(
  deviceId: string | undefined,
  onCode: (code: string) => void,
  onSeen: (corners: Corners) => void,
): Promise<CameraReader> {
  // html5-qrcode sets its element's own position, so what keeps it out of sight is the element around it.
  const host = document.createElement('div');
  host.className = classes.reader ?? '';
  host.setAttribute('aria-hidden', 'true');
  const picture = document.createElement('div');
  picture.id = `camera-reader-${++count}`;
  host.append(picture);
  document.body.append(host);
  const reader = new Html5Qrcode(picture.id, {
    formatsToSupport: [Html5QrcodeSupportedFormats.QR_CODE],
    useBarCodeDetectorIfSupported: true,
    verbose: false,
  });
  leaveOnlyOurs(reader);
  seen = onSeen;
  try {
    await reader.start(
      { facingMode: 'environment' },
      {
        fps: 15,
        disableFlip: true,
        videoConstraints: {
          width: { ideal: 1280 },
          height: { ideal: 720 },
          ...(deviceId ? { deviceId: { ideal: deviceId } } : {}),
        },
      },
      onCode,
      undefined,
    );
  } catch (error) {
    host.remove();
    throw error;
  }
  const stream = host.querySelector('video')?.srcObject;
  if (!(stream instanceof MediaStream)) throw new Error('html5-qrcode shows no stream');
  return {
    stream,
    deviceId: stream.getVideoTracks()[0]?.getSettings().deviceId,
    stop: async () => {
      if (reader.isScanning) await reader.stop();
      for (const track of stream.getTracks()) track.stop();
      host.remove();
    },
  };
}

/** html5-qrcode gives every second frame to a decoder of its own, slower and weaker; without it every frame is ours. */
function leaveOnlyOurs(reader: Html5Qrcode): void {
  const decoders: unknown = Reflect.get(reader, 'qrcode');
  if (typeof decoders === 'object' && decoders !== null) Reflect.deleteProperty(decoders, 'secondaryDecoder');
}
