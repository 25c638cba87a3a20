import { expect, test } from 'vitest';
import { all, type WriteDb } from '../../electron/store/db';
import { addHiddenPeople, applySteps, beginImport, publishImport } from '../../electron/store/importRun';
import { undoImport } from '../../electron/store/importUndo';
import { changesSince, watchList } from '../../electron/store/listChanges';
import { packRows } from '../../electron/store/packedRows';
import { toBase32 } from '../../shared/domain/base32';
import { temporaryProgram } from './importing';

const columns = ['id', 'badge', 'role', 'name', 'email_key', 'created_at', 'updated_at'];

/** A program that is copied, with an import of so many people written and not published. */
async function underWay(count: number) {
  const db = temporaryProgram();
  watchList(db);
  const number = beginImport(db, 2);
  const rows = Array.from({ length: count }, (_, i) => {
    const digits = String(i).padStart(4, '0');
    const badge = toBase32(Buffer.from(`${digits}xxx`)).slice(0, 10);
    return [
      `00000000-0000-7000-8000-00000000${digits}`,
      badge,
      'participant',
      '다솜',
      `p${i}@example.com`,
      2,
      2,
    ];
  });
  await addHiddenPeople(db, number, [packRows(columns, rows, ['id', 'badge'])], 2);
  return { db, number };
}

/** What a copy that has everything up to `since` is told. */
function toldSince(db: WriteDb, since: number) {
  const { changes, upTo } = changesSince(db, since, 10_000, 'toDoor');
  return { upTo, people: changes.map((change) => ('name' in change ? change.name : change.unit)) };
}

test('a copy that asks while people are being imported hears of them when they are published, each with a badge', async () => {
  const { db, number } = await underWay(700);
  const during = toldSince(db, 0);
  expect(during.people).toEqual([]);
  publishImport(db, number, () => {});
  await applySteps(db, number, 3);
  const after = toldSince(db, during.upTo);
  expect(after.people).toEqual(Array.from({ length: 700 }, () => '다솜'));
  expect(all(db, 'SELECT id FROM badge')).toHaveLength(700);
  await undoImport(db, number);
  expect(new Set(toldSince(db, after.upTo).people)).toEqual(new Set(['gone']));
});
