import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { rebuildAttendance } from '../../electron/store/attendance';
import { currentBadgeCodes } from '../../electron/store/badges';
import { listConflicts } from '../../electron/store/conflicts';
import { all, transaction } from '../../electron/store/db';
import { verifyJournal } from '../../electron/store/journal';
import { readJournalFile, writeJournalFile } from '../../electron/store/journalFile';
import { recordScan } from '../../electron/store/scan';
import { recordWalkIn } from '../../electron/store/walkIn';
import { makeDoor, scanId, startsAt } from './door';
import { attendanceText, makeCopy } from './stations';

function carried() {
  const door = makeDoor();
  const copy = makeCopy(door.db, door.folder);
  for (const [i, person] of door.people.entries()) {
    const code = currentBadgeCodes(copy).get(person) ?? '';
    const by = { by: 'code', code } as const;
    recordScan(
      copy,
      { id: scanId(), eventId: door.eventId, door: '동문', source: 'camera', by },
      startsAt + i,
    );
  }
  const guest = { name: '손님 한 명', affiliation: '한빛', phone: '010-0000-4321' };
  recordWalkIn(copy, { id: scanId(), eventId: door.eventId, door: '동문', ...guest }, startsAt + 9);
  return { ...door, copy, text: writeJournalFile(copy) };
}

test('a journal on a stick is taken in any number of times, with the guests in it, and the outcome is the same', async () => {
  const { db, copy, eventId, folder, text } = carried();
  expect(await readJournalFile(db, 'a', text)).toBe(4);
  expect(await readJournalFile(db, 'a', text)).toBe(0);
  expect(verifyJournal(db)).toEqual({ kind: 'whole', rows: 4 });
  expect(attendanceText(db)).toEqual(attendanceText(copy));
  expect(listConflicts(db, eventId)).toEqual([]);
  expect(all(db, "SELECT name, phone FROM attendee WHERE role = 'guest'")).toEqual([
    { name: '손님 한 명', phone: '010-0000-4321' },
  ]);
  // And on from there to a third machine, from the second.
  const third = makeCopy(db, folder);
  await readJournalFile(third, 'b', writeJournalFile(db));
  expect(attendanceText(third)).toEqual(attendanceText(db));
  rebuildAttendance(third);
  expect(attendanceText(third)).toEqual(attendanceText(db));
});

test('a file that was changed, cut, is of another program or is no journal is refused with a sentence, and nothing is stored', async () => {
  const { db, text } = carried();
  const other = makeDoor();
  const lines = text.split('\n');
  for (const [store, file, reason] of [
    [other.db, text, 'journal.notOurs'],
    [db, text.replace('동문', '서문'), 'journal.notOurs'],
    [db, text.slice(0, text.length >> 1), 'journal.fileDamaged'],
    [db, '', 'journal.fileDamaged'],
    [db, 'name,email\n', 'journal.fileDamaged'],
    [db, [...lines.slice(0, 3), ...lines.slice(4)].join('\n'), 'journal.notOurs'],
  ] as const) {
    await expect(readJournalFile(store, 'a', file)).rejects.toMatchObject({ reason });
  }
  expect(all(db, 'SELECT 1 FROM journal')).toEqual([]);
  expect(all(db, "SELECT 1 FROM attendee WHERE role = 'guest'")).toEqual([]);
});

test('while a long journal is taken in, whoever stands at the door is answered', async () => {
  const { db, folder, eventId, scan, codeOf, people } = makeDoor();
  const copy = makeCopy(db, folder);
  transaction(copy, () => {
    for (let i = 0; i < 2000; i++) {
      const by = { by: 'code', code: `nobody ${i}` } as const;
      recordScan(copy, { id: scanId(), eventId, door: '동문', source: 'camera', by }, startsAt + i);
    }
  });
  const rows = () => all(db, 'SELECT 1 FROM journal').length;
  const reading = readJournalFile(db, 'a', writeJournalFile(copy));
  while (rows() === 0) await turn();
  const [minsu] = people;
  expect(minsu && scan(codeOf(minsu)).verdict.kind).toBe('admitted');
  expect(rows()).toBeLessThan(1000);
  expect(await reading).toBe(2000);
  expect(verifyJournal(db)).toEqual({ kind: 'whole', rows: 2001 });
});

test('a program that is closed meanwhile ends it with a sentence', async () => {
  const { copy, folder, text } = carried();
  const third = makeCopy(copy, folder);
  const reading = readJournalFile(third, 'a', text);
  third.raw.close();
  await expect(reading).rejects.toMatchObject({ reason: 'program.none' });
});
