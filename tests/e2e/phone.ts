import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { cameraArguments, newHome, removeHome } from './desk.ts';
import { closeApp, killed, watch } from './stuck.ts';

/** A phone with a browser, and nothing of the app. */
export interface Phone {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly close: () => Promise<void>;
  /** `kill -9` of the browser; what it keeps stays in its home folder. */
  readonly kill: () => Promise<void>;
}

/** The phone that was here before: what it keeps lies in its home folder, which is the caller's to remove. */
export interface KnownPhone {
  readonly home: string;
  readonly fingerprint: string;
}

/** Opens the pairing text (`https://…/#/pair/CODE/FINGERPRINT`) in a phone's browser whose camera shows `camera` (.y4m). */
export async function openOnPhone(text: string, camera?: string, known?: KnownPhone): Promise<Phone> {
  const executablePath = process.env.STAGEDOOR_ELECTRON;
  if (!executablePath) throw new Error('STAGEDOOR_ELECTRON names no runtime: start the tests with npm test');
  const home = known?.home ?? newHome();
  const args = [
    '-r',
    path.join(import.meta.dirname, 'attach.cjs'),
    path.join(import.meta.dirname, 'phone'),
    `--user-data-dir=${path.join(home, 'data')}`,
    ...cameraArguments(camera),
  ];
  const app = await _electron.launch({
    executablePath,
    args,
    timeout: 45_000,
    env: {
      ...process.env,
      HOME: home,
      STAGEDOOR_PHONE_URL: text,
      STAGEDOOR_PHONE_FINGERPRINT: known?.fingerprint ?? text.split('/').at(-1) ?? '',
    } as Record<string, string>,
  });
  const watched = watch(app);
  const page = await app.firstWindow({ timeout: 45_000 });
  return {
    app,
    page,
    close: async () => {
      await closeApp(app, watched);
      if (!known) removeHome(home);
    },
    kill: () => killed(watched.child),
  };
}
