import { protocol, type Session } from 'electron';
import { asPage, readPage } from '../network/pages';
import { backFrom, type CrashFacts, crashPage, isCrashPage } from './crashPage';
import { isOwn, scheme } from './origin';

/** Must run before the app is ready: makes app:// a secure, standard origin. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** So long (ms) the first page's files are waited for at most. */
const patience = 500;

/**
 * Serves the built page and the bundled fonts at app://stagedoor/ (network/pages.ts), and what is shown where a page's process is gone.
 * `handedOver`: the first page has all files that it named, and is busy with them.
 */
export function serveApp(
  session: Session,
  appFolder: string,
  facts: () => CrashFacts,
): { readonly handedOver: Promise<void> } {
  const first = firstFiles();
  session.protocol.handle(scheme, async (request) => {
    if (request.method !== 'GET' || !isOwn(request.url)) return new Response(null, { status: 405 });
    if (isCrashPage(request.url)) {
      const { headers, body } = asPage(crashPage(facts(), backFrom(request.url)));
      return new Response(body, { headers });
    }
    const { pathname } = new URL(request.url);
    const page = await readPage(appFolder, pathname);
    if (!page) {
      first.given(pathname);
      return new Response(null, { status: 404 });
    }
    if (pathname === '/') first.named(String(page.body));
    const body = handing(page.body, () => first.given(pathname));
    return new Response(body, { headers: page.headers });
  });
  return { handedOver: first.handedOver };
}

/** The files that the first page names. */
function firstFiles() {
  let done = () => {};
  const handedOver = new Promise<void>((resolve) => {
    done = resolve;
    setTimeout(resolve, patience);
  });
  let left: Set<string> | undefined;
  return {
    handedOver,
    named(html: string): void {
      left ??= new Set([...html.matchAll(/(?:src|href)="\.(\/[^"]+)"/g)].map(([, file = '']) => file));
    },
    given(pathname: string): void {
      left?.delete(pathname);
      if (left?.size === 0) done();
    },
  };
}

/** The bytes of an answer; `given` is called once they were taken. */
function handing(body: string | Uint8Array, given: () => void): ReadableStream<Uint8Array> {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  let sent = false;
  return new ReadableStream(
    {
      pull(into) {
        if (!sent) into.enqueue(bytes);
        else {
          into.close();
          given();
        }
        sent = true;
      },
    },
    { highWaterMark: 0 },
  );
}
