import { mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { call } from '@orpc/server';
import { expect, test, vi } from 'vitest';
import { createContext, type FolderUse, type PageJob, type Shell } from '../../electron/api/context';
import { router } from '../../electron/api/router';
import { get, run } from '../../electron/store/db';
import { doorListRows } from '../../electron/store/doorList';
import { journalHead } from '../../electron/store/journal';
import { asProgram } from '../../electron/store/program';
import { testFontFolder } from '../fonts';
import { addAttendee, addEvent, invite, makeDoor, scanId, startsAt } from './door';

const nameOf = ({ name }: { readonly name: string }) => name;
const hour = 3_600_000;

test('in the order of 가나다, other scripts after it, with what tells people of one name apart', () => {
  const { db, eventId, people, codeOf, scan } = makeDoor(['하윤', 'Zoë Kim', '강민', '김민수', '김민수']);
  const [, , , first = '', second = ''] = people;
  run(db, "UPDATE attendee SET phone_digits = '01012341111', team = 'G-2' WHERE id = ?", first);
  run(db, "UPDATE attendee SET phone_digits = '01012342222' WHERE id = ?", second);
  if (people[3]) scan(codeOf(people[3]), startsAt);
  const rows = doorListRows(db, eventId, 0, 100, startsAt);
  expect(rows.map(nameOf)).toEqual(['강민', '김민수', '김민수', '하윤', 'Zoë Kim']);
  const same = rows.filter(({ name }) => name === '김민수');
  expect(same.map(({ lastFour }) => lastFour).sort()).toEqual(['1111', '2222']);
  expect(same.find(({ lastFour }) => lastFour === '1111')).toMatchObject({
    inSince: startsAt,
    team: 'G-2',
  });
  expect(doorListRows(db, eventId, 3, 1, startsAt).map(nameOf)).toEqual(['하윤']);
});

test('only those whom the event admits are on its list, and whoever is in already', () => {
  const { db, people } = makeDoor(['가', '나', '다', '라']);
  const [invited, confirmed, declined, tagged = ''] = people;
  const visit = addEvent(db, { admission: 'invited' });
  if (invited) invite(db, visit, invited, 'invited');
  if (confirmed) invite(db, visit, confirmed, 'confirmed');
  if (declined) invite(db, visit, declined, 'declined');
  expect(doorListRows(db, visit, 0, 10, startsAt).map(nameOf)).toEqual(['가', '나']);

  const tag = addEvent(db, { admission: 'tags' });
  run(db, `UPDATE event SET admits = '["vip"]' WHERE id = ?`, tag);
  run(db, "INSERT INTO attendee_tag (attendee_id, tag) VALUES (?, 'vip')", tagged);
  expect(doorListRows(db, tag, 0, 10, startsAt).map(nameOf)).toEqual(['라']);

  const roles = addEvent(db, { admission: 'roles' });
  run(db, `UPDATE event SET admits = '["speaker"]' WHERE id = ?`, roles);
  addAttendee(db, '연사', 'speaker');
  expect(doorListRows(db, roles, 0, 10, startsAt).map(nameOf)).toEqual(['연사']);
});

/** The app's router with a folder for its lists, and an engine that gives a page's own text as the PDF. */
function makePaper() {
  const door = makeDoor();
  run(door.db, 'UPDATE event SET doors_at = ?, starts_at = ?, ends_at = ?', ...near());
  const folders = new Map<FolderUse, string>();
  const folder = path.join(door.folder, 'stick');
  mkdirSync(folder);
  const jobs: PageJob[] = [];
  const shell: Partial<Shell> = {
    fontFolder: testFontFolder(),
    pickFolder: async () => folder,
    chosenFolder: (use) => folders.get(use),
    rememberFolder: (use, chosen) => void (chosen ? folders.set(use, chosen) : folders.delete(use)),
    async *pdf(job) {
      jobs.push(job);
      yield job.pages.length;
      return new TextEncoder().encode(job.pages.join(''));
    },
  };
  const context = createContext(shell as Shell, () => {});
  context.exchange(() => asProgram(door.db, path.join(door.folder, 'a.stagedoor')));
  return { ...door, context, folder, jobs };
}

const near = () => [Date.now() - hour, Date.now(), Date.now() + hour] as const;

test('lists are written when a folder is chosen; again only when something has changed; a folder that is gone is said', async () => {
  const { context, folder, jobs, codeOf, people, scan } = makePaper();
  expect(context.doorLists.state()).toMatchObject({ folder: null, last: null });
  expect(await call(router.paper.chooseFolder, undefined, { context })).toBe(true);
  expect(readdirSync(folder)).toEqual(['졸업식 출입 명단.pdf']);
  const text = () => readFileSync(path.join(folder, '졸업식 출입 명단.pdf'), 'utf8');
  expect(text()).toContain('3명 중 0명 들어옴');
  expect(context.doorLists.state()).toMatchObject({ folder: 'stick', problem: null });

  await context.doorLists.look();
  expect(jobs).toHaveLength(1);
  const [person] = people;
  if (person) scan(codeOf(person), Date.now());
  await call(router.paper.write, undefined, { context });
  expect(text()).toContain('3명 중 1명 들어옴');

  renameSync(folder, `${folder}-away`);
  await call(router.paper.write, undefined, { context });
  expect(context.doorLists.state()).toMatchObject({ problem: 'gone' });
  renameSync(`${folder}-away`, folder);
  expect(text()).toContain('3명 중 1명 들어옴');
  await call(router.paper.write, undefined, { context });
  expect(context.doorLists.state()).toMatchObject({ problem: null });
  expect(readdirSync(folder)).toEqual(['졸업식 출입 명단.pdf']);
});

test('what was ticked on paper counts from the time on the paper, and the journal says when it was written down', async () => {
  const { context, db, eventId, people } = makePaper();
  const [person] = people;
  if (!person) throw new Error('nobody');
  const at = Date.now() - 20 * 60_000;
  const entry = { id: scanId(), eventId, door: '정문', attendeeId: person, at };
  const result = await call(router.paper.enter, entry, { context });
  expect(result).toMatchObject({ at, verdict: { kind: 'admitted' } });
  // Sent again, nothing is written.
  expect(await call(router.paper.enter, entry, { context })).toEqual(result);
  const row = get<{ source: string; at: number; recorded_at: number }>(
    db,
    'SELECT source, at, recorded_at FROM journal ORDER BY device_seq DESC LIMIT 1',
  );
  expect(row).toMatchObject({ source: 'paper', at });
  expect(row?.recorded_at).toBeGreaterThan(at);
  const later = (ms: number) =>
    call(router.paper.enter, { ...entry, id: scanId(), at: Date.now() + ms }, { context });
  await expect(later(10 * 60_000)).rejects.toMatchObject({ data: { reason: 'paper.toCome' } });
  await expect(later(-25 * hour)).rejects.toMatchObject({ data: { reason: 'paper.tooOld' } });
});

test('the list says in both languages what to do, and has the journal’s head as the check takes it', async () => {
  const { context, db, folder, codeOf, people, scan } = makePaper();
  const [person] = people;
  if (person) scan(codeOf(person), Date.now());
  await call(router.paper.chooseFolder, undefined, { context });
  const text = readFileSync(path.join(folder, '졸업식 출입 명단.pdf'), 'utf8');
  expect(text).toContain('door list');
  expect(text).toContain('1 of 3 in');
  expect(text).toContain('끝 네 자리 Last 4');
  const { rows, hash } = journalHead(db);
  expect(text).toContain(`Journal ${rows}-${hash.slice(0, 8)}`);
  const head = { rows, hash: hash.slice(0, 8) };
  const last = async (input: { readonly head: typeof head }) => {
    let result: unknown;
    for await (const step of await call(router.door.check, input, { context }))
      result = step.result ?? result;
    return result;
  };
  expect(await last({ head })).toMatchObject({ kind: 'whole' });
  expect(await last({ head: { ...head, rows: rows + 1 } })).toMatchObject({ kind: 'tailMissing' });
});

test('a clock that is set back does not hold the lists up', async () => {
  const { context, jobs, codeOf, people, scan } = makePaper();
  await call(router.paper.chooseFolder, undefined, { context });
  const [first, second] = people;
  const machine = performance.now();
  const running = vi.spyOn(performance, 'now');
  const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now() - hour);
  try {
    if (first) scan(codeOf(first), Date.now());
    running.mockReturnValue(machine + 4 * 60_000);
    await context.doorLists.look();
    expect(jobs).toHaveLength(1);
    running.mockReturnValue(machine + 6 * 60_000);
    await context.doorLists.look();
    expect(jobs).toHaveLength(2);
    // Set ahead, nothing comes sooner.
    clock.mockReturnValue(Date.now() + 2 * hour);
    if (second) scan(codeOf(second), Date.now());
    await context.doorLists.look();
    expect(jobs).toHaveLength(2);
  } finally {
    vi.restoreAllMocks();
  }
});

