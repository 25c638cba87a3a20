import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { call } from '@orpc/server';
import log from 'electron-log/node';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type BackupKeeper, backupKeeper } from '../../electron/api/backupKeeper';
import { createContext, type FolderUse, type Shell } from '../../electron/api/context';
import { router } from '../../electron/api/router';
import { run } from '../../electron/store/db';
import { asProgram } from '../../electron/store/program';
import { steadyClock } from '../../electron/store/steadyClock';
import { addAttendee, addEvent, openDoor } from './door';

const minute = 60_000;
const year = 365 * 24 * 60 * minute;
const noon = Date.UTC(2024, 9, 18, 3);

/** The machine's clock, and what is counted beside it. */
const time = { wall: noon, counted: 1_000_000 };
const pass = (ms: number) => {
  time.wall += ms;
  time.counted += ms;
};

beforeEach(() => {
  log.transports.console.level = false;
  Object.assign(time, { wall: noon, counted: 1_000_000 });
  vi.spyOn(Date, 'now').mockImplementation(() => time.wall);
  vi.spyOn(performance, 'now').mockImplementation(() => time.counted);
  steadyClock.follow();
});
afterEach(() => {
  vi.restoreAllMocks();
  steadyClock.follow();
});

function makeDesk() {
  const { db, folder } = openDoor();
  const [laptop, stick] = ['laptop', 'stick'].map((name) => path.join(folder, name));
  if (!laptop || !stick) throw new Error('no folder');
  for (const place of [laptop, stick]) mkdirSync(place);
  const places = new Map<FolderUse, string>([
    ['backupFirst', laptop],
    ['backupSecond', stick],
  ]);
  const shell: Partial<Shell> = {
    keepAwake: () => {},
    chosenFolder: (use) => places.get(use),
    backupWorker: path.join(import.meta.dirname, '../../electron/store/backupWorker.ts'),
  };
  const context = createContext(shell as Shell, () => {});
  context.exchange(() => asProgram(db, path.join(folder, 'a.stagedoor')));
  return { context, db, laptop, stick, write: () => addAttendee(db, '김민수') };
}

const countOf = (place: string) => readdirSync(place).length;
const stateOf = (keeper: BackupKeeper) =>
  keeper.state().places.map(({ last, problem }) => ({ last, problem }));

test('one at the start, then every five minutes where something was written; a clock that is set changes nothing', async () => {
  const { context, laptop, write } = makeDesk();
  const { backups } = context;
  await backups.look();
  expect(countOf(laptop)).toBe(1);
  pass(6 * minute);
  await backups.look();
  expect(countOf(laptop)).toBe(1);
  write();
  await backups.look();
  expect(countOf(laptop)).toBe(2);
  pass(4 * minute);
  write();
  await backups.look();
  expect(countOf(laptop)).toBe(2);
  time.wall -= year;
  pass(2 * minute);
  await backups.look();
  expect(countOf(laptop)).toBe(3);
  time.wall += 2 * year;
  write();
  await backups.look();
  expect(countOf(laptop)).toBe(3);
});

test('one when doors open, and one only, whatever the clock does afterwards', async () => {
  const { context, db, laptop } = makeDesk();
  addEvent(db, { doorsAt: noon + 30 * minute, startsAt: noon + 60 * minute });
  const { backups } = context;
  await backups.look();
  const after = async (ms: number) => {
    pass(ms);
    await backups.look();
    return countOf(laptop);
  };
  expect(await after(20 * minute)).toBe(1);
  expect(await after(10 * minute)).toBe(2);
  expect(await after(1000)).toBe(2);
  // Back by a day, and the program takes that over: the doors are shut again by it.
  time.wall -= 24 * 60 * minute;
  steadyClock.follow();
  const made = await after(1000);
  for (let n = 0; n < 5; n++) expect(await after(15_000)).toBe(made);
});

test('while an event is on none is so old that the screens would say so, though nobody writes', async () => {
  const { context, db, laptop } = makeDesk();
  addEvent(db, { doorsAt: noon - minute, startsAt: noon });
  const { backups } = context;
  await backups.look();
  const after = async (minutes: number) => {
    pass(minutes * minute);
    await backups.look();
    return countOf(laptop);
  };
  expect([await after(6), await after(5), await after(6), await after(5)]).toEqual([1, 2, 2, 3]);
  // The event is over: nothing is new, so nothing is made.
  expect(await after(24 * 60)).toBe(3);
});

test('started with the clock a year back: what lies there is not taken for fresh, one is made at once, and not again', async () => {
  const { context, laptop } = makeDesk();
  await context.backups.look();
  time.wall -= year;
  steadyClock.follow();
  const keeper = backupKeeper(context);
  await keeper.refresh();
  expect(keeper.state().last).toBeNull();
  await keeper.look();
  expect(keeper.state().last).toBe(noon - year);
  expect(countOf(laptop)).toBe(2);
  for (let n = 0; n < 3; n++) {
    pass(15_000);
    await keeper.look();
  }
  expect(countOf(laptop)).toBe(2);
});

test('the clock is set back by a year while the app runs: a new backup is made by it at once', async () => {
  const { context, laptop } = makeDesk();
  await context.backups.look();
  time.wall -= year;
  steadyClock.follow();
  await context.backups.look();
  expect(context.backups.state().last).toBe(noon - year);
  expect(countOf(laptop)).toBe(2);
  await context.backups.look();
  expect(countOf(laptop)).toBe(2);
});

test('a stick that comes back is made up for though nobody writes, and the good place is left as it is', async () => {
  const { context, laptop, stick } = makeDesk();
  const { backups } = context;
  renameSync(stick, `${stick}-away`);
  await backups.look();
  expect(stateOf(backups)).toEqual([
    { last: noon, problem: null },
    { last: null, problem: 'gone' },
  ]);
  renameSync(`${stick}-away`, stick);
  pass(5 * minute);
  await backups.look();
  expect(stateOf(backups)).toEqual([
    { last: noon, problem: null },
    { last: noon + 5 * minute, problem: null },
  ]);
  expect(countOf(laptop)).toBe(1);
});

test('what going back would change is counted by what it says, not only by how many there are', async () => {
  vi.restoreAllMocks();
  steadyClock.follow();
  const { context, db, laptop } = makeDesk();
  const minsu = addAttendee(db, '김민수');
  addAttendee(db, '이서연');
  const event = addEvent(db);
  await context.backups.make();
  const [file = ''] = readdirSync(laptop);
  const compare = () => call(router.backups.compare, { slot: 'first', file }, { context });
  expect((await compare()).differs).toEqual([]);
  run(db, "UPDATE attendee SET name = '김민주' WHERE id = ?", minsu);
  run(db, "UPDATE event SET title = '수료식' WHERE id = ?", event);
  run(db, "UPDATE rule SET title = '완료' WHERE id = 'completion'");
  run(
    db,
    `INSERT INTO track_result (attendee_id, track, result) VALUES (?, 'course', '{"track":"course","done":1,"of":5}')`,
    minsu,
  );
  const { people, differs } = await compare();
  expect(people).toEqual({ backup: 2, open: 2 });
  expect(differs).toEqual([
    { what: 'people', rows: 1 },
    { what: 'results', rows: 1 },
    { what: 'rules', rows: 1 },
    { what: 'events', rows: 1 },
  ]);
});
