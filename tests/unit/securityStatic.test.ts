import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

/** Every source file of the app, by its path from the root. */
const sources: ReadonlyMap<string, string> = new Map(
  ['electron', 'renderer', 'shared'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|tsx|html)$/.test(name))
      .map((name): [string, string] => {
        const file = path.join(folder, name);
        return [file, readFileSync(path.join(root, file), 'utf8')];
      }),
  ),
);

const filesWith = (pattern: RegExp) =>
  [...sources].filter(([, text]) => pattern.test(text)).map(([file]) => file.replaceAll('\\', '/'));

test('no switch that opens a page up is turned', () => {
  expect(
    filesWith(
      /allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures|nodeIntegrationIn|webviewTag|allowpopups|nodeIntegration: true|contextIsolation: false|sandbox: false|webSecurity: false|no-sandbox|disable-web-security|ignore-certificate/,
    ),
  ).toEqual([]);
});

test('every window is made in one place, with the settings that a test in the real app looks at', () => {
  expect(filesWith(/new BrowserWindow\(|new WebContentsView\(|new BrowserView\(/)).toEqual([
    'electron/shell/window.ts',
  ]);
});

test('nothing of Electron is given to a page: one preload without a bridge, one way in', () => {
  expect(filesWith(/contextBridge|exposeInMainWorld|@electron\/remote|ipcMain\.handle/)).toEqual([]);
  expect(filesWith(/ipcRenderer/)).toEqual(['electron/preload.ts']);
  expect(filesWith(/ipcMain/)).toEqual(['electron/shell/connect.ts']);
  expect(sources.get('electron/shell/connect.ts')?.match(/ipcMain\.on\(/g)).toHaveLength(1);
});

test('nothing is opened outside, and no page comes from file://', () => {
  expect(filesWith(/openExternal|shell\.openPath|loadFile\(|file:\/\//)).toEqual([]);
  expect(filesWith(/\.loadURL\(/)).toEqual(['electron/shell/window.ts']);
});

test('what is sent to a page is never put in as HTML that was not made here', () => {
  expect(filesWith(/dangerouslySetInnerHTML|\.innerHTML|insertAdjacentHTML|document\.write/)).toEqual([]);
});

test('the runtime is named to the version, and the package takes its fuses from the configuration', () => {
  const wanted = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    readonly devDependencies: Readonly<Record<string, string>>;
  };
  expect(wanted.devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
  const builder = readFileSync(path.join(root, 'electron-builder.yml'), 'utf8');
  for (const fuse of [
    'runAsNode: false',
    'enableCookieEncryption: true',
    'enableNodeOptionsEnvironmentVariable: false',
    'enableNodeCliInspectArguments: false',
    'enableEmbeddedAsarIntegrityValidation: true',
    'onlyLoadAppFromAsar: true',
    'grantFileProtocolExtraPrivileges: false',
  ]) {
    expect(builder).toContain(fuse);
  }
});
