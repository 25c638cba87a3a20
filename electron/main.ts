import path from 'node:path';
import { app, dialog, powerMonitor, session } from 'electron';
import log from 'electron-log/node';
import { keepAwakeForShows } from './api/awake';
import { lookAtClock } from './api/clockBack';
import { type AppContext, createContext, type Shell } from './api/context';
import { settleOpenImports } from './api/imports';
import { isKiosk } from './api/kiosk';
import { leaveProgram, openFirstProgram, openHandedOver } from './api/programs';
import { noteRestart, watchClock } from './api/showClock';
import { createHub } from './hub/hub';
import { createNetwork } from './network/network';
import { keepAwake } from './shell/awake';
import { serveContract } from './shell/connect';
import {
  documentFolder,
  pickFolder,
  pickNewProgram,
  pickProgram,
  saveDocument,
  saveFolder,
  showDocument,
  sweepUnfinished,
} from './shell/documents';
import { holdWindow } from './shell/kiosk';
import { setMenu } from './shell/menu';
import { confine, restrict } from './shell/permissions';
import { listPrinters, makePdf, makePdfs, printPages } from './shell/printing';
import { clearQueue, queueState } from './shell/printQueue';
import { registerScheme, serveApp } from './shell/protocol';
import { startReader } from './shell/reader';
import { machineSafe } from './shell/safe';
import { chosenFolder, readSettings, rememberFolder, rememberProgram } from './shell/settings';
import { stageWindows } from './shell/stageWindows';
import { copyText, logTail, machineLines, restart } from './shell/support';
import { openMainWindow } from './shell/window';
import { journalRows } from './store/journal';
import { followPeople } from './store/peopleSearch';
import { sweepWorkingCopies } from './store/workingCopy';

app.enableSandbox();
registerScheme();
// The browser under the app would look up update servers and the like; nothing leaves this machine.
for (const name of ['disable-background-networking', 'disable-component-update', 'no-pings']) {
  app.commandLine.appendSwitch(name);
}

/** The program file named on the command line (the system opens one by double click this way), seen from `folder`. */
function fileArgument(argv: readonly string[], folder: string): string | undefined {
  const name = argv.slice(1).find((arg) => arg.endsWith('.stagedoor') && !arg.startsWith('-'));
  return name && path.resolve(folder, name);
}

/** Does `work` once the first program is open: at once, or when its passphrase was given. */
function afterOpening(context: AppContext, work: () => void): void {
  if (context.isOpen()) {
    work();
    return;
  }
  const stop = context.topics.subscribe('program', () => {
    if (!context.isOpen()) return;
    stop();
    work();
  });
}

/** Tells every window that something failed; nothing before there is one. */
let say = () => {};

/** The app can't begin: nothing holds up a door yet, so it is said in a dialog of the system's, which offers another try. */
function failedToStart(error: unknown): void {
  log.error('the app could not start', error);
  const chosen = dialog.showMessageBoxSync({
    type: 'error',
    title: 'Stagedoor',
    message: '앱을 시작하지 못했습니다 · Stagedoor could not start',
    detail:
      '프로그램 파일에는 손대지 않았습니다. 저장된 것은 모두 그대로입니다.\nYour program files were not touched. Everything that was stored is there.',
    buttons: ['다시 시작 · Restart', '닫기 · Close'],
    cancelId: 1,
  });
  if (chosen === 0) app.relaunch();
  app.exit(1);
}

