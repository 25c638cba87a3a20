import { call } from '@orpc/server';
import { expect, test } from 'vitest';
import { createContext, type Shell } from '../../electron/api/context';
import { router } from '../../electron/api/router';
import { listPeople } from '../../electron/store/attendees';
import { all, run, type WriteDb } from '../../electron/store/db';
import { listEvents } from '../../electron/store/events';
import { listedPeople, savedViews, viewIds } from '../../electron/store/peopleView';
import type { AttendeeId } from '../../shared/contract/ids';
import { firstColumns, noFilter, type RosterFilter } from '../../shared/contract/rosterView';
import { importFiles, sampleFiles, temporaryProgram } from './importing';

function sample() {
  const db = temporaryProgram();
  importFiles(db, sampleFiles());
  const event = (code: string) => listEvents(db).find((each) => each.code === code)?.id ?? null;
  const count = async (filter: Partial<RosterFilter>, code = 'graduation', text = '') =>
    (await viewIds(db, { text, eventId: event(code), filter: { ...noFilter, ...filter } })).length;
  return { db, event, count };
}

function desk(db: WriteDb) {
  const context = createContext({} as Shell, () => {});
  context.exchange(() => ({ db, file: db.raw.name, now: () => 5 }));
  return context;
}

test('a list has whom its filter asks for, and the order is that of the names', async () => {
  const { db, event, count } = sample();
  expect(await count({})).toBe(496);
  expect(await count({ role: 'participants' })).toBe(489);
  expect(await count({ role: 'castOnly' })).toBe(7);
  expect(await count({ role: 'speaker' })).toBe(
    all(db, "SELECT 1 FROM attendee WHERE role = 'speaker'").length,
  );
  expect(await count({ complete: 'completeOnly' })).toBe(333);
  // The cast takes no part: it is neither.
  expect(await count({ complete: 'incompleteOnly' })).toBe(489 - 333);
  expect(await count({ standing: 'answeredYes' })).toBe(323);
  expect(await count({ standing: 'waiting' }, 'visit-c')).toBe(20);
  expect(await count({ track: 'project' })).toBe(
    all(db, "SELECT 1 FROM track_result WHERE track = 'project'").length,
  );
  expect(await count({ present: 'absentOnly' })).toBe(496);
  run(db, "INSERT INTO attendee_tag SELECT id, 'vip' FROM attendee WHERE name LIKE '박%'");
  const parks = all(db, "SELECT 1 FROM attendee WHERE name LIKE '박%'").length;
  expect(await count({ tag: 'vip' })).toBe(parks);
  expect(await count({ tag: 'vip', complete: 'completeOnly', standing: 'answeredYes' })).toBeLessThan(parks);
  expect(await count({}, 'graduation', '박훈주')).toBe(1);
  expect(await count({ role: 'castOnly' }, 'graduation', '박훈주')).toBe(0);

  const graduation = event('graduation');
  const names = new Map(listPeople(db, null).map(({ id, name }) => [id, name]));
  const ids = await viewIds(db, { text: '', eventId: null, filter: noFilter });
  expect(ids.map((id) => names.get(id))).toEqual([...names.values()]);
  expect(
    listedPeople(db, ids.slice(0, 3), graduation && { eventId: graduation, now: 0 }).map(({ id }) => id),
  ).toEqual(ids.slice(0, 3));
});

test('tags and a note for many people at once, and one undo puts each back', async () => {
  const { db } = sample();
  const context = desk(db);
  const ids = all<{ id: AttendeeId }>(db, 'SELECT id FROM attendee ORDER BY id LIMIT 300').map(
    ({ id }) => id,
  );
  run(db, "INSERT INTO attendee_tag VALUES (?, 'old'), (?, 'vip')", ids[0] ?? '', ids[1] ?? '');
  run(db, "UPDATE attendee SET attention = '알레르기' WHERE id = ?", ids[2] ?? '');
  const state = () => [
    all(db, 'SELECT * FROM attendee_tag ORDER BY 1, 2'),
    all(db, 'SELECT id, attention, search FROM attendee ORDER BY id'),
  ];
  const before = state();
  const change = { addTags: ['vip'], removeTags: ['old'], attention: null };
  const { number, changed } = await call(router.roster.editMany, { ids, change }, { context });
  expect(changed).toBe(299);
  expect(all(db, "SELECT 1 FROM attendee_tag WHERE tag = 'vip'")).toHaveLength(300);
  expect(all(db, "SELECT 1 FROM attendee_tag WHERE tag = 'old'")).toHaveLength(0);
  await call(router.roster.undoMany, { number }, { context });
  expect(state()).toEqual(before);
  await expect(call(router.roster.undoMany, { number }, { context })).rejects.toMatchObject({
    data: { reason: 'attendee.nothingToUndo' },
  });
  const note = { addTags: [], removeTags: [], attention: '명찰 뒷면 확인' };
  const noted = await call(router.roster.editMany, { ids, change: note }, { context });
  expect(noted.changed).toBe(300);
  expect(
    all(db, "SELECT 1 FROM history WHERE field = 'attention' AND became = '명찰 뒷면 확인'"),
  ).toHaveLength(300);
  await call(router.roster.undoMany, { number: noted.number }, { context });
  expect(state()).toEqual(before);
});

test('a list is kept under its name, replaced, and removed', async () => {
  const { db } = sample();
  const context = desk(db);
  const view = {
    id: '01920000-0000-7000-8000-000000000001',
    name: '수료한 박씨',
    filter: { ...noFilter, complete: 'completeOnly' as const },
    columns: [...firstColumns],
    eventId: null,
  };
  await call(router.roster.saveView, view, { context });
  await call(
    router.roster.saveView,
    { ...view, id: '01920000-0000-7000-8000-000000000002', columns: ['email'] },
    { context },
  );
  expect(savedViews(db)).toEqual([
    { ...view, id: '01920000-0000-7000-8000-000000000002', columns: ['email'] },
  ]);
  await call(router.roster.removeView, { id: '01920000-0000-7000-8000-000000000002' }, { context });
  expect(savedViews(db)).toEqual([]);
});

test('a list that asks about an event keeps which; one that was kept before follows the chosen event, as it did', async () => {
  const { db, event } = sample();
  const context = desk(db);
  const eventId = event('visit-a');
  const filter = { ...noFilter, standing: 'confirmed' as const };
  const id = '01920000-0000-7000-8000-000000000001';
  const kept = { id, name: '방문 A 확정', filter, columns: ['email' as const], eventId };
  await call(router.roster.saveView, kept, { context });
  const old = { id: '01920000-0000-7000-8000-000000000002', name: '옛 목록', filter, columns: [] };
  run(
    db,
    'INSERT INTO saved_view (id, name, body) VALUES (?, ?, ?)',
    old.id,
    old.name,
    JSON.stringify({ filter, columns: old.columns }),
  );
  expect(savedViews(db)).toEqual([kept, { ...old, eventId: null }]);
  expect(await viewIds(db, { text: '', eventId, filter })).toHaveLength(34);
});
