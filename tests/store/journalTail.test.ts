import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { compareBackup } from '../../electron/store/backupContents';
import { connect, get, run, type WriteDb } from '../../electron/store/db';
import { countPresent } from '../../electron/store/doorCounts';
import { journalHead, verifyJournal } from '../../electron/store/journal';
import { ownHead } from '../../electron/store/ownHead';
import { closeProgramFile, openProgramFile } from '../../electron/store/programFile';
import { recoverProgram } from '../../electron/store/recover';
import { recordScanAtOnce } from '../../electron/store/scanAtOnce';
import { makeDoor, reasonOf, scanId, startsAt } from './door';

const code = 'no "badge" \\ at all\u0000 – 배지 아님 \u{1F600}';

/** A program whose three last scans were answered when the power failed: the file as it lies there. */
function cutOff(spoil?: (raw: WriteDb['raw']) => void) {
  const door = makeDoor();
  const { db, eventId, people, codeOf, folder } = door;
  const codes = [...people.slice(0, 2).map(codeOf), code];
  for (const [i, one] of codes.entries()) {
    const by = { by: 'code', code: one } as const;
    recordScanAtOnce(
      db,
      { id: scanId(), eventId, door: '정문 "A"', source: 'keyboard', by },
      startsAt + i * 1000,
    );
  }
  const file = path.join(folder, 'cut.stagedoor');
  copyFileSync(db.raw.name, file);
  copyFileSync(`${db.raw.name}-wal`, `${file}-wal`);
  if (spoil) {
    const raw = connect(file, { readonly: false });
    spoil(raw);
    raw.close();
  }
  return { ...door, file };
}

test('answered scans that were not filed are in the journal when the program is opened, value by value', () => {
  const { file, eventId, db } = cutOff();
  const after = openProgramFile(file);
  expect(get(after, 'SELECT count(*) AS n FROM journal_tail')).toEqual({ n: 0 });
  expect(verifyJournal(after)).toEqual({ kind: 'whole', rows: 3 });
  expect(countPresent(after, eventId).present).toBe(2);
  expect(get(after, 'SELECT code, door FROM journal WHERE device_seq = 3')).toEqual({
    code,
    door: '정문 "A"',
  });
  // What the running app has filed meanwhile is the same.
  expect(journalHead(after)).toEqual(journalHead(db));
  closeProgramFile(after);
});

test('a file of whatever moment says what its last row is, and holds no scan less when it is compared', () => {
  const { file, db } = cutOff();
  const raw = connect(file, { readonly: true });
  const head = ownHead(raw);
  raw.close();
  const alone = connect(file, { readonly: false });
  alone.pragma('journal_mode = DELETE');
  alone.close();
  expect(compareBackup(file, db)).toMatchObject({ backup: { scans: 3 }, scansLost: 0 });
  expect(head).toEqual(journalHead(db));
});

test('a row that waited and can’t be read: the program counts as damaged, and all the others come out of it', () => {
  const { file, folder } = cutOff((raw) => {
    raw.exec('UPDATE journal_tail SET text = substr(text, 1, 40) WHERE device_seq = 2');
  });
  expect(reasonOf(() => openProgramFile(file))).toBe('program.damaged');
  const into = path.join(folder, 'recovered.stagedoor');
  const { journal } = recoverProgram(file, into, []);
  expect(journal).toEqual({ read: 2, missing: [{ from: 2, to: 2 }] });
  const recovered = openProgramFile(into);
  expect(get(recovered, 'SELECT count(*) AS n FROM attendance')).toEqual({ n: 1 });
  closeProgramFile(recovered);
});

test('what an earlier version of the app left unfiled in the journal itself is filed', () => {
  const { file, eventId } = cutOff();
  const before = openProgramFile(file);
  run(before, 'UPDATE journal SET filed = 0 WHERE device_seq > 1');
  run(before, 'DELETE FROM attendance');
  closeProgramFile(before);
  const after = openProgramFile(file);
  expect(get(after, 'SELECT count(*) AS n FROM filed')).toEqual({ n: 3 });
  expect(countPresent(after, eventId).present).toBe(2);
  closeProgramFile(after);
});
