#!/usr/bin/env node
// Sets up whatever a command needs, on a fresh clone, and runs it. Plain Node 20, no dependency.
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { electronRuntime, sqliteBinding } from './electron.mjs';
import {
  hasDisplay,
  machineForApp,
  machineForStoreTests,
  machineForTests,
  runInSession,
  testPrinter,
  withSmallDisk,
  writableFolders,
} from './machine.mjs';
import { cache, hashOf, isRoot, must, once, root, run, SetupError, say, toolEnv } from './steps.mjs';

const help = `usage: npm start | npm test | npm run check | demo | gameday | bench [name …] | soak | simulate
   or: node .ci/setup.mjs <start|test|check|demo|gameday|bench|soak|simulate|audit|build|runtime> [arguments]

Each command first does what it still needs, once, and keeps it (node_modules, .cache, out):
  start    the app; without a display, the demo day on a virtual one
  test     types, lint, unused code, unit and store tests, dependencies, the tests in the real app, one game day
  check    the same without the real app, and properties tried a tenth as often: a minute or two
  demo     the whole job unattended in the real app, into out/demo
  gameday  a whole graduation day by machine, with everything that may break, into out/gameday; --seed N
  bench    measurements into out/bench.json; with names, only those rows
  soak     the long runs in full
  audit    asks the registry for known holes of the dependencies
  simulate how far one host with its doors goes: a table, and a picture in out/simulate
  build    the app, into out/app
  runtime  only prints where the Electron is that the others use

ELECTRON_OVERRIDE_DIST_PATH names a folder with an unpacked Electron to use instead of any download.`;

async function dependencies() {
  const lock = hashOf([], ['package.json', 'package-lock.json']);
  if (!existsSync(path.join(root, 'node_modules')))
    rmSync(path.join(cache, 'dependencies.done'), { force: true });
  await once('dependencies', lock, async () => {
    say('installing dependencies (once, one to two minutes)');
    const failed = 'The dependencies could not be installed: see above. Is the npm registry reachable?';
    // Not `npm ci`: it fails where a registry lacks another platform's optional package. `--no-save` keeps to the lock file
    // too, and leaves it as it is. No install scripts, but that of the package `node`, which fetches the Node 24 of the tools.
    await must(failed, 'npm', [
      'install',
      '--no-save',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ]);
    await must(failed, 'npm', ['rebuild', 'node', '--loglevel=error']);
  });
}

async function build() {
  const sources = hashOf(
    ['electron', 'renderer', 'shared'],
    ['package-lock.json', 'electron.vite.config.ts', 'vite.verify.config.ts'],
  );
  if (!existsSync(path.join(root, 'out/app/main/main.js')))
    rmSync(path.join(cache, 'build.done'), { force: true });
  await once('build', sources, async () => {
    say('building the app');
    await must('The app could not be built: see above.', 'electron-vite', ['build']);
    await must('The page that checks certificates could not be built: see above.', 'vite', [
      'build',
      '--config',
      'vite.verify.config.ts',
    ]);
  });
}

/** Dependencies, build and runtime; gives what a command needs to start the app. */
async function app(machine) {
  await dependencies();
  await machine();
  const electron = await electronRuntime();
  const binding = await sqliteBinding(electron);
  await build();
  return { electron, env: { STAGEDOOR_ELECTRON: electron, STAGEDOOR_TEST_PRINTER: testPrinter, ...binding } };
}

async function start(args) {
  if (!hasDisplay) {
    say('There is no display here, so Stagedoor runs its demo day on a virtual one.');
    return demo(args);
  }
  const { electron, env } = await app(machineForApp);
  if (isRoot && process.platform === 'linux') {
    throw new SetupError('Stagedoor does not run as root: start it as an ordinary user.');
  }
  return run(electron, [root, ...args], { env: toolEnv(env), shell: false });
}

async function demo(args) {
  const { env } = await app(machineForTests);
  rmSync(path.join(root, 'out/demo'), { recursive: true, force: true });
  writableFolders(['out/demo']);
  const code = await runInSession('node', [path.join(root, 'tests/demo/demo.ts'), ...args], env, {
    virtual: true,
  });
  if (code === 0) say(`pictures, PDFs and report.json lie in ${path.join(root, 'out/demo')}`);
  return code;
}

/** A whole graduation day by machine, with everything that may break: into out/gameday. */
async function gameday(args) {
  const { env } = await app(machineForTests);
  rmSync(path.join(root, 'out/gameday'), { recursive: true, force: true });
  writableFolders(['out/gameday']);
  const day = [path.join(root, 'tests/gameday/gameday.ts'), ...args];
  return withSmallDisk((disk) => runInSession('node', day, { ...env, ...disk }, { virtual: true }));
}

