import fc from 'fast-check';
import { expect, test } from 'vitest';
import { actingAs } from '../../electron/store/actor';
import { cameIds, rebuildAttendance } from '../../electron/store/attendance';
import { replaceBadge } from '../../electron/store/badges';
import { all, run } from '../../electron/store/db';
import { thawVerdict } from '../../electron/store/frozenVerdict';
import { findEntry, lastEntries, verifyJournal } from '../../electron/store/journal';
import { recordOverruling, recordScan, recordUndo } from '../../electron/store/scan';
import { AttendeeId } from '../../shared/contract/ids';
import { addEvent, invite, makeDoor, reasonOf, scanId, startsAt } from './door';

test('a badge lets its person in once; the second reading says when and where', () => {
  const { db, people, eventId, codeOf, scan } = makeDoor();
  const [minsu] = people;
  if (!minsu) throw new Error();
  expect(scan(codeOf(minsu)).verdict).toMatchObject({ kind: 'admitted', person: { name: '김민수' } });
  expect(cameIds(db, eventId)).toEqual(new Set([minsu]));
  expect(scan(codeOf(minsu), startsAt + 5000, { door: 'B' }).verdict).toMatchObject({
    kind: 'alreadyIn',
    at: startsAt,
    door: 'A',
  });
  expect(cameIds(db, eventId).size).toBe(1);
});

test('a scan sent again gets the very same answer, and nothing is written', () => {
  const { db, people, eventId, codeOf } = makeDoor();
  const [minsu] = people;
  if (!minsu) throw new Error();
  const sent = {
    id: scanId(),
    eventId,
    door: 'A',
    source: 'camera',
    by: { by: 'code', code: codeOf(minsu) },
  } as const;
  const { fresh, ...first } = recordScan(db, sent, startsAt);
  const { fresh: freshAgain, ...again } = recordScan(db, sent, startsAt + 60_000);
  expect([fresh, freshAgain]).toEqual([true, false]);
  expect(again).toEqual(first);
  expect(verifyJournal(db)).toEqual({ kind: 'whole', rows: 1 });
});

test('a person found by name is let in without a badge', () => {
  const { people, scan } = makeDoor();
  const [, seoyeon] = people;
  if (!seoyeon) throw new Error();
  const by = { by: 'attendee', attendeeId: seoyeon } as const;
  expect(scan('', startsAt, { source: 'search', by }).verdict.kind).toBe('admitted');
  const nobody = { by: 'attendee', attendeeId: AttendeeId.parse(scanId()) } as const;
  expect(reasonOf(() => scan('', startsAt, { source: 'search', by: nobody }))).toBe('attendee.unknown');
});

test('a replaced badge is revoked, the new one opens the door', () => {
  const { db, people, codeOf, scan } = makeDoor();
  const [minsu] = people;
  if (!minsu) throw new Error();
  const old = codeOf(minsu);
  replaceBadge(db, minsu, 'lost', startsAt - 1000);
  expect(scan(old).verdict).toMatchObject({ kind: 'revoked', since: startsAt - 1000, reason: 'lost' });
  expect(scan(codeOf(minsu)).verdict.kind).toBe('admitted');
});

test('badges of another program, forged ones, other codes and deleted people are told apart', () => {
  const { db, people, codeOf, scan } = makeDoor();
  const other = makeDoor();
  const [minsu, , doyun] = people;
  const [stranger] = other.people;
  if (!minsu || !doyun || !stranger) throw new Error();
  const code = codeOf(minsu);
  expect(scan(code.slice(0, -1) + (code.endsWith('A') ? 'B' : 'A')).verdict.kind).toBe('forged');
  expect(scan(other.codeOf(stranger)).verdict.kind).toBe('foreign');
  expect(scan('https://example.com/').verdict).toEqual({ kind: 'unknown', why: 'noBadgeCode' });
  const gone = codeOf(doyun);
  run(db, 'DELETE FROM attendee WHERE id = ?', doyun);
  expect(scan(gone).verdict).toEqual({ kind: 'unknown', why: 'noSuchBadge' });
});

