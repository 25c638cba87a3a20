import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { call } from '@orpc/server';
import { expect, test, vi } from 'vitest';
import type { AppContext } from '../../electron/api/context';
import { openProgram } from '../../electron/api/programs';
import { router } from '../../electron/api/router';
import { asStation } from '../../electron/api/stationDesk';
import { takeSettings } from '../../electron/network/exchange';
import { replaceBadge } from '../../electron/store/badges';
import { listConflicts } from '../../electron/store/conflicts';
import { all, get, run, transaction } from '../../electron/store/db';
import { erasePeople, sweepErased } from '../../electron/store/erase';
import { ownMoment, verifyJournal } from '../../electron/store/journal';
import { clockSetting } from '../../electron/store/program';
import { recordOverruling, recordScan } from '../../electron/store/scan';
import { everyCopy } from '../../electron/store/stations';
import type { AttendeeId, EventId } from '../../shared/contract/ids';
import { addEvent, invite as addInvitation, scanId, startsAt } from '../store/door';
import {
  codeOf,
  hostState,
  invite,
  linkOf,
  loopback,
  makeHost,
  makeMachine,
  makeStation,
  scanAt,
  scanCode,
  until,
} from './machines';

const rows = ({ program }: AppContext) =>
  get<{ n: number }>(program().db, 'SELECT count(*) AS n FROM journal')?.n ?? 0;
const entries = ({ program }: AppContext) =>
  all<{ attendee: string; at: number; door: string }>(
    program().db,
    'SELECT attendee_id AS attendee, entered_at AS at, door FROM attendance ORDER BY attendee_id',
  );

/** What the host says of a reading at a station's door; asked again while it is too busy for its word. */
async function askWhole(station: AppContext, eventId: EventId, code: string, door: string) {
  for (;;) {
    const by = { by: 'code', code } as const;
    const word = await linkOf(station).ask({
      id: scanId(),
      eventId,
      door,
      source: 'keyboard',
      direction: 'in',
      by,
    });
    if (word !== 'unheard') return word;
  }
}

test('a station gets the list, judges at once, and what happens at one door is known at the others', async () => {
  const host = await makeHost();
  const [minsu, seoyeon] = host.people;
  if (!minsu || !seoyeon) throw new Error();
  const a = await makeStation(host.context, host.folder, '동문');
  const b = await makeStation(host.context, host.folder, '서문');
  expect(all(a.program().db, 'SELECT name FROM attendee ORDER BY name')).toHaveLength(3);
  expect(hostState(host.context).stations).toMatchObject([
    { name: '동문', role: 'lane', kind: 'app', connected: true },
    { name: '서문', connected: true },
  ]);

  expect((await scanAt(a, host.eventId, minsu, '동문')).verdict.kind).toBe('admitted');
  await until(host.context, () => rows(host.context) === 1);
  await until(b, () => rows(b) === 1);
  expect((await scanAt(b, host.eventId, minsu, '서문')).verdict).toMatchObject({
    kind: 'alreadyIn',
    door: '동문',
  });
  expect((await scanAt(host.context, host.eventId, seoyeon, '본부')).verdict.kind).toBe('admitted');
  await until(a, () => rows(a) === 3);
  expect((await scanAt(a, host.eventId, seoyeon, '동문')).verdict).toMatchObject({
    kind: 'alreadyIn',
    door: '본부',
  });
  for (const machine of [host.context, a, b]) await until(machine, () => rows(machine) === 4);
  expect(entries(a)).toEqual(entries(host.context));
  expect(entries(b)).toEqual(entries(host.context));
  expect(verifyJournal(b.program().db)).toEqual({ kind: 'whole', rows: 4 });
});

test('one badge read at three doors in the same moment, all joined: one lets in, the others are told where; who does not hear from the host in time says so', async () => {
  const names = Array.from({ length: 20 }, (_, i) => `참가자${i}`);
  const host = await makeHost(names);
  const doors = [
    await makeStation(host.context, host.folder, '동문'),
    await makeStation(host.context, host.folder, '서문'),
    host.context,
  ];
  const twice: string[] = [];
  for (const [i, person] of host.people.entries()) {
    const results = await Promise.all(doors.map((door, at) => scanAt(door, host.eventId, person, `${at}`)));
    const entries = results.filter(({ verdict }) => verdict.kind === 'admitted');
    expect(entries.length).toBeGreaterThan(0);
    // With the host's word there is one entry; on a machine that is too busy to give it, each door that let in says so.
    expect(entries.filter(({ own }) => !own).length).toBeLessThanOrEqual(1);
    if (entries.length > 1) twice.push(names[i] ?? '');
  }
  for (const door of doors) await until(door, () => rows(door) === 60);
  for (const door of doors) {
    const conflicts = listConflicts(door.program().db, host.eventId);
    expect([...new Set(conflicts.map(({ person }) => person.name))].sort()).toEqual(twice.sort());
  }
});

