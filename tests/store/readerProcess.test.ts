import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import type { ReaderAnswer, ReaderProcess } from '../../electron/reading/messages';
import { readerQueue } from '../../electron/reading/readerQueue';
import { bundledFile } from '../project';
import { bombs, sheetXml, workbook, zipOf } from '../spreadsheets';
import { desk } from './importDesk';

const megabyte = 1024 * 1024;
/** Either is more than the process may grow by. */
const unpacked = (process.env.STAGEDOOR_SOAK === '1' ? 1024 : 400) * megabyte;
const mostGrowth = 300 * megabyte;

let reader = '';
beforeAll(async () => {
  reader = await bundledFile('electron/reading/reader.ts', 'out/unit/bundled');
});

/** The most memory that a process ever had, in bytes. */
function peakOf(pid: number): number {
  const [, kilobytes = '0'] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

/** The app's own reading process, started by Node, with what it took at the most and when it is gone. */
function watchedReader() {
  let peak = 0;
  let child: ChildProcess | undefined;
  let gone = Promise.resolve<NodeJS.Signals | number | null>(null);
  const start = (): ReaderProcess => {
    const started = fork(reader, [], {
      serialization: 'advanced',
      execArgv: ['--max-old-space-size=1024'],
    });
    child = started;
    gone = new Promise((resolve) => {
      started.once('exit', (code, signal) => resolve(signal ?? code));
    });
    return readerQueue({
      send: (message) => started.send(message),
      onAnswer: (take) =>
        started.on('message', (message) => {
          peak = Math.max(peak, peakOf(started.pid ?? 0));
          take(message as ReaderAnswer);
        }),
      onExit: (take) => started.once('exit', take),
      kill: () => started.kill('SIGKILL'),
    });
  };
  return { start, pid: () => child?.pid ?? 0, gone: () => gone, peak: () => peak };
}

/** Looks at a file as the import page does; says what it found, and what that took. */
async function lookAt(name: string, bytes: Uint8Array) {
  const watched = watchedReader();
  const { look } = desk(undefined, watched.start);
  const { problem, counts } = await look({ [name]: bytes });
  expect(await watched.gone(), name).toBe('SIGKILL');
  expect(existsSync(`/proc/${watched.pid()}`), name).toBe(false);
  return { problem, counts, peak: watched.peak() };
}

test('XLSX bombs are refused by a process of their own, which grows by less than 300 MB and is then gone', async () => {
  const harmless = await lookAt(
    '명단.xlsx',
    zipOf(
      workbook(
        sheetXml([
          ['이름', '이메일'],
          ['가온', 'gaon@example.com'],
        ]),
      ),
    ),
  );
  expect(harmless).toMatchObject({ problem: null, counts: { added: 1 } });
  expect(harmless.peak).toBeGreaterThan(megabyte);
  for (const [name, { bytes, reason }] of Object.entries(bombs(unpacked))) {
    const { problem, peak } = await lookAt(name, bytes);
    expect(problem, name).toMatchObject({ reason, params: { file: name } });
    expect(peak - harmless.peak, name).toBeLessThan(mostGrowth);
  }
});
