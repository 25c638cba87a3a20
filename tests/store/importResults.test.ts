import { call } from '@orpc/server';
import { expect, test } from 'vitest';
import { router } from '../../electron/api/router';
import { all, run, type WriteDb } from '../../electron/store/db';
import { eligibleIds } from '../../electron/store/eligibility';
import { putTrack, removeTrack } from '../../electron/store/tracks';
import type { Track } from '../../shared/domain/tracks';
import { desk, people } from './importDesk';

const two = people('가온,a@example.com,,\n나래,b@example.com,,\n');
const course = (parts: number, id = 'course'): Track => ({
  id,
  kind: 'course',
  title: '온라인 강의',
  titleEn: 'Courses',
  config: { parts },
});

/** Each person's results as they are stored, by name and track. */
const results = (db: WriteDb) =>
  Object.fromEntries(
    all<{ key: string; result: string }>(
      db,
      `SELECT a.name || ' ' || r.track AS key, r.result FROM track_result r JOIN attendee a ON a.id = r.attendee_id`,
    ).map(({ key, result }) => [key, JSON.parse(result) as unknown]),
  );

test('how many courses there are is what the track says', async () => {
  const { db, take, look } = desk();
  await take(two);
  putTrack(db, course(8));
  const file = (done: number) => ({ 'r.csv': `email,courses,project\na@example.com,${done},\n` });
  await take(file(7));
  expect(results(db)).toEqual({ '가온 course': { track: 'course', done: 7, of: 8 } });
  expect((await look(file(9))).problem).toMatchObject({ reason: 'import.badNumber', params: { value: '9' } });
});

test('results of a track that the program does not have are left out with a sentence, the others are taken in', async () => {
  const { db, take, look } = desk();
  await take(two);
  run(db, 'DELETE FROM rule');
  removeTrack(db, 'project');
  removeTrack(db, 'competition');
  const file = { 'r.csv': 'email,courses,joined,project\na@example.com,5,yes,챗봇\nb@example.com,3,,\n' };
  const { problem, counts, notes } = await look(file);
  expect(problem).toBeNull();
  expect(counts).toMatchObject({ added: 2 });
  expect(notes).toEqual([
    { reason: 'import.noTrack', params: { file: 'r.csv', kind: 'competition' } },
    { reason: 'import.noTrack', params: { file: 'r.csv', kind: 'project' } },
  ]);
  await take(file);
  expect(Object.keys(results(db)).sort()).toEqual(['가온 course', '나래 course']);

  const board = await look({ 'board.csv': 'Rank,TeamName,Score\n1,가온,0.9\n' });
  expect(board).toMatchObject({
    problem: null,
    counts: { skipped: 1 },
    notes: [{ params: { kind: 'competition' } }],
  });
});

test('the one track of a kind takes the results of that kind, whatever its code', async () => {
  const { db, take, look } = desk();
  await take(two);
  run(db, 'DELETE FROM rule');
  removeTrack(db, 'course');
  putTrack(db, course(3, 'lectures'));
  const file = { 'r.csv': 'email,courses,project\na@example.com,2,\n' };
  expect((await look(file)).notes).toEqual([]);
  await take(file);
  expect(results(db)).toEqual({ '가온 lectures': { track: 'course', done: 2, of: 3 } });
});

test('what a results file has no column for stays: another course, a place on the leaderboard', async () => {
  const { db, take } = desk();
  await take(two);
  putTrack(db, course(10, 'advanced'));
  run(
    db,
    `INSERT INTO track_result (attendee_id, track, result)
     SELECT id, 'advanced', '{"track":"course","done":4,"of":10}' FROM attendee WHERE name = '가온'`,
  );
  await take({ 'board.csv': 'Rank,TeamName,Score\n1,가온,0.9\n2,남,0.8\n' });
  const place = { track: 'competition', joined: true, percentile: 50, medal: null };
  expect(results(db)).toMatchObject({ '가온 competition': place });
  await take({ 'r.csv': 'email,courses,project\na@example.com,5,\n' });
  expect(results(db)).toEqual({
    '가온 advanced': { track: 'course', done: 4, of: 10 },
    '가온 competition': place,
    '가온 course': { track: 'course', done: 5, of: 5 },
  });
  await take({ 'm.csv': 'email,courses,project,medal\na@example.com,5,,gold\n' });
  expect(results(db)).toMatchObject({ '가온 competition': { ...place, medal: 'gold' } });
});

test('a course that gets another part is not finished by who had all of the parts before', async () => {
  const { db, context, take } = desk();
  await take(two);
  await take({ 'r.csv': 'email,courses,joined,project,team\na@example.com,5,yes,챗봇,G-1\n' });
  expect(eligibleIds(db).size).toBe(1);
  await call(router.rules.putTrack, course(6), { context });
  expect(eligibleIds(db).size).toBe(0);
  expect(results(db)).toMatchObject({ '가온 course': { done: 5, of: 6 } });
  await call(router.rules.putTrack, course(4), { context });
  expect(eligibleIds(db).size).toBe(1);
});
