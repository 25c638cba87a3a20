import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { all, get, nativeBinding } from '../../electron/store/db';
import { gatherRows } from '../../electron/store/journalGather';
import { rowsBeyond } from '../../electron/store/journalMerge';
import { createSql } from '../../electron/store/journalSql';
import { makeDoor, startsAt } from './door';

/** A door's journal, and a place where its rows are put together. */
function doorAndGathering() {
  const { db, people, codeOf, scan } = makeDoor();
  for (let i = 0; i < 40; i++) scan(codeOf(people[i % 3] ?? never()), startsAt + i);
  const rows = rowsBeyond(db, {}, 1000);
  const device = rows[0]?.deviceId ?? never();
  const gathering = gatherRows({
    create: get<{ sql: string }>(db, createSql('main'))?.sql ?? '',
    offsets: [],
    nativeBinding: nativeBinding().nativeBinding,
  });
  const part = (from: number, to: number) => JSON.stringify(rows.slice(from, to));
  return { rows, device, gathering, part, stored: all(db, 'SELECT * FROM journal ORDER BY device_seq') };
}

function never(): never {
  throw new Error('nobody');
}

test('rows that are put together are the rows that they were, also where parts overlap or come twice', () => {
  const { rows, device, gathering, part, stored } = doorAndGathering();
  for (const text of [part(0, 10), part(5, 20), part(0, 10), part(20, 40)])
    expect(gathering.take(text)).toBe(true);
  expect(gathering.heads).toEqual({ [device]: rows.length });
  const made = new Database(Buffer.from(gathering.bytes()), nativeBinding());
  expect(made.prepare('SELECT * FROM journal ORDER BY device_seq').all()).toEqual(stored);
  made.close();
});

test('a row that is missing, goes on another way or is none is not put together with the others', () => {
  const { rows, gathering, part } = doorAndGathering();
  expect(gathering.take(part(0, 10))).toBe(true);
  expect(gathering.take(part(11, 20))).toBe(false);
  expect(gathering.take(JSON.stringify([{ ...rows[9], hash: rows[8]?.hash }]))).toBe(false);
  expect(gathering.take(JSON.stringify([{ ...rows[10], kind: 'gift' }]))).toBe(false);
  expect(gathering.take(JSON.stringify([{ ...rows[10], at: {} }]))).toBe(false);
  expect(gathering.take('[')).toBe(false);
});
