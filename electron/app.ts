import path from 'node:path';
import { app, type BrowserWindow, type MessagePortMain, powerMonitor, type WebContents } from 'electron';
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
import { servingOf } from './shell/contract';
import type { CrashFacts } from './shell/crashPage';
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
import { fileArgument } from './shell/fileArgument';
import { followLane } from './shell/followLane';
import { fullScreenOf } from './shell/fullScreen';
import { giveBackMemory } from './shell/giveBack';
import { holdWindow } from './shell/kiosk';
import { listPrinters, makePdf, makePdfs, printPages } from './shell/printing';
import { clearQueue, queueState } from './shell/printQueue';
import { startReader } from './shell/reader';
import { machineSafe } from './shell/safe';
import { chosenFolder, readSettings, rememberFolder, rememberProgram } from './shell/settings';
import { stageWindows } from './shell/stageWindows';
import { copyText, logTail, machineLines, restart } from './shell/support';
import { show } from './shell/window';
import { journalRows } from './store/journal';
import { indexReady } from './store/peopleSearch';
import { sweepWorkingCopies } from './store/workingCopy';

/** So long (ms) after a program was opened its people are read for the search. One that comes before reads them itself. */
const afterStart = 2000;

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

/** The app behind its windows, once its program is open. */
export interface Running {
  readonly crashFacts: () => CrashFacts;
  /** Tells every window that something failed. */
  failed(): void;
  serve(port: MessagePortMain, page: WebContents): void;
  /** The app was started a second time, with these arguments in that folder. */
  startedAgain(argv: readonly string[], folder: string): void;
}

/** Opens the program behind the main window, whose page is loading meanwhile. */
export function start(main: BrowserWindow): Running {
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
    fullScreen: (want) => fullScreen(want),
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
      journalWorker: path.join(appFolder, 'main/journalWorker.js'),
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
      journalWorker: path.join(appFolder, 'main/journalWorker.js'),
      addresses: path.join(app.getPath('userData'), 'hub.json'),
      safe: machineSafe,
    }),
    chosenFolder,
    rememberFolder,
    rememberProgram,
  };

  followLane(main);
  const fullScreen = fullScreenOf(main, () => isKiosk(context));
  const opened = (desk: AppContext) => {
    settleOpenImports(desk);
    const { db } = desk.program();
    // After what a start shows.
    setTimeout(() => db.raw.open && indexReady(db).then(giveBackMemory), afterStart).unref();
  };
  sweepUnfinished();
  sweepWorkingCopies(shell.vaultFolder, shell.rehearsalFolder);
  const context: AppContext = createContext(shell, (program) => leaveProgram(context, program), opened);
  const first = [fileArgument(process.argv, process.cwd()), readSettings().programFile];
  openFirstProgram(
    context,
    first.filter((file) => file !== undefined),
  );
  // Why a program could not be opened stands on Today.
  if (context.start.refusal) show(main, 'today');
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
  log.info(
    `started: app ${app.getVersion()}, Electron ${process.versions.electron}, ${process.platform} ${process.arch}`,
  );
  const kiosk = holdWindow(main, () => isKiosk(context));
  kiosk.apply();
  context.topics.subscribe('program', kiosk.apply);
  main.on('closed', () => app.quit());

  app.on('will-quit', () => context.close());
  return {
    crashFacts: () => ({ rows: context.isOpen() ? journalRows(context.program().db) : null }),
    failed() {
      context.trouble.since ??= Date.now();
      context.changed('program');
    },
    serve: servingOf(context),
    startedAgain(argv, folder) {
      const file = fileArgument(argv, folder);
      if (file) openHandedOver(context, file);
      if (main.isMinimized()) main.restore();
      main.focus();
    },
  };
}
