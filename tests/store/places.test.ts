import { call } from '@orpc/server';
import { expect, test } from 'vitest';
import { createContext, type Shell } from '../../electron/api/context';
import { router } from '../../electron/api/router';
import { readToday } from '../../electron/api/today';
import { listPeople } from '../../electron/store/attendees';
import { readNames } from '../../electron/store/callNames';
import { run } from '../../electron/store/db';
import { doorListRows } from '../../electron/store/doorList';
import { listGraduates } from '../../electron/store/graduates';
import { laneCounts, type Room } from '../../electron/store/places';
import { asProgram } from '../../electron/store/program';
import { readCues } from '../../electron/store/rundown';
import { recordUndo } from '../../electron/store/scan';
import { recordScanAtOnce } from '../../electron/store/scanAtOnce';
import { recordWalkIn } from '../../electron/store/walkIn';
import type { AttendeeId } from '../../shared/contract/ids';
import { addEvent, makeDoor, reasonOf, scanId, startsAt } from './door';
import { complete } from './graduation';
import { addCues, putOnStage } from './stage';

const minute = 60_000;
const hour = 60 * minute;
/** 23:50 in Seoul; the midnight that counts comes ten minutes later. */
const lateEvening = Date.UTC(2024, 9, 18, 14, 50);
const nextDay = lateEvening + 20 * minute;

/** An event of several days with two places, and five people. */
function makeRoom(entry: 'once_a_day' | 'leave_and_return', capacity = 2) {
  const door = makeDoor(['가', '나', '다', '라', '마']);
  const eventId = addEvent(door.db, { entry });
  run(
    door.db,
    'UPDATE event SET capacity = ?, ends_at = ends_at + ? WHERE id = ?',
    capacity,
    72 * hour,
    eventId,
  );
  const room: Room = { id: eventId, entry, zone: 'Asia/Seoul', capacity };
  const come = (who: AttendeeId | undefined, at: number, direction: 'in' | 'out' = 'in') =>
    door.scan(door.codeOf(who ?? door.people[0] ?? fail()), at, { eventId, direction });
  const counts = (at: number) => laneCounts(door.db, room, at, 5 * minute, 12);
  const guest = (name: string, at: number) =>
    recordWalkIn(door.db, { id: scanId(), eventId, door: 'A', name, affiliation: '', phone: '' }, at);
  return { ...door, eventId, come, counts, guest };
}

function fail(): never {
  throw new Error('nobody');
}

test('once a day: the room is as empty on the next day as it is, from the midnight of its own zone', () => {
  const { people, come, counts } = makeRoom('once_a_day');
  const [a, b, c, d] = people;
  expect(come(a, lateEvening).verdict.kind).toBe('admitted');
  expect(come(b, lateEvening + minute).verdict.kind).toBe('admitted');
  expect(come(c, lateEvening + 9 * minute).verdict).toMatchObject({ kind: 'full', capacity: 2 });
  expect(counts(lateEvening + 9 * minute)).toMatchObject({ present: 2, placesLeft: 0 });

  expect(counts(nextDay)).toMatchObject({ present: 0, inside: 0, placesLeft: 2 });
  expect(come(c, nextDay).verdict).toMatchObject({ kind: 'admitted', firstAt: null });
  expect(come(a, nextDay + minute).verdict).toMatchObject({ kind: 'admitted', firstAt: lateEvening });
  expect(come(a, nextDay + 2 * minute).verdict).toMatchObject({ kind: 'alreadyIn', at: nextDay + minute });
  // Yesterday's place is not today's.
  expect(come(b, nextDay + 3 * minute).verdict.kind).toBe('full');
  expect(come(d, nextDay + 4 * minute).verdict.kind).toBe('full');
});

