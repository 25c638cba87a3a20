import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rebuildAttendance } from '../../electron/store/attendance';
import { currentBadgeCodes, replaceBadge } from '../../electron/store/badges';
import { allOffsets, takeOffsets } from '../../electron/store/clockOffsets';
import { listConflicts } from '../../electron/store/conflicts';
import { all, get, type WriteDb } from '../../electron/store/db';
import { openDispute, openDisputes, settleDispute } from '../../electron/store/disputes';
import { countPresent } from '../../electron/store/doorCounts';
import { deviceOf, verifyJournal } from '../../electron/store/journal';
import { journalHeads, receiveRows, rowsBeyond } from '../../electron/store/journalMerge';
import { watchList } from '../../electron/store/listChanges';
import { recordScan, recordUndo } from '../../electron/store/scan';
import { recordWalkIn } from '../../electron/store/walkIn';
import type { AttendeeId, EventId, ScanId } from '../../shared/contract/ids';
import { runs } from '../runs';
import { makeDoor, reasonOf, scanId, startsAt } from './door';
import { attendanceText, exchangeList, makeCopy, sendRows } from './stations';

function venue() {
  const door = makeDoor();
  watchList(door.db);
  const a = makeCopy(door.db, door.folder);
  const b = makeCopy(door.db, door.folder);
  return { ...door, host: door.db, a, b };
}

function comeIn(db: WriteDb, eventId: EventId, attendee: AttendeeId, at: number, door: string): ScanId {
  const code = currentBadgeCodes(db).get(attendee);
  if (!code) throw new Error('no badge');
  const id = scanId();
  recordScan(db, { id, eventId, door, source: 'camera', by: { by: 'code', code } }, at);
  return id;
}

test('two doors that did not know of each other let one person in twice: both rows stay, the earlier one counts, and it is a conflict', () => {
  const { host, a, b, people, eventId } = venue();
  const [minsu] = people;
  if (!minsu) throw new Error();
  comeIn(a, eventId, minsu, startsAt + 1000, 'A');
  comeIn(b, eventId, minsu, startsAt, 'B');
  for (const copy of [a, b]) sendRows(copy, host);
  for (const copy of [a, b]) sendRows(host, copy);
  for (const db of [host, a, b]) {
    expect(verifyJournal(db)).toEqual({ kind: 'whole', rows: 2 });
    expect(all(db, 'SELECT entered_at AS at, door FROM attendance')).toEqual([{ at: startsAt, door: 'B' }]);
    expect(countPresent(db, eventId)).toMatchObject({ present: 1, inside: 1 });
    expect(listConflicts(db, eventId)).toMatchObject([
      {
        kind: 'twice',
        person: { name: '김민수' },
        at: startsAt + 1000,
        door: 'A',
        before: { at: startsAt, door: 'B' },
      },
    ]);
  }
  expect(attendanceText(a)).toEqual(attendanceText(b));
});

test('a clock that is ten minutes slow does not make its door the first one', () => {
  const { host, a, b, people, eventId } = venue();
  const [minsu] = people;
  if (!minsu) throw new Error();
  comeIn(a, eventId, minsu, startsAt + 1000, 'A');
  comeIn(b, eventId, minsu, startsAt + 5000 - 600_000, 'B'); // really four seconds later
  for (const copy of [a, b]) sendRows(copy, host);
  expect(all(host, 'SELECT door FROM attendance')).toEqual([{ door: 'B' }]);
  receiveRows(host, [], [{ device: deviceOf(b), from: 0, offset: 600_000, roundTrip: 4 }]);
  expect(all(host, 'SELECT door, entered_at AS at FROM attendance')).toEqual([
    { door: 'A', at: startsAt + 1000 },
  ]);
  sendRows(host, a);
  expect(attendanceText(a)).toEqual(attendanceText(host));
});

