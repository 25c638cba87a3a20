import { expect, test } from 'vitest';
import { rebuildAttendance } from '../../electron/store/attendance';
import { currentBadgeCodes } from '../../electron/store/badges';
import { listConflicts } from '../../electron/store/conflicts';
import { all } from '../../electron/store/db';
import { verifyJournal } from '../../electron/store/journal';
import { readJournalFile, writeJournalFile } from '../../electron/store/journalFile';
import { recordScan } from '../../electron/store/scan';
import { recordWalkIn } from '../../electron/store/walkIn';
import { Refusal } from '../../shared/domain/refusal';
import { makeDoor, scanId, startsAt } from './door';
import { attendanceText, makeCopy } from './stations';

const reasonOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
  return 'none';
};

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

test('a journal on a stick is taken in any number of times, with the guests in it, and the outcome is the same', () => {
  const { db, copy, eventId, folder, text } = carried();
  expect(readJournalFile(db, 'a', text)).toBe(4);
  expect(readJournalFile(db, 'a', text)).toBe(0);
  expect(verifyJournal(db)).toEqual({ kind: 'whole', rows: 4 });
  expect(attendanceText(db)).toEqual(attendanceText(copy));
  expect(listConflicts(db, eventId)).toEqual([]);
  expect(all(db, "SELECT name, phone FROM attendee WHERE role = 'guest'")).toEqual([
    { name: '손님 한 명', phone: '010-0000-4321' },
  ]);
  // And on from there to a third machine, from the second.
  const third = makeCopy(db, folder);
  readJournalFile(third, 'b', writeJournalFile(db));
  expect(attendanceText(third)).toEqual(attendanceText(db));
  rebuildAttendance(third);
  expect(attendanceText(third)).toEqual(attendanceText(db));
});

test('a file that was changed, cut, is of another program or is no journal is refused with a sentence, and nothing is stored', () => {
  const { db, text } = carried();
  const other = makeDoor();
  expect(reasonOf(() => readJournalFile(other.db, 'a', text))).toBe('journal.notOurs');
  expect(reasonOf(() => readJournalFile(db, 'a', text.replace('동문', '서문')))).toBe('journal.notOurs');
  expect(reasonOf(() => readJournalFile(db, 'a', text.slice(0, text.length >> 1)))).toBe(
    'journal.fileDamaged',
  );
  expect(reasonOf(() => readJournalFile(db, 'a', ''))).toBe('journal.fileDamaged');
  expect(reasonOf(() => readJournalFile(db, 'a', 'name,email\n'))).toBe('journal.fileDamaged');
  const lines = text.split('\n');
  expect(reasonOf(() => readJournalFile(db, 'a', [...lines.slice(0, 3), ...lines.slice(4)].join('\n')))).toBe(
    'journal.notOurs',
  );
  expect(all(db, 'SELECT 1 FROM journal')).toEqual([]);
  expect(all(db, "SELECT 1 FROM attendee WHERE role = 'guest'")).toEqual([]);
});