test('a door that was cut from its power between the host’s word and its own row asks anew, and is not told that its person is in', async () => {
  const host = await makeHost();
  const [minsu] = host.people;
  if (!minsu) throw new Error();
  const a = await makeStation(host.context, host.folder, '동문');
  const b = await makeStation(host.context, host.folder, '서문');
  const ask = (station: AppContext, door: string) => askWhole(station, host.eventId, codeOf(a, minsu), door);
  expect(await ask(a, '동문')).toBeNull();
  expect(await ask(b, '서문')).toMatchObject({ kind: 'alreadyIn', door: '동문' });
  expect(await ask(a, '동문')).toBeNull();
});

test('without the network each door goes on by itself; together again all agree, and who came in twice is listed', async () => {
  const host = await makeHost();
  const [minsu, seoyeon, doyun] = host.people;
  if (!minsu || !seoyeon || !doyun) throw new Error();
  const a = await makeStation(host.context, host.folder, '동문');
  const b = await makeStation(host.context, host.folder, '서문', 400_000);
  await host.context.stations.close();
  for (const door of [a, b]) await until(door, () => linkOf(door).state().state === 'apart');
  expect(await scanAt(a, host.eventId, minsu, '동문')).toMatchObject({
    verdict: { kind: 'admitted' },
    own: true,
  });
  expect((await scanAt(b, host.eventId, minsu, '서문')).verdict.kind).toBe('admitted');
  expect((await scanAt(b, host.eventId, doyun, '서문')).verdict.kind).toBe('admitted');
  expect((await scanAt(a, host.eventId, minsu, '동문')).verdict.kind).toBe('alreadyIn');
  expect(linkOf(a).state()).toMatchObject({ state: 'apart', unsent: 2 });

  await host.context.stations.open(loopback);
  for (const door of [a, b]) await until(door, () => linkOf(door).state().state === 'together');
  for (const machine of [host.context, a, b]) await until(machine, () => rows(machine) === 4);
  for (const machine of [host.context, a, b]) {
    expect(entries(machine)).toEqual(entries(host.context));
    const conflicts = listConflicts(machine.program().db, host.eventId);
    expect(conflicts.map(({ kind, person }) => [kind, person.name])).toEqual([['twice', '김민수']]);
  }
  // The clock that is almost seven minutes fast was put right.
  expect(entries(host.context).every(({ at }) => Math.abs(at - startsAt) < 1000)).toBe(true);
  expect(linkOf(a).state().unsent).toBe(0);
});

test('a group at a station’s desk is asked about like anybody: who came in elsewhere a moment ago is told, and without the host it says so', async () => {
  const names = Array.from({ length: 12 }, (_, i) => `참가자${i}`);
  const host = await makeHost(names);
  const a = await makeStation(host.context, host.folder, '동문');
  const b = await makeStation(host.context, host.folder, '서문');
  const [first, ...rest] = host.people;
  if (!first) throw new Error();
  // 서문 was told that it may let them in, and its row is not there yet.
  expect(await askWhole(b, host.eventId, codeOf(b, first), '서문')).toBeNull();
  const group = (people: readonly AttendeeId[]) =>
    call(
      router.desk.admitGroup,
      {
        eventId: host.eventId,
        door: '동문',
        people: people.map((attendeeId) => ({ id: scanId(), attendeeId })),
      },
      { context: a, path: ['desk', 'admitGroup'] },
    );
  const [told, ...others] = await group([first, ...rest.slice(0, 5)]);
  // A host that is too busy for its word is said so.
  if (!told?.own) expect(told?.verdict).toMatchObject({ kind: 'alreadyIn', door: '서문' });
  expect(others.map(({ verdict }) => verdict.kind)).toEqual(Array(5).fill('admitted'));
  await host.context.stations.close();
  await until(a, () => linkOf(a).state().state === 'apart');
  const apart = await group(rest.slice(5));
  expect(apart.map(({ verdict, own }) => [verdict.kind, own])).toEqual(Array(6).fill(['admitted', true]));
});

