import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { cameraArguments, newHome, removeHome } from './desk.ts';
import { closeApp, watch } from './stuck.ts';

/** A phone with a browser, and nothing of the app. */
export interface Phone {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly close: () => Promise<void>;
}

/** Opens the pairing text (`https://…/#/pair/CODE/FINGERPRINT`) in a phone's browser whose camera shows `camera` (.y4m). */
export async function openOnPhone(text: string, camera?: string): Promise<Phone> {
  const executablePath = process.env.STAGEDOOR_ELECTRON;
  if (!executablePath) throw new Error('STAGEDOOR_ELECTRON names no runtime: start the tests with npm test');
  const home = newHome();
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
      STAGEDOOR_PHONE_FINGERPRINT: text.split('/').at(-1) ?? '',
    } as Record<string, string>,
  });
  const watched = watch(app);
  const page = await app.firstWindow({ timeout: 45_000 });
  return {
    app,
    page,
    close: async () => {
      await closeApp(app, watched);
      removeHome(home);
    },
  };
}
