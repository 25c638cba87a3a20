import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol, type Session } from 'electron';
import { isOwn, scheme } from './origin';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
};

/** Must run before the app is ready: makes app:// a secure, standard origin. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "media-src 'self' blob: mediastream:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * Serves the built page and the bundled fonts at app://stagedoor/. `appFolder` holds `renderer/` and `fonts/`; nothing
 * outside them can be named. Each page gets a policy with a nonce of its own for the styles that Mantine makes.
 */
export function serveApp(session: Session, appFolder: string): void {
  session.protocol.handle(scheme, async (request) => {
    if (request.method !== 'GET' || !isOwn(request.url)) return new Response(null, { status: 405 });
    const wanted = decodeURIComponent(new URL(request.url).pathname);
    const fonts = wanted.startsWith('/fonts/');
    const folder = path.join(appFolder, fonts ? 'fonts' : 'renderer');
    const file = path.join(folder, wanted === '/' ? 'index.html' : wanted.slice(fonts ? '/fonts'.length : 0));
    if (!file.startsWith(folder + path.sep)) return new Response(null, { status: 404 });
    const type = types[path.extname(file)];
    if (!type) return new Response(null, { status: 404 });
    const nonce = randomBytes(16).toString('base64');
    try {
      const bytes = await readFile(file);
      const body =
        path.extname(file) === '.html' ? bytes.toString('utf8').replaceAll('CSP_NONCE', nonce) : bytes;
      return new Response(typeof body === 'string' ? body : new Uint8Array(body), {
        headers: {
          'content-type': type,
          'content-security-policy': contentSecurityPolicy(nonce),
          'x-content-type-options': 'nosniff',
          'cross-origin-opener-policy': 'same-origin',
          'cache-control': 'no-store',
        },
      });
    } catch {
      return new Response(null, { status: 404 });
    }
  });
}