test('once a day: an entry of today that is taken back gives its place back, and the lane counts with it', () => {
  const { db, people, come, counts } = makeRoom('once_a_day');
  const [a, b, c] = people;
  for (const who of [a, b]) come(who, lateEvening);
  const [first] = [a, b].map((who) => come(who, nextDay));
  expect(come(c, nextDay + minute).verdict.kind).toBe('full');
  recordUndo(db, { id: scanId(), scanId: first?.id ?? fail(), door: 'A' }, nextDay + 2 * minute);
  expect(counts(nextDay + 2 * minute)).toMatchObject({ present: 1, placesLeft: 1 });
  expect(counts(nextDay + 2 * minute).lastHour).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  expect(come(c, nextDay + 3 * minute).verdict.kind).toBe('admitted');
});

test('once a day: the answer at once, whose rows are filed later, counts by the day as well', () => {
  const { db, people, codeOf, eventId } = makeRoom('once_a_day');
  const scan = (who: AttendeeId, now: number) =>
    recordScanAtOnce(
      db,
      { id: scanId(), eventId, door: 'A', source: 'camera', by: { by: 'code', code: codeOf(who) } },
      now,
    ).verdict.kind;
  const on = (day: number) => people.slice(0, 3).map((who, i) => scan(who, day + i * 1000));
  expect(on(lateEvening)).toEqual(['admitted', 'admitted', 'full']);
  expect(on(nextDay)).toEqual(['admitted', 'admitted', 'full']);
});

test('a walk-in finds the room as the door does: today’s places once a day, whoever is inside where leaving is noted', () => {
  const days = makeRoom('once_a_day');
  for (const who of days.people.slice(0, 2)) days.come(who, lateEvening);
  expect(reasonOf(() => days.guest('나그네', lateEvening + minute))).toBe('walkIn.full');
  expect(days.guest('나그네', nextDay).verdict.kind).toBe('admitted');

  const room = makeRoom('leave_and_return', 1);
  const [a] = room.people;
  room.come(a, startsAt);
  expect(reasonOf(() => room.guest('나그네', startsAt + minute))).toBe('walkIn.full');
  room.come(a, startsAt + 2 * minute, 'out');
  expect(room.counts(startsAt + 3 * minute)).toMatchObject({ present: 1, inside: 0, placesLeft: 1 });
  expect(room.guest('나그네', startsAt + 3 * minute).verdict.kind).toBe('admitted');
  expect(room.counts(startsAt + 4 * minute)).toMatchObject({ present: 2, inside: 1, placesLeft: 0 });
});

test('a group that came yesterday is to be ticked again today, and so it is on the paper list', () => {
  const { db, eventId, people, come } = makeRoom('once_a_day', 5);
  for (const who of people.slice(0, 2)) come(who, lateEvening);
  const inAt = (now: number) => listPeople(db, { eventId, now }).map(({ inSince }) => inSince);
  const onPaper = (now: number) => doorListRows(db, eventId, 0, 10, now).map(({ inSince }) => inSince);
  const nobody = [null, null, null, null, null];
  expect(inAt(lateEvening)).toEqual([lateEvening, lateEvening, null, null, null]);
  expect(onPaper(lateEvening)).toEqual(inAt(lateEvening));
  expect(inAt(nextDay)).toEqual(nobody);
  expect(onPaper(nextDay)).toEqual(nobody);
  come(people[1], nextDay);
  expect(inAt(nextDay)).toEqual([null, nextDay, null, null, null]);
  expect(onPaper(nextDay)).toEqual(inAt(nextDay));
});

test('a group that went out for lunch is ticked back in, in one go', async () => {
  const { db, folder, eventId, people, come } = makeRoom('leave_and_return', 5);
  const context = createContext({} as Partial<Shell> as Shell, () => {});
  const now = startsAt + hour;
  context.exchange(() => ({ ...asProgram(db, `${folder}/a.stagedoor`), now: () => now }));
  for (const who of people.slice(0, 3)) come(who, startsAt);
  for (const who of people.slice(0, 2)) come(who, startsAt + minute, 'out');
  const list = () => call(router.roster.list, { eventId }, { context });
  expect((await list()).map(({ inSince }) => inSince)).toEqual([null, null, startsAt, null, null]);
  const group = people.slice(0, 2).map((attendeeId) => ({ id: scanId(), attendeeId }));
  const results = await call(router.desk.admitGroup, { eventId, door: 'A', people: group }, { context });
  expect(results.map(({ verdict }) => verdict.kind)).toEqual(['cameBack', 'cameBack']);
  expect((await list()).map(({ inSince }) => inSince)).toEqual([now, now, startsAt, null, null]);
  expect(doorListRows(db, eventId, 0, 2, now).map(({ inSince }) => inSince)).toEqual([now, now]);
});

