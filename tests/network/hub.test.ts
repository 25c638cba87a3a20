import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import log from 'electron-log/node';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { AppContext } from '../../electron/api/context';
import { openProgram } from '../../electron/api/programs';
import { isStale } from '../../electron/hub/clock';
import { rebuildAttendance } from '../../electron/store/attendance';
import { replaceBadge } from '../../electron/store/badges';
import { listConflicts } from '../../electron/store/conflicts';
import { all, get, transaction } from '../../electron/store/db';
import { verifyJournal } from '../../electron/store/journal';
import { closeProgramFile } from '../../electron/store/programFile';
import { recordScan, recordUndo } from '../../electron/store/scan';
import { recordWalkIn } from '../../electron/store/walkIn';
import { Refusal } from '../../shared/domain/refusal';
import { isEntry } from '../../shared/domain/verdict';
import { addEvent, makeDoor, scanId, startsAt } from '../store/door';
import { codeOf, hubThread, makeMachine, scanAt, until } from './machines';
import { hasPostgres, type Postgres, startPostgres } from './postgres';

const root = path.join(import.meta.dirname, '../..');
const migration = readFileSync(path.join(root, 'electron/hub/migrations/0001_hub.sql'), 'utf8');
/** What docs/hub.md tells who runs the database, as it stands there. */
const [grants, logins] = [
  ...readFileSync(path.join(root, 'docs/hub.md'), 'utf8').matchAll(/```sql\n([\s\S]*?)```/g),
].map(([, sql]) => sql ?? '');
const poll = 300;
const passwords = { seoul: 'change me', busan: 'change me too' };
const began = Date.now();
/** A machine's clock that is off by so much. */
const clock = (skew: number) => () => startsAt + (Date.now() - began) + skew;

let server: Postgres;
let database = 0;
beforeAll(async () => {
  if (!hasPostgres()) return;
  server = await startPostgres({ fsync: 'off' });
});
afterAll(() => server?.stop());
/** A database of its own for each test; roles are the server's, and get their rights in each. */
beforeEach(async ({ skip }) => {
  skip(!hasPostgres(), 'there is no PostgreSQL on this machine');
  const name = `hub${++database}`;
  await server.sql(`CREATE DATABASE ${name}`);
  await server.sql(migration, name);
  await server.sql(
    database === 1 ? `${grants}${logins}` : (grants ?? '').replace(/CREATE ROLE.*\n/g, ''),
    name,
  );
});

const address = (role: keyof typeof passwords, password = passwords[role]) => ({
  url: server.url(role, password, `hub${database}`),
  pin: server.cert,
});

const rows = (machine: AppContext) =>
  get<{ n: number }>(machine.program().db, 'SELECT count(*) AS n FROM journal')?.n ?? 0;
const people = (machine: AppContext) =>
  all<{ name: string }>(machine.program().db, 'SELECT name FROM attendee ORDER BY name').map(
    ({ name }) => name,
  );
const entries = (machine: AppContext) =>
  all<{ attendee: string; at: number; door: string }>(
    machine.program().db,
    'SELECT attendee_id AS attendee, entered_at AS at, door FROM attendance ORDER BY attendee_id',
  );
const hubOf = (machine: AppContext) => {
  const state = machine.hub.state();
  if (state.kind !== 'hub') throw new Error('no hub');
  return state;
};
const stateIs = (machine: AppContext, state: string) => until(machine, () => hubOf(machine).state === state);
const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof Refusal ? error.reason : String(error)),
  );

/** A join key with another character at this place. */
const withOther = (key: string, at: number) =>
  `${key.slice(0, at)}${key[at] === 'A' ? 'B' : 'A'}${key.slice(at + 1)}`;

/** Tried in `npm test`; `npm run check` is to take less than a minute. */
const whole = test.skipIf(process.env.STAGEDOOR_FEW_RUNS === '1');

