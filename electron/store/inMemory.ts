import { readFileSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { connect } from './db';

/**
 * Does `work` with a copy of a database's file in memory, which is given back at once: left to be collected, it would lie there for
 * as long as nothing else is. Neither the file nor its folder is touched.
 */
export function inMemory<T>(file: string, work: (raw: Database.Database) => T): T {
  const bytes = readFileSync(file);
  try {
    // "Written in rollback mode": a copy in memory has no log. https://www.sqlite.org/fileformat.html, 1.3.3
    bytes[18] = 1;
    bytes[19] = 1;
    const raw = connect(bytes, { readonly: true });
    try {
      return work(raw);
    } finally {
      raw.close();
    }
  } finally {
    // A small one lies in memory that it shares with others.
    if (bytes.byteLength === bytes.buffer.byteLength) bytes.buffer.transfer(0);
  }
}
