/**
 * How far one host with its doors goes: 200 doors and 1,000,000 people on the project's merge rules. Writes a table and a
 * picture into out/simulate, with `--docs` the picture into docs/ too. `--people N`, `--seed N`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withProject } from '../project.ts';
import type { Found } from './doors.ts';
import { picture } from './picture.ts';

const root = path.resolve(import.meta.dirname, '../..');
const argument = (name: string, usual: number) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? usual : Number(process.argv[at + 1]);
};
const people = argument('people', 1_000_000);
const seed = argument('seed', 20_241_018);

const head =
  '| doors | rows | messages | sent | lag, half of them | lag, 99 % | host busy at the peak | conflicts |';
const count = (value: number) => value.toLocaleString('en');
const line = (one: Found) =>
  `| ${[
    one.doors,
    count(one.rows),
    count(one.messages),
    `${count(Math.round(one.bytes / 1e6))} MB`,
    `${(one.lagHalf / 1000).toFixed(2)} s`,
    `${(one.lagMost / 1000).toFixed(2)} s`,
    `${Math.round(one.busy * 100)} %`,
    count(one.conflicts),
  ].join(' | ')} |`;

const found: Found[] = [];
await withProject(async (load) => {
  const { simulate } = (await load('/tests/simulate/doors.ts')) as typeof import('./doors.ts');
  console.log(`${count(people)} people in three hours, seed ${seed}\n\n${head}\n|${' --- |'.repeat(8)}`);
  for (const doors of [1, 2, 5, 10, 20, 50, 100, 200]) {
    const one = simulate(doors, people, seed);
    found.push(one);
    console.log(line(one));
  }
});
const end = found.find(({ busy }) => busy >= 0.8);
console.log(
  end
    ? `\nUp to there it scales: from ${end.doors} doors on the host is busy four fifths of the peak, and the lag grows.`
    : '\nThe host is never busy four fifths of its time.',
);
const out = path.join(root, 'out/simulate');
mkdirSync(out, { recursive: true });
writeFileSync(path.join(out, 'simulate.json'), `${JSON.stringify(found, null, 2)}\n`);
writeFileSync(path.join(out, 'simulate.svg'), picture(found, people));
if (process.argv.includes('--docs'))
  writeFileSync(path.join(root, 'docs/simulate.svg'), picture(found, people));
