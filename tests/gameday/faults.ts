import { renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { backupsIn } from '../e2e/backupsIn.ts';
import { captureProcess } from '../e2e/captureProcess.ts';
import type { Plugs } from '../e2e/plugs.ts';
import { rows } from '../e2e/storeReader.ts';
import type { Tray } from '../e2e/tray.ts';
import { fill, type SmallDisk } from '../smallDisk.ts';
import type { FakeClock } from './fakeClock.ts';
import type { FaultKind, FaultPlan } from './faultPlan.ts';
import type { Heard } from './heard.ts';
import { pause } from './later.ts';
import type { Machine } from './machine.ts';
import { backupPlaces } from './morning.ts';

/** What faults are made with. */
export interface Means {
  readonly machine: Machine;
  readonly heard: Heard;
  readonly plugs: Plugs;
  readonly tray: Tray;
  readonly file: string;
  /** On it the program lies. */
  readonly disk: SmallDisk;
  /** The app's wall clock; or why it can't be set. */
  readonly clock: FakeClock | { readonly none: string };
  readonly plan: FaultPlan;
}

/** A fault that can't be made on this machine. */
export class NotHere extends Error {}

const patience = { timeout: 60_000 };
const fullFor = 20_000;

/** Breaks something, mends it, and says what was seen; throws where the app did not survive it. */
export type Fault = (means: Means) => Promise<string>;

const diskFull: Fault = async ({ disk, heard }) => {
  if ('none' in disk) throw new NotHere(disk.none);
  const filler = path.join(disk.folder, 'filler');
  const refused = heard.failures;
  fill(filler);
  try {
    await pause(fullFor);
  } finally {
    rmSync(filler);
  }
  const said = heard.failures - refused;
  const answered = heard.answers.size;
  await expect.poll(() => heard.answers.size, patience).toBeGreaterThan(answered);
  if (said === 0) throw new Error('no scan was refused while the disk was full');
  return `full for ${fullFor / 1000} s: said ${said} times that nothing could be stored, then went on`;
};

const cameraKilled: Fault = ({ machine }) =>
  machine.on('door', async (page) => {
    const state = page.getByTestId('camera-state');
    await expect(state).toHaveAttribute('data-state', 'on', patience);
    const pid = captureProcess(machine.desk);
    if (pid === undefined) throw new Error('no process holds the camera');
    const from = performance.now();
    process.kill(pid, 'SIGKILL');
    await expect(state).not.toHaveAttribute('data-state', 'on', patience);
    await expect(state).toHaveAttribute('data-state', 'on', patience);
    return `the camera was back after ${Math.round(performance.now() - from)} ms`;
  });

const backupPlaceGone: Fault = ({ machine }) =>
  machine.on('program', async (page) => {
    const { laptop, stick } = backupPlaces(machine.desk.home);
    const line = page.getByTestId('backup-line');
    const now = page.getByTestId('backup-now');
    const kept = backupsIn(laptop).length;
    renameSync(stick, `${stick}-away`);
    try {
      await now.click();
      await expect(line).toHaveAttribute('data-level', 'failing', patience);
      expect(backupsIn(laptop).length).toBeGreaterThan(kept);
    } finally {
      renameSync(`${stick}-away`, stick);
    }
    const before = backupsIn(stick).length;
    await expect(now).toBeEnabled(patience);
    await now.click();
    await expect(line).toHaveAttribute('data-level', 'fresh', patience);
    expect(backupsIn(stick).length).toBeGreaterThan(before);
    return 'said so, the other place had its backup, and the stick got one when it was back';
  });

const kill: Fault = async ({ machine, file }) => {
  await machine.kill();
  const [whole] = rows<{ integrity_check: string }>(file, 'PRAGMA integrity_check');
  if (whole?.integrity_check !== 'ok') throw new Error('the file is not whole');
  await expect(machine.desk.page.getByTestId('choose-event')).toContainText('졸업식');
  const outage = machine.down.at(-1);
  return `back with lane and MC after ${Math.round((outage?.until ?? 0) - (outage?.from ?? 0))} ms`;
};

const clockJump: Fault = ({ machine, clock, plan }) => {
  if ('none' in clock) throw new NotHere(clock.none);
  return machine.on('stage', async (page) => {
    const notice = page.getByTestId('notice-clockChanged');
    clock.set(plan.jumpBy);
    try {
      await expect(notice).toBeVisible(patience);
      await pause(3000);
    } finally {
      clock.set(0);
    }
    await expect(notice).toHaveCount(0, patience);
    return `set by ${plan.jumpBy} s: the caller was told, the show went on by its own time`;
  });
};

const displayRemoved: Fault = ({ machine, plugs }) =>
  machine.on('stage', async (page) => {
    await page.getByTestId('tab-screens').click();
    const lost = page.getByTestId('screen-mc').getByTestId('screen-lost');
    await expect(lost).toHaveCount(0, patience);
    plugs.pullOut();
    try {
      await expect(lost).toBeVisible(patience);
      await pause(3000);
    } finally {
      plugs.plugIn();
    }
    await expect(lost).toHaveCount(0, patience);
    return 'the caller was told, the MC’s window went on on what was left, and back';
  });

const printerStopped: Fault = async ({ machine, tray }) => {
  await tray.stop();
  try {
    await machine.on('certificates', async (page) => {
      await page.getByTestId('tab-certificates').click();
      await expect(page.getByTestId('spool-queue')).toHaveAttribute('data-kind', 'unknown', patience);
      await expect(page.getByTestId('spool-all')).toBeDisabled();
    });
  } finally {
    await tray.start();
  }
  return 'nothing could be said of the tray while the print system was gone; the run went on from there';
};

export const faults: Readonly<Record<FaultKind, Fault>> = {
  diskFull,
  cameraKilled,
  backupPlaceGone,
  kill,
  clockJump,
  displayRemoved,
  printerStopped,
};
