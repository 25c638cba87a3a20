import { setImmediate as turn } from 'node:timers/promises';
import { call } from '@orpc/server';
import { expect, test } from 'vitest';
import { createContext, type Shell } from '../../electron/api/context';
import { router } from '../../electron/api/router';
import { asProgram } from '../../electron/store/program';
import { testFontFolder, testFonts } from '../fonts';
import { hardNames } from '../hardNames';
import { makeGraduation } from './graduation';

const people = 1000;
const names = Array.from({ length: people + 1 }, (_, i) =>
  i % 3 === 0
    ? hardNames[i % hardNames.length]?.trim() || '이름'
    : `김${'가나다라마바사'[i % 7]}${'민수지하'[i % 4]}`,
);

async function makeDesk() {
  const { db, folder, eventId } = makeGraduation(await testFonts(), names);
  const context = createContext({ fontFolder: testFontFolder() } as Partial<Shell> as Shell, () => {});
  context.exchange(() => asProgram(db, `${folder}/a.stagedoor`));
  const check = (signal?: AbortSignal) =>
    call(
      router.templates.preflight,
      { eventId, kind: 'completion' },
      { context, ...(signal ? { signal } : {}) },
    );
  return { check };
}

/** How often everything else had its turn while `work` went on. */
async function turnsDuring(work: () => Promise<void>): Promise<number> {
  let turns = 0;
  let going = true;
  const watching = (async () => {
    while (going) {
      await turn();
      turns++;
    }
  })();
  await work();
  going = false;
  await watching;
  return turns;
}

test('a preflight of 1,000 people lets everything else through, says how far it is, and stops when it is called off', async () => {
  const { check } = await makeDesk();
  const told: number[] = [];
  let listed = 0;
  const turns = await turnsDuring(async () => {
    for await (const step of await check()) {
      if (step.kind === 'progress') told.push(step.done);
      else listed = step.people.length;
    }
  });
  expect(listed).toBe(people);
  expect(told.length).toBeGreaterThan(1);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(told.at(-1)).toBe(people);
  // Between any two of its pieces, however many a quick machine makes of them.
  expect(turns).toBeGreaterThanOrEqual(told.length);

  const stop = new AbortController();
  const seen: number[] = [];
  for await (const step of await check(stop.signal)) {
    if (step.kind !== 'progress') throw new Error('it went on to its end');
    seen.push(step.done);
    stop.abort();
  }
  expect(seen.at(-1)).toBeLessThan(people);
});
