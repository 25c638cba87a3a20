import Database from 'better-sqlite3';
import { forgetDeed, isDeed, nameActor, noteDeed } from './deeds';
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
interface Prepared {
  readonly statement: Database.Statement;
  /** It writes scans, and nothing that is remembered follows from it. */
  readonly writesScans: boolean;
}
const prepared = new WeakMap<Database.Database, Map<string, Prepared>>();

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
function prepare(db: ReadDb, sql: string): Prepared {
  let statements = prepared.get(db.raw);
  if (!statements) {
    statements = new Map();
    prepared.set(db.raw, statements);
  }
  let found = statements.get(sql);
  if (!found) {
    const statement = db.raw.prepare(preparedForGood(writingTheTable(sql)));
    found = { statement, writesScans: scanTables.test(sql) };
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
  return prepare(db, sql).statement.get(...params) as T | undefined;
}

/** Every row. */
export function all<T extends object = Row>(
  db: ReadDb,
  sql: string,
  ...params: readonly Param[]
): readonly T[] {
  settleToRead(db.raw);
  return prepare(db, sql).statement.all(...params) as readonly T[];
}

const remembered = new WeakMap<Database.Database, Map<string, unknown>>();

/** The tables that a scan writes to. */
const scanTables =
  /^\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+(?:journal|journal_tail|attendance|door_count)\b/;

/**
 * What `read` gave the last time under that name, where this connection, the only one that writes, has written nothing since but
 * the journal and who came in: for what every scan asks for and hardly ever changes. Shared by all who ask: not to be changed.
 */
export function remember<T>(db: ReadDb, name: string, read: () => T): T {
  let known = remembered.get(db.raw);
  if (!known) {
    known = new Map();
    remembered.set(db.raw, known);
  }
  if (known.has(name)) return known.get(name) as T;
  const made = read();
  known.set(name, made);
  return made;
}

/** Runs a statement that writes; gives the number of rows changed. Of whatever is no scan is written down who did it (deeds.ts). */
export function run(db: WriteDb, sql: string, ...params: readonly Param[]): number {
  settleToWrite(db.raw);
  const { statement, writesScans } = prepare(db, sql);
  if (writesScans) return statement.run(...params).changes;
  if (!db.raw.inTransaction && isDeed(db.raw)) return transaction(db, () => run(db, sql, ...params));
  remembered.delete(db.raw);
  nameActor(db.raw);
  const { changes } = statement.run(...params);
  if (changes > 0) noteDeed(db.raw);
  return changes;
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
  try {
    return runner(work) as T;
  } catch (error) {
    remembered.delete(db.raw);
    forgetDeed(db.raw);
    throw error;
  }
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

/** So long (ms) a statement waits for another connection. */
export const usualWait = 5000;

/** Whether SQLite itself says that something is wrong. */
export function isOfSqlite(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_');
}

/** Opens a connection to a file, or to a database's bytes in memory. The path is the caller's, never a page's. */
export function connect(
  file: string | Buffer,
  options: { readonly: boolean; mustExist?: boolean },
): Database.Database {
  return new Database(file, {
    readonly: options.readonly,
    timeout: usualWait,
    ...(typeof file === 'string' ? { fileMustExist: options.mustExist ?? options.readonly } : {}),
    ...nativeBinding(),
  });
}
