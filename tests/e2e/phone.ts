import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { cameraArguments, newHome, removeHome } from './desk.ts';
import { closeApp, killed, watch } from './stuck.ts';

/** A phone with a browser, and nothing of the app. */
export interface Phone {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Where its browser keeps what it keeps. */
  readonly home: string;
  readonly close: () => Promise<void>;
  /** `kill -9`, as an empty battery would; what the browser kept stays. */
  readonly kill: () => Promise<void>;
}

/** Opens the pairing text (`https://…/#/pair/CODE/FINGERPRINT`) in a phone's browser whose camera shows `camera` (.y4m). */
export function openOnPhone(text: string, camera?: string): Promise<Phone> {
  return startPhone(newHome(), text, text.split('/').at(-1) ?? '', camera);
}

/** Opens an address in a phone's browser, new or as it was left; its owner trusts the certificate with that fingerprint. */
export async function startPhone(
  home: string,
  url: string,
  fingerprint: string,
  camera?: string,
): Promise<Phone> {
  const executablePath = process.env.STAGEDOOR_ELECTRON;
  if (!executablePath) throw new Error('STAGEDOOR_ELECTRON names no runtime: start the tests with npm test');
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
      STAGEDOOR_PHONE_URL: url,
      STAGEDOOR_PHONE_FINGERPRINT: fingerprint,
    } as Record<string, string>,
  });
  const watched = watch(app);
  const page = await app.firstWindow({ timeout: 45_000 });
  return {
    app,
    page,
    home,
    close: async () => {
      await closeApp(app, watched);
      removeHome(home);
    },
    kill: () => killed(watched.child),
  };
}