let made = 0;
async function mainHost(skew = 0, often = poll, names?: readonly string[]) {
  const door = makeDoor(names);
  const file = door.db.raw.name;
  closeProgramFile(door.db);
  const machine = makeMachine(path.join(door.folder, `main${++made}`), clock(skew), often);
  openProgram(machine, file);
  await machine.hub.publish(address('seoul'), '서울');
  await stateIs(machine, 'together');
  return { machine, ...door, file };
}
async function branchHost(main: Awaited<ReturnType<typeof mainHost>>, name: string, skew = 0, often = poll) {
  const machine = makeMachine(path.join(main.folder, `branch${++made}`), clock(skew), often);
  await machine.hub.join(address('busan'), name, main.machine.hub.key());
  await stateIs(machine, 'together');
  return machine;
}

test('the thread that speaks to the hub fails: it is said, another one is started, and the exchange goes on', async () => {
  const main = await mainHost();
  const [minsu] = main.people;
  if (!minsu) throw new Error();
  const place = path.join(main.folder, `main${made}`);
  const busan = await branchHost(main, '부산');
  main.machine.close();
  const [failing, failed] = [path.join(main.folder, 'failing.mjs'), path.join(main.folder, 'failed')];
  writeFileSync(
    failing,
    `import { existsSync, writeFileSync } from 'node:fs';
     if (!existsSync(${JSON.stringify(failed)})) {
       writeFileSync(${JSON.stringify(failed)}, '');
       throw new Error('once');
     }
     await import(${JSON.stringify(hubThread)});`,
  );
  const again = makeMachine(place, clock(0), poll, failing);
  openProgram(again, main.file);
  await until(again, () => hubOf(again).reason === 'hub.failed');
  expect((await scanAt(again, main.eventId, minsu, '본부')).verdict.kind).toBe('admitted');
  await stateIs(again, 'together');
  await until(busan, () => rows(busan) === 1);
});

test('two hosts over a hub: the list, the journals, a stopped badge and a guest of the other door, with rights for no more than that', async () => {
  const main = await mainHost();
  const [minsu, seoyeon] = main.people;
  if (!minsu || !seoyeon) throw new Error();
  const busan = await branchHost(main, '부산');
  expect(people(busan)).toEqual(people(main.machine));
  expect((await scanAt(main.machine, main.eventId, minsu, '본부')).verdict.kind).toBe('admitted');
  await until(busan, () => rows(busan) === 1);
  expect((await scanAt(busan, main.eventId, minsu, '동문')).verdict).toMatchObject({
    kind: 'alreadyIn',
    door: '본부',
  });

  replaceBadge(busan.program().db, seoyeon, 'lost', clock(0)());
  busan.changed('badges');
  const stoppedIn = (machine: AppContext) =>
    get(machine.program().db, 'SELECT 1 FROM badge WHERE revoked_at IS NOT NULL') !== undefined;
  await until(main.machine, () => stoppedIn(main.machine));
  const guest = { name: '나손님', affiliation: '', phone: '010-9876-5432' };
  recordWalkIn(
    busan.program().db,
    { id: scanId(), eventId: main.eventId, door: '동문', ...guest },
    clock(0)(),
  );
  busan.changed('roster', 'checkin');
  await until(main.machine, () => people(main.machine).includes('나손님'));
  for (const machine of [main.machine, busan]) await until(machine, () => rows(machine) === 3);
  expect(entries(busan)).toEqual(entries(main.machine));
  expect(verifyJournal(busan.program().db)).toEqual({ kind: 'whole', rows: 3 });
  expect(hubOf(main.machine).hosts).toMatchObject([{ name: '부산', main: false }]);
  expect(hubOf(busan).hosts).toMatchObject([{ name: '서울', main: true }]);
});

whole('what lies in the hub names nobody and has no key; the program’s file has no password', async () => {
  const main = await mainHost();
  await scanAt(main.machine, main.eventId, main.people[0] ?? fail(), '본부');
  await until(main.machine, () => hubOf(main.machine).unsent === 0);
  const tables = await server.sql(
    `SELECT string_agg(t::text, '') AS text FROM (
       SELECT p::text AS t FROM stagedoor.program p UNION ALL SELECT h::text FROM stagedoor.host h
       UNION ALL SELECT u::text FROM stagedoor.unit u UNION ALL SELECT j::text FROM stagedoor.journal_part j) all_of_it`,
    `hub${database}`,
  );
  const bytes = Buffer.from(String(tables[0]?.text), 'utf8');
  const { db, file } = main.machine.program();
  const secret = get<{ value: Uint8Array }>(db, "SELECT value FROM secret WHERE name = 'hub'")?.value;
  expect(bytes.length).toBeGreaterThan(1000);
  if (!secret) throw new Error('no key');
  for (const text of ['김민수', '서울', '본부', secret]) {
    const hidden = Buffer.from(text);
    expect(bytes.includes(hidden)).toBe(false);
    expect(bytes.includes(hidden.toString('hex'))).toBe(false);
  }
  db.raw.pragma('wal_checkpoint(TRUNCATE)');
  expect(readFileSync(file).includes(passwords.seoul)).toBe(false);
  expect(JSON.stringify(main.machine.hub.state())).not.toContain(passwords.seoul);
});

