import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { all, connect, get, run, type WriteDb } from '../../electron/store/db';
import { countPresent } from '../../electron/store/doorCounts';
import { verifyJournal } from '../../electron/store/journal';
import { closeProgramFile, openProgramFile } from '../../electron/store/programFile';
import { type Answered, recordScan } from '../../electron/store/scan';
import { recordScanAtOnce, recordScansAtOnce } from '../../electron/store/scanAtOnce';
import { runs } from '../runs';
import { makeDoor, scanId, startsAt } from './door';
import { diceFrom } from './fuzz/inputs';

function atOnce(door: ReturnType<typeof makeDoor>) {
  const { db, eventId, people, codeOf } = door;
  const codes = people.map(codeOf);
  const scanOf = (code: string, id = scanId(), direction: 'in' | 'out' = 'in') =>
    ({ id, eventId, door: 'A', source: 'keyboard', direction, by: { by: 'code', code } }) as const;
  return {
    codes,
    scanOf,
    scan: (code = '', now = startsAt, id = scanId(), direction: 'in' | 'out' = 'in') =>
      recordScanAtOnce(db, scanOf(code, id, direction), now),
  };
}

/** What lies in the file, seen by somebody else. */
function seenFromOutside<T>(db: WriteDb, sql: string): T {
  const other = connect(db.raw.name, { readonly: true });
  try {
    return other.prepare(sql).get() as T;
  } finally {
    other.close();
  }
}

const entered = 'SELECT count(*) AS n FROM attendance';

const unfiled = "SELECT text ->> '$[11]' AS verdict FROM journal_tail";

test('a scan is in the file when it is answered, and whoever asks then finds it in the journal', () => {
  const door = makeDoor();
  const { scan, codes } = atOnce(door);
  expect(scan(codes[0]).verdict.kind).toBe('admitted');
  expect(seenFromOutside(door.db, unfiled)).toEqual({ verdict: 'admitted' });
  expect(seenFromOutside(door.db, entered)).toEqual({ n: 0 });
  expect(countPresent(door.db, door.eventId)).toEqual({ present: 1, presentCast: 0, inside: 1 });
  expect(seenFromOutside(door.db, entered)).toEqual({ n: 1 });
  expect(seenFromOutside(door.db, 'SELECT verdict FROM journal')).toEqual({ verdict: 'admitted' });
  expect(seenFromOutside(door.db, unfiled)).toBeUndefined();
});

test('nobody has to ask: a moment later it is filed', async () => {
  const door = makeDoor();
  const { scan, codes } = atOnce(door);
  scan(codes[0]);
  await expect.poll(() => seenFromOutside(door.db, entered)).toEqual({ n: 1 });
});

test('the power fails between the answer and the filing: who was let in is in, and who went out is out', () => {
  const door = makeDoor();
  const { db, folder, eventId } = door;
  run(db, "UPDATE event SET entry = 'leave_and_return' WHERE id = ?", eventId);
  const { scan, codes } = atOnce(door);
  scan(codes[0]);
  expect(scan(codes[0], startsAt + 60_000, scanId(), 'out').verdict.kind).toBe('goneOut');
  scan(codes[1], startsAt + 61_000);
  scan('SD1 nonsense', startsAt + 62_000);
  expect(seenFromOutside(db, 'SELECT count(*) AS n FROM journal_tail')).toEqual({ n: 3 });
  const copy = path.join(folder, 'after.stagedoor');
  copyFileSync(db.raw.name, copy);
  copyFileSync(`${db.raw.name}-wal`, `${copy}-wal`);
  const after = openProgramFile(copy);
  expect(countPresent(after, eventId)).toEqual({ present: 2, presentCast: 0, inside: 1 });
  expect(get(after, 'SELECT count(*) AS n FROM filed')).toEqual({ n: 4 });
  expect(verifyJournal(after)).toEqual({ kind: 'whole', rows: 4 });
  expect(after.raw.pragma('integrity_check', { simple: true })).toBe('ok');
  closeProgramFile(after);
});

test('what is not filed yet counts all the same: the same scan, the same person, the last seat', () => {
  const door = makeDoor();
  const { db, eventId } = door;
  const { scan, codes } = atOnce(door);
  const id = scanId();
  const first = scan(codes[0], startsAt, id);
  const again = scan(codes[0], startsAt + 5000, id);
  expect(again).toEqual({ ...first, fresh: false });
  expect(scan(codes[0], startsAt + 5000).verdict.kind).toBe('alreadyIn');
  run(db, 'UPDATE event SET capacity = 2 WHERE id = ?', eventId);
  scan(codes[1], startsAt + 6000);
  expect(scan(codes[2], startsAt + 7000).verdict.kind).toBe('full');
  expect(get(db, 'SELECT count(*) AS n FROM journal')).toEqual({ n: 4 });
});

test('a file that takes nothing just now: what is there can be read, and nobody is judged by less than was written', () => {
  const door = makeDoor();
  const { db } = door;
  const { scan, codes } = atOnce(door);
  scan(codes[0]);
  db.raw.pragma('busy_timeout = 0');
  const other = connect(db.raw.name, { readonly: false });
  other.exec('BEGIN IMMEDIATE');
  try {
    expect(get(db, 'SELECT count(*) AS n FROM attendee')).toEqual({ n: 3 });
    expect(() => scan(codes[0])).toThrow('locked');
    expect(() => scan(codes[1])).toThrow('locked');
  } finally {
    other.close();
  }
  expect(scan(codes[0]).verdict.kind).toBe('alreadyIn');
  expect(get(db, 'SELECT count(*) AS n FROM filed')).toEqual({ n: 2 });
});