test('rows that leave a gap, were changed, or were written by a copy of a device are refused whole, and nothing is stored', () => {
  const { host, a, people, eventId } = venue();
  for (const [i, person] of people.entries()) comeIn(a, eventId, person, startsAt + i, 'A');
  const rows = rowsBeyond(a, {}, 100);
  const [first, second, third] = rows;
  if (!first || !second || !third) throw new Error();
  expect(reasonOf(() => receiveRows(host, [first, third]))).toBe('journal.gap');
  expect(reasonOf(() => receiveRows(host, [first, { ...second, door: 'B' }]))).toBe('journal.changed');
  expect(reasonOf(() => receiveRows(host, [first, { ...second, hash: third.hash }]))).toBe('journal.changed');
  expect(journalHeads(host)).toEqual({});
  expect(receiveRows(host, [first, second])).toBe(2);
  expect(receiveRows(host, [second, first, second, third])).toBe(1);
  expect(reasonOf(() => receiveRows(host, [{ ...third, hash: first.hash }]))).toBe('journal.fork');
  // A row of this very device that it never wrote.
  const mine = { ...third, deviceId: deviceOf(host), deviceSeq: 1 };
  expect(reasonOf(() => receiveRows(host, [mine]))).toBe('journal.fork');
  expect(verifyJournal(host)).toEqual({ kind: 'whole', rows: 3 });
});

test('a badge that the owner disputed at one door is stopped at the others, and the new one is good there', () => {
  const { host, a, b, people, eventId } = venue();
  const [minsu] = people;
  if (!minsu) throw new Error();
  const copied = currentBadgeCodes(host).get(minsu) ?? '';
  comeIn(a, eventId, minsu, startsAt, 'A');
  const second = comeIn(a, eventId, minsu, startsAt + 5000, 'A');
  openDispute(a, { id: scanId(), entryId: scanId(), scanId: second, door: 'A' }, startsAt + 9000);
  sendRows(a, host);
  exchangeList(host, a);
  exchangeList(host, b);
  sendRows(host, b);
  const at = (code: string) =>
    recordScan(
      b,
      { id: scanId(), eventId, door: 'B', source: 'camera', by: { by: 'code', code } },
      startsAt + 20_000,
    ).verdict;
  expect(at(copied)).toMatchObject({ kind: 'revoked', reason: 'disputed', since: startsAt + 9000 });
  expect(at(currentBadgeCodes(a).get(minsu) ?? '').kind).toBe('alreadyIn');
  expect(currentBadgeCodes(b).get(minsu)).toBe(currentBadgeCodes(a).get(minsu));
  expect(openDisputes(b, eventId)).toHaveLength(1);
  expect(listConflicts(b, eventId)).toEqual([]);
});

test('a door whose clock is five minutes slow issues the badge that is valid, and whoever came in with the one before did so in time', () => {
  const { host, a, b, people, eventId } = venue();
  const [minsu] = people;
  if (!minsu) throw new Error();
  const slow = 300_000;
  receiveRows(host, [], [{ device: deviceOf(b), from: 0, offset: slow, roundTrip: 4 }]);
  replaceBadge(host, minsu, 'lost', startsAt);
  for (const copy of [a, b]) exchangeList(host, copy);
  for (const copy of [a, b]) sendRows(host, copy);
  comeIn(a, eventId, minsu, startsAt + 30_000, 'A');
  // A minute after the host's by the host's clock, four before it by its own.
  replaceBadge(b, minsu, 'damaged', startsAt + 60_000 - slow);
  for (const copy of [b, a]) exchangeList(host, copy);
  for (const copy of [a, b]) sendRows(copy, host);
  for (const copy of [a, b]) sendRows(host, copy);
  const handedOut = currentBadgeCodes(b).get(minsu);
  for (const db of [host, a, b]) {
    expect(currentBadgeCodes(db).get(minsu)).toBe(handedOut);
    expect(listConflicts(db, eventId)).toEqual([]);
    expect(
      all(
        db,
        'SELECT revoked_at - ? AS after FROM badge WHERE attendee_id = ? ORDER BY issued_at',
        startsAt,
        minsu,
      ),
    ).toEqual([{ after: 0 }, { after: 60_000 }, { after: null }]);
  }
});