test('a guest at a station’s desk: the host knows that the room is full, and the list whom it has', async () => {
  const host = await makeHost();
  const a = await makeStation(host.context, host.folder, '동문');
  const { db } = host.context.program();
  const walkIn = (name: string, phone = '') =>
    call(
      router.desk.walkIn,
      { id: scanId(), eventId: host.eventId, door: '동문', name, affiliation: '', phone },
      { context: a, path: ['desk', 'walkIn'] },
    );
  run(db, "UPDATE attendee SET phone = '010-1234-5678', phone_digits = '01012345678' WHERE name = '이서연'");
  host.context.changed('roster');
  await until(
    a,
    () => get(a.program().db, "SELECT 1 FROM attendee WHERE phone_digits = '5678'") !== undefined,
  );
  await expect(walkIn('이서연', '010-1234-5678')).rejects.toMatchObject({
    data: { reason: 'walkIn.listed' },
  });
  expect((await walkIn('나그네', '010-5555-7777')).verdict.kind).toBe('admitted');
  // Its copy is not told yet: nothing says at the host that something changed.
  run(db, 'UPDATE event SET capacity = 1');
  await until(host.context, () => rows(host.context) === 1);
  const second = await walkIn('둘째').catch((error: unknown) => error);
  if (!(second instanceof Object && 'own' in second))
    expect(second).toMatchObject({ data: { reason: 'walkIn.full', params: { capacity: 1 } } });
  await host.context.stations.close();
  await until(a, () => linkOf(a).state().state === 'apart');
  run(a.program().db, 'UPDATE event SET capacity = NULL');
  expect(await walkIn('셋째')).toMatchObject({ verdict: { kind: 'admitted' }, own: true });
});

test('apart, a station says when each other door was last heard of, by its own clock, also when it was started anew', async () => {
  const host = await makeHost();
  const a = await makeStation(host.context, host.folder, '동문');
  const b = await makeStation(host.context, host.folder, '서문');
  const doorOf = (machine: AppContext, name: string) =>
    linkOf(machine)
      .state()
      .doors.find((door) => door.name === name);
  await until(a, () => doorOf(a, '서문') !== undefined);
  linkOf(b).stop();
  await until(host.context, () => hostState(host.context).stations.some(({ connected }) => !connected));
  await until(a, () => linkOf(a).state().state === 'together');
  const cut = Date.now();
  await host.context.stations.close();
  await until(a, () => linkOf(a).state().state === 'apart');
  const heard = doorOf(a, '서문');
  expect(heard?.heardAt).toBeGreaterThan(cut - 10_000);
  expect(heard?.heardAt).toBeLessThanOrEqual(Date.now());
  const { copyAt } = linkOf(a).state();
  expect(copyAt).toBeGreaterThan(cut - 10_000);

  const { file } = a.program();
  linkOf(a).stop();
  a.close();
  const again = makeMachine(`${host.folder}/again`);
  openProgram(again, file);
  expect(linkOf(again).state()).toMatchObject({ state: 'apart', copyAt });
  expect(doorOf(again, '서문')).toEqual(heard);
});

test('a door in a browser was heard of when it called last, whatever it asked', async () => {
  const host = await makeHost();
  const { stations } = host.context;
  const { code } = invite(host.context, '북문', 'lane', 'browser');
  const token = stations.pair(JSON.stringify({ code, kind: 'browser' })).cookie ?? '';
  const station = stations.whose(createHash('sha256').update(token).digest('hex')) ?? '';
  vi.useFakeTimers({ toFake: ['Date'] });
  try {
    vi.setSystemTime(Date.now() + 600_000);
    expect(stations.doors()[0]?.ago).toBeGreaterThanOrEqual(600_000);
    await call(router.program.time, undefined, {
      context: asStation(host.context, station),
      path: ['program', 'time'],
    });
    expect(stations.doors()).toEqual([{ name: '북문', ago: 0 }]);
  } finally {
    vi.useRealTimers();
  }
});