test('an event with a list: who is on it, who waits, and whose event is another', () => {
  const { db, people, codeOf, scan } = makeDoor();
  const [minsu, seoyeon, doyun] = people;
  if (!minsu || !seoyeon || !doyun) throw new Error();
  const visitA = addEvent(db, { admission: 'invited', title: '방문 A' });
  const visitB = addEvent(db, { admission: 'invited', title: '방문 B', startsAt: startsAt + 86_400_000 });
  invite(db, visitA, minsu, 'confirmed');
  invite(db, visitA, seoyeon, 'waiting');
  invite(db, visitB, doyun, 'invited');
  const at = { eventId: visitA };
  expect(scan(codeOf(minsu), startsAt, at).verdict.kind).toBe('admitted');
  expect(scan(codeOf(seoyeon), startsAt, at).verdict).toMatchObject({
    kind: 'waiting',
    theirs: null,
  });
  expect(scan(codeOf(doyun), startsAt, at).verdict).toMatchObject({
    kind: 'notInvited',
    invitation: null,
    theirs: { title: '방문 B' },
  });
});

test('once a day: again tomorrow, but not twice today, and an entry taken back does not count', () => {
  const { db, people, codeOf, scan } = makeDoor();
  const [minsu] = people;
  if (!minsu) throw new Error();
  const late = startsAt + 9 * 3_600_000; // 23:00 in Seoul
  const days = addEvent(db, { entry: 'once_a_day' });
  run(db, 'UPDATE event SET ends_at = ends_at + 200000000 WHERE id = ?', days);
  const at = { eventId: days };
  expect(scan(codeOf(minsu), startsAt, at).verdict.kind).toBe('admitted');
  expect(scan(codeOf(minsu), late, at).verdict).toMatchObject({ kind: 'alreadyIn', at: startsAt });
  const tomorrow = scan(codeOf(minsu), late + 2 * 3_600_000, at);
  expect(tomorrow.verdict).toMatchObject({ kind: 'admitted', firstAt: startsAt });
  expect(scan(codeOf(minsu), late + 3 * 3_600_000, at).verdict.kind).toBe('alreadyIn');
  recordUndo(db, { id: scanId(), scanId: tomorrow.id, door: 'A' }, late + 4 * 3_600_000);
  expect(scan(codeOf(minsu), late + 5 * 3_600_000, at).verdict.kind).toBe('admitted');
});

test('an undo is a row that takes the entry back; the person can come in anew', () => {
  const { db, people, eventId, codeOf, scan } = makeDoor();
  const [minsu] = people;
  if (!minsu) throw new Error();
  const entry = scan(codeOf(minsu));
  const second = scan(codeOf(minsu));
  const undo = { id: scanId(), scanId: entry.id, door: 'A' };
  const { fresh: _, ...first } = recordUndo(db, undo, startsAt + 10);
  expect(first).toMatchObject({ undoes: entry.id, person: { name: '김민수' } });
  expect(cameIds(db, eventId).size).toBe(0);
  expect(recordUndo(db, undo, startsAt + 20)).toEqual({ ...first, fresh: false });
  expect(reasonOf(() => recordUndo(db, { ...undo, id: scanId() }, startsAt))).toBe('scan.alreadyUndone');
  expect(reasonOf(() => recordUndo(db, { ...undo, id: scanId(), scanId: second.id }, startsAt))).toBe(
    'scan.notAdmitted',
  );
  expect(reasonOf(() => recordUndo(db, { ...undo, id: scanId(), scanId: scanId() }, startsAt))).toBe(
    'scan.unknown',
  );
  expect(lastEntries(db, eventId, 10).map((row) => [row.kind, row.takenBack])).toEqual([
    ['undo', 0],
    ['scan', 0],
    ['scan', 1],
  ]);
  expect(scan(codeOf(minsu), startsAt + 30).verdict.kind).toBe('admitted');
});

test('the journal takes no update and no delete', () => {
  const { db, people, codeOf, scan } = makeDoor();
  const [minsu] = people;
  if (!minsu) throw new Error();
  scan(codeOf(minsu));
  expect(() => run(db, "UPDATE journal SET door = 'B'")).toThrow(/append-only/);
  expect(() => run(db, 'DELETE FROM journal')).toThrow(/append-only/);
});

test('a journal that was changed behind the app is found, at the first row that does not hold', () => {
  const changes = [
    ["UPDATE journal SET door = 'Z' WHERE device_seq = 3", { deviceSeq: 3, why: 'changed' }],
    [
      "UPDATE journal SET verdict = 'admitted', detail = '{}' WHERE device_seq = 2",
      { deviceSeq: 2, why: 'changed' },
    ],
    ['DELETE FROM journal WHERE device_seq = 2', { deviceSeq: 3, why: 'gap' }],
    ['UPDATE journal SET prev_hash = zeroblob(32) WHERE device_seq = 4', { deviceSeq: 4, why: 'chain' }],
  ] as const;
  for (const [sql, broken] of changes) {
    const { db, people, codeOf, scan } = makeDoor();
    for (const person of people) scan(codeOf(person));
    scan('\ud800 half a character, a NUL \0 and 한글'.repeat(20));
    scan('last');
    expect(verifyJournal(db)).toEqual({ kind: 'whole', rows: 5 });
    run(db, 'DROP TRIGGER journal_no_update');
    run(db, 'DROP TRIGGER journal_no_delete');
    run(db, sql);
    expect(verifyJournal(db)).toMatchObject({ kind: 'broken', ...broken });
  }
});

