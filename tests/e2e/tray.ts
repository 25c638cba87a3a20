import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';

/**
 * A print system of the test's own: the real cupsd on a socket that only the test knows, with one printer whose backend lays one
 * page after another into a tray, each when the operator lets it. Nothing of it is seen by the machine's own queues.
 */
export interface Tray {
  readonly printer: string;
  /** For the app: where its print system listens. */
  readonly server: string;
  /** The pages in the tray, the first one first. */
  pages(): readonly string[];
  /** Lets so many more pages come out. */
  let(pages: number): void;
  /** No page comes out any more until the next is let. */
  hold(): void;
  start(): Promise<void>;
  /** As a service is stopped: jobs under way are stopped, and begin again from their first page. */
  stop(): Promise<void>;
  pause(): void;
  resume(): void;
  cancelAll(): void;
  /** The queue's own copies of what it received, the newest last. */
  spooled(): readonly string[];
  /** What the queue passed on to the printer of a job's options, by the job's number; undefined before it did. */
  optionsOf(job: number): string | undefined;
  close(): Promise<void>;
}

const backend = `#!/bin/sh
# Takes a job as a PDF and lays its pages into the tray, one at a time, each for a permit.
[ $# -eq 0 ] && { echo 'direct tray "Unknown" "Tray"'; exit 0; }
dir=\${DEVICE_URI#tray:}
echo "$5" >"$dir/options/$1"
work=$(mktemp -d "$dir/work/XXXXXX") || exit 4
# Told to end, it ends by that signal, as the backends of real printers do: CUPS takes an exit code for a fault of the printer.
trap 'rm -rf "$work"; trap - TERM; kill -TERM $$' TERM INT
file=$6
[ -n "$file" ] || { file=$work/job.pdf; cat >"$file"; }
pages=$(pdfinfo "$file" | sed -n 's/^Pages: *//p')
page=1
while [ "$page" -le "$pages" ]; do
  qpdf "$file" --pages . "$page" -- "$work/page.pdf" || exit 4
  until [ -n "$permit" ] && mv "$dir/permits/$permit" "$work/" 2>/dev/null; do
    permit=$(ls "$dir/permits" | head -n 1)
    [ -n "$permit" ] || sleep 0.03
  done
  permit=
  mv "$work/page.pdf" "$dir/out/$(date +%s%N).pdf"
  page=$((page + 1))
done
rm -rf "$work"
`;

const sizes = [
  ['A4', 595, 842],
  ['Letter', 612, 792],
  ['B5', 516, 729],
] as const;

function ppd(): string {
  const each = (line: (name: string, width: number, height: number) => string) =>
    sizes.map(([name, width, height]) => line(name, width, height)).join('\n');
  return `*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "TRAY.PPD"
*Manufacturer: "Stagedoor"
*Product: "(Tray)"
*ModelName: "Tray"
*ShortNickName: "Tray"
*NickName: "Tray"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*cupsVersion: 2.3
*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 -"
*cupsFilter2: "application/pdf application/pdf 0 -"
*OpenUI *PageSize: PickOne
*OrderDependency: 10 AnySetup *PageSize
*DefaultPageSize: A4
${each((name) => `*PageSize ${name}: ""`)}
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*OrderDependency: 10 AnySetup *PageRegion
*DefaultPageRegion: A4
${each((name) => `*PageRegion ${name}: ""`)}
*CloseUI: *PageRegion
*DefaultImageableArea: A4
${each((name, width, height) => `*ImageableArea ${name}: "0 0 ${width} ${height}"`)}
*DefaultPaperDimension: A4
${each((name, width, height) => `*PaperDimension ${name}: "${width} ${height}"`)}
*OpenUI *Duplex: PickOne
*OrderDependency: 20 AnySetup *Duplex
*DefaultDuplex: None
*Duplex None: ""
*Duplex DuplexNoTumble: ""
*Duplex DuplexTumble: ""
*CloseUI: *Duplex
`;
}

