import { protocol, type Session } from 'electron';
import { readPage } from '../network/pages';
import { isOwn, scheme } from './origin';

/** Must run before the app is ready: makes app:// a secure, standard origin. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built page and the bundled fonts at app://stagedoor/ (network/pages.ts). */
export function serveApp(session: Session, appFolder: string): void {
  session.protocol.handle(scheme, async (request) => {
    if (request.method !== 'GET' || !isOwn(request.url)) return new Response(null, { status: 405 });
    const page = await readPage(appFolder, new URL(request.url).pathname);
    return page ? new Response(page.body, { headers: page.headers }) : new Response(null, { status: 404 });
  });
}
