import { call } from '@orpc/server';
import { expect, test } from 'vitest';
import { createContext, type Shell } from '../../electron/api/context';
import { router } from '../../electron/api/router';
import { actingAs } from '../../electron/store/actor';
import { all, run, transaction } from '../../electron/store/db';
import { lastDeeds } from '../../electron/store/lastDeeds';
import { setMeta } from '../../electron/store/meta';
import { asProgram } from '../../electron/store/program';
import { makeDoor, scanId } from './door';
import { desk, people } from './importDesk';

function makeMachine() {
  const door = makeDoor();
  const context = createContext({ keepAwake: () => {} } as Partial<Shell> as Shell, () => {});
  context.exchange(() => asProgram(door.db, `${door.folder}/a.stagedoor`));
  const [id] = door.people;
  if (!id) throw new Error('nobody');
  const deeds = () => lastDeeds(door.db, 100).map(({ by, call }) => `${call} by ${by}`);
  const edit = (name: string) =>
    call(router.roster.edit, { edits: [{ id, edit: { name } }] }, { context, path: ['roster', 'edit'] });
  return { ...door, id, context, deeds, edit };
}

test('every change of the program says who made it; a scan is in the journal, and asking changes nothing', async () => {
  const { context, deeds, edit, eventId, codeOf, id, db } = makeMachine();
  const { session } = context;
  await session.setPin('organizer', '4071', null);
  await session.setPin('showCaller', '5182', null);
  await session.unlock('organizer', '4071', '한운영');
  await edit('새이름');
  const scan = {
    id: scanId(),
    eventId,
    door: 'A',
    source: 'keyboard',
    by: { by: 'code', code: codeOf(id) },
  } as const;
  await call(router.checkin.scan, scan, { context, path: ['checkin', 'scan'] });
  await call(router.roster.list, { eventId }, { context, path: ['roster', 'list'] });
  await session.unlock('showCaller', '5182', '');
  await call(router.program.chooseEvent, { eventId }, { context, path: ['program', 'chooseEvent'] });
  expect(deeds()).toEqual(['program.chooseEvent by showCaller', 'roster.edit by 한운영']);
  // What somebody may not do is not done.
  await expect(edit('아무개')).rejects.toMatchObject({ data: { reason: 'access.denied' } });
  expect(deeds()).toHaveLength(2);
  expect(all(db, 'SELECT by_name AS by, became FROM history WHERE field = ?', 'name')).toEqual([
    { by: '한운영', became: '새이름' },
  ]);
});

test('a change that is taken back leaves nobody’s name; the same asked for once is written down once', () => {
  const { db, deeds } = makeMachine();
  const failing = () =>
    actingAs('갑', 'events.put', () =>
      transaction(db, () => {
        setMeta(db, 'door.name', 'B');
        throw new Error('taken back');
      }),
    );
  expect(failing).toThrow('taken back');
  expect(deeds()).toEqual([]);
  actingAs('을', 'events.put', () => {
    setMeta(db, 'door.name', 'C');
    setMeta(db, 'door.name', 'D');
  });
  expect(deeds()).toEqual(['events.put by 을']);
});

test('people’s history has the name of who asked, another machine’s too, and afterwards that of who works here again', () => {
  const { db, id } = makeMachine();
  setMeta(db, 'operator.name', '여기');
  const rename = (name: string) => run(db, 'UPDATE attendee SET name = ? WHERE id = ?', name, id);
  actingAs('북문', 'desk.walkIn', () => rename('하나'));
  rename('둘');
  expect(all(db, "SELECT by_name AS by, became FROM history WHERE field = 'name' ORDER BY seq")).toEqual([
    { by: '북문', became: '하나' },
    { by: '여기', became: '둘' },
  ]);
});

test('an import is somebody’s deed once it is in, and nobody’s where it was called off', async () => {
  const { db, take, takeAnd, cancel } = desk();
  const deeds = () => lastDeeds(db, 100).map(({ call }) => call);
  const file = people('가온,a@example.com,,참석\n');
  await expect(takeAnd(file, 'writing', cancel)).rejects.toMatchObject({
    data: { reason: 'import.cancelled' },
  });
  expect(deeds()).toEqual([]);
  await take(file);
  expect(deeds()).toEqual(['imports.commit']);
});
