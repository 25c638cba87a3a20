import { call } from '@orpc/server';
import log from 'electron-log/node';
import { expect, test } from 'vitest';
import { createContext, type Shell } from '../../electron/api/context';
import { router } from '../../electron/api/router';
import { all, run } from '../../electron/store/db';
import { setMeta } from '../../electron/store/meta';
import { asProgram } from '../../electron/store/program';
import type { CallerRole } from '../../shared/domain/access';
import { makeDoor, scanId } from './door';

function makeMachine() {
  const door = makeDoor();
  const context = createContext({ keepAwake: () => {} } as Partial<Shell> as Shell, () => {});
  context.exchange(() => asProgram(door.db, `${door.folder}/a.stagedoor`));
  run(
    door.db,
    "UPDATE attendee SET email = 'a@example.com', phone = '010-1234-5678', phone_digits = '01012345678', attention = '휠체어'",
  );
  const { session } = context;
  const setPins = async () => {
    for (const role of ['organizer', 'showCaller', 'mc', 'steward'] as const)
      await session.setPin(role, pins[role], null);
  };
  const scan = () => {
    const code = door.codeOf(
      door.people[0] ??
        door.people[1] ??
        (() => {
          throw new Error('nobody');
        })(),
    );
    const input = {
      id: scanId(),
      eventId: door.eventId,
      door: 'A',
      source: 'keyboard',
      by: { by: 'code', code },
    } as const;
    return call(router.checkin.scan, input, { context, path: ['checkin', 'scan'] });
  };
  const list = () =>
    call(router.roster.list, { eventId: door.eventId }, { context, path: ['roster', 'list'] });
  return { ...door, context, session, setPins, scan, list };
}

const pins: Readonly<Record<CallerRole, string>> = {
  organizer: '4071',
  showCaller: '5182',
  mc: '6293',
  steward: '7304',
};

const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => 'not refused',
    (error: { data?: { reason?: string }; reason?: string }) => error.data?.reason ?? error.reason,
  );

test('without a PIN of the organizer’s nothing is locked; with one a program that is opened is', async () => {
  const { db, folder, context, session, scan } = makeMachine();
  expect(session.caller().role).toBe('organizer');
  expect(() => session.lock()).toThrow(expect.objectContaining({ reason: 'access.noPin' }));
  expect(await reasonOf(session.setPin('steward', '7304', null))).toBe('access.organizerFirst');
  await session.setPin('organizer', '4071', null);
  expect(session.caller().role).toBe('organizer');
  session.lock();
  expect(session.caller().role).toBeNull();
  expect(await reasonOf(scan())).toBe('access.denied');
  const next = createContext(context.shell, () => {});
  next.exchange(() => asProgram(db, `${folder}/a.stagedoor`));
  expect(next.caller().role).toBeNull();
});

test('a role begins by its own PIN; another one’s does not open it, and wrong ones wait', async () => {
  const { session, setPins } = makeMachine();
  await setPins();
  session.lock();
  expect(await reasonOf(session.unlock('organizer', pins.steward, ''))).toBe('pin.wrong');
  await session.unlock('steward', pins.steward, '이수');
  expect(session.caller()).toEqual({ role: 'steward', name: '이수' });
  session.lock();
  for (let tries = 0; tries < 3; tries++)
    expect(await reasonOf(session.unlock('mc', '0000', ''))).toBe('pin.wrong');
  expect(await reasonOf(session.unlock('mc', pins.mc, ''))).toBe('pin.wait');
  expect(session.caller().role).toBeNull();
});