/** Sets one up and starts it. */
export async function startTray(): Promise<Tray> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tray-'));
  const at = (...names: readonly string[]) => path.join(folder, ...names);
  for (const name of [
    'out',
    'permits',
    'options',
    'work',
    'bin/backend',
    'etc',
    'cache',
    'run',
    'spool',
    'tmp',
  ])
    mkdirSync(at(name), { recursive: true });
  for (const name of ['filter', 'daemon', 'notifier', 'monitor'])
    execFileSync('ln', ['-s', `/usr/lib/cups/${name}`, at('bin', name)]);
  writeFileSync(at('bin/backend/tray'), backend);
  chmodSync(at('bin/backend/tray'), 0o755);
  writeFileSync(at('tray.ppd'), ppd());
  const server = at('cups.sock');
  writeFileSync(
    at('etc/cupsd.conf'),
    `Listen ${server}
Browsing Off
WebInterface No
DefaultAuthType None
LogLevel info
PreserveJobFiles Yes
<Location />
  Order deny,allow
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  SubscriptionPrivateAccess all
  SubscriptionPrivateValues none
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
`,
  );
  const { username } = userInfo();
  const group = execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim();
  writeFileSync(
    at('etc/cups-files.conf'),
    `ServerRoot ${at('etc')}
ServerBin ${at('bin')}
DataDir /usr/share/cups
CacheDir ${at('cache')}
StateDir ${at('run')}
RequestRoot ${at('spool')}
TempDir ${at('tmp')}
ErrorLog ${at('error_log')}
AccessLog ${at('access_log')}
PageLog ${at('page_log')}
User ${username}
Group ${group}
`,
  );
  const env = { ...process.env, CUPS_SERVER: server, LC_ALL: 'C' };
  const ask = (command: string, args: readonly string[]) =>
    execFileSync(command, args, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'] });
  let daemon: ReturnType<typeof spawn> | undefined;
  let permits = 0;
  const tray: Tray = {
    printer: 'Tray',
    server,
    pages: () =>
      readdirSync(at('out'))
        .sort()
        .map((name) => at('out', name)),
    let: (pages) => {
      for (let left = pages; left > 0; left--)
        writeFileSync(at('permits', String(++permits).padStart(6, '0')), '');
    },
    hold: () => {
      for (const name of readdirSync(at('permits'))) rmSync(at('permits', name), { force: true });
    },
    start: async () => {
      daemon = spawn('/usr/sbin/cupsd', ['-f', '-c', at('etc/cupsd.conf'), '-s', at('etc/cups-files.conf')], {
        stdio: 'ignore',
        env,
      });
      await expect
        .poll(() => existsSync(server) && ask('lpstat', ['-r']).includes('is running'), { timeout: 30_000 })
        .toBe(true);
    },
    stop: async () => {
      if (!daemon) return;
      const gone = once(daemon, 'exit');
      daemon.kill('SIGTERM');
      await gone;
      daemon = undefined;
    },
    pause: () => void ask('/usr/sbin/cupsdisable', ['Tray']),
    resume: () => void ask('/usr/sbin/cupsenable', ['Tray']),
    cancelAll: () => void ask('cancel', ['-a', 'Tray']),
    spooled: () =>
      readdirSync(at('spool'))
        .filter((name) => /^d\d+-001$/.test(name))
        .sort()
        .map((name) => at('spool', name)),
    optionsOf: (job) => {
      const file = at('options', String(job));
      return (existsSync(file) && readFileSync(file, 'utf8')) || undefined;
    },
    close: async () => {
      await tray.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  await tray.start();
  ask('/usr/sbin/lpadmin', ['-p', 'Tray', '-E', '-v', `tray:${folder}`, '-P', at('tray.ppd')]);
  ask('/usr/sbin/lpadmin', ['-d', 'Tray']);
  return tray;
}
