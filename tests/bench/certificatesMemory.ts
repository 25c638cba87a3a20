import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Desk, removeHome, startDesk } from '../e2e/desk.ts';
import { rows } from '../e2e/storeReader.ts';
import { memoryOf } from './processMemory.ts';
import { type Row, row } from './row.ts';

/** The most that the app holds at once while `work` goes on, looked at some twenty times a second. */
async function peakOf({ app }: Desk, work: () => Promise<unknown>): Promise<number> {
  const { pid } = app.process();
  if (pid === undefined) throw new Error('the app has no process');
  let peak = 0;
  let going = true;
  const watching = (async () => {
    while (going) {
      peak = Math.max(peak, memoryOf(pid));
      await pause(50);
    }
  })();
  await work();
  going = false;
  await watching;
  return peak;
}

/** Issues the certificates of everybody who came and makes one PDF of them, in a freshly started app; the most it held at once. */
async function issueAll(program: string, certificates: number): Promise<number> {
  const desk = await startDesk({ program });
  try {
    const { page } = desk;
    await page.getByTestId('job-certificates').click();
    const peak = await peakOf(desk, async () => {
      await page.getByTestId('make-certificates-pdf').click();
      await page.getByTestId('run-result').waitFor({ timeout: 300_000 });
    });
    const file = path.join(desk.documents, path.basename(program));
    const [made] = rows<{ n: number }>(file, 'SELECT count(*) AS n FROM certificate');
    if (made?.n !== certificates) throw new Error(`issued ${made?.n} of ${certificates}`);
    return peak;
  } finally {
    await desk.close();
    removeHome(desk.home);
  }
}

/** The most that all processes of the app hold at once, issuing `many` and making their PDF, against the same for ten. */
export async function certificatesMemory(
  write: (came: number) => Promise<string>,
  many: number,
): Promise<readonly Row[]> {
  const few = 10;
  const reference = await issueAll(await write(few), few);
  const value = await issueAll(await write(many), many);
  return [
    row(
      `certificates.memory.${many}`,
      'MB',
      value,
      `the same for ${few}, of the same program (goal: twice that)`,
      reference,
    ),
  ];
}
