import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { AppContext } from '../../electron/api/context';
import { openProgram } from '../../electron/api/programs';
import { replaceBadge } from '../../electron/store/badges';
import { listConflicts } from '../../electron/store/conflicts';
import { all, get } from '../../electron/store/db';
import { erasePeople } from '../../electron/store/erase';
import { verifyJournal } from '../../electron/store/journal';
import { recordOverruling } from '../../electron/store/scan';
import { everyCopy } from '../../electron/store/stations';
import type { EventId } from '../../shared/contract/ids';
import { scanId, startsAt } from '../store/door';
import {
  codeOf,
  hostState,
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
