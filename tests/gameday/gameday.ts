/**
 * A whole graduation day rehearsed by machine, in the real app: who comes, what the show does and what breaks is the seed's. Ends
 * with out/gameday/report.json and a picture of the day, and fails unless nothing was lost, double, wrong or missing.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { newHome, removeHome, root } from '../e2e/desk.ts';
import { smallDisk } from '../smallDisk.ts';
import { failuresOf } from './report.ts';
import { runDay } from './runDay.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    /** A smaller day, to see that all of it works: of the participants only so many come. */
    people: { type: 'string', default: '10000' },
  },
});
const seed = Number(values.seed);
if (!Number.isSafeInteger(seed) || seed < 0) throw new Error('--seed wants a whole number');
const out = path.join(root, 'out/gameday');
const given = process.env.STAGEDOOR_SMALL_DISK_HOME;
const home = given ?? newHome();
const started = performance.now();
/** A day that takes longer (ms) hangs. */
const longest = 45 * 60_000;
setTimeout(() => {
  throw new Error('the day does not come to its end');
}, longest).unref();
const say = (text: string) => {
  process.stdout.write(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${text}\n`);
};
const report = await runDay({
  seed,
  most: Number(values.people),
  home,
  disk: smallDisk(),
  picture: path.join(out, 'timeline.png'),
  say,
});
writeFileSync(path.join(out, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
if (given === undefined) removeHome(home);
const { details, ...figures } = report;
say(JSON.stringify(figures));
const failures = failuresOf(report);
if (failures.length > 0) say(JSON.stringify(details, null, 2));
for (const failure of failures) say(`✗ ${failure}`);
process.exit(failures.length === 0 ? 0 : 1);
