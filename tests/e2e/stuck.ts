import { readdirSync, readFileSync } from 'node:fs';
import type { ElectronApplication } from '@playwright/test';

/** What the app has written to its standard error so far. */
export type Heard = () => string;

/** Keeps what the app writes to its standard error from now on. */
export function listenTo(app: ElectronApplication): Heard {
  const said: string[] = [];
  app.process().stderr?.on('data', (chunk: Buffer) => said.push(String(chunk)));
  return () => said.join('').split('\n').slice(-40).join('\n');
}

/** Each thread of a process and what it waits for in the system. */
function threadsOf(pid: number): string {
  const read = (id: string, name: string) => {
    try {
      return readFileSync(`/proc/${pid}/task/${id}/${name}`, 'utf8').trim();
    } catch {
      return '?';
    }
  };
  try {
    const ids = readdirSync(`/proc/${pid}/task`);
    return ids.map((id) => `${read(id, 'comm')}: ${read(id, 'wchan')}`).join('\n');
  } catch {
    return 'gone';
  }
}

/** Ends an app that does not go on, with an error that says how far it came and what its threads wait for. */
export async function stuck(
  app: ElectronApplication,
  heard: Heard,
  what: string,
  cause?: unknown,
): Promise<never> {
  const { pid, exitCode } = app.process();
  const running = exitCode === null && pid !== undefined;
  const state = running ? threadsOf(pid) : `the process ended with ${exitCode}`;
  const windows = app.windows().map((page) => page.url());
  const text = `${what}. Windows: ${windows.join(', ') || 'none'}\nIt said:\n${heard()}\nThreads:\n${state}`;
  if (running) {
    const gone = new Promise((resolve) => app.process().once('exit', resolve));
    process.kill(pid, 'SIGKILL');
    await gone;
  }
  throw new Error(text, { cause });
}

/** Asks the app to quit and waits until it is gone; one that stays is ended, and that is an error. */
export async function closeApp(app: ElectronApplication, heard: Heard): Promise<void> {
  const { exitCode, signalCode } = app.process();
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
  await stuck(app, heard, 'the app did not quit');
}
