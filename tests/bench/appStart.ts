import { removeHome, startDesk } from '../e2e/desk.ts';
import { withEmptyApp } from './emptyApp.ts';
import { median, type Row, row } from './row.ts';

const rounds = 5;

async function toLane(program: string): Promise<number> {
  const from = performance.now();
  const desk = await startDesk({ program });
  try {
    await desk.page.getByTestId('job-door').click();
    await desk.page.getByTestId('lane').waitFor();
    return performance.now() - from;
  } finally {
    await desk.close();
    removeHome(desk.home);
  }
}

async function toEmptyWindow(): Promise<number> {
  const from = performance.now();
  return withEmptyApp(1, async (app) => {
    await (await app.firstWindow()).locator('#ready').waitFor();
    return performance.now() - from;
  });
}

/** From the start of the process to a lane that takes scans; the empty window takes its turn after each. */
export async function appStart(program: string): Promise<readonly Row[]> {
  const ours: number[] = [];
  const theirs: number[] = [];
  // The first of each reads everything from the disk.
  for (let round = -1; round < rounds; round++) {
    const lane = await toLane(program);
    const empty = await toEmptyWindow();
    if (round < 0) continue;
    ours.push(lane);
    theirs.push(empty);
  }
  return [
    row('app.start', 'ms', median(ours), 'the same runtime to an empty window (goal: 1.5)', median(theirs)),
  ];
}
