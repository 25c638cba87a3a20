import { setTimeout as sleep } from 'node:timers/promises';
import { randomFrom } from '../random.ts';
import { expect } from './app.ts';
import type { Day } from './stationMachines.ts';
import type { StoredBadge } from './storeReader.ts';
import { rows } from './storeReader.ts';

/** So many of them are read at a second door too, at about the same time. */
const twice = 60;
/** So many are read at two doors in the same moment before that. */
const atOnce = 10;
/** From one person to the next at a door: at least, and how much more at most (ms). */
const pace = { least: 100, more: 300 };
/** So many machines are ended by force, the host one of them: in the long run all. */
const endings = process.env.STAGEDOOR_SOAK === '1' ? 7 : 4;

/** Who comes to which door, in order. */
type Lists = readonly (readonly StoredBadge[])[];

/** Everybody at some door, in some order; some at a second one too, a moment sooner or later. */
export function shareOut(people: readonly StoredBadge[], doors: number, dice: () => number): Lists {
  const below = (n: number) => Math.floor(dice() * n);
  const names = new Map<string, StoredBadge[]>();
  for (const badge of people) names.set(badge.name, [...(names.get(badge.name) ?? []), badge]);
  const lists: StoredBadge[][] = Array.from({ length: doors }, () => []);
  // Namesakes never meet at one door: a verdict tells people apart by name alone.
  const inTurn = [...names.values()].sort((a, b) => b.length - a.length).flat();
  for (const [i, badge] of inTurn.entries()) {
    const list = lists[i % doors] ?? [];
    list.splice(below(list.length + 1), 0, badge);
  }
  const alone = inTurn.filter(({ name }) => names.get(name)?.length === 1);
  for (let i = 0; i < twice; i++) {
    const [badge] = alone.splice(below(alone.length), 1);
    if (!badge) throw new Error('too few people');
    const first = lists.findIndex((list) => list.includes(badge));
    const second = lists[(first + 1 + below(doors - 1)) % doors];
    const place = (lists[first]?.indexOf(badge) ?? 0) + below(7) - 3;
    second?.splice(Math.max(0, place), 0, badge);
  }
  return lists;
}

/** Somebody for certain comes in twice, a door being cut off; somebody for certain does not, all doors being joined. */
export async function beforeTheDay({ apps, apart }: Day, lists: Lists): Promise<void> {
  const [east, west, south] = apps;
  const [first = [], second = []] = lists;
  // Two who come to one door only: whoever comes to two may be the last in both.
  const comesOnce = (badge: StoredBadge) => lists.filter((list) => list.includes(badge)).length === 1;
  const [one, two] = [first.findLast(comesOnce), second.findLast(comesOnce)];
  if (!east || !west || !south || !one || !two) throw new Error('too few doors or people');
  apart.part(east.name);
  east.wire.cut('broken');
  await expect(east.desk().page.getByTestId('own-copy')).toBeVisible();
  expect(await east.way.pass(one)).toMatchObject({ kind: 'admitted', own: true });
  expect(await west.way.pass(one)).toMatchObject({ kind: 'admitted' });
  expect(await west.way.pass(two)).toMatchObject({ kind: 'admitted' });
  east.wire.mend();
  await expect.poll(apart.apart).toEqual([]);
  // The host's word may come too late for a door that is busy: the door has to know by itself.
  const known = () => rows(south.file, `SELECT 1 FROM attendance WHERE attendee_id = '${two.attendeeId}'`);
  await expect.poll(known).toHaveLength(1);
  expect(await south.way.pass(two)).toMatchObject({ kind: 'alreadyIn' });
  // At two doors in the same moment, all being joined: the host's word decides, and a door says so where it got none.
  for (const badge of second.slice(0, atOnce)) {
    const both = await Promise.all([west.way.pass(badge), south.way.pass(badge)]);
    expect(both.filter(({ kind, own }) => kind === 'admitted' && !own).length).toBeLessThanOrEqual(1);
  }
}

/** Everybody comes; wires are cut all the while, and machines are ended by force. */
export async function theDay(day: Day, lists: Lists, seed: number): Promise<void> {
  const { doors, apps, browsers, apart } = day;
  const total = lists.flat().length;
  let done = 0;
  let tell = () => {};
  const over = new AbortController();
  const pause = (ms: number) => sleep(ms, undefined, { signal: over.signal }).catch(() => {});

  const scanning = doors.map(async ({ pass }, i) => {
    const dice = randomFrom(seed + 10 + i);
    for (const badge of lists[i] ?? []) {
      await pass(badge);
      done++;
      tell();
      await pause(pace.least + dice() * pace.more);
    }
  });
  const ending = async () => {
    const machines = toBeEnded(day, randomFrom(seed + 1));
    for (const [i, machine] of machines.entries()) {
      while (done < ((i + 0.5) / machines.length) * total) {
        await new Promise<void>((resolve) => {
          tell = resolve;
        });
      }
      console.log(`${done} of ${total} read: ${machine.name} is ended`);
      await machine.endAndStart();
    }
  };
  const cutting = [...apps, ...browsers].map(async ({ name, wire }, i) => {
    const dice = randomFrom(seed + 20 + i);
    while (!over.signal.aborted) {
      await pause(2000 + dice() * 6000);
      if (over.signal.aborted) return;
      if (apps.some((door) => door.name === name)) apart.part(name);
      wire.cut(dice() < 0.5 ? 'broken' : 'silent');
      // By the clock, not by what others do: those may be through.
      await pause(300 + dice() * 4000);
      wire.mend();
    }
  });
  try {
    await Promise.all([...scanning, ending()]);
  } finally {
    over.abort();
    await Promise.all(cutting);
  }
}

/** The host and some others, in some order. */
function toBeEnded({ host, apps, browsers }: Day, dice: () => number) {
  const others = [...apps, ...browsers].map((machine) => ({ machine, place: dice() }));
  others.sort((a, b) => a.place - b.place);
  const chosen: Pick<Day['host'], 'name' | 'endAndStart'>[] = others
    .slice(0, endings - 1)
    .map(({ machine }) => machine);
  chosen.splice(Math.floor(dice() * endings), 0, host);
  return chosen;
}
