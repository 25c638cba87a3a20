import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';

const wasmBinary = Uint8Array.from(atob(wasm.slice(wasm.indexOf(',') + 1)), (char) => char.charCodeAt(0));
prepareZXingModule({ overrides: { wasmBinary: wasmBinary.buffer }, fireImmediately: true });

/** The text of the first QR code in a picture, or undefined. */
export async function readQr(picture: Blob | ImageData): Promise<string | undefined> {
  const found = await readBarcodes(picture, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 1 });
  return found.find(({ isValid }) => isValid)?.text;
}

/** Reads QR codes from the camera into `onCode` until it is stopped. Rejects where there is no camera or no leave to use it. */
export async function readCamera(
  video: HTMLVideoElement,
  onCode: (code: string) => void,
): Promise<() => void> {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment', width: { ideal: 1920 }, height: { ideal: 1080 } },
  });
  video.srcObject = stream;
  await video.play();
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  let stopped = false;
  const look = async (): Promise<void> => {
    if (stopped || !context) return;
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    if (canvas.width > 0) {
      context.drawImage(video, 0, 0);
      // A frame that can't be read is one without a code: the next may be.
      const frame = context.getImageData(0, 0, canvas.width, canvas.height);
      const code = await readQr(frame).catch(() => undefined);
      if (code && !stopped) onCode(code);
    }
    setTimeout(() => void look(), 150);
  };
  void look();
  return () => {
    stopped = true;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
}
