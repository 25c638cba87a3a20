import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { closeApp, killed, stuck, watch } from './stuck.ts';

export const root = path.resolve(import.meta.dirname, '../..');
export const sampleFolder = path.join(root, 'resources/sample');

/** A machine at the event: the real app with a home folder of its own. */
export interface Desk {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** The home folder; what the app writes lies under it. */
  readonly home: string;
  /** Where programs and documents (PDFs) are written. */
  readonly documents: string;
  readonly close: () => Promise<void>;
  /** `kill -9` of every process of the app, as a power cut would; ends when they are gone. */
  readonly kill: () => Promise<void>;
}

export interface DeskOptions {
  /** A home folder to go on with; a new one otherwise. */
  readonly home?: string;
  /** A program file to open; it is copied into the home folder first unless it lies there. */
  readonly program?: string;
  readonly language?: 'ko' | 'en';
  /** A .y4m file that the camera shows over and over. */
  readonly camera?: string;
  readonly args?: readonly string[];
  /** More of the environment, such as another display or another print system. */
  readonly env?: Readonly<Record<string, string>>;
  /** So long (ms) its first screen is waited for. */
  readonly patience?: number;
  /** The folder of the built app, where it is another than the project's. */
  readonly root?: string;
}

/** A folder that goes when the machine is restarted; the caller removes it when it can. */
export function newHome(): string {
  return mkdtempSync(path.join(tmpdir(), 'stagedoor-'));
}

/** By which Chromium's camera shows a .y4m file over and over. */
export function cameraArguments(file: string | undefined): readonly string[] {
  return file === undefined
    ? []
    : [
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-video-capture=${file}`,
      ];
}

/** Starts the real app (STAGEDOOR_ELECTRON) and waits for its first screen. */
export async function startDesk(options: DeskOptions = {}): Promise<Desk> {
  const executablePath = process.env.STAGEDOOR_ELECTRON;
  if (!executablePath) throw new Error('STAGEDOOR_ELECTRON names no runtime: start the tests with npm test');
  const timeout = options.patience ?? 45_000;
  const home = options.home ?? newHome();
  const documents = path.join(home, 'Documents/Stagedoor');
  mkdirSync(documents, { recursive: true });
  mkdirSync(path.join(home, '.config'), { recursive: true });
  writeFileSync(path.join(home, '.config/user-dirs.dirs'), 'XDG_DOCUMENTS_DIR="$HOME/Documents"\n');
  const attach = path.join(import.meta.dirname, 'attach.cjs');
  const args = [
    '-r',
    attach,
    options.root ?? root,
    `--user-data-dir=${path.join(home, 'data')}`,
    ...(options.args ?? []),
  ];
  args.push(...cameraArguments(options.camera));
  if (options.program) {
    const file = path.join(documents, path.basename(options.program));
    if (file !== options.program && !existsSync(file)) copyFileSync(options.program, file);
    args.push(file);
  }
  const app = await _electron.launch({
    executablePath,
    args,
    timeout,
    env: {
      ...process.env,
      ...options.env,
      HOME: home,
      XDG_CONFIG_HOME: path.join(home, '.config'),
    } as Record<string, string>,
  });
  const watched = watch(app);
  const first = app.firstWindow({ timeout });
  const page = await first.catch((cause: unknown) => stuck(app, watched, 'no window came', cause));
  const screen = ['clock', 'kiosk', 'lock-screen', 'passphrase-screen']
    .map((id) => page.getByTestId(id))
    .reduce((one, other) => one.or(other));
  await screen.waitFor({ timeout }).catch((cause: unknown) => stuck(app, watched, 'no screen came', cause));
  if (options.language === 'en') await page.getByText('English', { exact: true }).click();
  const { child } = watched;
  return {
    app,
    page,
    home,
    documents,
    close: () => closeApp(app, watched),
    kill: () => killed(child),
  };
}

/** The documents of a kind that the app has written, newest last by name. */
export function documentsOf(desk: Desk, ending: string): readonly string[] {
  return readdirSync(desk.documents)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => path.join(desk.documents, name));
}

export function removeHome(home: string): void {
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
}
