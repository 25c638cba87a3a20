import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type Database from 'better-sqlite3';
import { uuidv7 } from 'uuidv7';
import { Refusal } from '../../shared/domain/refusal';
import { shippedTemplates } from '../../shared/domain/shippedTemplates';
import { rebuildAttendance } from './attendance';
import { all, connect, get, isOfSqlite, run, transaction, type WriteDb } from './db';
import { diskProblem } from './diskProblem';
import { applicationId, checkContents } from './inspect';
import { fileWhatCanBeRead } from './journalTail';
import { setMeta } from './meta';
import { migrate, migrations } from './migrate';
import { configure, removeProgramFile } from './programFile';
import { salvageRows, shapeOf } from './salvage';

/** What came out of a damaged file. */
export interface Recovery {
  readonly tables: readonly { readonly table: string; readonly read: number; readonly unusable: number }[];
  /** People of whom only the badge or a certificate was left. */
  readonly nameless: number;
  /** Rows of the check-in journal, by the numbers that they bear: those that were read, and those that are missing. */
  readonly journal: { readonly read: number; readonly missing: readonly Numbers[] };
}

/** From one number to another, both missing. */
export interface Numbers {
  readonly from: number;
  readonly to: number;
}

/** Shown in place of a name that could not be read. */
const unreadable = '(읽지 못함)';

/**
 * Reads what can be read of a damaged program into a new file at `into`. The damaged file itself is only read. `heads`: how many
 * rows the journal had by what was written down elsewhere. A Refusal where not even the program's own keys can be read;
 * the system's or SQLite's own error where the disk is full or may not be written to.
 */
