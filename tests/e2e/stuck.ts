import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import type { ElectronApplication, Page } from '@playwright/test';

/** The app's process, and what it has written to its standard error so far: known also when the driver has let go of it. */
export interface Watched {
  readonly child: ChildProcess;
  readonly heard: () => string;
}

/** Keeps what the app writes to its standard error from now on. */
export function watch(app: ElectronApplication): Watched {
  const child = app.process();
  const said: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => said.push(String(chunk)));
  return { child, heard: () => said.join('').split('\n').slice(-40).join('\n') };
}

function readProc(of: string, name: string): string {
  try {
    return readFileSync(`/proc/${of}/${name}`, 'utf8').trim();
  } catch {
    return '?';
  }
}

/** Each thread of a process and what it waits for in the system. */
function threadsOf(pid: number): string {
  try {
    return readdirSync(`/proc/${pid}/task`)
      .map((id) => `${pid}/task/${id}`)
      .map((thread) => `  ${readProc(thread, 'comm')}: ${readProc(thread, 'wchan')}`)
      .join('\n');
  } catch {
    return '  gone';
  }
}

/** Every process under that one. */
function childrenOf(pid: number): readonly number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => {
      const [, parent] = /\) \S (\d+)/.exec(readProc(name, 'stat')) ?? [];
      return { pid: Number(name), parent: Number(parent) };
    });
  const of = (id: number): readonly number[] =>
    parents.filter(({ parent }) => parent === id).flatMap((child) => [child.pid, ...of(child.pid)]);
  return of(pid);
}

/** What Chromium calls a process of its own: 'renderer', 'gpu-process' … */
function kindOf(pid: number): string {
  return /--type=([\w-]+)/.exec(readProc(`${pid}`, 'cmdline'))?.[1] ?? 'no type';
}

/** A window's page, and whether it still answers. */
async function answerOf(page: Page): Promise<string> {
  const late = new Promise<string>((resolve) => setTimeout(resolve, 5000, 'does not answer'));
  const answer = page.evaluate(() => `answers, ${document.visibilityState}`).catch(String);
  return `${page.url()} ${await Promise.race([answer, late])}`;
}

/** Ends an app that does not go on, with an error that says how far it came and what its threads wait for. */
export async function stuck(
  app: ElectronApplication,
  { child, heard }: Watched,
  what: string,
  cause?: unknown,
): Promise<never> {
  const { pid, exitCode } = child;
  const running = exitCode === null && pid !== undefined;
  const state = running ? threadsOf(pid) : `the process ended with ${exitCode}`;
  const windows = await Promise.all(app.windows().map(answerOf));
  const rest = running ? childrenOf(pid).map((id) => `${id}: ${kindOf(id)}\n${threadsOf(id)}`) : [];
  const text = [
    `${what}. Windows:`,
    ...windows,
    'It said:',
    heard(),
    'Threads of its first process:',
    state,
    ...rest,
  ].join('\n');
  if (running) {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    process.kill(pid, 'SIGKILL');
    await gone;
  }
  throw new Error(text, { cause });
}

/** Asks the app to quit and waits until it is gone; one that stays is ended, and that is an error. */
export async function closeApp(app: ElectronApplication, watched: Watched): Promise<void> {
  const { exitCode, signalCode } = watched.child;
  if (exitCode !== null || signalCode !== null) return;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, 45_000, 'late');
  });
  const closed = app.close();
  const outcome = await Promise.race([closed, late]);
  clearTimeout(timer);
  if (outcome !== 'late') return;
  closed.catch(() => {});
  await stuck(app, watched, 'the app did not quit');
}

/** `kill -9`, as a power cut would; ends when the process is gone. */
export async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}