function start(): void {
  const appFolder = path.join(import.meta.dirname, '..');
  const packaged = app.isPackaged ? process.resourcesPath : path.join(appFolder, '../../resources');
  const shell: Shell = {
    pdf: makePdf,
    pdfs: makePdfs,
    print: printPages,
    queue: queueState,
    clearQueue,
    printers: () => listPrinters(main.webContents),
    saveDocument,
    saveFolder,
    showDocument,
    startReader,
    pickProgram,
    pickNewProgram,
    pickFolder,
    stage: stageWindows(() => context.changed('screens')),
    keepAwake,
    sampleFolder: path.join(packaged, 'sample'),
    programFolder: documentFolder(),
    rehearsalFolder: path.join(app.getPath('userData'), 'rehearsal'),
    vaultFolder: path.join(app.getPath('userData'), 'opened'),
    fontFolder: path.join(appFolder, 'fonts'),
    verifyPage: path.join(appFolder, 'verify/verify.html'),
    backupWorker: path.join(appFolder, 'main/backupWorker.js'),
    checkpointWorker: path.join(appFolder, 'main/checkpointWorker.js'),
    network: createNetwork({
      appFolder,
      gate: path.join(appFolder, 'main/gate.js'),
      certificate: path.join(app.getPath('userData'), 'network.json'),
      copies: path.join(app.getPath('userData'), 'stations'),
      loopback: process.env.STAGEDOOR_LOOPBACK === '1',
    }),
    machine: machineLines,
    logTail,
    copyText,
    restart,
    hub: createHub({
      worker: path.join(appFolder, 'main/hubWorker.js'),
      addresses: path.join(app.getPath('userData'), 'hub.json'),
      safe: machineSafe,
    }),
    chosenFolder,
    rememberFolder,
    rememberProgram,
  };

  serveApp(session.defaultSession, appFolder, () => ({
    rows: context.isOpen() ? journalRows(context.program().db) : null,
  }));
  restrict(session.defaultSession);
  // First, so that its page's process starts beside what follows here; what the page asks for is answered after it.
  const main = openMainWindow();
  const opened = (desk: AppContext) => {
    settleOpenImports(desk);
    followPeople(desk.program().db);
  };
  sweepUnfinished();
  sweepWorkingCopies(shell.vaultFolder, shell.rehearsalFolder);
  const context: AppContext = createContext(shell, (program) => leaveProgram(context, program), opened);
  const first = [fileArgument(process.argv, process.cwd()), readSettings().programFile];
  openFirstProgram(
    context,
    first.filter((file) => file !== undefined),
  );
  afterOpening(context, () => {
    lookAtClock(context);
    noteRestart(context);
  });
  keepAwakeForShows(context);
  const clock = watchClock(context);
  powerMonitor.on('resume', clock.woke);
  setInterval(clock.look, 1000).unref();
  const lookAtBackups = () =>
    context.backups.look().catch((error: unknown) => log.error('the look at backups failed', error));
  setInterval(lookAtBackups, 15_000).unref();
  const lookAtDoorLists = () =>
    context.doorLists.look().catch((error: unknown) => log.error('the look at door lists failed', error));
  setInterval(lookAtDoorLists, 15_000).unref();
  void lookAtBackups();
  setInterval(() => context.session.look(powerMonitor.getSystemIdleTime()), 5000).unref();
  say = () => {
    context.trouble.since ??= Date.now();
    context.changed('program');
  };
  log.info(
    `started: app ${app.getVersion()}, Electron ${process.versions.electron}, ${process.platform} ${process.arch}`,
  );
  serveContract(context);
  setMenu();
  const kiosk = holdWindow(main, () => isKiosk(context));
  kiosk.apply();
  context.topics.subscribe('program', kiosk.apply);
  main.on('closed', () => app.quit());

  app.on('second-instance', (_event, argv, folder) => {
    const file = fileArgument(argv, folder);
    if (file) openHandedOver(context, file);
    if (main.isMinimized()) main.restore();
    main.focus();
  });
  app.on('will-quit', () => context.close());
}

log.transports.file.level = 'info';
log.transports.file.resolvePathFn = () => path.join(app.getPath('logs'), 'main.log');
// Without this Electron shows a dialog that holds up everything, the door included, until somebody clicks it away.
process.on('uncaughtException', (error) => {
  log.error('uncaught exception', error);
  say();
});
process.on('unhandledRejection', (reason) => {
  log.error('unhandled rejection', reason);
  say();
});
app.on('web-contents-created', (_event, contents) => confine(contents));
app.on('window-all-closed', () => app.quit());

if (app.requestSingleInstanceLock()) {
  app.whenReady().then(start).catch(failedToStart);
} else {
  app.quit();
}
