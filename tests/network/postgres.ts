import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { generate } from 'selfsigned';

/** A PostgreSQL of the tests' own, over TLS on this machine, run as an ordinary user: it refuses to run as root. */
export interface Postgres {
  readonly port: number;
  /** The server's certificate, which nobody but itself signed. */
  readonly cert: string;
  /** The address of a database for a role with its password. */
  url(role: string, password: string, database?: string): string;
  /** As the owner of everything, over the private socket. */
  sql(text: string, database?: string): Promise<readonly Record<string, unknown>[]>;
  /** For psql. */
  readonly socket: string;
  /** Kills the server as a power cut does. */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

const versions = '/usr/lib/postgresql';
const owner = 'stagedoor';

function newestBinaries(): string | undefined {
  return existsSync(versions)
    ? readdirSync(versions)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => path.join(versions, version, 'bin'))
        .find((folder) => existsSync(path.join(folder, 'initdb')))
    : undefined;
}

/** Whether it is there. Where it is not, what needs it says that it was left out. */
export const hasPostgres = () => newestBinaries() !== undefined;

const isRoot = process.getuid?.() === 0;
const asUser = (command: string, args: readonly string[]): readonly [string, string[]] =>
  isRoot ? ['runuser', ['-u', owner, '--', command, ...args]] : [command, [...args]];

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Makes a cluster in a folder of its own and starts it. */
export async function startPostgres(settings: Readonly<Record<string, string>> = {}): Promise<Postgres> {
  const bin = newestBinaries();
  if (bin === undefined) throw new Error('This needs PostgreSQL: apt-get install postgresql');
  // Short: the name of a socket has at most 107 bytes.
  const folder = mkdtempSync('/tmp/sd-pg-');
  const files = path.join(folder, 'data');
  if (isRoot) {
    const id = (flag: string) => Number(execFileSync('id', [flag, owner], { encoding: 'utf8' }));
    chownSync(folder, id('-u'), id('-g'));
  }
  const user = ([command, args]: readonly [string, string[]]) =>
    execFileSync(command, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  user(
    asUser(path.join(bin, 'initdb'), [
      '-D',
      files,
      '-U',
      'boss',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C',
      '-N',
    ]),
  );
  const made = await generate([{ name: 'commonName', value: 'hub.test' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  });
  const port = await freePort();
  const write = (name: string, text: string) => {
    const file = path.join(files, name);
    writeFileSync(file, text);
    chmodSync(file, 0o600);
    if (isRoot) user(['chown', [`${owner}:${owner}`, file]]);
  };
  write('server.crt', made.cert);
  write('server.key', made.private);
  write('pg_hba.conf', 'local all all trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n');
  const wanted = {
    listen_addresses: "'127.0.0.1'",
    port: String(port),
    unix_socket_directories: `'${folder}'`,
    ssl: 'on',
    shared_buffers: "'32MB'",
    max_connections: '30',
    ...settings,
  };
  write(
    'postgresql.conf',
    Object.entries(wanted)
      .map(([name, value]) => `${name} = ${value}\n`)
      .join(''),
  );
  let server: ChildProcess | undefined;
  const pidOf = () => Number(readFileSync(path.join(files, 'postmaster.pid'), 'utf8').split('\n')[0]);
  const ended = (child: ChildProcess) =>
    new Promise<void>((resolve) =>
      child.exitCode === null ? child.once('exit', () => resolve()) : resolve(),
    );

  const end = async (signal: 'SIGKILL' | 'SIGINT') => {
    const child = server;
    if (!child) return;
    server = undefined;
    const gone = ended(child);
    process.kill(pidOf(), signal);
    await gone;
  };

  const postgres: Postgres = {
    port,
    cert: made.cert,
    socket: folder,
    url: (role, password, database = 'postgres') =>
      `postgresql://${encodeURIComponent(role)}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`,
    async sql(text, database = 'postgres') {
      const client = new pg.Client({ host: folder, port, user: 'boss', database });
      await client.connect();
      try {
        return (await client.query(text)).rows ?? [];
      } finally {
        await client.end();
      }
    },
    async start() {
      const [command, args] = asUser(path.join(bin, 'postgres'), ['-D', files]);
      const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
      server = child;
      let said = '';
      await new Promise<void>((resolve, reject) => {
        child.once('exit', () => reject(new Error(`PostgreSQL did not start: ${said}`)));
        child.stderr?.on('data', (part: Buffer) => {
          said = (said + part.toString()).slice(-5000);
          if (said.includes('ready to accept connections')) resolve();
        });
      });
    },
    kill: () => end('SIGKILL'),
    async stop() {
      await end('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await postgres.start();
  return postgres;
}
