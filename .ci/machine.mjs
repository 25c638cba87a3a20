// What the machine must have: system libraries for Electron, and for tests a virtual display, a print queue, readers and
// an ordinary user. Installed where we are root on Debian or Ubuntu; elsewhere one sentence says what to install.
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ask, isRoot, must, root, run, SetupError, say, toolEnv } from './steps.mjs';

const user = 'stagedoor';
/** Checkouts that are tested side by side each name a queue of their own. */
export const testPrinter = process.env.STAGEDOOR_TEST_PRINTER ?? 'Stagedoor_Test';

const libraries = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libxtst6',
  'libatk-bridge2.0-0',
  'libatspi2.0-0',
  'libdrm2',
  'libcups2',
  'libnotify4',
  'libsecret-1-0',
  'unzip',
  'python3',
];
const display = ['xvfb', 'xauth'];
const testing = [
  'cups',
  'cups-client',
  'cups-filters',
  'printer-driver-cups-pdf',
  'ghostscript',
  'zbar-tools',
  'poppler-utils',
  'qpdf',
  'sqlite3',
  'postgresql',
  'strace',
  'xdotool',
  'x11-xserver-utils',
  'xserver-xorg-core',
  'xserver-xorg-video-dummy',
];

const isDebian = process.platform === 'linux' && existsSync('/etc/debian_version');

function installed(name) {
  // Ubuntu 24.04 renamed some libraries: libgtk-3-0t64 provides libgtk-3-0.
  return [name, `${name}t64`].some((each) =>
    ask('dpkg', ['-s', each])?.includes('Status: install ok installed'),
  );
}