test('a badge that is stopped at the host is stopped at every door', async () => {
  const host = await makeHost();
  const [minsu] = host.people;
  if (!minsu) throw new Error();
  const a = await makeStation(host.context, host.folder, '동문');
  const stopped = codeOf(a, minsu);
  replaceBadge(host.context.program().db, minsu, 'lost', startsAt);
  const before = scanCode(a, host.eventId, stopped, '동문'); // the host is asked, even before the copy knows
  host.context.changed('badges');
  const { own, verdict } = await before;
  // A host that is too busy for its word is said so; the copy knows a moment later all the same.
  if (!own) expect(verdict).toMatchObject({ kind: 'revoked', reason: 'lost' });
  await until(a, () => get(a.program().db, 'SELECT 1 FROM badge WHERE revoked_at IS NOT NULL') !== undefined);
  const after = await scanCode(a, host.eventId, stopped, '동문');
  expect(after.verdict).toMatchObject({ kind: 'revoked', reason: 'lost' });
});

/** A station that was apart while everybody was edited and then one badge was stopped. */
async function manyChanges() {
  const names = Array.from({ length: 700 }, (_, i) => `참가자${String(i).padStart(3, '0')}`);
  const host = await makeHost(names);
  const a = await makeStation(host.context, host.folder, '동문');
  const { db } = host.context.program();
  const isStopped = () =>
    get(a.program().db, 'SELECT 1 FROM badge WHERE revoked_at IS NOT NULL') !== undefined;
  const last = host.people.at(-1);
  if (!last) throw new Error('nobody');
  await host.context.stations.close();
  await until(a, () => linkOf(a).state().state === 'apart');
  return { host, a, db, last, isStopped };
}

test('after many changes of the list the stopped badges come first, also of somebody who is invited to an event that is new', async () => {
  const { host, a, db, last, isStopped } = await manyChanges();
  run(db, "UPDATE attendee SET affiliation = '바뀜'");
  const event = addEvent(db, { title: '새 행사', admission: 'invited' });
  for (const person of [last, ...host.people.slice(0, 3)]) addInvitation(db, event, person, 'invited');
  replaceBadge(db, last, 'lost', startsAt);
  const changed = () =>
    get<{ n: number }>(a.program().db, "SELECT count(*) AS n FROM attendee WHERE affiliation = '바뀜'")?.n ??
    0;
  await host.context.stations.open(loopback);
  await until(a, isStopped);
  expect(changed()).toBeLessThan(300);
  await until(a, () => changed() === 700);
  await until(a, () => linkOf(a).state().state === 'together');
  expect(all(a.program().db, 'SELECT status FROM invitation WHERE attendee_id = ?', last)).toEqual([
    { status: 'invited' },
  ]);
});

test('a badge that is stopped while a station takes many rows is known there before the last of them', async () => {
  const { host, a, db, last, isStopped } = await manyChanges();
  transaction(db, () => {
    for (let i = 0; i < 4000; i++) {
      const by = { by: 'code', code: `nobody ${i}` } as const;
      recordScan(db, { id: scanId(), eventId: host.eventId, door: '본부', source: 'keyboard', by }, startsAt);
    }
  });
  await host.context.stations.open(loopback);
  await until(a, () => rows(a) > 0);
  replaceBadge(db, last, 'lost', startsAt);
  await until(a, isStopped);
  expect(rows(a)).toBeLessThan(4000);
  await until(a, () => rows(a) === 4000);
});

test('a station that was cut off comes back with a new code, and what it had not sent is not lost', async () => {
  const host = await makeHost();
  const [minsu] = host.people;
  if (!minsu) throw new Error();
  const a = await makeStation(host.context, host.folder, '동문');
  const [station] = hostState(host.context).stations;
  host.context.stations.cutOff(station?.id ?? '');
  await until(a, () => linkOf(a).state().state === 'cutOff');
  expect((await scanAt(a, host.eventId, minsu, '동문')).verdict.kind).toBe('admitted');
  host.context.stations.makeCode({ name: '동문', role: 'lane', kind: 'app' });
  await a.shell.network.join(a, hostState(host.context).code?.text ?? '');
  await until(host.context, () => rows(host.context) === 1);
});

