import { setTimeout as pause } from 'node:timers/promises';
import type { ElectronApplication } from '@playwright/test';
import { removeHome, startDesk } from '../e2e/desk.ts';
import { withEmptyApp } from './emptyApp.ts';
import { memoryOf } from './processMemory.ts';
import { median, type Row, row } from './row.ts';

/** So long (ms) what a start left behind is given back; then it is looked at several times. */
const settling = 5000;

async function heldBy(app: ElectronApplication): Promise<number> {
  const { pid } = app.process();
  if (pid === undefined) throw new Error('the app has no process');
  await pause(settling);
  const looks: number[] = [];
  for (let look = 0; look < 5; look++) {
    looks.push(memoryOf(pid));
    await pause(400);
  }
  return median(looks);
}

async function ofApp(program: string): Promise<number> {
  const desk = await startDesk({ program });
  try {
    const { page } = desk;
    await page.getByTestId('job-stage').click();
    await page.getByTestId('tab-screens').click();
    for (const kind of ['mc', 'timer']) {
      const opening = desk.app.waitForEvent('window');
      await page.getByTestId(`open-${kind}`).click();
      await (await opening).getByTestId(`${kind}-window`).waitFor();
    }
    await page.getByTestId('job-door').click();
    await page.getByTestId('lane').waitFor();
    return await heldBy(desk.app);
  } finally {
    await desk.close();
    removeHome(desk.home);
  }
}

const ofEmptyWindows = () =>
  withEmptyApp(3, async (app) => {
    while (app.windows().length < 3) await app.waitForEvent('window');
    for (const window of app.windows()) await window.locator('#ready').waitFor();
    return heldBy(app);
  });

/** What all processes hold with lane, MC and timer open and that many people in the program, beside three empty windows. */
export async function appMemory(program: string, people: number): Promise<readonly Row[]> {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < 3; round++) {
    ours.push(await ofApp(program));
    theirs.push(await ofEmptyWindows());
  }
  return [
    row(
      `app.memory.${people}`,
      'MB',
      median(ours),
      'the same runtime with three empty windows (goal: 1.6)',
      median(theirs),
    ),
  ];
}
