import classes from './camera.module.css';
import { type Look, makeReader } from './qrDetector';

export interface CameraReader {
  readonly stream: MediaStream;
  readonly deviceId: string | undefined;
  stop(): Promise<void>;
}

/** What became of the camera's frames. */
export interface ReaderListener {
  code(code: string): void;
  looked(look: Look): void;
  /** False while nobody sees the picture: frames are let go by unread. */
  reading(): boolean;
}

let count = 0;

/** Looked for a new frame so often a second: twice a camera's pace, so that a frame waits for half of its time at most. */
const looksASecond = 60;

/**
 * Reads QR codes from a camera until stopped, out of sight and at the camera's own size. A frame is read once.
 *
 * Rejects with the text of getUserMedia's error.
 */
export async function startReader(
  deviceId: string | undefined,
  listener: ReaderListener,
): Promise<CameraReader> {
  // html5-qrcode sets its element's own position, so what keeps it out of sight is the element around it.
  const host = document.createElement('div');
  host.className = classes.reader ?? '';
  host.setAttribute('aria-hidden', 'true');
  const picture = document.createElement('div');
  picture.id = `camera-reader-${++count}`;
  host.append(picture);
  document.body.append(host);
  let read = 0;
  const frames = frameCounter(host);
  const reader = makeReader(picture.id, {
    wanted: () => {
      const frame = frames.count();
      if (!listener.reading() || frame === read) return false;
      read = frame;
      return true;
    },
    frame: () => {
      const video = host.querySelector('video');
      return video && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA
        ? new VideoFrame(video)
        : undefined;
    },
    looked: listener.looked,
  });
  try {
    await reader.start(
      { facingMode: 'environment' },
      {
        fps: looksASecond,
        // ZXing reads a mirrored code as it is.
        disableFlip: true,
        videoConstraints: {
          width: { ideal: 1280 },
          height: { ideal: 720 },
          frameRate: { ideal: 30 },
          ...(deviceId ? { deviceId: { ideal: deviceId } } : {}),
        },
      },
      listener.code,
      undefined,
    );
  } catch (error) {
    frames.stop();
    host.remove();
    throw error;
  }
  const stream = host.querySelector('video')?.srcObject;
  if (!(stream instanceof MediaStream)) throw new Error('html5-qrcode shows no stream');
  frames.start();
  return {
    stream,
    deviceId: stream.getVideoTracks()[0]?.getSettings().deviceId,
    stop: async () => {
      frames.stop();
      if (reader.isScanning) await reader.stop();
      for (const track of stream.getTracks()) track.stop();
      host.remove();
    },
  };
}

/** Counts the frames that the video in `host` has shown. */
function frameCounter(host: HTMLElement) {
  let frames = 0;
  let stopped = false;
  return {
    count: () => frames,
    start() {
      const video = host.querySelector('video');
      const next = () => {
        frames++;
        if (!stopped) video?.requestVideoFrameCallback(next);
      };
      next();
    },
    stop() {
      stopped = true;
    },
  };
}
