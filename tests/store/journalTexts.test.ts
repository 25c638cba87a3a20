import { expect, test } from 'vitest';
import { transaction } from '../../electron/store/db';
import { deviceOf } from '../../electron/store/journal';
import { rowsBeyond } from '../../electron/store/journalMerge';
import { rowTextsBeyond } from '../../electron/store/journalTexts';
import { recordScan, recordUndo } from '../../electron/store/scan';
import { SentRow } from '../../shared/contract/exchange';
import { makeDoor, scanId, startsAt } from './door';

test('a row as text is the row that goes to others, whatever is written in it', () => {
  const { db, people, codeOf, eventId } = makeDoor();
  const doors = ['동문 "가"\\', 'B\n\t\u0007', '😀 é é', '\u2028</script>', ''];
  const [first] = people;
  if (!first) throw new Error('nobody');
  transaction(db, () => {
    doors.forEach((door, i) => {
      const code = i === 3 ? '\u0000\u0001"nobody\\' : codeOf(first);
      const scan = { id: scanId(), eventId, door, source: 'camera', by: { by: 'code', code } } as const;
      recordScan(db, scan, startsAt + i);
      if (i === 0) recordUndo(db, { id: scanId(), scanId: scan.id, door }, startsAt + i);
    });
  });
  const rows = rowsBeyond(db, {}, 100);
  const texts = rowTextsBeyond(db, {}, 100);
  expect(rows.length).toBe(doors.length + 1);
  expect(texts.map(({ text }) => SentRow.parse(JSON.parse(text)))).toEqual(rows);
  expect(texts.map(({ device, seq }) => [device, seq])).toEqual(
    rows.map(({ deviceId, deviceSeq }) => [deviceId, deviceSeq]),
  );
  const heads = { [deviceOf(db)]: 2 };
  expect(rowTextsBeyond(db, heads, 3).map(({ seq }) => seq)).toEqual([3, 4, 5]);
});