const entries = ['once', 'once_a_day', 'leave_and_return', 'unlimited', 'count_only'] as const;

test('scans that are filed later are judged as those that are filed at once, and come to the same', () => {
  for (let turn = 0; turn < runs(60, 600); turn++) {
    const dice = diceFrom(turn);
    const names = ['김민수', '이서연', '박도윤', '최하은'];
    const [late, early] = [makeDoor(names), makeDoor(names)];
    const entry = dice.one(entries);
    const capacity = dice.chance(0.3) ? 2 : null;
    for (const { db, eventId } of [late, early]) {
      run(db, 'UPDATE event SET entry = ?, capacity = ? WHERE id = ?', entry, capacity, eventId);
    }
    const lateDoor = atOnce(late);
    const earlyDoor = atOnce(early);
    let now = startsAt;
    const ids: ReturnType<typeof scanId>[] = [];
    for (let n = 0; n < 30; n++) {
      // The clock goes back at times.
      now += dice.chance(0.1) ? -90_000 : dice.upTo(40_000) * (dice.chance(0.1) ? 3000 : 1);
      const who = dice.upTo(names.length + 1);
      const id = dice.chance(0.1) && ids.length > 0 ? dice.one(ids) : scanId();
      ids.push(id);
      const direction = dice.chance(0.3) ? 'out' : 'in';
      const kindOf = (work: () => { verdict: { kind: string }; fresh: boolean }) => {
        const { verdict, fresh } = work();
        return `${verdict.kind} ${fresh}`;
      };
      const at = now;
      expect(
        kindOf(() => lateDoor.scan(lateDoor.codes[who] ?? 'no code', at, id, direction)),
        `turn ${turn}, scan ${n}`,
      ).toBe(
        kindOf(() =>
          recordScan(early.db, earlyDoor.scanOf(earlyDoor.codes[who] ?? 'no code', id, direction), at),
        ),
      );
      if (dice.chance(0.1)) get(late.db, 'SELECT 1');
    }
    const came = ({ db }: typeof late) =>
      all(
        db,
        `SELECT a.name, t.entered_at, t.door, t.scan_id, t.inside FROM attendance t JOIN attendee a ON a.id = t.attendee_id
         ORDER BY a.name`,
      );
    expect(came(late)).toEqual(came(early));
    expect(countPresent(late.db, late.eventId)).toEqual(countPresent(early.db, early.eventId));
    expect(verifyJournal(late.db).kind).toBe('whole');
  }
}, 3_600_000);

test('scans of several doors that come at once are answered as those that come one after another, and come to the same', () => {
  for (let turn = 0; turn < runs(40, 400); turn++) {
    const dice = diceFrom(turn);
    const names = ['김민수', '이서연', '박도윤', '최하은'];
    const [together, single] = [makeDoor(names), makeDoor(names)];
    const entry = dice.one(entries);
    const capacity = dice.chance(0.3) ? 2 : null;
    for (const { db, eventId } of [together, single]) {
      run(db, 'UPDATE event SET entry = ?, capacity = ? WHERE id = ?', entry, capacity, eventId);
    }
    const [togetherDoor, singleDoor] = [atOnce(together), atOnce(single)];
    let now = startsAt;
    const ids: ReturnType<typeof scanId>[] = [];
    for (let n = 0; n < 10; n++) {
      now += dice.upTo(40_000);
      const group = Array.from({ length: 1 + dice.upTo(5) }, () => {
        const id = dice.chance(0.1) && ids.length > 0 ? dice.one(ids) : scanId();
        ids.push(id);
        return { id, who: dice.upTo(names.length + 1), direction: dice.chance(0.3) ? 'out' : 'in' } as const;
      });
      const wordOf = ({ verdict, fresh }: Answered) => `${verdict.kind} ${fresh}`;
      const words: string[] = group.map(() => 'no answer');
      recordScansAtOnce(
        together.db,
        group.map(({ id, who, direction }, i) => ({
          scan: togetherDoor.scanOf(togetherDoor.codes[who] ?? 'no code', id, direction),
          objection: undefined,
          as: (work) => work(),
          answered: (result) => {
            words[i] = wordOf(result);
          },
          failed: (error) => {
            words[i] = String(error);
          },
        })),
        now,
      );
      const expected = group.map(({ id, who, direction }) => {
        const scan = singleDoor.scanOf(singleDoor.codes[who] ?? 'no code', id, direction);
        return wordOf(recordScan(single.db, scan, now));
      });
      expect(words, `turn ${turn}, group ${n}`).toEqual(expected);
      if (dice.chance(0.2)) get(together.db, 'SELECT 1');
    }
    const came = ({ db }: typeof together) =>
      all(
        db,
        `SELECT a.name, t.entered_at, t.scan_id, t.inside FROM attendance t JOIN attendee a ON a.id = t.attendee_id
         ORDER BY a.name`,
      );
    expect(came(together)).toEqual(came(single));
    expect(countPresent(together.db, together.eventId)).toEqual(countPresent(single.db, single.eventId));
    expect(verifyJournal(together.db).kind).toBe('whole');
  }
}, 3_600_000);