test('on the next day the lists are written though nobody has come yet', async () => {
  const { context, db, folder, jobs, codeOf, people, scan } = makePaper();
  let ahead = 0;
  context.exchange(() => ({ ...asProgram(db, 'a.stagedoor'), now: () => Date.now() + ahead }));
  run(db, "UPDATE event SET entry = 'once_a_day', ends_at = ends_at + ?", 100 * hour);
  const [person] = people;
  if (person) scan(codeOf(person), Date.now());
  await call(router.paper.chooseFolder, undefined, { context });
  const text = () => readFileSync(path.join(folder, '졸업식 출입 명단.pdf'), 'utf8');
  expect(text()).toContain('3명 중 1명 들어옴');
  const machine = performance.now();
  const running = vi.spyOn(performance, 'now');
  try {
    running.mockReturnValue(machine + 6 * 60_000);
    await context.doorLists.look();
    expect(jobs).toHaveLength(1);
    ahead = 24 * hour;
    running.mockReturnValue(machine + 12 * 60_000);
    await context.doorLists.look();
    expect(jobs).toHaveLength(2);
    expect(text()).toContain('3명 중 0명 들어옴');
  } finally {
    vi.restoreAllMocks();
  }
});

test('leaving that was noted on paper comes in afterwards as well, with its time', async () => {
  const { context, db, eventId, people } = makePaper();
  run(db, "UPDATE event SET entry = 'leave_and_return'");
  const [person] = people;
  if (!person) throw new Error('nobody');
  const ago = (minutes: number) => Date.now() - minutes * 60_000;
  const enter = (at: number, direction: 'in' | 'out') =>
    call(
      router.paper.enter,
      { id: scanId(), eventId, door: '정문', attendeeId: person, at, direction },
      { context },
    );
  const [came, left] = [ago(30), ago(20)];
  expect((await enter(came, 'in')).verdict.kind).toBe('admitted');
  expect(await enter(left, 'out')).toMatchObject({
    at: left,
    verdict: { kind: 'goneOut', enteredAt: came },
  });
  expect(doorListRows(db, eventId, 0, 10, Date.now()).map(({ inSince }) => inSince)).toEqual([
    null,
    null,
    null,
  ]);
  expect((await enter(ago(10), 'in')).verdict).toMatchObject({ kind: 'cameBack', firstAt: came });
});

