import { SentRow } from '../../shared/contract/exchange';
import { Refusal } from '../../shared/domain/refusal';
import { all, get, type ReadDb, run, runOne, type WriteDb } from './db';
import { insertRow, type NextRow } from './journal';
import { type JournalRow, rowOfText } from './journalRow';

/** Writes this device's next row where a scan waits for it least; `fileTail` takes it into the journal. In a transaction. */
export function writeToTail(db: WriteDb, { row, moment, text }: NextRow): void {
  runOne(
    db,
    'INSERT INTO journal_tail (device_seq, moment, text, prev_hash, hash) VALUES (?, ?, ?, ?, ?)',
    row.deviceSeq,
    moment,
    text,
    row.prevHash,
    row.hash,
  );
}

/** Whether a row waits there. */
export function hasTail(db: ReadDb): boolean {
  return get(db, 'SELECT 1 FROM journal_tail LIMIT 1') !== undefined;
}

/** A row that was taken into the journal, and when it happened by the host's clock. */
export interface Filed {
  readonly row: JournalRow;
  readonly moment: number;
}

/** Takes what waits into the journal; gives the rows in their order. A Refusal where one can't be read. In a transaction. */
export function fileTail(db: WriteDb): readonly Filed[] {
  const rows = all<Stored>(db, `${storedSql} ORDER BY device_seq`).map(readStored);
  for (const { row, moment } of rows) insertRow(db, row, moment);
  run(db, 'DELETE FROM journal_tail');
  return rows;
}

/** The same out of a damaged program: what can't be read, or is in the journal, is left out. In a transaction. */
export function fileWhatCanBeRead(db: WriteDb): void {
  for (const stored of all<Stored>(db, `${storedSql} ORDER BY device_seq`)) {
    try {
      const { row, moment } = readStored(stored);
      insertRow(db, row, moment);
    } catch {
      // Its number is reported as missing, like that of every row that can't be read.
    }
  }
  run(db, 'DELETE FROM journal_tail');
}

interface Stored {
  readonly moment: number;
  readonly text: string;
  readonly prevHash: Uint8Array;
  readonly hash: Uint8Array;
}

const storedSql = 'SELECT moment, text, prev_hash AS prevHash, hash FROM journal_tail';

function readStored({ moment, text, prevHash, hash }: Stored): Filed {
  const read = SentRow.safeParse({ ...rowOfText(text), hash: Buffer.from(hash).toString('base64') });
  if (!read.success) throw new Refusal('program.damaged', { file: '' });
  return { row: { ...read.data, prevHash, hash }, moment };
}
