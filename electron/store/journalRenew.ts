import type { SentRow } from '../../shared/contract/exchange';
import type { AttendeeId } from '../../shared/contract/ids';
import { type ClockOffset, momentOf } from '../../shared/domain/journalMerge';
import { Refusal } from '../../shared/domain/refusal';
import { rebuildAttendance } from './attendance';
import { offsetsOf, takeOffsets } from './clockOffsets';
import { all, get, type ReadDb, run, transaction, type WriteDb } from './db';
import { erasedName } from './eraseTexts';
import { insertRow, journalColumns } from './journal';
import { withoutNotes } from './journalNotes';
import { genesis, type JournalRow, rowHash } from './journalRow';
import { getMeta } from './meta';

/** How often people were erased from this program: a copy whose number is another one has rows that were computed anew since. */
export function erasures(db: ReadDb): number {
  return Number(getMeta(db, 'erased.times') ?? 0);
}

/**
 * Puts the host's journal in the place of a copy's, after somebody was erased there and the chains were computed anew. Rows that the
 * host does not have yet stay, behind the host's, without what was noted about whom the list has as erased; their chain is
 * computed anew as the host's was. All of it or nothing: a Refusal ('journal.changed') where the host's rows do not hold.
 */
export function renewJournal(db: WriteDb, sent: readonly SentRow[], offsets: readonly ClockOffset[]): void {
  transaction(db, () => {
    takeOffsets(db, offsets);
    const rows = checked(sent);
    const heads = new Map<string, JournalRow>();
    for (const row of rows) heads.set(row.deviceId, row);
    const kept = all<JournalRow>(
      db,
      `SELECT ${journalColumns} FROM journal ORDER BY device_id, device_seq`,
    ).filter(({ deviceId, deviceSeq }) => deviceSeq > (heads.get(deviceId)?.deviceSeq ?? 0));
    const triggers = all<{ name: string; sql: string }>(
      db,
      "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name IN ('journal_no_update', 'journal_no_delete')",
    );
    for (const { name } of triggers) db.raw.exec(`DROP TRIGGER "${name}"`);
    run(db, 'DELETE FROM journal');
    for (const { sql } of triggers) db.raw.exec(sql);
    const write = (row: JournalRow) => {
      const moment = momentOf(
        { at: row.at, seq: row.deviceSeq, onPaper: row.recordedAt !== null },
        offsetsOf(db, row.deviceId),
      );
      insertRow(db, row, moment);
    };
    for (const row of rows) write(row);
    for (const row of kept) {
      const next = chained(heads.get(row.deviceId), withoutErased(db, row));
      heads.set(row.deviceId, next);
      write(next);
    }
    rebuildAttendance(db);
    // That the list changed was written down here too, with what stood there before.
    run(db, 'DELETE FROM history WHERE attendee_id IN (SELECT id FROM attendee WHERE name = ?)', erasedName);
  });
  // Nothing of what was erased stays in free pages, or in the log.
  db.raw.exec('VACUUM');
  db.raw.pragma('wal_checkpoint(TRUNCATE)');
}

/** The host's rows with their chain, device by device. */
function checked(sent: readonly SentRow[]): readonly JournalRow[] {
  const heads = new Map<string, { readonly seq: number; readonly hash: Uint8Array }>();
  return sent.map((row) => {
    const head = heads.get(row.deviceId) ?? { seq: 0, hash: genesis };
    const hash = Buffer.from(row.hash, 'base64');
    const whole = { ...row, prevHash: head.hash, hash };
    if (row.deviceSeq !== head.seq + 1 || Buffer.compare(rowHash(whole), hash) !== 0) {
      throw new Refusal('journal.changed', { row: row.deviceSeq });
    }
    heads.set(row.deviceId, { seq: row.deviceSeq, hash });
    return whole;
  });
}

function chained(before: JournalRow | undefined, row: JournalRow): JournalRow {
  const next = { ...row, prevHash: before?.hash ?? genesis };
  return { ...next, hash: rowHash(next) };
}

function withoutErased(db: ReadDb, row: JournalRow): JournalRow {
  if (row.attendeeId === null || !isErased(db, row.attendeeId)) return row;
  return { ...row, detail: withoutNotes(row.detail) };
}

function isErased(db: ReadDb, id: AttendeeId): boolean {
  return get<{ name: string }>(db, 'SELECT name FROM attendee WHERE id = ?', id)?.name === erasedName;
}