async function packages(names, purpose) {
  if (!isDebian) return;
  const missing = names.filter((name) => !installed(name));
  if (missing.length === 0) return;
  const command = `apt-get install --no-install-recommends ${missing.join(' ')}`;
  if (!isRoot)
    throw new SetupError(`${purpose} needs some system packages. Install them with:  sudo ${command}`);
  say(`installing ${missing.length} system packages for ${purpose}`);
  const env = toolEnv({ DEBIAN_FRONTEND: 'noninteractive' });
  const failed = `The system packages could not be installed. Try by hand:  ${command}`;
  await must(failed, 'apt-get', ['update', '-qq'], { env });
  const available = missing.map((name) =>
    ask('apt-cache', ['policy', name])?.includes('Candidate: (none)') ? `${name}t64` : name,
  );
  await must(failed, 'apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...available], { env });
}

export const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** For running Electron at all; with a virtual display where there is none. */
export async function machineForApp() {
  await packages(hasDisplay ? libraries : [...libraries, ...display], 'Electron');
  await ordinaryUser();
}

/** For the unit and store tests: the database that hosts are joined over, and who runs it. */
export async function machineForStoreTests() {
  if (!isRoot && !installed('postgresql')) {
    say('PostgreSQL is not installed: the tests of the hub are left out');
    return;
  }
  await packages(['postgresql'], 'the tests');
  await ordinaryUser();
}

/** For the tests, the demo and the bench: the rest too. */
export async function machineForTests() {
  if (process.platform !== 'linux') {
    throw new SetupError(
      'The tests in the real app need Linux: a virtual display, CUPS and a camera feed. `npm run check` runs everywhere.',
    );
  }
  await packages([...libraries, ...display, ...testing], 'the tests');
  const wanted = ['Xvfb', 'xauth', 'lpadmin', 'zbarimg', 'pdfinfo', 'qpdf', 'sqlite3', 'strace', 'xdotool'];
  const missing = wanted.filter(
    (name) => ask('sh', ['-c', `PATH=$PATH:/usr/sbin command -v ${name}`]) === undefined,
  );
  if (missing.length > 0)
    throw new SetupError(`The tests need these commands; install them first: ${missing.join(', ')}`);
  await ordinaryUser();
  await printQueue();
}

async function ordinaryUser() {
  if (!isRoot || process.platform !== 'linux') return;
  if (ask('id', ['-u', user]) === undefined) {
    await must(`The user ${user} could not be made.`, 'useradd', [
      '--create-home',
      '--shell',
      '/bin/bash',
      user,
    ]);
  }
  // To read what CUPS received: its spool belongs to the group lp.
  if (ask('getent', ['group', 'lp']))
    await must(`${user} could not join the group lp.`, 'usermod', ['-a', '-G', 'lp', user]);
}

async function printQueue() {
  const running = () => ask('lpstat', ['-r'], { env: toolEnv({ LC_ALL: 'C' }) })?.includes('is running');
  if (!running()) {
    if (!isRoot) throw new SetupError('The tests need a running CUPS. Start it with:  sudo cupsd');
    say('starting CUPS');
    await must('CUPS does not start.', 'cupsd', []);
    for (let left = 50; left > 0 && !running(); left--)
      await new Promise((resolve) => setTimeout(resolve, 200));
  }
  if (ask('lpstat', ['-p', testPrinter]) !== undefined) return;
  const make = [
    '-p',
    testPrinter,
    '-E',
    '-v',
    'cups-pdf:/',
    '-P',
    '/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd',
    '-o',
    'PageSize=A4',
  ];
  if (!isRoot)
    throw new SetupError(`The tests need a print queue. Make it with:  sudo lpadmin ${make.join(' ')}`);
  await must('The print queue for the tests could not be made.', 'lpadmin', make);
}

/** Gives the folders that Electron's user writes into to that user. */
export function writableFolders(names) {
  const id = isRoot ? Number(ask('id', ['-u', user])) : undefined;
  for (const name of names) {
    const folder = path.join(root, name);
    mkdirSync(folder, { recursive: true });
    if (id !== undefined) {
      chownSync(folder, id, id);
      chmodSync(folder, 0o755);
    }
  }
}

/**
 * Has `work` done with a small disk, which can be filled up, and a home folder in which programs lie on it. Only root may make
 * one: elsewhere `work` gets none, and why.
 */
export async function withSmallDisk(work) {
  if (!isRoot)
    return work({ STAGEDOOR_NO_SMALL_DISK: 'only root may make a small disk, and this is not root' });
  const home = mkdtempSync(path.join(tmpdir(), 'stagedoor-disk-'));
  const id = Number(ask('id', ['-u', user]));
  const folders = [home, path.join(home, 'Documents'), path.join(home, 'Documents/Stagedoor')];
  const disk = folders[2];
  for (const folder of folders) {
    mkdirSync(folder, { recursive: true });
    chownSync(folder, id, id);
  }
  const options = `size=64m,uid=${id},mode=700`;
  const mounted = ask('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', disk]) !== undefined;
  const none = { STAGEDOOR_NO_SMALL_DISK: 'no small disk could be mounted here, though this is root' };
  try {
    return await work({
      STAGEDOOR_SMALL_DISK_HOME: home,
      ...(mounted ? { STAGEDOOR_SMALL_DISK: disk } : none),
    });
  } finally {
    if (mounted) ask('umount', ['-l', disk]);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * Runs a command as an ordinary user (Electron's sandbox works for no other) and, where there is no display or a
 * `virtual` one is asked for, on a virtual display; gives its exit code.
 */
export async function runInSession(command, args, env, { virtual }) {
  // A display without -noreset begins anew whenever its last client leaves, and turns away who comes in that moment.
  const words = virtual
    ? ['xvfb-run', '-a', '-s', '-screen 0 1920x1080x24 -nolisten tcp -noreset', command, ...args]
    : [command, ...args];
  if (!isRoot) return run(words[0], words.slice(1), { env: toolEnv(env) });
  const home = ask('sh', ['-c', `getent passwd ${user} | cut -d: -f6`]);
  const inherited = ['PATH', 'CI', 'DISPLAY', 'LANG', 'STAGEDOOR_SEED'].filter((name) => process.env[name]);
  const all = {
    ...Object.fromEntries(inherited.map((name) => [name, process.env[name]])),
    PATH: toolEnv().PATH,
    HOME: home,
    ...env,
  };
  const set = Object.entries(all).map(([name, value]) => `${name}=${value}`);
  const asUser = ['runuser', '-u', user, '--', 'env', '-i', ...set, ...words];
  if (ask('runuser', ['-u', user, '--', 'test', '-r', path.join(root, 'package.json')]) !== undefined) {
    return run(asUser[0], asUser.slice(1));
  }
  // The checkout is where an ordinary user can't go (a folder of root's): show it to that user at another place, in a
  // mount namespace of its own that ends with the command.
  const place = '/srv/stagedoor-checkout';
  mkdirSync(place, { recursive: true });
  const moved = asUser.map((word) => word.replaceAll(root, place));
  const script = 'mount --bind "$1" "$2" && cd "$2" && shift 2 && exec "$@"';
  const code = await run('unshare', [
    '--mount',
    '--propagation',
    'private',
    'sh',
    '-c',
    script,
    'sh',
    root,
    place,
    ...moved,
  ]);
  return code;
}
