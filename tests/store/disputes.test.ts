import { expect, test } from 'vitest';
import { presentIds } from '../../electron/store/attendance';
import { all } from '../../electron/store/db';
import { openDispute, openDisputes, settleDispute } from '../../electron/store/disputes';
import { countPresent } from '../../electron/store/doorCounts';
import { verifyJournal } from '../../electron/store/journal';
import { recordOverruling } from '../../electron/store/scan';
import { addEvent, makeDoor, scanId, startsAt } from './door';

const minute = 60_000;

test('the owner comes second: in with a new badge, the first one stopped at every event, the dispute open until settled', () => {
  const { db, people, eventId, codeOf, scan } = makeDoor();
  const [minsu] = people;
  if (!minsu) throw new Error('nobody');
  const other = addEvent(db);
  const borrowed = codeOf(minsu);
  scan(borrowed);
  const second = scan(borrowed, startsAt + minute, { door: 'B' });
  expect(second.verdict.kind).toBe('alreadyIn');
  const dispute = { id: scanId(), entryId: scanId(), scanId: second.id, door: 'B' };
  openDispute(db, dispute, startsAt + 2 * minute);
  openDispute(db, dispute, startsAt + 3 * minute);
  expect(openDisputes(db, eventId)).toMatchObject([
    { id: dispute.id, door: 'B', entryAt: startsAt, entryDoor: 'A', person: { name: '김민수' } },
  ]);
  for (const where of [eventId, other]) {
    expect(scan(borrowed, startsAt + 4 * minute, { eventId: where }).verdict).toMatchObject({
      kind: 'revoked',
      reason: 'disputed',
    });
  }
  expect(codeOf(minsu)).not.toBe(borrowed);
  expect(scan(codeOf(minsu), startsAt + 5 * minute, { eventId: other }).verdict.kind).toBe('admitted');
  expect(presentIds(db, eventId).size).toBe(1);
  expect(all(db, 'SELECT verdict FROM journal WHERE id = ?', dispute.entryId)).toEqual([
    { verdict: 'overruled' },
  ]);
  settleDispute(
    db,
    { id: scanId(), disputeId: dispute.id, door: 'B', note: '친구가 잘못 가져감' },
    startsAt + 6 * minute,
  );
  expect(openDisputes(db, eventId)).toEqual([]);
  expect(verifyJournal(db).kind).toBe('whole');
});

test('only an ‘already in’ can be disputed', () => {
  const { db, people, codeOf, scan } = makeDoor();
  const [minsu] = people;
  if (!minsu) throw new Error('nobody');
  const first = scan(codeOf(minsu));
  const dispute = { id: scanId(), entryId: scanId(), scanId: first.id, door: 'A' };
  expect(() => openDispute(db, dispute, startsAt)).toThrow('scan.notDisputable');
});

test('a supervisor overrules what keeps a person out, but nothing that names nobody, and once only', () => {
  const { db, people, eventId, codeOf, scan } = makeDoor();
  const [minsu] = people;
  if (!minsu) throw new Error('nobody');
  const early = scan(codeOf(minsu), startsAt - 10 * 60 * minute);
  expect(early.verdict.kind).toBe('tooEarly');
  const overruling = { id: scanId(), scanId: early.id, door: 'A', reason: '리허설에 필요' };
  const at = startsAt - 9 * 60 * minute;
  const { fresh: _, ...let_in } = recordOverruling(db, overruling, at);
  expect(let_in.verdict).toMatchObject({ kind: 'overruled', instead: 'tooEarly', reason: '리허설에 필요' });
  expect(recordOverruling(db, overruling, at + minute)).toEqual({ ...let_in, fresh: false });
  expect(countPresent(db, eventId)).toEqual({ present: 1, presentCast: 0, inside: 1 });
  const unknown = scan('8801234567893');
  expect(() => recordOverruling(db, { ...overruling, id: scanId(), scanId: unknown.id }, at)).toThrow(
    'scan.notOverrulable',
  );
});

test('leave and return: out, back in, and the room’s places with them', () => {
  const { db, people, codeOf, scan } = makeDoor(['가', '나', '다']);
  const [first, second] = people;
  if (!first || !second) throw new Error('nobody');
  const eventId = addEvent(db, { entry: 'leave_and_return' });
  db.raw.prepare('UPDATE event SET capacity = 1 WHERE id = ?').run(eventId);
  const go = (who: typeof first, minutes: number, direction: 'in' | 'out' = 'in') =>
    scan(codeOf(who), startsAt + minutes * minute, { eventId, direction }).verdict.kind;
  expect(go(first, 0)).toBe('admitted');
  expect(go(second, 1)).toBe('full');
  expect(go(first, 2, 'out')).toBe('goneOut');
  expect(countPresent(db, eventId)).toMatchObject({ present: 1, inside: 0 });
  expect(go(second, 3)).toBe('admitted');
  expect(go(first, 4)).toBe('full');
  expect(go(second, 5, 'out')).toBe('goneOut');
  expect(go(first, 6)).toBe('cameBack');
  expect(go(first, 7)).toBe('alreadyIn');
  expect(countPresent(db, eventId)).toMatchObject({ present: 2, inside: 1 });
});
