import fc from 'fast-check';
import { expect, test } from 'vitest';
import { all, get, run, type WriteDb } from '../../electron/store/db';
import { putEvent, removeEvent, restoreEvent } from '../../electron/store/eventEdit';
import { getEvent } from '../../electron/store/events';
import { countClashes, listInvited, setInvitations } from '../../electron/store/invitations';
import { EventEdit } from '../../shared/contract/events';
import type { AttendeeId, EventId } from '../../shared/contract/ids';
import { clash, movesUp } from '../../shared/domain/waitingList';
import { runs } from '../runs';
import { importFiles, refusalOf, sampleFiles, temporaryProgram } from './importing';

const talk: EventEdit = {
  code: '',
  kind: 'tech_talk',
  title: '테크톡 2',
  titleEn: 'Tech talk 2',
  doorsAt: null,
  startsAt: Date.parse('2024-09-11T19:00+09:00'),
  endsAt: Date.parse('2024-09-11T20:30+09:00'),
  zone: 'Asia/Seoul',
  venue: '강의실 3',
  capacity: 2,
  admission: 'invited',
  admits: [],
  entry: 'once',
};

function program() {
  const db = temporaryProgram();
  importFiles(db, sampleFiles());
  return { db, id: (code: string) => idOf(db, code) };
}

const idOf = (db: WriteDb, code: string) =>
  get<{ id: EventId }>(db, 'SELECT id FROM event WHERE code = ?', code)?.id as EventId;
const statuses = (db: WriteDb, eventId: EventId) =>
  all(
    db,
    'SELECT attendee_id, status, place FROM invitation WHERE event_id = ? ORDER BY attendee_id',
    eventId,
  );

test('an event is added with a code of its own, changed and changed back, and keeps its code', () => {
  const { db } = program();
  const { id, before } = putEvent(db, null, talk);
  expect(before).toBeNull();
  expect(getEvent(db, id)).toMatchObject({ code: 'tech-talk', title: '테크톡 2', capacity: 2 });
  expect(putEvent(db, null, talk)).toMatchObject({ before: null });
  expect(get(db, "SELECT 1 FROM event WHERE code = 'tech-talk-2'")).toBeDefined();
  const changed = putEvent(db, id, {
    ...talk,
    code: 'other',
    title: ' 새 제목 ',
    admission: 'tags',
    admits: ['vip'],
  });
  expect(getEvent(db, id)).toMatchObject({ code: 'tech-talk', title: '새 제목', admits: ['vip'] });
  putEvent(db, id, changed.before as EventEdit);
  expect(getEvent(db, id)).toMatchObject({ title: '테크톡 2', admission: 'invited', admits: [] });
  expect(refusalOf(() => putEvent(db, null, { ...talk, code: 'tech-talk' }))).toMatchObject({
    reason: 'event.codeTaken',
  });
  expect(EventEdit.safeParse({ ...talk, endsAt: talk.startsAt - 1 }).success).toBe(false);
  expect(EventEdit.safeParse({ ...talk, zone: 'Seoul' }).success).toBe(false);
});

test('an event that is taken away comes back with its list; one with a rundown or an entry stays', () => {
  const { db, id } = program();
  const visit = id('visit-a');
  const before = [getEvent(db, visit), statuses(db, visit)];
  removeEvent(db, visit);
  expect(idOf(db, 'visit-a')).toBeUndefined();
  expect(get<{ n: number }>(db, 'SELECT count(*) AS n FROM invitation WHERE event_id = ?', visit)?.n).toBe(0);
  restoreEvent(db, visit);
  expect([getEvent(db, visit), statuses(db, visit)]).toEqual(before);
  expect(refusalOf(() => restoreEvent(db, visit)).reason).toBe('event.nothingToRestore');
  expect(refusalOf(() => removeEvent(db, id('graduation'))).reason).toBe('event.hasRundown');
});

test('whoever has waited longest moves up when somebody declines; one undo puts all of it back', () => {
  const { db, id } = program();
  const visit = id('visit-b');
  const before = statuses(db, visit);
  const list = listInvited(db, visit);
  const waiting = list.filter(({ status }) => status === 'waiting');
  expect(waiting.map(({ place }) => place)).toEqual([1, 2, 3, 4, 5]);
  const two = list.filter(({ status }) => status === 'confirmed').slice(0, 2);
  const declined = two.map(({ id: person }) => ({ id: person, status: 'declined' as const }));
  const { movedUp, undo } = setInvitations(db, visit, declined, 'freed');
  // 31 confirmed and 5 invited of 40: there is room for the two, and four more free places stay.
  expect(movedUp).toEqual(waiting.slice(0, 2).map(({ name }) => name));
  const after = listInvited(db, visit);
  expect(after.filter(({ status }) => status === 'waiting').map(({ name, place }) => [name, place])).toEqual(
    waiting.slice(2).map(({ name }, i) => [name, i + 1]),
  );
  expect(setInvitations(db, visit, [], 'fill').movedUp).toHaveLength(3);
  setInvitations(
    db,
    visit,
    waiting.slice(2).map(({ id: person, place }) => ({ id: person, status: 'waiting', place })),
    'nobody',
  );
  setInvitations(db, visit, undo, 'nobody');
  expect(statuses(db, visit).map(({ status }) => status)).toEqual(before.map(({ status }) => status));
});