export function recoverProgram(file: string, into: string, heads: readonly number[]): Recovery {
  const copy = `${into}.damaged`;
  let source: Database.Database | undefined;
  let made: WriteDb | undefined;
  try {
    copyFileSync(file, copy);
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${copy}-wal`);
    source = connect(copy, { readonly: false, mustExist: true });
    // Else a file that is shorter than its header says can't be read at all. It is a copy that goes.
    source.unsafeMode(true);
    source.pragma('writable_schema = ON');
    made = configure(into, false);
    const recovery = refill(source, made, readFileSync(file).readUInt32BE(60), heads);
    checkContents(made.raw);
    made.raw.pragma('wal_checkpoint(TRUNCATE)');
    made.raw.close();
    return recovery;
  } catch (error) {
    if (made?.raw.open) made.raw.close();
    removeProgramFile(into);
    throw error instanceof Refusal || (isOfSqlite(error) && !isOfDisk(error))
      ? new Refusal('program.damaged', { file: path.basename(file) })
      : error;
  } finally {
    source?.close();
    removeProgramFile(copy);
  }
}

/** The new file can't be written: that says nothing about what could be read. */
function isOfDisk(error: unknown): boolean {
  const problem = diskProblem(error);
  return problem === 'disk.full' || problem === 'disk.readOnly';
}

function refill(source: Database.Database, db: WriteDb, version: number, heads: readonly number[]): Recovery {
  const { raw } = db;
  raw.pragma('foreign_keys = OFF');
  raw.pragma(`application_id = ${applicationId}`);
  migrate(
    raw,
    migrations.filter((step) => step.version <= version),
  );
  raw.pragma('foreign_keys = OFF');
  const triggers = all<{ name: string; sql: string }>(
    db,
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
  );
  const tables = all<{ name: string }>(
    db,
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'",
  );
  const read: Recovery['tables'][number][] = [];
  raw
    .transaction(() => {
      for (const { name } of triggers) raw.exec(`DROP TRIGGER "${name}"`);
      for (const { name } of tables) read.push(refillTable(source, raw, name));
    })
    .immediate();
  const nameless = raw.transaction(() => mendReferences(db)).immediate();
  for (const { sql } of triggers) raw.exec(sql);
  migrate(raw);
  transaction(db, () => fileWhatCanBeRead(db));
  const journal = journalNumbers(db, heads);
  // Numbers that may have been given before are not given again: the program goes on as another device.
  setMeta(db, 'device.id', uuidv7());
  run(db, 'UPDATE journal SET filed = 1 WHERE filed = 0');
  rebuildAttendance(db);
  return { tables: read.filter((one) => one.read + one.unusable > 0), nameless, journal };
}

function refillTable(source: Database.Database, raw: Database.Database, table: string) {
  const shape = shapeOf(raw, table);
  let has: ReadonlySet<string>;
  try {
    has = new Set(
      source.prepare("SELECT name FROM pragma_table_info(?, 'main')").pluck().all(table).map(String),
    );
  } catch {
    has = new Set();
  }
  const columns = shape.columns.filter((name) => has.has(name));
  if (columns.length === 0) return { table, read: 0, unusable: 0 };
  const rows = salvageRows(source, shape, columns);
  // What a new program starts with gives way to what this one had.
  if (rows.length > 0) raw.exec(`DELETE FROM "${table}"`);
  const insert = raw.prepare(
    `INSERT INTO "${table}" (${columns.map((name) => `"${name}"`).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  let unusable = 0;
  for (const row of rows) {
    try {
      insert.run(...row);
    } catch {
      unusable++;
    }
  }
  return { table, read: rows.length - unusable, unusable };
}

/** Rows that refer to one that is lost go with it; but a badge or a certificate keeps its owner, without a name. */
function mendReferences(db: WriteDb): number {
  let nameless = 0;
  for (const table of ['badge', 'certificate']) {
    const owners = all<{ id: string }>(
      db,
      `SELECT DISTINCT attendee_id AS id FROM ${table} WHERE attendee_id NOT IN (SELECT id FROM attendee)`,
    );
    for (const { id } of owners) {
      nameless += run(
        db,
        "INSERT INTO attendee (id, role, name, created_at, updated_at) VALUES (?, 'participant', ?, 0, 0)",
        id,
        unreadable,
      );
    }
  }
  run(
    db,
    `INSERT INTO certificate_template (id, version, body, created_at)
     SELECT DISTINCT template_id, template_version, ?, 0 FROM certificate c WHERE NOT EXISTS (
       SELECT 1 FROM certificate_template t WHERE t.id = c.template_id AND t.version = c.template_version)`,
    JSON.stringify(shippedTemplates.completion),
  );
  while (dropOrphans(db) > 0);
  return nameless;
}

interface Reference {
  readonly id: number;
  readonly parent: string;
  readonly child: string;
  readonly to: string | null;
}

function dropOrphans(db: WriteDb): number {
  let dropped = 0;
  const tables = all<{ name: string }>(
    db,
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'",
  );
  for (const { name } of tables) {
    const parts = all<Reference>(
      db,
      'SELECT id, "table" AS parent, "from" AS child, "to" FROM pragma_foreign_key_list(?) ORDER BY id, seq',
      name,
    );
    for (const id of new Set(parts.map((part) => part.id))) {
      const columns = parts.filter((part) => part.id === id);
      const parent = columns[0]?.parent ?? '';
      const key = shapeOf(db.raw, parent).key;
      const same = columns
        .map(({ child, to }, i) => `p."${to ?? key[i]}" = "${name}"."${child}"`)
        .join(' AND ');
      const filled = columns.map(({ child }) => `"${child}" IS NOT NULL`).join(' AND ');
      dropped += run(
        db,
        `DELETE FROM "${name}" WHERE ${filled} AND NOT EXISTS (SELECT 1 FROM "${parent}" p WHERE ${same})`,
      );
    }
  }
  return dropped;
}

/** Which of the numbers 1, 2, 3 … of each device's rows are not there. */
function journalNumbers(db: WriteDb, heads: readonly number[]): Recovery['journal'] {
  const own = get<{ id: string }>(db, "SELECT value AS id FROM meta WHERE key = 'device.id'")?.id;
  const devices = all<{ id: string; read: number; most: number }>(
    db,
    'SELECT device_id AS id, count(*) AS read, max(device_seq) AS most FROM journal GROUP BY device_id',
  );
  const missing: Numbers[] = [];
  const listed =
    devices.some(({ id }) => id === own) || own === undefined
      ? devices
      : [...devices, { id: own, read: 0, most: 0 }];
  for (const { id, most } of listed) {
    let last = 0;
    for (const { seq } of all<{ seq: number }>(
      db,
      'SELECT device_seq AS seq FROM journal WHERE device_id = ? ORDER BY 1',
      id,
    )) {
      if (seq > last + 1) missing.push({ from: last + 1, to: seq - 1 });
      last = seq;
    }
    const known = id === own ? Math.max(0, ...heads) : most;
    if (known > last) missing.push({ from: last + 1, to: known });
  }
  return { read: devices.reduce((sum, { read }) => sum + read, 0), missing };
}
