import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { chromium, type Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { newHome, removeHome, root } from './desk.ts';

const folder = path.join(root, 'out/e2e/package');
const executable = path.join(folder, 'linux-unpacked/stagedoor');

/** The package as electron-builder makes it, of the runtime at hand: a folder, no installer. */
async function makePackage(): Promise<void> {
  const electron = process.env.STAGEDOOR_ELECTRON;
  if (!electron) throw new Error('STAGEDOOR_ELECTRON names no runtime: start the tests with npm test');
  rmSync(folder, { recursive: true, force: true });
  const runtime = path.join(root, 'out/e2e/runtime');
  rmSync(runtime, { recursive: true, force: true });
  // A package has no app of the runtime's own in it.
  cpSync(path.dirname(electron), runtime, { recursive: true });
  rmSync(path.join(runtime, 'resources/default_app.asar'), { force: true });
  const { stdout } = await promisify(execFile)(electron, ['-p', 'process.versions.electron'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  const words = [
    path.join(root, 'node_modules/electron-builder/cli.js'),
    '--linux',
    'dir',
    '--publish',
    'never',
    `-c.directories.output=${folder}`,
    `-c.electronDist=${runtime}`,
    `-c.electronVersion=${stdout.trim()}`,
  ];
  await promisify(execFile)(process.execPath, words, { cwd: root, maxBuffer: 64 * 1024 * 1024 });
  rmSync(runtime, { recursive: true, force: true });
}

interface Packaged {
  readonly page: Page;
  readonly home: string;
  readonly said: readonly string[];
  readonly close: () => Promise<void>;
}

async function startPackaged(
  home: string,
  env: Readonly<Record<string, string>> = {},
  more: readonly string[] = [],
): Promise<Packaged> {
  mkdirSync(path.join(home, '.config'), { recursive: true });
  mkdirSync(path.join(home, 'Documents'), { recursive: true });
  writeFileSync(path.join(home, '.config/user-dirs.dirs'), 'XDG_DOCUMENTS_DIR="$HOME/Documents"\n');
  const words = [`--user-data-dir=${path.join(home, 'data')}`, '--remote-debugging-port=0', ...more];
  const app = spawn(executable, words, {
    env: { ...process.env, ...env, HOME: home, XDG_CONFIG_HOME: path.join(home, '.config') },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said: string[] = [];
  const page = await firstPage(app.stderr, said).catch((cause: unknown) => {
    app.kill('SIGKILL');
    throw cause;
  });
  return {
    page,
    home,
    said,
    close: async () => {
      const gone = once(app, 'exit');
      await page.close();
      await gone;
    },
  };
}

/**
 * The app's first screen, over the protocol that its window speaks: the fuses leave no other way in. Whoever joins while the window
 * still goes from its empty page to the app's may wait forever for the process that has just been left; a title has only a page that
 * has come.
 */
async function firstPage(stream: Readable, said: string[]): Promise<Page> {
  const address = await addressOf(stream, said);
  await expect
    .poll(async () => (await fetch(`http://${address}/json/list`)).text(), { timeout: 90_000 })
    .toMatch(/"title": "Stagedoor"/);
  const browser = await chromium.connectOverCDP(`http://${address}`, { timeout: 90_000 });
  const [context] = browser.contexts();
  if (!context) throw new Error('no page came');
  const page = context.pages()[0] ?? (await context.waitForEvent('page'));
  await page.getByTestId('clock').waitFor({ timeout: 90_000 });
  return page;
}

async function addressOf(stream: Readable, said: string[]): Promise<string> {
  for await (const line of createInterface(stream)) {
    said.push(line);
    const found = /DevTools listening on ws:\/\/([^/]+)\//.exec(line)?.[1];
    if (found) {
      stream.on('data', (data) => said.push(String(data)));
      return found;
    }
  }
  throw new Error(`ended without an address: ${said.join('\n')}`);
}

test.describe('the package', () => {
  test.skip(process.platform !== 'linux', 'the directory build is made for Linux here');
  test.beforeAll(async () => {
    test.setTimeout(600_000);
    await makePackage();
  });

  test('has its fuses flipped, and only the app in its archive', async () => {
    const fuses = await getCurrentFuseWire(executable);
    const on = (fuse: FuseV1Options) => String.fromCharCode(Number(fuses[fuse])) === '1';
    expect(on(FuseV1Options.RunAsNode)).toBe(false);
    expect(on(FuseV1Options.EnableCookieEncryption)).toBe(true);
    expect(on(FuseV1Options.EnableNodeOptionsEnvironmentVariable)).toBe(false);
    expect(on(FuseV1Options.EnableNodeCliInspectArguments)).toBe(false);
    expect(on(FuseV1Options.EnableEmbeddedAsarIntegrityValidation)).toBe(true);
    expect(on(FuseV1Options.OnlyLoadAppFromAsar)).toBe(true);
    expect(on(FuseV1Options.GrantFileProtocolExtraPrivileges)).toBe(false);
    const resources = readdirSync(path.join(path.dirname(executable), 'resources'));
    expect(resources).toContain('app.asar');
    expect(resources).not.toContain('app');
    expect(resources).not.toContain('default_app.asar');
  });

  test('starts, builds the sample, admits by a badge’s code, and leaves one file', async () => {
    const home = newHome();
    const packaged = await startPackaged(home);
    const { page } = packaged;
    expect(page.url()).toMatch(/^app:\/\/stagedoor\//);
    await page.getByTestId('open-sample').click();
    await page.getByTestId('today-card').waitFor({ timeout: 60_000 });
    await page.getByTestId('job-door').click();
    await page.getByTestId('lane').waitFor();
    await page.keyboard.press('F2');
    await page.getByTestId('search-input').fill('김');
    await expect(page.getByTestId('search-result').first()).toBeVisible();
    await packaged.close();
    const programs = readdirSync(path.join(home, 'Documents/Stagedoor'));
    expect(programs.filter((name) => /-(wal|shm|lock)$/.test(name))).toEqual([]);
    removeHome(home);
  });

  test('runs no other code than its own: not as Node, not by NODE_OPTIONS, not under an inspector', async () => {
    const home = newHome();
    const trace = path.join(home, 'ran');
    const script = path.join(home, 'evil.cjs');
    writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(trace)}, 'x');`);
    const asNode = { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require ${script}` };
    const packaged = await startPackaged(home, asNode, ['--inspect=127.0.0.1:0', '-r', script]);
    expect(packaged.said.join('\n')).not.toMatch(/Debugger listening/);
    await packaged.close();
    expect(existsSync(trace)).toBe(false);
    // The same of an unpacked runtime shows that the attack is one.
    const runtime = process.env.STAGEDOOR_ELECTRON ?? '';
    execFileSync(runtime, [script], { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } });
    expect(existsSync(trace)).toBe(true);
    removeHome(home);
  });
});
