import path from 'node:path';
import { writeCameraFeed } from '../e2e/cameraFeed.ts';
import { newHome, removeHome, startDesk } from '../e2e/desk.ts';
import { storedBadges } from '../e2e/storeReader.ts';
import { frameHeight, frameWidth, qrFrame } from '../frames/qrFrames.ts';
import { median, type Row, row } from './row.ts';

const framesASecond = 30;
/** Codes in the feed; each is held up for a second and away for half a second. */
const badges = 16;
const held = 30;

/**
 * From the frame in which a code appears to the verdict painted, in the real app with a feed of 30 frames a second. The
 * frame is seen where the page's own preview gets it: the brightness of a marked corner says that a code is in it. `program`
 * is a rehearsal of the sample's graduation.
 */
export async function scanGlass(program: string): Promise<readonly Row[]> {
  const home = newHome();
  try {
    const codes = storedBadges(program)
      .filter(({ role }) => role === 'participant')
      .slice(0, badges)
      .map(({ code }) => code);
    const feed = path.join(home, 'glass.y4m');
    writeCameraFeed(
      feed,
      codes.map((code, i) => ({
        width: frameWidth,
        height: frameHeight,
        pixels: marked(qrFrame('clean', 500 + i, code).pixels),
      })),
      held,
      framesASecond,
      held / 2,
    );
    const desk = await startDesk({ home, program, camera: feed });
    try {
      await desk.page.getByTestId('job-door').click();
      const delays = await desk.page.evaluate(watchGlass, badges);
      return [row('scan.glass', 'ms', median(delays), 'one frame at 30 a second', 1000 / framesASecond)];
    } finally {
      await desk.close();
    }
  } finally {
    removeHome(home);
  }
}

/** Lights up the upper left corner, which is dark where no code is held up. */
function marked(pixels: Uint8Array): Uint8Array {
  for (let y = 0; y < 32; y++) pixels.fill(250, y * frameWidth, y * frameWidth + 32);
  return pixels;
}

/** In the page: switches the camera on and gives the delay of each verdict after the frame that showed its code (ms). */
async function watchGlass(count: number): Promise<number[]> {
  const button = document.querySelector<HTMLElement>('[data-testid="camera-toggle"]');
  button?.click();
  // The brightness of the corner alone: to draw the frame would hold up the page that is measured.
  const corner = { rect: { x: 0, y: 0, width: 16, height: 16 } };
  const bytes = new Uint8Array(4 * 16 * 16);
  const isBright = async (shown: HTMLVideoElement): Promise<boolean> => {
    const frame = new VideoFrame(shown);
    const [plane] = await frame.copyTo(bytes, corner);
    frame.close();
    return (bytes[(plane?.offset ?? 0) + 8 * (plane?.stride ?? 0) + 8] ?? 0) > 200;
  };
  const video = await new Promise<HTMLVideoElement>((resolve) => {
    const look = () => {
      const found = document.querySelector<HTMLVideoElement>('[data-testid="camera-state"] video');
      if (found && found.videoWidth > 0) resolve(found);
      else setTimeout(look, 50);
    };
    look();
  });
  const delays: number[] = [];
  let appeared: number | undefined;
  let lit = true;
  let answered = document.querySelector('[data-testid="verdict"]')?.getAttribute('data-scan-id');
  await new Promise<void>((resolve) => {
    const frame: VideoFrameRequestCallback = (now) => {
      void isBright(video).then((bright) => {
        if (bright && !lit) appeared = now;
        lit = bright;
      });
      if (delays.length < count) video.requestVideoFrameCallback(frame);
    };
    video.requestVideoFrameCallback(frame);
    new MutationObserver(() => {
      const id = document.querySelector('[data-testid="verdict"]')?.getAttribute('data-scan-id');
      if (!id || id === answered) return;
      answered = id;
      const from = appeared;
      appeared = undefined;
      if (from === undefined) return;
      // Painted: the frame after the one in which the verdict is laid out has begun.
      requestAnimationFrame(() =>
        setTimeout(() => {
          delays.push(performance.now() - from);
          if (delays.length >= count) resolve();
        }, 0),
      );
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
  return delays;
}
