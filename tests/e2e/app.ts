import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test as base, expect } from '@playwright/test';
import { type Desk, type DeskOptions, newHome, removeHome, startDesk } from './desk.ts';
import { faultsOf } from './faultLog.ts';
import { startRehearsal } from './rehearsal.ts';

interface PerTest {
  /** Starts the app; closed and cleaned up after the test. */
  readonly start: (options?: DeskOptions) => Promise<Desk>;
}

interface PerWorker {
  /** A program file: the sample cohort, opened once through the app's own screen. */
  readonly sample: string;
  /** The sample as a rehearsal whose clock was set to 2024-10-18 13:05 in Seoul, an hour before the graduation. */
  readonly rehearsal: string;
}

export { expect };

export const test = base.extend<PerTest, PerWorker>({
  start: async ({}, use) => {
    const desks: Desk[] = [];
    await use(async (options) => {
      const desk = await startDesk(options);
      desks.push(desk);
      return desk;
    });
    const closed = await Promise.allSettled(desks.map((desk) => desk.close()));
    const faults = desks.flatMap((desk) => faultsOf(desk.home));
    for (const desk of desks) removeHome(desk.home);
    for (const outcome of closed) if (outcome.status === 'rejected') throw outcome.reason;
    expect(faults, 'errors that the app itself did not expect').toEqual([]);
  },
  sample: [
    async ({}, use) => {
      const desk = await startDesk();
      await desk.page.getByTestId('open-sample').click();
      await desk.page.getByTestId('today-card').waitFor();
      const file = programFile(desk);
      await desk.close();
      await use(file);
      removeHome(desk.home);
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  rehearsal: [
    async ({ sample }, use) => {
      const desk = await startDesk({ home: newHome(), program: sample });
      await startRehearsal(desk, '2024-10-18T13:05');
      const file = path.join(desk.home, 'data/rehearsal', path.basename(sample));
      await desk.close();
      await use(file);
      removeHome(desk.home);
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

/** The program file that is open, as the window's top line and settings have it. */
export function programFile(desk: Desk): string {
  const settings = JSON.parse(readFileSync(path.join(desk.home, 'data/settings.json'), 'utf8')) as {
    programFile: string;
  };
  return settings.programFile;
}