test('a badge that is issued by a clock nobody measured is still later than the one it takes the place of', () => {
  const { host, a, people } = venue();
  const [minsu] = people;
  if (!minsu) throw new Error();
  replaceBadge(host, minsu, 'lost', startsAt);
  exchangeList(host, a);
  replaceBadge(a, minsu, 'lost', startsAt - 600_000);
  exchangeList(host, a);
  expect(currentBadgeCodes(host).get(minsu)).toBe(currentBadgeCodes(a).get(minsu));
});

test('a guest’s badge is issued by the host’s clock', () => {
  const { host, a, eventId } = venue();
  receiveRows(host, [], [{ device: deviceOf(a), from: 0, offset: -300_000, roundTrip: 4 }]);
  sendRows(host, a);
  receiveRows(a, [], allOffsets(host));
  recordWalkIn(
    a,
    { id: scanId(), eventId, door: 'A', name: '한 손님', affiliation: '', phone: '' },
    startsAt + 300_000,
  );
  expect(
    all(
      a,
      "SELECT issued_at AS at FROM badge JOIN attendee ON attendee.id = attendee_id WHERE role = 'guest'",
    ),
  ).toEqual([{ at: startsAt }]);
});

test('a guest taken in at one door is known at the others, and nothing else of the list is a door’s to change', () => {
  const { host, a, b, people, eventId } = venue();
  const [minsu] = people;
  if (!minsu) throw new Error();
  recordWalkIn(
    a,
    { id: scanId(), eventId, door: 'A', name: '한 손님', affiliation: '', phone: '010-0000-1234' },
    startsAt,
  );
  a.raw.prepare("UPDATE attendee SET name = '바뀐 이름' WHERE id = ?").run(minsu);
  sendRows(a, host);
  exchangeList(host, a);
  exchangeList(host, b);
  sendRows(host, b);
  for (const db of [host, b]) {
    expect(all(db, 'SELECT name, role, phone_digits AS digits FROM attendee ORDER BY name')).toEqual([
      { name: '김민수', role: 'participant', digits: '' },
      { name: '박도윤', role: 'participant', digits: '' },
      { name: '이서연', role: 'participant', digits: '' },
      { name: '한 손님', role: 'guest', digits: db === host ? '01000001234' : '1234' },
    ]);
    expect(countPresent(db, eventId)).toMatchObject({ present: 1, presentCast: 1 });
  }
});

const device = fc.nat(4);
const act = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant('scan' as const),
      device,
      person: fc.nat(2),
      skew: fc.integer({ min: -60_000, max: 60_000 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('undo' as const), device, of: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('dispute' as const), device, of: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('settle' as const), device, of: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('reissue' as const), device, person: fc.nat(2) }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('send' as const), from: device, to: device }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('list' as const), device }) },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('offset' as const),
      device,
      offset: fc.integer({ min: -60_000, max: 60_000 }),
    }),
  },
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** One of the rows of a kind that a store knows. */
function someRow(db: WriteDb, which: string, of: number): ScanId | undefined {
  const rows = all<{ id: ScanId }>(db, `SELECT id FROM journal WHERE ${which} ORDER BY id`);
  return rows[of % Math.max(1, rows.length)]?.id;
}

