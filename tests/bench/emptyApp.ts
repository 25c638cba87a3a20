import path from 'node:path';
import { _electron, type ElectronApplication } from '@playwright/test';
import { newHome, removeHome } from '../e2e/desk.ts';

const attach = path.join(import.meta.dirname, '../e2e/attach.cjs');

/** The same runtime with so many empty windows, driven as the app is. */
export async function withEmptyApp<T>(
  windows: number,
  work: (app: ElectronApplication) => Promise<T>,
): Promise<T> {
  const executablePath = process.env.STAGEDOOR_ELECTRON;
  if (!executablePath) throw new Error('STAGEDOOR_ELECTRON names no runtime');
  const home = newHome();
  const app = await _electron.launch({
    executablePath,
    args: [
      '-r',
      attach,
      path.join(import.meta.dirname, 'empty'),
      `--user-data-dir=${path.join(home, 'data')}`,
    ],
    env: { ...process.env, HOME: home, EMPTY_WINDOWS: String(windows) } as Record<string, string>,
  });
  try {
    return await work(app);
  } finally {
    await app.close();
    removeHome(home);
  }
}