test('a station that was started anew under another clock: what it judged apart is put right by that clock, what it judged before by the old one', async () => {
  const host = await makeHost();
  const [minsu, seoyeon] = host.people;
  if (!minsu || !seoyeon) throw new Error();
  const a = await makeStation(host.context, host.folder, '동문', 60_000);
  expect((await scanAt(a, host.eventId, minsu, '동문')).verdict.kind).toBe('admitted');
  await until(host.context, () => rows(host.context) === 1);
  const { file } = a.program();
  await host.context.stations.close();
  await until(a, () => linkOf(a).state().state === 'apart');
  linkOf(a).stop();
  a.close();

  const again = makeMachine(`${host.folder}/again`, () => startsAt - 300_000);
  openProgram(again, file);
  expect((await scanAt(again, host.eventId, seoyeon, '동문')).verdict.kind).toBe('admitted');
  await host.context.stations.open(loopback);
  await until(host.context, () => rows(host.context) === 2);
  await until(again, () => linkOf(again).state().state === 'together');
  for (const machine of [host.context, again]) {
    expect(entries(machine)).toHaveLength(2);
    expect(entries(machine).every(({ at }) => Math.abs(at - startsAt) < 1000)).toBe(true);
  }
});

/** A machine whose clock runs, and is set while the app runs. */
function clockToSet() {
  const began = performance.now();
  let ahead = 0;
  return {
    now: () => startsAt + Math.round(performance.now() - began) + ahead,
    set(machine: AppContext, to: number) {
      ahead = to;
      machine.changed('program');
    },
    /** The true time of now, whatever the clock was set to. */
    truth: () => startsAt + Math.round(performance.now() - began),
  };
}

/** The doors whose entries a machine has to within ten seconds of when they were made, and those it has otherwise. */
const inTime = ({ program }: AppContext, made: ReadonlyMap<string, number>) => {
  const found = all<{ door: string; moment: number }>(
    program().db,
    "SELECT door, moment FROM journal WHERE verdict = 'admitted' ORDER BY door",
  );
  const right = ({ door, moment }: { door: string; moment: number }) =>
    Math.abs(moment - (made.get(door) ?? 0)) < 10_000;
  return { right: found.filter(right).map(({ door }) => door), wrong: found.filter((row) => !right(row)) };
};

test('a station’s clock is set while it is joined: rows before and after are both right at once, also after it was apart', async () => {
  const names = Array.from({ length: 6 }, (_, i) => `참가자${i}`);
  const clock = clockToSet();
  const host = await makeHost(names, clock.now);
  const theirs = clockToSet();
  const a = makeMachine(`${host.folder}/clock`, theirs.now);
  await a.shell.network.join(a, invite(host.context, '동문').text);
  await until(a, () => linkOf(a).state().state === 'together');
  const [first, second, third, fourth, fifth, sixth] = host.people;
  if (!first || !second || !third || !fourth || !fifth || !sixth) throw new Error();
  const made = new Map<string, number>();
  const scan = (machine: AppContext, person: AttendeeId, door: string) => {
    made.set(door, clock.truth());
    return scanAt(machine, host.eventId, person, door);
  };
  await scan(a, first, '1');
  await scan(host.context, second, '2');
  // Five minutes back, in the middle of it.
  theirs.set(a, -300_000);
  await scan(a, third, '3');
  await scan(host.context, fourth, '4');
  await until(host.context, () => rows(host.context) === 4);
  await until(a, () => inTime(a, made).right.join('') === '1234');
  expect(inTime(host.context, made)).toEqual({ right: ['1', '2', '3', '4'], wrong: [] });
  // Apart, on again by itself, and set once more.
  await host.context.stations.close();
  await until(a, () => linkOf(a).state().state === 'apart');
  await scan(a, fifth, '5');
  theirs.set(a, 600_000);
  await scan(a, sixth, '6');
  await host.context.stations.open(loopback);
  await until(host.context, () => rows(host.context) === 6);
  await until(a, () => linkOf(a).state().state === 'together');
  for (const machine of [host.context, a]) {
    expect(inTime(machine, made)).toEqual({ right: ['1', '2', '3', '4', '5', '6'], wrong: [] });
  }
});