test('a hub that is killed changes nothing at the doors; back again all hosts agree, and who came in twice is listed', async () => {
  const main = await mainHost();
  const [minsu, seoyeon, doyun] = main.people;
  if (!minsu || !seoyeon || !doyun) throw new Error();
  // Its clock is five minutes ahead: what it wrote is put right.
  const busan = await branchHost(main, '부산', 300_000);
  const gumi = await branchHost(main, '구미');
  const hosts = [main.machine, busan, gumi];
  await server.kill();
  for (const host of hosts) await stateIs(host, 'apart');
  const took: number[] = [];
  const at = async (host: AppContext, person: typeof minsu, door: string) => {
    const from = performance.now();
    expect((await scanAt(host, main.eventId, person, door)).verdict.kind).toBe('admitted');
    took.push(performance.now() - from);
  };
  await at(main.machine, minsu, '본부');
  await at(busan, minsu, '동문');
  await at(busan, seoyeon, '동문');
  await at(gumi, doyun, '서문');
  expect(Math.max(...took)).toBeLessThan(1000);
  expect(hubOf(busan).unsent).toBe(2);
  await server.start();
  for (const host of hosts) await until(host, () => rows(host) === 4);
  for (const host of hosts) {
    expect(verifyJournal(host.program().db)).toEqual({ kind: 'whole', rows: 4 });
    await until(host, () => entries(host).every((entry) => Math.abs(entry.at - clock(0)()) < 60_000));
    expect(entries(host)).toEqual(entries(main.machine));
    expect(
      listConflicts(host.program().db, main.eventId).map(({ kind, person }) => [kind, person.name]),
    ).toEqual([['twice', '김민수']]);
    await until(host, () => hubOf(host).unsent === 0);
  }
});

whole(
  'notifications that are doubled, of others or lost: each row comes once, and without any it comes by looking',
  async () => {
    const main = await mainHost(0, 100);
    const [minsu, seoyeon] = main.people;
    if (!minsu || !seoyeon) throw new Error();
    const busan = await branchHost(main, '부산', 0, 100);
    const channel = `stagedoor_${get<{ value: string }>(busan.program().db, "SELECT value FROM meta WHERE key = 'program.id'")?.value.replaceAll('-', '')}`;
    const noise = `DO $$ BEGIN FOR i IN 1..200 LOOP PERFORM pg_notify('${channel}', i::text); PERFORM pg_notify('${channel}', ''); END LOOP; END $$`;
    await Promise.all([
      server.sql(noise, `hub${database}`),
      scanAt(main.machine, main.eventId, minsu, '본부'),
      server.sql(noise, `hub${database}`),
    ]);
    await until(busan, () => rows(busan) === 1);

    // From here on what the hosts call is a function that tells nobody.
    await server.sql(
      `CREATE SCHEMA hush; GRANT USAGE ON SCHEMA hush TO PUBLIC;
     CREATE FUNCTION hush.pg_notify(text, text) RETURNS void LANGUAGE sql AS 'SELECT';
     ALTER ROLE seoul IN DATABASE hub${database} SET search_path = hush, pg_catalog;
     SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'seoul'`,
      `hub${database}`,
    );
    await scanAt(main.machine, main.eventId, seoyeon, '본부');
    await until(busan, () => rows(busan) === 2);
    expect(verifyJournal(busan.program().db)).toEqual({ kind: 'whole', rows: 2 });
  },
);