test('a lane of an event that is taken out under it shows nobody', async () => {
  const { db, folder, eventId } = makeRoom('once_a_day');
  const context = createContext({ keepAwake: () => {} } as Partial<Shell> as Shell, () => {});
  context.exchange(() => asProgram(db, `${folder}/a.stagedoor`));
  const lane = await call(router.checkin.lane, { eventId, door: 'A' }, { context });
  expect((await lane.next()).value).toMatchObject({ present: 0, placesLeft: 2 });
  run(db, 'DELETE FROM event WHERE id = ?', eventId);
  context.changed('events');
  expect((await lane.next()).value).toMatchObject({ present: 0, placesLeft: null });
  await lane.return?.();
});

/** A conferral in a room, and its first two people: they complete, and the first one is on stage too. */
function onStage(entry: 'once_a_day' | 'leave_and_return') {
  const room = makeRoom(entry, 5);
  const { db, eventId, people } = room;
  const [cue] = addCues(db, eventId, [30]);
  const [a, b] = people;
  if (!cue || !a || !b) return fail();
  run(db, "UPDATE cue SET kind = 'conferral' WHERE id = ?", cue);
  putOnStage(db, cue, a);
  for (const who of [a, b]) complete(db, who);
  const stage = (at: number) => {
    const [shown] = readCues(db, eventId, at);
    return {
      onStage: shown?.people.map(({ present }) => present),
      names: shown?.names,
      since: readNames(db, cue, at).map(({ enteredAt }) => enteredAt),
    };
  };
  const came = () => listGraduates(db, eventId).map(({ present }) => present);
  return { ...room, cue, a, b, stage, came };
}

test('the stage calls whoever is in the hall; a certificate waits for whoever came', () => {
  const { db, cue, a, b, come, stage, came } = onStage('leave_and_return');
  for (const who of [a, b]) come(who, startsAt);
  come(a, startsAt + minute, 'out');
  const out = { onStage: [false], names: { due: 2, here: 1 }, since: [null, startsAt] };
  expect(stage(startsAt + 2 * minute)).toEqual(out);
  expect(came()).toEqual([true, true]);
  expect(readNames(db, cue, null).map(({ enteredAt }) => enteredAt)).toEqual([startsAt, startsAt]);
  // Back again they are called in their own place, as if they had not been out.
  come(a, startsAt + 3 * minute);
  const back = { onStage: [true], names: { due: 2, here: 2 }, since: [startsAt, startsAt] };
  expect(stage(startsAt + 4 * minute)).toEqual(back);
});

test('once a day: who came yesterday is not in the hall today, neither on the stage nor on the home screen', () => {
  const { db, folder, a, b, come, stage, came } = onStage('once_a_day');
  const today = (now: number) => {
    const context = createContext({ keepAwake: () => {} } as Partial<Shell> as Shell, () => {});
    context.exchange(() => ({ ...asProgram(db, `${folder}/a.stagedoor`), now: () => now }));
    return readToday(context).present;
  };
  for (const who of [a, b]) come(who, lateEvening);
  expect(stage(lateEvening).names).toEqual({ due: 2, here: 2 });
  expect(today(lateEvening)).toBe(2);
  come(b, nextDay);
  expect(stage(nextDay)).toEqual({ onStage: [false], names: { due: 2, here: 1 }, since: [null, nextDay] });
  expect(today(nextDay)).toBe(1);
  expect(came()).toEqual([true, true]);
});
