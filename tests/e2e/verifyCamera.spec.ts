import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { create } from 'qrcode';
import { expect, test } from './app.ts';
import { crop, type Picture, readPgm, writeCameraFeed } from './cameraFeed.ts';
import { alteredCode, exported, foreignCode, issuedIn, issueThree } from './issued.ts';
import { again } from './mainProcess.ts';
import { openOnPhone } from './phone.ts';

const dpi = 200;

/** The QR of a page of a PDF, as a camera that is held over the paper sees it. */
function qrOnPaper(pdf: string, page: number, drawing: string, folder: string): Picture {
  const place = /data-element="qr"><path transform="translate\(([\d.]+) ([\d.]+)\)/.exec(drawing);
  if (!place) throw new Error('a sheet without a QR');
  const file = path.join(folder, `page-${page}`);
  const one = ['-f', String(page), '-l', String(page), '-singlefile'];
  execFileSync('pdftoppm', ['-gray', '-r', String(dpi), ...one, pdf, file]);
  const [left, top] = [Number(place[1]), Number(place[2])].map((mm) => Math.round(((mm - 6) / 25.4) * dpi));
  const side = Math.round((46 / 25.4) * dpi);
  return crop(readPgm(`${file}.pgm`), left ?? 0, top ?? 0, side, side);
}

/** A code as somebody might print it on a paper of theirs. */
function qrOf(code: string): Picture {
  const { modules } = create(code, { errorCorrectionLevel: 'M' });
  const scale = 5;
  const width = (modules.size + 8) * scale;
  const pixels = new Uint8Array(width * width).fill(255);
  for (let y = 0; y < width; y++) {
    for (let x = 0; x < width; x++) {
      const [column, row] = [Math.floor(x / scale) - 4, Math.floor(y / scale) - 4];
      const inside = column >= 0 && row >= 0 && column < modules.size && row < modules.size;
      if (inside && modules.get(row, column)) pixels[y * width + x] = 0;
    }
  }
  return { width, height: width, pixels };
}

/** Somebody in the network who answers. */
async function startServer() {
  const server = createServer((_request, response) => response.end('here'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server without a port');
  return { url: `http://127.0.0.1:${address.port}/`, close: () => server.close() };
}

test('by a phone’s camera, offline: genuine, revoked, altered and foreign certificates are told apart, one after another', async ({
  start,
}, info) => {
  const { desk, file, pdf } = await issueThree(start);
  const issued = issuedIn(file);
  const [gone, kept] = issued;
  if (!gone || !kept) throw new Error('nothing was issued');
  execFileSync('sqlite3', [
    file,
    `UPDATE certificate SET revoked_at = issued_at, revoked_reason = 'wrong name' WHERE serial = '${gone.serial}'`,
  ]);
  await desk.page.getByTestId('tab-proof').click();
  const html = await exported(desk, 'export-verifier', 'verifier-document');

  const pageOf = ({ serial }: typeof gone) => {
    const pages = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }).split('\f');
    return pages.findIndex((text) => text.includes(serial)) + 1;
  };
  const pictures = [kept, gone].map((one) => qrOnPaper(pdf, pageOf(one), one.drawing, desk.home));
  pictures.push(qrOf(alteredCode(kept.code, kept.serial, gone.serial)), qrOf(foreignCode(kept.code)));
  const feed = path.join(desk.home, 'papers.y4m');
  // Two pictures a second, each paper held for four seconds.
  writeCameraFeed(feed, pictures, 8, 2, 1);
  await desk.close();

  const somebody = await startServer();
  const phone = await openOnPhone(pathToFileURL(html).href, feed);
  try {
    const { app, page } = phone;
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    // What the browser could reach before, it can't any more.
    const reached = () =>
      again(() =>
        app.evaluate(
          ({ session }, url) =>
            session.defaultSession.fetch(url).then(
              () => true,
              () => false,
            ),
          somebody.url,
        ),
      );
    expect(await reached()).toBe(true);
    await app.evaluate(async ({ session }) => {
      // Everything would have to go through somebody who isn't there.
      const nobody = { proxyRules: '127.0.0.1:9', proxyBypassRules: '<-loopback>' };
      await session.defaultSession.setProxy(nobody);
      await session.defaultSession.closeAllConnections();
    });
    expect(await reached()).toBe(false);
    await page.reload();
    await page.locator('.sources .primary').click();
    await expect(page.locator('video.camera')).toBeVisible();
    // The papers go round and round; each is waited for, whichever is before the camera at first.
    const result = page.locator('.result');
    const seen = async (kind: string, facts: Readonly<Record<string, string>>) => {
      await expect(async () => {
        await expect(result).toHaveAttribute('data-kind', kind, { timeout: 30_000 });
        for (const [fact, value] of Object.entries(facts))
          await expect(result.locator(`[data-fact="${fact}"]`)).toHaveText(value, { timeout: 1000 });
      }).toPass({ timeout: 90_000 });
      await page.screenshot({ path: info.outputPath(`${kind}.png`) });
    };
    await seen('genuine', { serial: `No. ${kept.serial}`, name: kept.name });
    await seen('revoked', { serial: `No. ${gone.serial}`, name: gone.name });
    await seen('altered', { serial: `No. ${gone.serial}`, name: kept.name });
    await seen('foreign', { serial: `No. ${kept.serial}`, name: kept.name });
    // And on it goes: the camera still reads after all of them.
    await seen('genuine', { serial: `No. ${kept.serial}`, name: kept.name });
    await page.locator('.sources .primary').click();
    await expect(page.locator('video.camera')).toHaveCount(0);
    expect(asked.filter((url) => !/^(file|blob|data):/.test(url))).toEqual([]);
  } finally {
    await phone.close();
    somebody.close();
  }
});
