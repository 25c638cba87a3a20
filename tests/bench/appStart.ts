import { removeHome, startDesk } from '../e2e/desk.ts';
import { withEmptyApp } from './emptyApp.ts';
import { median, type Row, row } from './row.ts';

const rounds = 5;

/** A machine on which the lane was what was shown last. */
async function leftAtLane(program: string): Promise<string> {
  const desk = await startDesk({ program });
  try {
    await desk.page.getByTestId('job-door').click();
    await desk.page.getByTestId('lane').waitFor();
  } finally {
    await desk.close();
  }
  return desk.home;
}

async function toLane(program: string, home: string): Promise<number> {
  const from = performance.now();
  const desk = await startDesk({ program, home });
  try {
    await desk.page.getByTestId('lane').waitFor();
    return performance.now() - from;
  } finally {
    await desk.close();
  }
}

async function toEmptyWindow(): Promise<number> {
  const from = performance.now();
  return withEmptyApp(1, async (app) => {
    await (await app.firstWindow()).locator('#ready').waitFor();
    return performance.now() - from;
  });
}

/**
 * From the start of the process to a lane that takes scans, where the lane was shown last (after a crash, a power cut, a break): such a
 * start comes back to it without a click, and finds the page's code compiled by the one before. The empty window takes its turn
 * after each.
 */
export async function appStart(program: string): Promise<readonly Row[]> {
  const home = await leftAtLane(program);
  const ours: number[] = [];
  const theirs: number[] = [];
  // The first of each reads everything from the disk.
  for (let round = -1; round < rounds; round++) {
    const lane = await toLane(program, home);
    const empty = await toEmptyWindow();
    if (round < 0) continue;
    ours.push(lane);
    theirs.push(empty);
  }
  removeHome(home);
  return [
    row('app.start', 'ms', median(ours), 'the same runtime to an empty window (goal: 1.5)', median(theirs)),
  ];
}
