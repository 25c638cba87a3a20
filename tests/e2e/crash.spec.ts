import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './app.ts';
import type { Desk } from './desk.ts';
import { scanByKeyboard } from './keyboardScanner.ts';
import { rows, storedBadges } from './storeReader.ts';

/** Tells `heard` the id of every scan whose verdict the page shows, as it shows it. */
async function hearVerdicts(desk: Desk, heard: (scanId: string) => void): Promise<void> {
  await desk.page.exposeFunction('heardVerdict', heard);
  await desk.page.evaluate(() => {
    const tell = () => {
      for (const shown of document.querySelectorAll('[data-testid="verdict"][data-scan-id]')) {
        const id = shown.getAttribute('data-scan-id');
        if (id) (window as unknown as { heardVerdict: (id: string) => void }).heardVerdict(id);
      }
    };
    new MutationObserver(tell).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
}

async function openLane(desk: Desk): Promise<void> {
  await desk.page.getByTestId('job-door').click();
  await desk.page.getByTestId('lane').waitFor();
}

test('kill -9 in a burst of scans, again and again: every answered scan is stored, and the app comes back where it was', async ({
  start,
  rehearsal,
}) => {
  test.slow();
  const kills = process.env.STAGEDOOR_SOAK === '1' ? 100 : 20;
  let desk = await start({ program: rehearsal });
  const file = path.join(desk.documents, path.basename(rehearsal));
  const badges = storedBadges(file);
  const answered = new Set<string>();
  let next = 0;
  for (let round = 0; round < kills; round++) {
    await openLane(desk);
    const enough = 3 + ((round * 7) % 11);
    const before = answered.size;
    const reached = new Promise<void>((resolve) => {
      void hearVerdicts(desk, (id) => {
        answered.add(id);
        if (answered.size >= before + enough) resolve();
      });
    });
    let killed = false;
    const burst = (async () => {
      while (!killed) {
        const badge = badges[next++ % badges.length];
        if (badge) await scanByKeyboard(desk, badge.code).catch(() => {});
      }
    })();
    await reached;
    await desk.kill();
    killed = true;
    await burst;
    const stored = new Set(rows<{ id: string }>(file, 'SELECT id FROM journal').map(({ id }) => id));
    expect([...answered].filter((id) => !stored.has(id))).toEqual([]);
    expect(
      execFileSync('sqlite3', [file, 'PRAGMA integrity_check; PRAGMA foreign_key_check;'], {
        encoding: 'utf8',
      }),
    ).toBe('ok\n');
    // Started with no argument: the same program and event, without a question.
    desk = await start({ home: desk.home });
    await desk.page.getByTestId('job-door').click();
    await expect(desk.page.getByTestId('lane')).toBeVisible();
    await expect(desk.page.getByTestId('choose-event')).toContainText('졸업식');
    await expect(desk.page.getByTestId('rehearsal-banner')).toBeVisible();
  }
  expect(answered.size).toBeGreaterThanOrEqual(kills * 3);
});

test('the log is synced to disk before each answer: seen in a trace of system calls', async ({
  start,
  rehearsal,
}) => {
  const desk = await start({ program: rehearsal });
  const file = path.join(desk.documents, path.basename(rehearsal));
  await openLane(desk);
  const trace = path.join(desk.home, 'trace.txt');
  const pid = desk.app.process().pid;
  // Kernel time in microseconds (-ttt), the file behind each descriptor (-y): only syncs are traced.
  const strace = spawn('strace', [
    '-f',
    '-ttt',
    '-y',
    '-e',
    'trace=fsync,fdatasync',
    '-o',
    trace,
    '-p',
    String(pid),
  ]);
  await once(strace.stderr, 'data');
  const scans: { readonly sent: number; readonly answered: number }[] = [];
  for (const badge of storedBadges(file).slice(0, 20)) {
    const sent = Date.now() / 1000;
    await scanByKeyboard(desk, badge.code);
    await expect(desk.page.getByTestId('verdict-name')).toContainText(badge.name);
    scans.push({ sent, answered: Date.now() / 1000 });
  }
  strace.kill('SIGINT');
  await once(strace, 'close');
  const syncs = readFileSync(trace, 'utf8')
    .split('\n')
    .filter((line) => line.includes('-wal>') && !line.includes(' = -1'))
    .map((line) => Number(/(\d+\.\d+)/.exec(line)?.[1]));
  for (const { sent, answered } of scans) {
    expect(syncs.some((at) => at >= sent && at <= answered)).toBe(true);
  }
  expect(syncs.length).toBeGreaterThanOrEqual(scans.length);
});