test('the host’s clock is set while a station is joined: what the station writes from then on goes by it', async () => {
  const clock = clockToSet();
  const host = await makeHost(['가', '나'], clock.now);
  const [first, second] = host.people;
  if (!first || !second) throw new Error();
  const a = makeMachine(`${host.folder}/clock`, clockToSet().now);
  await a.shell.network.join(a, invite(host.context, '동문').text);
  await until(a, () => linkOf(a).state().state === 'together');
  await scanAt(a, host.eventId, first, '1');
  await until(host.context, () => rows(host.context) === 1);
  clock.set(host.context, 1_800_000);
  await until(a, () => Math.abs(ownMoment(a.program().db, startsAt, false) - startsAt - 1_800_000) < 60_000);
  await scanAt(a, host.eventId, second, '2');
  await until(host.context, () => rows(host.context) === 2);
  const [before, after] = all<{ moment: number }>(
    host.context.program().db,
    'SELECT moment FROM journal ORDER BY device_seq',
  );
  expect(Math.abs((before?.moment ?? 0) - startsAt)).toBeLessThan(60_000);
  expect(Math.abs((after?.moment ?? 0) - startsAt - 1_800_000)).toBeLessThan(60_000);
});

test('a station’s clock is the rehearsal’s as soon as it is joined, though it looked at its own before', async () => {
  const host = await makeHost();
  const a = await makeStation(host.context, host.folder, '동문');
  const { db } = a.program();
  expect(clockSetting(db).kind).toBe('live');
  takeSettings(db, { rehearsal: JSON.stringify({ shown: startsAt, machine: 0, speed: 1 }), pins: {} }, a);
  expect(clockSetting(db)).toMatchObject({ kind: 'rehearsal', shown: startsAt });
});

test('somebody is erased at the host, notes and all: its stations take the journal anew by themselves, with what they had not sent', async () => {
  const host = await makeHost();
  const [minsu, seoyeon, doyun] = host.people;
  if (!minsu || !seoyeon || !doyun) throw new Error();
  const a = await makeStation(host.context, host.folder, '동문');
  const b = await makeStation(host.context, host.folder, '서문');
  // 동문 lets somebody in against the verdict, with a reason that names them.
  const first = await scanAt(a, host.eventId, minsu, '동문');
  const second = await scanAt(a, host.eventId, minsu, '동문');
  recordOverruling(
    a.program().db,
    { id: scanId(), scanId: second.id, door: '동문', reason: '김민수 님 본인 확인' },
    startsAt,
  );
  a.changed('checkin');
  await scanAt(a, host.eventId, seoyeon, '동문');
  for (const machine of [host.context, a, b]) await until(machine, () => rows(machine) === 4);

  // Apart, 동문 goes on: two rows that the host does not have, one with a note about whom it does not know to be erased.
  await host.context.stations.close();
  await until(a, () => linkOf(a).state().state === 'apart');
  await scanAt(a, host.eventId, doyun, '동문');
  const third = await scanAt(a, host.eventId, minsu, '동문');
  recordOverruling(
    a.program().db,
    { id: scanId(), scanId: third.id, door: '동문', reason: '김민수 님 다시' },
    startsAt,
  );
  erasePeople(host.context.program().db, [minsu], startsAt);
  expect(sweepErased(host.context.program().db)).toBe(true);
  expect(everyCopy(host.context.program().db)).toEqual(['동문', '서문']);
  await host.context.stations.open(loopback);
  for (const machine of [host.context, a, b]) await until(machine, () => rows(machine) === 7);
  for (const station of [a, b]) await until(station, () => linkOf(station).state().state === 'together');
  const chains = [host.context, a, b].map(({ program }) =>
    all(program().db, 'SELECT device_id, device_seq, hash, detail FROM journal ORDER BY 1, 2'),
  );
  expect(chains[1]).toEqual(chains[0]);
  expect(chains[2]).toEqual(chains[0]);
  for (const { program } of [host.context, a, b]) {
    expect(verifyJournal(program().db)).toEqual({ kind: 'whole', rows: 7 });
    const { file } = program();
    for (const one of [file, `${file}-wal`]) {
      if (existsSync(one)) expect(readFileSync(one).includes(Buffer.from('김민수'))).toBe(false);
    }
  }
  expect(entries(a)).toEqual(entries(host.context));
  expect(first.verdict.kind).toBe('admitted');

  // Erased while all are joined: no station falls into trouble for good.
  erasePeople(host.context.program().db, [doyun], startsAt);
  host.context.changed('roster', 'checkin');
  await scanAt(b, host.eventId, seoyeon, '서문');
  for (const machine of [host.context, a, b]) await until(machine, () => rows(machine) === 8);
  for (const station of [a, b]) await until(station, () => linkOf(station).state().state === 'together');
});
