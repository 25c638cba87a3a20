import Database from 'better-sqlite3';
import { settleToRead, settleToWrite } from './owed';
import { requirePlace } from './place';

/** A connection that may only read. Query functions that change nothing take this. */
export interface ReadDb {
  readonly raw: Database.Database;
}

/** The one connection that may write. Functions that change the store take this, so a reader can't call them. */
export interface WriteDb extends ReadDb {
  readonly writable: true;
}

type Row = Readonly<Record<string, unknown>>;
const prepared = new WeakMap<Database.Database, Map<string, Database.Statement>>();

/** While an import hides its people behind a view of the table's name (hidden.ts), what writes still means the table. */
function writingTheTable(sql: string): string {
  return sql.replace(
    /^(\s*(?:INSERT(?: OR \w+)? INTO|REPLACE INTO|UPDATE(?: OR \w+)?|DELETE FROM)\s+)attendee\b/i,
    '$1main.attendee',
  );
}

/**
 * SQLite guesses by the value bound to `x = ?` whether few rows will be left of several tables, or of an order, and so prepares
 * such a statement anew whenever its values were let go of, which better-sqlite3 does after each run: a hundred times the cost of
 * the rows. It looks through no operator: `x = +?` means the same and is prepared once.
 */
function preparedForGood(sql: string): string {
  return sql.replace(/(=|\bIS|\bLIMIT|\bOFFSET) \?/g, '$1 +?');
}

/** Prepares each SQL text once a connection. */
function statement(db: ReadDb, sql: string): Database.Statement {
  let statements = prepared.get(db.raw);
  if (!statements) {
    statements = new Map();
    prepared.set(db.raw, statements);
  }
  let found = statements.get(sql);
  if (!found) {
    found = db.raw.prepare(preparedForGood(writingTheTable(sql)));
    statements.set(sql, found);
  }
  return found;
}

type Param = string | number | bigint | Uint8Array | null;

/** The first row, or undefined. `T` is the row's shape as the SELECT names it. */
export function get<T extends object = Row>(
  db: ReadDb,
  sql: string,
  ...params: readonly Param[]
): T | undefined {
  settleToRead(db.raw);
  return statement(db, sql).get(...params) as T | undefined;
}

/** Every row. */
export function all<T extends object = Row>(
  db: ReadDb,
  sql: string,
  ...params: readonly Param[]
): readonly T[] {
  settleToRead(db.raw);
  return statement(db, sql).all(...params) as readonly T[];
}

/** Runs a statement that writes; gives the number of rows changed. */
export function run(db: WriteDb, sql: string, ...params: readonly Param[]): number {
  settleToWrite(db.raw);
  return statement(db, sql).run(...params).changes;
}

/** Runs a statement that must change exactly one row; a bug (a lost row, a wrong id) is loud. */
export function runOne(db: WriteDb, sql: string, ...params: readonly Param[]): void {
  const changes = run(db, sql, ...params);
  if (changes !== 1) throw new Error(`expected one row changed, got ${changes}: ${sql}`);
}

const runners = new WeakMap<Database.Database, (work: () => unknown) => unknown>();

/** Runs `work` in one transaction that takes the write lock at its start; rolls back when `work` throws. A Refusal where the file is gone. */
export function transaction<T>(db: WriteDb, work: () => T): T {
  settleToWrite(db.raw);
  requirePlace(db.raw);
  let runner = runners.get(db.raw);
  if (!runner) {
    runner = db.raw.transaction((inside: () => unknown) => inside()).immediate;
    runners.set(db.raw, runner);
  }
  return runner(work) as T;
}

/**
 * The same, but does not wait for the disk: a power cut may take it back, whole and with all that came after it. Only for what
 * is then done again; the next `transaction` brings it to the disk with itself.
 */
export function unsyncedTransaction<T>(db: WriteDb, work: () => T): T {
  db.raw.pragma('synchronous = NORMAL');
  try {
    return transaction(db, work);
  } finally {
    db.raw.pragma('synchronous = FULL');
  }
}

/**
 * The binding for a runtime whose Node-API is older than what better-sqlite3's prebuild asks for (10), which would
 * crash there: `STAGEDOOR_SQLITE_BINDING` names one that the set-up built. Undefined: the prebuild serves.
 */
export function nativeBinding(): { nativeBinding?: string } {
  const binding = process.env.STAGEDOOR_SQLITE_BINDING;
  return Number(process.versions.napi) < 10 && binding ? { nativeBinding: binding } : {};
}

/** After so many pages whichever commit comes takes the log into the file; scans and imports see to it before (filing.ts, longLog.ts). */
export const usualCheckpoint = 2000;

/** Opens a connection to a file, or to a database's bytes in memory. The path is the caller's, never a page's. */
export function connect(
  file: string | Buffer,
  options: { readonly: boolean; mustExist?: boolean },
): Database.Database {
  return new Database(file, {
    readonly: options.readonly,
    ...(typeof file === 'string' ? { fileMustExist: options.mustExist ?? options.readonly } : {}),
    ...nativeBinding(),
  });
}
