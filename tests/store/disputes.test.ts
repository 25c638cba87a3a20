import { expect, test } from 'vitest';
import { cameIds } from '../../electron/store/attendance';
import { all, runOne } from '../../electron/store/db';
import { openDispute, openDisputes, settleDispute } from '../../electron/store/disputes';
import { countPresent } from '../../electron/store/doorCounts';
import { frozenNote, thawVerdict } from '../../electron/store/frozenVerdict';
import { findEntry, verifyJournal } from '../../electron/store/journal';
import { recordOverruling } from '../../electron/store/scan';
import { noteOf } from '../../shared/domain/verdict';
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
  const { fresh, ...letIn } = openDispute(db, dispute, startsAt + 2 * minute);
  expect({ fresh, letIn }).toMatchObject({
    fresh: true,
    letIn: {
      id: dispute.entryId,
      verdict: { kind: 'overruled', reason: 'owner', person: { name: '김민수' } },
    },
  });
  expect(openDispute(db, dispute, startsAt + 3 * minute)).toEqual({ ...letIn, fresh: false });
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
  expect(cameIds(db, eventId).size).toBe(1);
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

test('leave and return: in dispute is the entry with which the borrower came in, not the owner’s own before', () => {
  const { db, people, codeOf, scan } = makeDoor();
  const [minsu] = people;
  if (!minsu) throw new Error('nobody');
  const eventId = addEvent(db, { entry: 'leave_and_return' });
  const at = (minutes: number) => startsAt + minutes * minute;
  const badge = codeOf(minsu);
  scan(badge, at(0), { eventId, door: 'A' });
  scan(badge, at(60), { eventId, direction: 'out' });
  expect(scan(badge, at(90), { eventId, door: 'C' }).verdict.kind).toBe('cameBack');
  const second = scan(badge, at(100), { eventId, door: 'B' });
  expect(second.verdict).toMatchObject({ kind: 'alreadyIn', at: at(90), door: 'C' });
  openDispute(db, { id: scanId(), entryId: scanId(), scanId: second.id, door: 'B' }, at(101));
  expect(openDisputes(db, eventId)).toMatchObject([{ entryAt: at(90), entryDoor: 'C' }]);
});

test('once a day: in dispute is today’s entry, and not one that comes after', () => {
  const { db, people, codeOf, scan } = makeDoor();
  const [minsu] = people;
  if (!minsu) throw new Error('nobody');
  const eventId = addEvent(db, { entry: 'once_a_day' });
  runOne(db, 'UPDATE event SET ends_at = ends_at + ? WHERE id = ?', 48 * 60 * minute, eventId);
  const tomorrow = startsAt + 24 * 60 * minute;
  const badge = codeOf(minsu);
  scan(badge, startsAt, { eventId, door: 'A' });
  scan(badge, tomorrow, { eventId, door: 'C' });
  const second = scan(badge, tomorrow + minute, { eventId, door: 'B' });
  expect(second.verdict).toMatchObject({ kind: 'alreadyIn', at: tomorrow, door: 'C' });
  const reason = '다시 확인함';
  recordOverruling(db, { id: scanId(), scanId: second.id, door: 'B', reason }, tomorrow + 2 * minute);
  openDispute(db, { id: scanId(), entryId: scanId(), scanId: second.id, door: 'B' }, tomorrow + 3 * minute);
  expect(openDisputes(db, eventId)).toMatchObject([{ entryAt: tomorrow, entryDoor: 'C' }]);
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

test('whoever is let in against a verdict comes with the note on them; rows from before say nothing', () => {
  const { db, people, codeOf, scan } = makeDoor();
  const [minsu] = people;
  if (!minsu) throw new Error('nobody');
  runOne(db, "UPDATE attendee SET attention = '휠체어' WHERE id = ?", minsu);
  const early = scan(codeOf(minsu), startsAt - 10 * 60 * minute);
  const overruling = { id: scanId(), scanId: early.id, door: 'A', reason: '리허설에 필요' };
  const { verdict } = recordOverruling(db, overruling, startsAt - 9 * 60 * minute);
  expect(noteOf(verdict)).toBe('휠체어');
  const row = findEntry(db, overruling.id);
  if (!row) throw new Error('no row');
  expect(frozenNote(row.detail)).toBe('휠체어');
  const { note: _, ...older } = JSON.parse(row.detail);
  const before = thawVerdict(db, { ...row, detail: JSON.stringify(older) });
  expect(noteOf(before)).toBe('');
  expect(before).toMatchObject({ kind: 'overruled', reason: '리허설에 필요' });
  expect(frozenNote('{"kind":"over')).toBe('');
});

test('leave and return: out, back in, and the room’s places with them', () => {
  const { db, people, codeOf, scan } = makeDoor(['가', '나', '다']);
  const [first, second] = people;
  if (!first || !second) throw new Error('nobody');
  const eventId = addEvent(db, { entry: 'leave_and_return' });
  runOne(db, 'UPDATE event SET capacity = 1 WHERE id = ?', eventId);
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
