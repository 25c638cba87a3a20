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

/** Serves the built page and the bundled fonts at app://stagedoor/ (network/pages.ts), and what is shown where a page's process is gone. */
export function serveApp(session: Session, appFolder: string, facts: () => CrashFacts): void {
  session.protocol.handle(scheme, async (request) => {
    if (request.method !== 'GET' || !isOwn(request.url)) return new Response(null, { status: 405 });
    if (isCrashPage(request.url)) {
      const { headers, body } = asPage(crashPage(facts(), backFrom(request.url)));
      return new Response(body, { headers });
    }
    const page = await readPage(appFolder, new URL(request.url).pathname);
    return page ? new Response(page.body, { headers: page.headers }) : new Response(null, { status: 404 });
  });
}