whole(
  'a hub that is not the one that is meant, or does not let this host in, is refused with a sentence and told nothing',
  async () => {
    const door = makeDoor();
    const file = door.db.raw.name;
    closeProgramFile(door.db);
    const machine = makeMachine(path.join(door.folder, `main${++made}`), clock(0), poll);
    openProgram(machine, file);
    const good = address('seoul');
    const publish = (change: Partial<typeof good>) =>
      reasonOf(machine.hub.publish({ ...good, ...change }, '서울'));
    expect(await publish({ url: address('seoul', 'wrong').url })).toBe('hub.login');
    expect(await publish({ url: good.url.replace('seoul', 'nobody') })).toBe('hub.login');
    expect(await publish({ url: server.url('seoul', passwords.seoul, 'none') })).toBe('hub.database');
    expect(await publish({ url: good.url.replace(`:${server.port}/`, ':1/') })).toBe('hub.unreachable');
    expect(await publish({ url: `${good.url}?sslmode=disable` })).toBe('hub.url');
    expect(await publish({ url: 'https://example.org' })).toBe('hub.url');
    expect(await publish({ pin: 'not a certificate' })).toBe('hub.pin');
    // Nobody whom this machine trusts signed it.
    expect(await publish({ pin: '' })).toBe('hub.certificate');
    expect(await publish({ pin: 'ab'.repeat(32) })).toBe('hub.certificate');
    // Another name than the certificate's.
    expect(await publish({ url: good.url.replace('127.0.0.1', 'localhost') })).toBe('hub.certificate');
    expect(await publish({ url: server.url('busan', passwords.busan, `hub${database}`) })).toBe('hub.rights');
    expect(machine.hub.state()).toEqual({ kind: 'none', possible: 'yes' });
    expect(await server.sql('SELECT id FROM stagedoor.program', `hub${database}`)).toEqual([]);
    const fingerprint = new X509Certificate(server.cert).fingerprint256;
    expect(await publish({ pin: fingerprint, url: good.url.replace('127.0.0.1', 'localhost') })).toBe('none');
    await stateIs(machine, 'together');

    const other = makeMachine(path.join(door.folder, `branch${++made}`), clock(0), poll);
    const key = machine.hub.key();
    // The last character has bits that no key uses, so the one before it is changed: a key like any other, but not the hub's.
    expect(await reasonOf(other.hub.join(address('busan'), '부산', withOther(key, key.length - 2)))).toBe(
      'hub.sealed',
    );
    expect(await reasonOf(other.hub.join(address('busan'), '부산', 'AAAA'))).toBe('hub.key');
    expect(await reasonOf(other.hub.join(address('busan'), '부산', withOther(key, 0)))).toBe('hub.noProgram');
  },
);

whole(
  'a host’s role may change and delete no journal, no list and no program; the main host deletes the program, and others say so',
  async () => {
    const main = await mainHost();
    const busan = await branchHost(main, '부산');
    await scanAt(busan, main.eventId, main.people[0] ?? fail(), '동문');
    await until(main.machine, () => rows(main.machine) === 1);
    const client = new pg.Client({ connectionString: address('busan').url, ssl: { ca: server.cert } });
    await client.connect();
    for (const sql of [
      'DELETE FROM stagedoor.journal_part',
      'UPDATE stagedoor.journal_part SET first = first',
      "UPDATE stagedoor.unit SET body = ''",
      'DELETE FROM stagedoor.program',
      'UPDATE stagedoor.program SET list = 0',
      'DELETE FROM stagedoor.host',
      'CREATE TABLE stagedoor.mine (a int)',
      'DROP TABLE stagedoor.unit',
    ]) {
      await expect(client.query(sql)).rejects.toMatchObject({ code: '42501' });
    }
    await client.end();
    expect(await reasonOf(busan.hub.erase('x'))).toBe('hub.notMain');
    expect(await reasonOf(main.machine.hub.erase('x'))).toBe('privacy.notTyped');
    await main.machine.hub.erase(
      get<{ value: string }>(main.machine.program().db, "SELECT value FROM meta WHERE key = 'program.name'")
        ?.value ?? '',
    );
    expect(await server.sql('SELECT device FROM stagedoor.journal_part', `hub${database}`)).toEqual([]);
    await until(busan, () => hubOf(busan).reason === 'hub.noProgram');
    expect((await scanAt(busan, main.eventId, main.people[1] ?? fail(), '동문')).verdict.kind).toBe(
      'admitted',
    );
  },
);

