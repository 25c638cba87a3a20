import path from 'node:path';
import { randomFrom } from '../random.ts';
import { expect, test } from './app.ts';
import { beforeTheDay, shareOut, theDay } from './dayAtDoors.ts';
import { newHome, removeHome } from './desk.ts';
import type { DoorsApart } from './doorsApart.ts';
import type { Doorway } from './doorway.ts';
import { graduationNow } from './graduationNow.ts';
import { type Double, doublesOf, truthOf, verdictsOf } from './journalsOf.ts';
import { shownIn } from './stageWindows.ts';
import { type Day, startDay } from './stationMachines.ts';
import { rows, storedBadges } from './storeReader.ts';

const people = 489;

const long = process.env.STAGEDOOR_SOAK === '1';
const seed = Number(process.env.STAGEDOOR_SEED ?? (long ? Date.now() % 1_000_000 : 7));
/**
 * Joined again, all are to agree within five seconds (ms). That is held in the long run, which has the machine to itself; beside
 * other tests seven machines on a few cores say only how long it took.
 */
const inTime = long ? 5000 : 30_000;

test('a host, three doors and three browsers, the network cut and machines ended at random: no answered scan is lost, all agree again, and who came in twice is who nobody could have stopped', async ({
  start,
  sample,
}) => {
  test.setTimeout(600_000);
  console.log(`seed ${seed}`);
  const folder = newHome();
  const program = path.join(folder, 'graduation.stagedoor');
  graduationNow(sample, program);
  const day = await startDay(start, program);
  try {
    const { host, apps, doors, apart } = day;
    const participants = storedBadges(host.file).filter(({ role }) => role === 'participant');
    expect(participants).toHaveLength(people);
    const lists = shareOut(participants, doors.length, randomFrom(seed));
    await beforeTheDay(day, lists);
    await theDay(day, lists, seed);

    // Everything is joined again, as of now.
    const unequal = () =>
      apps.filter(({ file }) => truthOf(file) !== truthOf(host.file)).map(({ name }) => name);
    const mended = Date.now();
    await expect.poll(unequal, { timeout: inTime, intervals: [100] }).toEqual([]);
    const equal = Date.now() - mended;
    await expect.poll(apart.apart).toEqual([]);
    const slowest = Math.max(...apart.took);
    console.log(
      `joined again ${apart.took.length} times in at most ${slowest} ms, in the end in ${equal} ms`,
    );
    expect(slowest).toBeLessThanOrEqual(inTime);

    const heard = new Map(doors.flatMap((door) => [...door.heard]));
    const stored = verdictsOf(host.file);
    const lost = [...heard.values()].filter(({ id, kind }) => stored.get(id) !== kind);
    expect(lost, 'answered and not stored').toEqual([]);
    expect(rows(host.file, 'SELECT 1 FROM attendance')).toHaveLength(people);

    const doubles = doublesOf(host.file);
    const own = [...heard.values()].filter((verdict) => verdict.own).length;
    console.log(`${stored.size} scans, ${own} judged by a door's own copy, ${doubles.length} came in twice`);
    expect(doubles.length).toBeGreaterThan(0);
    expect(doubles.filter((double) => !couldNotBeStopped(double, heard, apart.wasApart))).toEqual([]);
    await expectOnScreens(day, doubles);
  } finally {
    await day.close();
    removeHome(folder);
  }
});

/**
 * Nobody could have stopped the second entry: its door, or that of the first, was apart at the time, or the host gave its word
 * too late, as the door said.
 */
function couldNotBeStopped(
  { id, door, at, beforeId, beforeDoor, beforeAt }: Double,
  heard: Doorway['heard'],
  wasApart: DoorsApart['wasApart'],
): boolean {
  const later = Math.max(at, beforeAt);
  if (heard.get(id)?.own || wasApart(door, later) || wasApart(beforeDoor, later)) return true;
  return heard.get(beforeId)?.own === true && Math.abs(at - beforeAt) < 2000;
}

/** What people see in the end: how many are in, who came in twice, and the cue that is on. */
async function expectOnScreens({ apps, browsers, host }: Day, doubles: readonly Double[]): Promise<void> {
  for (const { desk } of apps) {
    const { page } = desk();
    await expect(page.getByTestId('count-present')).toHaveText(String(people));
    const lines = page.getByTestId('conflicts').getByRole('listitem');
    await expect(lines).toHaveCount(doubles.length);
    const listed = (await lines.allTextContents()).map((line) => line.replace(/\d\d:\d\d /g, ''));
    const expected = doubles.map(
      ({ name, door, beforeDoor }) => `${name} ${door} — 이미 ${beforeDoor}(으)로 들어옴`,
    );
    expect(listed).toEqual(expected);
  }
  const cue = (await host.desk().page.getByTestId('now-title').textContent()) ?? '';
  const screens = browsers.filter(({ way }) => !way).map(({ phone }) => phone().page);
  for (const screen of screens) await expect(screen.getByTestId('connection-lost-banner')).toBeHidden();
  const [mc, timer] = screens;
  if (!mc || !timer) throw new Error('no screens');
  await expect(mc.getByTestId('now-title')).toHaveText(cue);
  await expect.poll(async () => (await shownIn(timer)).version).toBe((await shownIn(mc)).version);
  expect(await shownIn(timer)).toEqual(await shownIn(mc));
}
