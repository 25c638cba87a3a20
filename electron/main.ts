import path from 'node:path';
import { app, dialog, session } from 'electron';
import log from 'electron-log/node';
import type { Running } from './app';
import { takePorts } from './shell/connect';
import { fileArgument } from './shell/fileArgument';
import { firstRoute } from './shell/lastLane';
import { setMenu } from './shell/menu';
import { confine, restrict } from './shell/permissions';
import { registerScheme, serveApp } from './shell/protocol';
import { withoutPeopleInLog } from './shell/quietLog';
import { whyNotStarted } from './shell/whyNotStarted';
import { openMainWindow } from './shell/window';

// Only what the first window needs is read before it: all the rest, while its page's process starts and takes in its files.
app.enableSandbox();
registerScheme();
// The browser under the app would look up update servers and the like; nothing leaves this machine.
for (const name of ['disable-background-networking', 'disable-component-update', 'no-pings']) {
  app.commandLine.appendSwitch(name);
}
// What a page makes and drops gets one megabyte instead of sixteen: the engine never gives that back, and a page here makes little.
app.commandLine.appendSwitch('js-flags', '--max-semi-space-size=1');

let running: Running | undefined;
/** What somebody started a second time while the first was still opening. */
const second: Parameters<Running['startedAgain']>[] = [];

/** The app can't begin: nothing holds up a door yet, so it is said in a dialog of the system's, which offers another try. */
function failedToStart(error: unknown): void {
  log.error('the app could not start', error);
  const chosen = dialog.showMessageBoxSync({
    type: 'error',
    title: 'Stagedoor',
    message: '앱을 시작하지 못했습니다 · Stagedoor could not start',
    detail: whyNotStarted(error),
    buttons: ['다시 시작 · Restart', '닫기 · Close'],
    cancelId: 1,
  });
  if (chosen === 0) app.relaunch();
  app.exit(1);
}

async function start(): Promise<void> {
  const serve = takePorts();
  const appFolder = path.join(import.meta.dirname, '..');
  const pages = serveApp(session.defaultSession, appFolder, () => running?.crashFacts() ?? { rows: null });
  restrict(session.defaultSession);
  const main = openMainWindow(firstRoute(fileArgument(process.argv, process.cwd()), Date.now()));
  await pages.handedOver;
  const { start: open } = await import('./app');
  if (main.isDestroyed()) return;
  running = open(main);
  serve(running.serve);
  for (const [argv, folder] of second.splice(0)) running.startedAgain(argv, folder);
}

log.hooks.push(withoutPeopleInLog);
log.transports.file.level = 'info';
log.transports.file.resolvePathFn = () => path.join(app.getPath('logs'), 'main.log');
// Without this Electron shows a dialog that holds up everything, the door included, until somebody clicks it away.
process.on('uncaughtException', (error) => {
  log.error('uncaught exception', error);
  running?.failed();
});
process.on('unhandledRejection', (reason) => {
  log.error('unhandled rejection', reason);
  running?.failed();
});
app.on('web-contents-created', (_event, contents) => confine(contents));
app.on('window-all-closed', () => app.quit());
app.on('second-instance', (_event, argv, folder) => {
  if (running) running.startedAgain(argv, folder);
  else second.push([argv, folder]);
});
setMenu();

if (app.requestSingleInstanceLock()) {
  app.whenReady().then(start).catch(failedToStart);
} else {
  app.quit();
}