whole(
  'a host’s clock is set while it is joined: what it wrote before stays as right as what it writes after',
  async () => {
    const main = await mainHost();
    const [minsu, seoyeon] = main.people;
    if (!minsu || !seoyeon) throw new Error();
    let ahead = 0;
    const busan = makeMachine(path.join(main.folder, 'busan'), () => clock(ahead)(), poll);
    await busan.hub.join(address('busan'), '부산', main.machine.hub.key());
    await stateIs(busan, 'together');
    await scanAt(busan, main.eventId, minsu, '동문');
    await until(main.machine, () => rows(main.machine) === 1);
    ahead = -300_000;
    busan.changed('program');
    await scanAt(busan, main.eventId, seoyeon, '동문');
    await until(main.machine, () => rows(main.machine) === 2);
    const now = clock(0)();
    const areRight = (machine: AppContext) => entries(machine).every(({ at }) => Math.abs(at - now) < 60_000);
    for (const machine of [main.machine, busan]) await until(machine, () => areRight(machine));
  },
);

/** A main host whose journal is long: people come, go out and come back, and some scans are taken back. */
async function busyHost(many: number) {
  const names = Array.from({ length: 60 }, (_, i) => `참가자 ${i}`);
  const main = await mainHost(0, poll, names);
  const { db } = main.machine.program();
  const open = addEvent(db, { entry: 'leave_and_return' });
  const codes = main.people.map((person) => codeOf(main.machine, person));
  transaction(db, () => {
    for (let i = 0; i < many; i++) {
      const scan = {
        id: scanId(),
        eventId: i % 3 === 0 ? main.eventId : open,
        door: i % 2 === 0 ? '동문 "가"' : 'B',
        source: 'camera',
        direction: i % 7 === 3 ? 'out' : 'in',
        by: { by: 'code', code: codes[i % codes.length] ?? '' },
      } as const;
      const { verdict } = recordScan(db, scan, startsAt + i * 10);
      if (i % 41 === 0 && isEntry(verdict))
        recordUndo(db, { id: scanId(), scanId: scan.id, door: scan.door }, startsAt + i * 10 + 1);
    }
  });
  return main;
}
const journalOf = (machine: AppContext) =>
  all(machine.program().db, 'SELECT * FROM journal ORDER BY device_id, device_seq');
/** Until the main host has each row of another, at the same time by the same clock: what was measured of clocks comes last. */
const untilAlike = (main: AppContext, other: AppContext) =>
  until(main, () => isDeepStrictEqual(journalOf(main), journalOf(other)));
const standingOf = (machine: AppContext) => ({
  who: all(machine.program().db, 'SELECT * FROM attendance ORDER BY event_id, attendee_id'),
  counts: all(machine.program().db, 'SELECT * FROM door_count ORDER BY event_id'),
});
const connections = async () =>
  (await server.sql("SELECT state, wait_event, query FROM pg_stat_activity WHERE usename = 'busan'")).map(
    ({ state, wait_event: waits, query }) => `${state}, ${waits}: ${query}`,
  );

test('a host that comes new gets a long journal at once, also what is still on its way there; then both go on', async () => {
  const main = await busyHost(6000);
  const all = rows(main.machine);
  const busan = makeMachine(path.join(main.folder, `branch${++made}`), clock(0), poll);
  const seen = new Set<number>();
  busan.topics.subscribe('checkin', () => void seen.add(rows(busan)));
  const warned = vi.spyOn(log, 'warn');
  main.machine.changed('checkin');
  await busan.hub.join(address('busan'), '부산', main.machine.hub.key());
  await until(busan, () => rows(busan) === all);
  expect([...seen].filter((count) => count > 0)).toEqual([all]);
  expect(warned.mock.calls).toEqual([]);
  expect(journalOf(busan)).toEqual(journalOf(main.machine));
  expect(verifyJournal(busan.program().db)).toEqual({ kind: 'whole', rows: all });
  const standing = standingOf(busan);
  expect(standing.who.length).toBeGreaterThan(0);
  expect(standing).toEqual(standingOf(main.machine));
  rebuildAttendance(busan.program().db);
  expect(standing).toEqual(standingOf(busan));
  const [first] = main.people;
  await scanAt(busan, main.eventId, first ?? fail(), '동문');
  await until(main.machine, () => rows(main.machine) === all + 1);
  await scanAt(main.machine, main.eventId, first ?? fail(), '본부');
  await until(busan, () => rows(busan) === all + 2);
  await untilAlike(main.machine, busan);
});

