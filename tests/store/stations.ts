import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import { afterEach } from 'vitest';
import { allOffsets } from '../../electron/store/clockOffsets';
import { all, type WriteDb } from '../../electron/store/db';
import { journalHeads, receiveRows, rowsBeyond } from '../../electron/store/journalMerge';
import { changesSince } from '../../electron/store/listChanges';
import { takeFromDoor, takeList } from '../../electron/store/listCopy';
import { closeProgramFile } from '../../electron/store/programFile';
import { copySeed, createCopy, fillCopy } from '../../electron/store/stationCopy';

const copies: WriteDb[] = [];
afterEach(() => {
  for (const db of copies.splice(0)) if (db.raw.open) closeProgramFile(db);
});

/** A copy of a program on another machine, with the list in it. */
export function makeCopy(of: WriteDb, folder: string): WriteDb {
  const copy = createCopy(path.join(folder, `${uuidv7()}.stagedoor`), copySeed(of), uuidv7());
  copies.push(copy);
  fillCopy(copy, of);
  return copy;
}

/** Everything that `to` lacks of `from`'s journal, in batches. */
export function sendRows(from: WriteDb, to: WriteDb, batch = 100): void {
  for (;;) {
    const rows = rowsBeyond(from, journalHeads(to), batch);
    receiveRows(to, rows, allOffsets(from));
    if (rows.length === 0) return;
  }
}

/** What a door did to the list goes up, and what the host has comes down. */
export function exchangeList(host: WriteDb, copy: WriteDb): void {
  takeFromDoor(host, changesSince(copy, 0, 10_000, 'toHost').changes);
  takeList(copy, changesSince(host, 0, 10_000, 'toDoor').changes);
}

/** Who is in, as a store has it, in words. */
export function attendanceText(db: WriteDb): readonly string[] {
  return all<{ text: string }>(
    db,
    `SELECT event_id || attendee_id || entered_at || door || scan_id || inside AS text FROM attendance ORDER BY 1`,
  ).map(({ text }) => text);
}
