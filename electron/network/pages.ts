// Imports nothing of ours: the gate's thread runs it as it stands.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

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

export interface PageAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

/**
 * A file of the built page or a bundled font, by the path of its address; undefined where there is none. `appFolder` holds
 * `renderer/` and `fonts/`; nothing outside them can be named. Each page gets a policy with a nonce of its own for the
 * styles that Mantine makes.
 */
export async function readPage(appFolder: string, pathname: string): Promise<PageAnswer | undefined> {
  const wanted = decoded(pathname);
  if (wanted === undefined || wanted.includes('\0')) return undefined;
  const fonts = wanted.startsWith('/fonts/');
  const folder = path.join(appFolder, fonts ? 'fonts' : 'renderer');
  const file = path.join(folder, wanted === '/' ? 'index.html' : wanted.slice(fonts ? '/fonts'.length : 0));
  const type = types[path.extname(file)];
  if (!file.startsWith(folder + path.sep) || !type) return undefined;
  try {
    const bytes = await readFile(file);
    return path.extname(file) === '.html'
      ? asPage(bytes.toString('utf8'))
      : { body: new Uint8Array(bytes), headers: headersOf(type, randomBytes(16).toString('base64')) };
  } catch {
    return undefined;
  }
}

/** A page of HTML, with its policy; `CSP_NONCE` in it stands for the nonce. */
export function asPage(html: string): PageAnswer & { readonly body: string } {
  const nonce = randomBytes(16).toString('base64');
  return {
    body: html.replaceAll('CSP_NONCE', nonce),
    headers: headersOf('text/html; charset=utf-8', nonce),
  };
}

function headersOf(type: string, nonce: string): PageAnswer['headers'] {
  return {
    'content-type': type,
    'content-security-policy': contentSecurityPolicy(nonce),
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'cache-control': 'no-store',
  };
}

function decoded(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}