test('whom paper let in beyond the room’s places a supervisor lets stand, with the time on the paper', async () => {
  const { context, db, eventId, people } = makePaper();
  run(db, 'UPDATE event SET capacity = 1');
  await call(router.door.setPin, { kind: 'supervisor', pin: '4821', current: null }, { context });
  const at = Date.now() - 20 * 60_000;
  const enter = (attendeeId: (typeof people)[number]) =>
    call(router.paper.enter, { id: scanId(), eventId, door: '정문', attendeeId, at }, { context });
  const [first, second] = people;
  if (!first || !second) throw new Error('nobody');
  await enter(first);
  const refused = await enter(second);
  expect(refused.verdict.kind).toBe('full');
  const overruling = { id: scanId(), scanId: refused.id, door: '정문', reason: '의자를 더 놓음' };
  await expect(call(router.door.overrule, { ...overruling, pin: '0000' }, { context })).rejects.toMatchObject(
    { data: { reason: 'pin.wrong' } },
  );
  const done = await call(router.door.overrule, { ...overruling, pin: '4821' }, { context });
  expect(done).toMatchObject({ at, verdict: { kind: 'overruled', instead: 'full' } });
  const row = get<{ source: string; recorded_at: number }>(
    db,
    'SELECT source, recorded_at FROM journal WHERE id = ? AND at = ?',
    done.id,
    at,
  );
  expect(row?.source).toBe('paper');
  expect(row?.recorded_at).toBeGreaterThan(at);
  expect(doorListRows(db, eventId, 0, 10, Date.now()).filter(({ inSince }) => inSince === at)).toHaveLength(
    2,
  );
});