test('somebody is judged at a host that is still getting a long journal: both come together', async () => {
  const main = await busyHost(6000);
  const [first] = main.people;
  const all = rows(main.machine);
  const busan = makeMachine(path.join(main.folder, `branch${++made}`), clock(0), poll);
  await busan.hub.join(address('busan'), '부산', main.machine.hub.key());
  await until(busan, () => people(busan).length === main.people.length);
  await scanAt(busan, main.eventId, first ?? fail(), '동문');
  main.machine.changed('checkin');
  for (const machine of [main.machine, busan]) await until(machine, () => rows(machine) === all + 1);
  await untilAlike(main.machine, busan);
  expect(verifyJournal(busan.program().db)).toEqual({ kind: 'whole', rows: all + 1 });
  expect(standingOf(busan)).toEqual(standingOf(main.machine));
});

whole('a long journal in which a row was changed is taken by no host, and it says so', async () => {
  const main = await busyHost(4000);
  const { db } = main.machine.program();
  db.raw.exec("DROP TRIGGER journal_no_update; UPDATE journal SET door = 'C' WHERE device_seq = 3000");
  main.machine.changed('checkin');
  await until(main.machine, () => hubOf(main.machine).unsent === 0);
  const busan = makeMachine(path.join(main.folder, `branch${++made}`), clock(0), poll);
  await busan.hub.join(address('busan'), '부산', main.machine.hub.key());
  await until(busan, () => hubOf(busan).reason === 'journal.changed');
  expect(journalOf(busan)).toEqual(journalOf(main.machine).slice(0, rows(busan)));
  expect(rows(busan)).toBeLessThan(3000);
});

test.each([
  ['as rows come one part after the other', 1],
  ['as many rows are put together', 0],
])(
  'a program that is closed in the middle of an exchange, %s, leaves no connection behind, and goes on when it is open again',
  async (_how, own) => {
    const main = await busyHost(9000);
    main.machine.changed('checkin');
    await until(main.machine, () => hubOf(main.machine).unsent === 0);
    const all = rows(main.machine);
    const branch = makeMachine(path.join(main.folder, `branch${++made}`), clock(0), poll);
    await branch.hub.join(address('busan'), '부산', main.machine.hub.key());
    const { file } = branch.program();
    const [first] = main.people;
    await until(branch, () => people(branch).length === main.people.length);
    if (own > 0) {
      await scanAt(branch, main.eventId, first ?? fail(), '동문');
      await until(branch, () => rows(branch) > own);
    }
    expect(rows(branch)).toBeLessThan(all);
    branch.close();
    await expect.poll(connections, { timeout: 60_000, interval: 100 }).toEqual([]);
    openProgram(branch, file);
    await until(branch, () => rows(branch) === all + own);
    await untilAlike(main.machine, branch);
    expect(verifyJournal(branch.program().db)).toEqual({ kind: 'whole', rows: all + own });
  },
);

test('a measurement of the hub’s clock is good for a minute, and no longer than until this machine’s clock is set', () => {
  const made = { at: 1000, wall: 5_000_000 };
  expect(isStale(made, { at: 50_000, wall: 5_000_003 })).toBe(false);
  expect(isStale(made, { at: 62_000, wall: 5_000_003 })).toBe(true);
  expect(isStale(made, { at: 2000, wall: 4_700_000 })).toBe(true);
});

whole('what was changed in the hub by hand does not open', async () => {
  const main = await mainHost();
  const busan = await branchHost(main, '부산');
  await server.sql(
    `UPDATE stagedoor.unit SET change = change + 1000, body = (SELECT body FROM stagedoor.unit ORDER BY change LIMIT 1)`,
    `hub${database}`,
  );
  busan.changed('checkin');
  await until(busan, () => hubOf(busan).reason === 'hub.sealed');
  expect(people(busan)).toEqual(people(main.machine));
});

function fail(): never {
  throw new Error('nobody there');
}
