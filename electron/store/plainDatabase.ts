import Database from 'better-sqlite3';
import { NotTaken } from './journalRows.ts';

const pageSize = 4096;
/** Of the header (https://www.sqlite.org/fileformat.html, 1.3) what a database that was just made in memory has, by place. */
const fixed: readonly (readonly [at: number, bytes: string])[] = [
  [0, Buffer.from('SQLite format 3\0', 'latin1').toString('hex')],
  // The size of a page; no log; nothing reserved; the fractions of a page.
  [16, '1000010100402020'],
  // No free page, none kept for a vacuum; UTF-8; no version and no application.
  [32, '0000000000000000'],
  [44, '00000004'],
  [52, '000000000000000100000000000000000000000000000000'],
  [76, '00'.repeat(16)],
];

/**
 * Opens a database that came from another machine, as a copy in memory. Looked at as bytes first, then as pages: it holds the one
 * table that `create` makes, with nothing beside it, and every row is one that the table itself would take. Throws NotTaken.
 */
export function openPlain(
  bytes: SharedArrayBuffer,
  create: string,
  options: Database.Options,
): Database.Database {
  const db = openUnread(bytes, options);
  try {
    const found = JSON.stringify(db.prepare('SELECT type, name, sql FROM sqlite_master').all());
    if (found !== JSON.stringify([{ type: 'table', name: 'journal', sql: create }]))
      throw new NotTaken('it is of another version');
    // Also that rows are in the order of their keys, and by the table's own constraints.
    if (db.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new NotTaken('it is damaged');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** The same without a look at its pages: for a second thread, while the first one looks. */
export function openUnread(bytes: SharedArrayBuffer, options: Database.Options): Database.Database {
  const copy = Buffer.from(bytes);
  const isOurs = fixed.every(([at, hex]) => copy.toString('hex', at, at + hex.length / 2) === hex);
  if (!isOurs || copy.length !== copy.readUInt32BE(28) * pageSize) throw new NotTaken('it is no journal');
  const db = new Database(copy, options);
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  return db;
}