test('a full event takes nobody more: who declines is followed by one, and undo is exact', () => {
  const { db } = program();
  const { id } = putEvent(db, null, talk);
  const people = all<{ id: AttendeeId }>(
    db,
    "SELECT id FROM attendee WHERE role = 'participant' ORDER BY id LIMIT 5",
  ).map((row) => row.id);
  const [a, b, c, d, e] = people as [AttendeeId, AttendeeId, AttendeeId, AttendeeId, AttendeeId];
  setInvitations(
    db,
    id,
    [
      { id: a, status: 'confirmed' },
      { id: b, status: 'invited' },
    ],
    'freed',
  );
  setInvitations(
    db,
    id,
    [
      { id: d, status: 'waiting' },
      { id: c, status: 'waiting' },
      { id: e, status: 'waiting' },
    ],
    'freed',
  );
  expect(
    listInvited(db, id)
      .filter(({ status }) => status === 'waiting')
      .map((one) => one.id),
  ).toEqual([d, c, e]);
  const before = statuses(db, id);
  const { movedUp, undo } = setInvitations(db, id, [{ id: b, status: 'declined' }], 'freed');
  expect(movedUp).toHaveLength(1);
  expect(get(db, "SELECT 1 FROM invitation WHERE attendee_id = ? AND status = 'confirmed'", d)).toBeDefined();
  setInvitations(db, id, undo, 'nobody');
  expect(statuses(db, id)).toEqual(before);
  // Taken off the list altogether, and put back.
  const off = setInvitations(db, id, [{ id: a, status: null }], 'freed');
  expect(listInvited(db, id).some((one) => one.id === a)).toBe(false);
  setInvitations(db, id, off.undo, 'nobody');
  expect(statuses(db, id)).toEqual(before);
});

test('whatever is changed in whatever order, undo puts back exactly what was, and a limit is never passed by moving up', () => {
  const db = temporaryProgram();
  const { id } = putEvent(db, null, { ...talk, capacity: 3 });
  const people = Array.from({ length: 8 }, (_, n) => `01920000-0000-7000-8000-00000000000${n}` as AttendeeId);
  for (const person of people) {
    run(
      db,
      "INSERT INTO attendee (id, role, name, created_at, updated_at) VALUES (?, 'participant', 'a', 0, 0)",
      person,
    );
  }
  const taken = () =>
    get<{ n: number }>(db, "SELECT count(*) AS n FROM invitation WHERE status IN ('invited', 'confirmed')")
      ?.n ?? 0;
  const change = fc.record({
    id: fc.constantFrom(...people),
    status: fc.constantFrom('invited', 'confirmed', 'declined', 'waiting', null),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(change, { selector: (one) => one.id, maxLength: 6 }),
      fc.constantFrom('freed', 'fill', 'nobody'),
      fc.boolean(),
      (changes, moveUp, keep) => {
        const before = statuses(db, id);
        const [held] = [taken()];
        const { movedUp, undo } = setInvitations(db, id, changes, moveUp);
        if (movedUp.length > 0) expect(taken()).toBeLessThanOrEqual(3);
        else if (changes.length === 0) expect(taken()).toBe(held);
        if (keep) return;
        setInvitations(db, id, undo, 'nobody');
        expect(statuses(db, id)).toEqual(before);
      },
    ),
    { numRuns: runs(300) },
  );
});

test('somebody who is to be in two places at a time is warned of at both', () => {
  const { db, id } = program();
  expect(countClashes(db)).toEqual([]);
  const visit = getEvent(db, id('visit-a'));
  const person = listInvited(db, visit.id).find(({ status }) => status === 'confirmed');
  const { id: second } = putEvent(db, null, {
    ...talk,
    startsAt: visit.endsAt,
    endsAt: visit.endsAt + 3_600_000,
  });
  setInvitations(db, second, [{ id: person?.id as AttendeeId, status: 'invited' }], 'freed');
  expect(countClashes(db)).toEqual([]);
  putEvent(db, second, { ...talk, startsAt: visit.endsAt - 60_000, endsAt: visit.endsAt + 3_600_000 });
  expect(countClashes(db)).toEqual([
    { eventId: visit.id, people: 1 },
    { eventId: second, people: 1 },
  ]);
  expect(listInvited(db, second)[0]?.clashes).toMatchObject([{ eventId: visit.id, title: visit.title }]);
  setInvitations(db, second, [{ id: person?.id as AttendeeId, status: 'waiting' }], 'nobody');
  expect(countClashes(db)).toEqual([]);
});

test('the rules of the line and of clashing times', () => {
  expect(movesUp({ capacity: 40, taken: 39, waiting: 12, freed: 3 })).toBe(1);
  expect(movesUp({ capacity: 40, taken: 45, waiting: 12, freed: 3 })).toBe(0);
  expect(movesUp({ capacity: null, taken: 45, waiting: 2, freed: 3 })).toBe(2);
  expect(clash({ startsAt: 0, endsAt: 2 }, { startsAt: 2, endsAt: 3 })).toBe(false);
  expect(clash({ startsAt: 0, endsAt: 3 }, { startsAt: 2, endsAt: 3 })).toBe(true);
});
