import { mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { call } from '@orpc/server';
import { expect, test } from 'vitest';
import { createContext, type FolderUse, type PageJob, type Shell } from '../../electron/api/context';
import { router } from '../../electron/api/router';
import { get, run } from '../../electron/store/db';
import { doorListRows } from '../../electron/store/doorList';
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
  const rows = doorListRows(db, eventId, 0, 100);
  expect(rows.map(nameOf)).toEqual(['강민', '김민수', '김민수', '하윤', 'Zoë Kim']);
  const same = rows.filter(({ name }) => name === '김민수');
  expect(same.map(({ lastFour }) => lastFour).sort()).toEqual(['1111', '2222']);
  expect(same.find(({ lastFour }) => lastFour === '1111')).toMatchObject({
    enteredAt: startsAt,
    team: 'G-2',
  });
  expect(doorListRows(db, eventId, 3, 1).map(nameOf)).toEqual(['하윤']);
});

test('only those whom the event admits are on its list, and whoever is in already', () => {
  const { db, people } = makeDoor(['가', '나', '다', '라']);
  const [invited, confirmed, declined, tagged = ''] = people;
  const visit = addEvent(db, { admission: 'invited' });
  if (invited) invite(db, visit, invited, 'invited');
  if (confirmed) invite(db, visit, confirmed, 'confirmed');
  if (declined) invite(db, visit, declined, 'declined');
  expect(doorListRows(db, visit, 0, 10).map(nameOf)).toEqual(['가', '나']);

  const tag = addEvent(db, { admission: 'tags' });
  run(db, `UPDATE event SET admits = '["vip"]' WHERE id = ?`, tag);
  run(db, "INSERT INTO attendee_tag (attendee_id, tag) VALUES (?, 'vip')", tagged);
  expect(doorListRows(db, tag, 0, 10).map(nameOf)).toEqual(['라']);

  const roles = addEvent(db, { admission: 'roles' });
  run(db, `UPDATE event SET admits = '["speaker"]' WHERE id = ?`, roles);
  addAttendee(db, '연사', 'speaker');
  expect(doorListRows(db, roles, 0, 10).map(nameOf)).toEqual(['연사']);
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