test('a steward’s scan bears their name in the journal, and a steward sees name and affiliation only', async () => {
  const { db, session, setPins, scan, list, people, context, eventId } = makeMachine();
  expect(await list()).toContainEqual(expect.objectContaining({ name: '김민수', phoneLast4: '5678' }));
  await setPins();
  await session.unlock('steward', pins.steward, '이수');
  await scan();
  await session.unlock('steward', pins.steward, '');
  await scan();
  expect(all(db, 'SELECT by FROM journal ORDER BY device_seq')).toEqual([{ by: '이수' }, { by: 'steward' }]);
  const found = (await list()).find(({ name }) => name === '김민수');
  expect(found).toMatchObject({ name: '김민수', phoneLast4: '••••', eligibility: null, results: [] });
  const id = people[0];
  if (!id) throw new Error('nobody');
  const detail = await call(router.roster.get, { id, eventId }, { context, path: ['roster', 'get'] });
  expect(JSON.stringify(detail)).not.toMatch(/example\.com|5678|휠체어/);
  const edit = { edits: [{ id, edit: { name: '바뀜' } }] };
  expect(await reasonOf(call(router.roster.edit, edit, { context, path: ['roster', 'edit'] }))).toBe(
    'access.denied',
  );
});

test('left alone it locks; where a lane is open it goes on as a steward; a kiosk is never more', async () => {
  const { db, session, setPins, context, eventId } = makeMachine();
  await setPins();
  session.setIdle(5);
  session.look(299);
  expect(session.caller().role).toBe('organizer');
  session.look(300);
  expect(session.caller().role).toBeNull();
  await session.unlock('organizer', pins.organizer, '');
  const stop = new AbortController();
  const lane = await call(
    router.checkin.lane,
    { eventId, door: 'A' },
    { context, path: ['checkin', 'lane'], signal: stop.signal },
  );
  await lane.next();
  session.look(301);
  expect(session.caller().role).toBe('steward');
  // What the organizer had open ends: the steward asks for it anew.
  expect((await lane.next()).done).toBe(true);
  session.setIdle(0);
  await session.unlock('organizer', pins.organizer, '');
  session.look(100_000);
  expect(session.caller().role).toBe('organizer');
  setMeta(db, 'kiosk.on', '1');
  expect(session.caller().role).toBe('steward');
});

test('the organizer’s PIN is changed by who knows it, and with it all others go', async () => {
  const { session, setPins } = makeMachine();
  await setPins();
  expect(await reasonOf(session.setPin('organizer', '1111', '0000'))).toBe('pin.wrong');
  await session.setPin('organizer', null, pins.organizer);
  expect(session.state(session.caller()).pins).toEqual({
    organizer: false,
    showCaller: false,
    mc: false,
    steward: false,
  });
});

test('a window or a station with rights of its own neither locks the machine nor opens it', async () => {
  const { session, setPins, context } = makeMachine();
  await setPins();
  const station = { ...context, caller: () => ({ role: 'steward', name: '입구 B' }) as const };
  const lock = () => call(router.access.lock, undefined, { context: station, path: ['access', 'lock'] });
  expect(await reasonOf(lock())).toBe('access.denied');
  session.lock();
  const open = { role: 'organizer', pin: pins.organizer, name: '' } as const;
  const unlock = call(router.access.unlock, open, { context: station, path: ['access', 'unlock'] });
  expect(await reasonOf(unlock)).toBe('access.denied');
  expect(session.caller().role).toBeNull();
  await call(router.access.unlock, open, { context, path: ['access', 'unlock'] });
  expect(session.caller().role).toBe('organizer');
});

test('a wrong PIN leaves a line in the log, without what was typed', async () => {
  const { context, session, setPins } = makeMachine();
  await setPins();
  session.lock();
  const lines: string[] = [];
  const keep: (typeof log.hooks)[number] = (message) => {
    lines.push(message.data.join(' '));
    return false;
  };
  log.hooks.push(keep);
  const input = { role: 'organizer', pin: '9090', name: '김민수' } as const;
  try {
    await expect(
      call(router.access.unlock, input, { context, path: ['access', 'unlock'] }),
    ).rejects.toMatchObject({ data: { reason: 'pin.wrong' } });
  } finally {
    log.hooks.splice(log.hooks.indexOf(keep), 1);
  }
  expect([...new Set(lines)]).toEqual(['refused in access.unlock: pin.wrong']);
});
