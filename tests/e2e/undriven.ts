import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { expect } from '@playwright/test';
import { newHome, removeHome, root } from './desk.ts';

/**
 * The app as it is without a driver, on a display of its own. The driver tells every page that it has the focus; here the
 * focus is the display's, and keys are pressed on the display's keyboard.
 */
export interface Undriven {
  readonly documents: string;
  /** Runs a program of the display's (xdotool); gives what it prints. */
  readonly xdotool: (...words: readonly string[]) => string;
  /** The windows that are seen. */
  readonly windows: () => readonly string[];
  /** Evaluates an expression in the page whose address is like `where`; a promise is waited for. */
  readonly evaluate: (where: RegExp, expression: string) => Promise<unknown>;
  /** `kill -9` of the processes of all its pages. */
  readonly killPages: () => void;
  readonly close: () => Promise<void>;
}

interface Target {
  readonly type: string;
  readonly url: string;
  readonly webSocketDebuggerUrl: string;
}

/** Waits until the page whose address is like `where` shows an element. */
export async function shows(app: Undriven, where: RegExp, testId: string): Promise<void> {
  const there = `document.querySelector('[data-testid="${testId}"]') !== null`;
  await expect.poll(() => app.evaluate(where, there).catch(() => false), { timeout: 45_000 }).toBe(true);
}

/** The first window, once the display has it: its page is there a moment before. */
export async function firstWindowOf(app: Undriven): Promise<string> {
  await expect.poll(() => app.windows().length, { timeout: 45_000 }).toBe(1);
  return app.windows()[0] ?? '';
}

/** Keys at a scanner's pace (ms from key to key), as arguments of xdotool. */
export const typed = (text: string) => ['type', '--terminator', 'END', '--delay', '6', text, 'END'];

/** Clicks an element of a page, as an expression for it. */
export const press = (testId: string) => `document.querySelector('[data-testid="${testId}"]').click()`;

/** Starts the app with a copy of that program. */
export async function startUndriven(program: string): Promise<Undriven> {
  const executable = process.env.STAGEDOOR_ELECTRON;
  if (!executable) throw new Error('STAGEDOOR_ELECTRON names no runtime: start the tests with npm test');
  const home = newHome();
  const documents = path.join(home, 'Documents/Stagedoor');
  mkdirSync(documents, { recursive: true });
  mkdirSync(path.join(home, '.config'), { recursive: true });
  writeFileSync(path.join(home, '.config/user-dirs.dirs'), 'XDG_DOCUMENTS_DIR="$HOME/Documents"\n');
  const file = path.join(documents, path.basename(program));
  copyFileSync(program, file);

  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp', '-noreset'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  const number = await firstLine(server.stdio[3] as Readable, /^(\d+)/);
  const env = {
    ...process.env,
    DISPLAY: `:${number}`,
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, '.config'),
  };
  const words = [root, `--user-data-dir=${path.join(home, 'data')}`, '--remote-debugging-port=0', file];
  const app = spawn(executable, words, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const address = await firstLine(app.stderr, /DevTools listening on ws:\/\/([^/]+)\//);
  const xdotool = (...args: readonly string[]) =>
    execFileSync('xdotool', args, { env, encoding: 'utf8' }).trim();
  return {
    documents,
    xdotool,
    windows: () => {
      try {
        return xdotool('search', '--onlyvisible', '--name', 'Stagedoor').split('\n');
      } catch {
        return []; // it ends with an error where it finds none
      }
    },
    evaluate: (where, expression) => evaluateIn(address, where, expression),
    killPages: () => {
      for (const pid of pagesOf(home)) process.kill(pid, 'SIGKILL');
    },
    close: async () => {
      await ended(app);
      await ended(server);
      removeHome(home);
    },
  };
}

/** Chromium's processes with a page, of the app whose data lie in that home. */
function pagesOf(home: string): readonly number[] {
  const found = execFileSync('pgrep', ['-f', `type=renderer.*${home}`], { encoding: 'utf8' });
  return found.trim().split('\n').map(Number);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** The part in brackets of the first line that matches. */
async function firstLine(stream: Readable, wanted: RegExp): Promise<string> {
  for await (const line of createInterface(stream)) {
    const found = wanted.exec(line)?.[1];
    if (found) {
      stream.resume();
      return found;
    }
  }
  throw new Error(`ended without a line like ${wanted}`);
}

async function evaluateIn(address: string, where: RegExp, expression: string): Promise<unknown> {
  const targets = (await (await fetch(`http://${address}/json`)).json()) as readonly Target[];
  const target = targets.find(({ type, url }) => type === 'page' && where.test(url));
  if (!target) throw new Error(`no page ${where}`);
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await once(socket, 'open');
  try {
    const params = { expression, awaitPromise: true, returnByValue: true };
    socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params }));
    for (;;) {
      const [event] = (await once(socket, 'message')) as [MessageEvent<string>];
      const { id, result } = JSON.parse(event.data) as {
        readonly id?: number;
        readonly result?: {
          readonly result: { readonly value?: unknown };
          readonly exceptionDetails?: unknown;
        };
      };
      if (id !== 1) continue;
      if (result?.exceptionDetails) throw new Error(JSON.stringify(result.exceptionDetails));
      return result?.result.value;
    }
  } finally {
    socket.close();
  }
}
