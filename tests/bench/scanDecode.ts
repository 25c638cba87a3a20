import path from 'node:path';
import { createServer } from 'vite';
import { removeHome, root, startDesk } from '../e2e/desk.ts';
import type { FrameKind } from '../frames/qrFrames.ts';
import type { DecoderName, Measure } from './decode/page.ts';
import { median, type Row, row } from './row.ts';

/** The kinds that the rows are about, and how many frames of each; frame n of kind k has the seed 1000 k + n. */
const kinds: readonly FrameKind[] = [
  'clean',
  'rotated',
  'blurred',
  'noisy',
  'far',
  'dim',
  'glare',
  'perspective',
];
const framesEach = 8;

/**
 * Every frame through the lane's own pipeline, html5-qrcode with its own decoder, and jsQR, one after another, in the real
 * app's Chromium. Medians over the frames, and how many each did not read.
 */
export async function scanDecode(): Promise<readonly Row[]> {
  const server = await createServer({
    root,
    configFile: false,
    cacheDir: path.join(root, 'out/bench/vite-decode'),
    logLevel: 'warn',
    server: { host: '127.0.0.1', port: 0, hmr: false, watch: null },
    optimizeDeps: { include: ['html5-qrcode', 'jsqr', 'qrcode', 'zxing-wasm/reader'], entries: [] },
  });
  await server.listen();
  const desk = await startDesk();
  try {
    const address = server.resolvedUrls?.local[0];
    const opened = desk.app.waitForEvent('window');
    // A session of its own: the app's lets nothing in from outside.
    await desk.app.evaluate(async ({ BrowserWindow }, url) => {
      const window = new BrowserWindow({
        show: true,
        webPreferences: { partition: 'bench', sandbox: true, backgroundThrottling: false },
      });
      await window.loadURL(url);
    }, `${address}tests/bench/decode/index.html`);
    const page = await opened;
    await page.waitForFunction(() => 'measureFrame' in window, undefined, { timeout: 120_000 });
    const ms: Record<DecoderName, number[]> = { lane: [], zxingjs: [], jsqr: [] };
    const missed: Record<DecoderName, number> = { lane: 0, zxingjs: 0, jsqr: 0 };
    const one = (kind: FrameKind, seed: number) =>
      page.evaluate(
        ([what, number]) => {
          const measure = Reflect.get(window, 'measureFrame') as Measure;
          return measure(what, number);
        },
        [kind, seed] as const,
      );
    // The decoders' first frames pay for compiling them.
    for (let i = 0; i < 3; i++) await one('clean', 900_000 + i);
    for (const [place, kind] of kinds.entries()) {
      for (let i = 0; i < framesEach; i++) {
        const outcomes = await one(kind, 1000 * place + i);
        for (const name of ['lane', 'zxingjs', 'jsqr'] as const) {
          ms[name].push(outcomes[name].ms);
          if (!outcomes[name].read) missed[name]++;
        }
      }
    }
    const frames = `${kinds.length * framesEach} frames of 1280×720 from seeds`;
    const own = `html5-qrcode with its own decoder, ${frames}`;
    const other = `jsQR, ${frames}`;
    return [
      row('scan.decode.zxingjs', 'ms', median(ms.lane), own, median(ms.zxingjs)),
      row('scan.decode.jsqr', 'ms', median(ms.lane), other, median(ms.jsqr)),
      row('scan.missed.zxingjs', 'frames', missed.lane, own, Math.max(1, missed.zxingjs)),
      row('scan.missed.jsqr', 'frames', missed.lane, other, Math.max(1, missed.jsqr)),
    ];
  } finally {
    await desk.close();
    removeHome(desk.home);
    await server.close();
  }
}