function perform(
  act: Act,
  now: number,
  {
    stores,
    people,
    eventId,
  }: { stores: readonly WriteDb[]; people: readonly AttendeeId[]; eventId: EventId },
): void {
  const [host] = stores;
  if (!host) throw new Error('no host');
  const at = (n: number): WriteDb => stores[n] ?? host;
  switch (act.what) {
    case 'scan': {
      const person = people[act.person];
      if (person) comeIn(at(act.device), eventId, person, now + act.skew, 'A');
      return;
    }
    case 'undo': {
      const row = someRow(at(act.device), "kind = 'scan'", act.of);
      if (row) reasonOf(() => recordUndo(at(act.device), { id: scanId(), scanId: row, door: 'B' }, startsAt));
      return;
    }
    case 'dispute': {
      const row = someRow(at(act.device), "verdict = 'alreadyIn'", act.of);
      const dispute = row && { id: scanId(), entryId: scanId(), scanId: row, door: 'B' };
      // Nobody may be in any more: then there is nothing to dispute.
      if (dispute) reasonOf(() => openDispute(at(act.device), dispute, now));
      return;
    }
    case 'settle': {
      const row = someRow(at(act.device), "kind = 'dispute'", act.of);
      if (row) settleDispute(at(act.device), { id: scanId(), disputeId: row, door: 'B', note: '' }, now);
      return;
    }
    case 'reissue': {
      const person = people[act.person];
      if (person) replaceBadge(at(act.device), person, 'lost', now);
      return;
    }
    case 'send':
      sendRows(at(act.from), at(act.to), 3);
      return;
    case 'list':
      if (act.device > 0) exchangeList(host, at(act.device));
      return;
    case 'offset': {
      const device = deviceOf(at(act.device));
      const from =
        get<{ n: number }>(host, 'SELECT count(*) AS n FROM journal WHERE device_id = ?', device)?.n ?? 0;
      receiveRows(host, [], [{ device, from, offset: act.offset, roundTrip: 5 }]);
    }
  }
}

test('stores that met in any order have the same attendance, counts, badges, disputes and conflicts, and those of one that computes all anew', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
      const { host, a, b, people, eventId, db, folder } = venue();
      const copies = [a, b, makeCopy(db, folder), makeCopy(db, folder)];
      const stores = [host, ...copies];
      for (const [i, act] of acts.entries()) perform(act, startsAt + i * 1000, { stores, people, eventId });
      for (const copy of copies) {
        exchangeList(host, copy);
        sendRows(copy, host);
      }
      for (const copy of copies) {
        exchangeList(host, copy);
        sendRows(host, copy);
      }
      const outcome = (db: WriteDb) => ({
        attendance: attendanceText(db),
        counts: countPresent(db, eventId),
        badges: all(db, 'SELECT id, issued_at, revoked_at, revoked_reason FROM badge ORDER BY id'),
        disputes: openDisputes(db, eventId),
        conflicts: listConflicts(db, eventId),
        rows: verifyJournal(db),
      });
      const first = outcome(host);
      // Nobody is without a badge, whoever issued how many.
      expect(currentBadgeCodes(host).size).toBe(people.length);
      for (const db of stores) {
        expect(outcome(db)).toEqual(first);
        rebuildAttendance(db);
        expect(outcome(db)).toEqual(first);
      }
    }),
    { numRuns: runs(30, 1000) },
  );
}, 600_000);

test('measurements may come in any order and any number of times', () => {
  const { host, a, people, eventId } = venue();
  for (const [i, person] of people.entries()) comeIn(a, eventId, person, startsAt + i * 1000, 'A');
  sendRows(a, host);
  const device = deviceOf(a);
  const measured = [
    { device, from: 0, offset: 40, roundTrip: 9 },
    { device, from: 0, offset: 55, roundTrip: 3 },
    { device, from: 2, offset: -20, roundTrip: 3 },
  ];
  const moments = () =>
    all<{ moment: number }>(host, 'SELECT moment FROM journal ORDER BY device_seq').map(
      ({ moment }) => moment - startsAt,
    );
  takeOffsets(host, measured);
  expect(moments()).toEqual([55, 980, 1980]);
  takeOffsets(host, [...measured].reverse());
  expect(moments()).toEqual([55, 980, 1980]);
});