test('whatever happened at the door, who is in and inside is what the journal says', () => {
  const { db, people, codeOf } = makeDoor(['가', '나', '다', '라']);
  const events = [
    addEvent(db),
    addEvent(db, { entry: 'unlimited' }),
    addEvent(db, { entry: 'once_a_day' }),
    addEvent(db, { entry: 'leave_and_return' }),
  ];
  const codes = people.map(codeOf);
  const at = <T>(list: readonly T[], index: number): T => {
    const item = list[index % list.length];
    if (item === undefined) throw new Error('empty');
    return item;
  };
  const act = fc.record({
    event: fc.nat(3),
    person: fc.nat(3),
    // Clocks go back, too.
    time: fc.integer({ min: startsAt - 3_600_000, max: startsAt + 3 * 3_600_000 }),
    out: fc.boolean(),
    act: fc.constantFrom('nothing', 'undo', 'overrule'),
    which: fc.nat(),
  });
  const state = () => [
    all(db, 'SELECT * FROM attendance ORDER BY event_id, attendee_id'),
    all(db, 'SELECT * FROM door_count WHERE present > 0 ORDER BY event_id'),
  ];
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const done: ReturnType<typeof recordScan>[] = [];
      for (const { event, person, time, out, act: what, which } of acts) {
        if (what === 'undo' && done.length > 0) {
          reasonOf(() => recordUndo(db, { id: scanId(), scanId: at(done, which).id, door: 'A' }, time));
        } else if (what === 'overrule' && done.length > 0) {
          const overruling = {
            id: scanId(),
            scanId: at(done, which).id,
            door: 'A',
            reason: 'a guest of honour',
          };
          reasonOf(() => done.push(recordOverruling(db, overruling, time)));
        } else {
          const by = { by: 'code', code: at(codes, person) } as const;
          const direction = out ? 'out' : 'in';
          const scan = {
            id: scanId(),
            eventId: at(events, event),
            door: 'A',
            source: 'camera',
            direction,
            by,
          } as const;
          done.push(recordScan(db, scan, time));
        }
      }
      const projected = state();
      rebuildAttendance(db);
      expect(state()).toEqual(projected);
    }),
    { numRuns: 30 },
  );
  expect(verifyJournal(db).kind).toBe('whole');
});

test('no name gets into the journal, which nothing can be taken out of', () => {
  const door = makeDoor(['김민수']);
  const [person] = door.people;
  if (!person) throw new Error('nobody');
  const admitted = door.scan(door.codeOf(person));
  door.scan(door.codeOf(person));
  recordUndo(door.db, { id: scanId(), scanId: admitted.id, door: 'A' }, startsAt);
  const rows = all<{ text: string }>(door.db, 'SELECT detail || code || verdict AS text FROM journal');
  expect(rows).toHaveLength(3);
  expect(rows.filter(({ text }) => text.includes('김민수'))).toEqual([]);
});

test.each(['once', 'once_a_day', 'leave_and_return'])(
  '‘already in’ says who let them in, where somebody said so: %s',
  (entry) => {
    const { db, people, codeOf, scan } = makeDoor();
    const eventId = addEvent(db, { entry });
    const [minsu, seoyeon] = people;
    if (!minsu || !seoyeon) throw new Error('nobody');
    actingAs('이수', '', () => scan(codeOf(minsu), startsAt, { eventId }));
    scan(codeOf(seoyeon), startsAt, { eventId });
    const second = scan(codeOf(minsu), startsAt + 60_000, { eventId });
    expect(second.verdict).toMatchObject({ kind: 'alreadyIn', at: startsAt, door: 'A', by: '이수' });
    expect(scan(codeOf(seoyeon), startsAt + 60_000, { eventId }).verdict).not.toHaveProperty('by');
    // A scan sent again, and a row from before the journal's verdicts said it.
    const row = findEntry(db, second.id);
    if (!row) throw new Error('no row');
    expect(thawVerdict(db, row)).toEqual(second.verdict);
    const { by: _, ...older } = JSON.parse(row.detail);
    expect(thawVerdict(db, { ...row, detail: JSON.stringify(older) })).toMatchObject({
      kind: 'alreadyIn',
      door: 'A',
    });
  },
);