/** `whole`: every property as often as it is to hold; otherwise a tenth of that, to be quick. */
async function check(whole) {
  await dependencies();
  await machineForStoreTests();
  const parts = [
    ['types', 'tsc', ['-p', '.', '--incremental', '--tsBuildInfoFile', path.join(cache, 'types.json')]],
    ['lint', 'biome', ['check', '--error-on-warnings', '.']],
    ['unused code', 'knip', []],
    ['unit and store tests', 'vitest', ['run']],
  ];
  const env = toolEnv(whole ? {} : { STAGEDOOR_FEW_RUNS: '1' });
  const started = Date.now();
  const results = await Promise.allSettled(
    parts.map(async ([name, command, args]) => {
      const text = await must(`${name}: not clean, see above`, command, args, { env });
      say(`${name}: clean`);
      if (command === 'vitest') process.stdout.write(text.split('\n').slice(-8).join('\n'));
    }),
  );
  const failures = results.filter((result) => result.status === 'rejected');
  for (const { reason } of failures) say(reason.message);
  say(`checked in ${Math.round((Date.now() - started) / 1000)} s`);
  return failures.length === 0 ? 0 : 1;
}

async function endToEnd(args, more = {}) {
  const { env } = await app(machineForTests);
  writableFolders(['out/e2e']);
  const playwright = path.join(root, 'node_modules/@playwright/test/cli.js');
  const words = [playwright, 'test', '-c', path.join(root, 'tests/e2e'), ...args];
  return withSmallDisk((disk) =>
    runInSession('node', words, { ...env, ...more, ...disk }, { virtual: true }),
  );
}

/**
 * Asks the registry what is known of the dependencies: a hole of high or critical weight is a failure. Some registries can't be asked
 * (a mirror, no network): then it is said why, and nothing is claimed.
 */
function audit() {
  const { status, stdout, stderr } = spawnSync('npm', ['audit', '--json', '--audit-level=high'], {
    cwd: root,
    env: toolEnv(),
    encoding: 'utf8',
    shell: process.platform === 'win32',
    timeout: 120_000,
  });
  const { found, why } = readAudit(stdout, stderr);
  if (!found) {
    say(`dependencies: not audited, ${why}`);
    return 0;
  }
  const grave = found.high + found.critical;
  say(`dependencies: ${grave} known holes of high or critical weight, ${found.total} in all`);
  if (grave === 0) return 0;
  process.stderr.write(stdout);
  return status === 0 ? 1 : (status ?? 1);
}

/** The counts in npm's answer, or why there are none. */
function readAudit(stdout, stderr) {
  try {
    const { metadata, message, error } = JSON.parse(stdout);
    if (metadata?.vulnerabilities) return { found: metadata.vulnerabilities };
    return { why: `the registry gives no answer (${message ?? error?.summary ?? 'no reason'})` };
  } catch {
    const [line] = (stderr ?? '').split('\n').filter((one) => one !== '');
    return { why: `npm could not ask the registry (${line ?? 'it took too long'})` };
  }
}

async function test(args) {
  if (args.length > 0) return endToEnd(args);
  return (await check(true)) || audit() || (await endToEnd([])) || gameday([]);
}

/** Game days of many seeds; the report and the picture of each are kept beside those of the last one. */
async function gamedays(seeds) {
  let failed = 0;
  const kept = path.join(root, 'out/gamedays');
  rmSync(kept, { recursive: true, force: true });
  for (const seed of seeds) {
    const code = await gameday(['--seed', String(seed)]);
    if (code !== 0) failed++;
    cpSync(path.join(root, 'out/gameday'), path.join(kept, String(seed)), { recursive: true });
    say(`game day ${seed}: ${code === 0 ? 'passed' : 'NOT PASSED'}`);
  }
  return failed === 0 ? 0 : 1;
}

/** The long runs in full; with arguments, only those tests in the real app. */
async function soak(args) {
  const long = { STAGEDOOR_SOAK: '1' };
  await dependencies();
  await machineForStoreTests();
  if (args.length > 0) return endToEnd(args, long);
  const code = await run('vitest', ['run'], { env: toolEnv(long) });
  return code || (await endToEnd([], long)) || gamedays(Array.from({ length: 10 }, (_, i) => i + 1));
}

async function bench(args) {
  const { env } = await app(machineForTests);
  writableFolders(['out/bench']);
  const code = await runInSession('node', [path.join(root, 'tests/bench/bench.ts'), ...args], env, {
    virtual: true,
  });
  if (code === 0) copyFileSync(path.join(root, 'out/bench/bench.json'), path.join(root, 'out/bench.json'));
  return code;
}

const commands = {
  start,
  test,
  check: () => check(false),
  demo,
  gameday,
  bench,
  soak,
  audit: async () => {
    await dependencies();
    return audit();
  },
  simulate: async (args) => {
    await dependencies();
    return run(
      'node',
      ['--max-old-space-size=4096', path.join(root, 'tests/simulate/simulate.ts'), ...args],
      {
        env: toolEnv(),
      },
    );
  },
  build: async () => {
    await dependencies();
    await build();
    return 0;
  },
  runtime: async () => {
    process.stdout.write(`${(await app(machineForTests)).electron}\n`);
    return 0;
  },
};

const [name, ...args] = process.argv.slice(2);
const command = commands[name];
if (!command || args.includes('--help')) {
  process.stdout.write(`${help}\n`);
  process.exit(name === undefined || name === '--help' || args.includes('--help') ? 0 : 2);
}
try {
  process.exitCode = await command(args);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`\n✗ ${error.message}\n`);
  process.exitCode = 1;
}
