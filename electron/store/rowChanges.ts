import { z } from 'zod';
import { all, get, type ReadDb, run, type WriteDb } from './db';

/** One row's change: a table, and the row before and after as SQLite's own JSON of all its columns; null: no such row. */
export const RowChange = z.object({ t: z.string(), b: z.string().nullable(), a: z.string().nullable() });
export type RowChange = z.infer<typeof RowChange>;

/** What an import never changes: evidence, keys, what is frozen, and its own books. */
const apart =
  /^(journal.*|attendance|secret|meta|certificate.*|print_.*|show_.*|import_.*|stage_.*|sqlite_.*|badge|deed|acting)$/;

/** What the store's triggers write, in the program as in a copy: with its own times and numbers, whatever writes. */
const written = /^(history|list_change)$/;

interface Shape {
  readonly columns: readonly string[];
  readonly key: readonly string[];
}

const shapes = new WeakMap<ReadDb['raw'], Map<string, Shape>>();

function shapeOf(db: ReadDb, table: string): Shape {
  let known = shapes.get(db.raw);
  if (!known) {
    known = new Map();
    shapes.set(db.raw, known);
  }
  let shape = known.get(table);
  if (!shape) {
    const columns = all<{ name: string; pk: number }>(
      db,
      "SELECT name, pk FROM pragma_table_info(?, 'main') ORDER BY cid",
      table,
    );
    const key = columns.filter(({ pk }) => pk > 0).map(({ name }) => name);
    if (key.length === 0) throw new Error(`no table with a key: ${table}`);
    shape = { columns: columns.map(({ name }) => name), key };
    known.set(table, shape);
  }
  return shape;
}

const rowJson = (columns: readonly string[], row: string) =>
  `json_object(${columns.map((name) => `'${name}', ${row}"${name}"`).join(', ')})`;

/** Starts to write down every change of `db` (a copy in memory); of people who are new only that they are. */
export function watchChanges(db: WriteDb): void {
  db.raw.exec(
    `CREATE TEMP TABLE row_change (seq INTEGER PRIMARY KEY, change TEXT NOT NULL);
     CREATE TEMP TABLE new_person (id TEXT PRIMARY KEY) WITHOUT ROWID;`,
  );
  const tables = all<{ name: string }>(
    db,
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'",
  );
  for (const { name } of tables.filter(({ name: table }) => !apart.test(table) && !written.test(table))) {
    const { columns, key } = shapeOf(db, name);
    const blobs = all(db, "SELECT 1 FROM pragma_table_info(?, 'main') WHERE type = 'BLOB'", name).length;
    if (blobs > 0 || key.length === 0) continue;
    const [before, after] = [rowJson(columns, 'OLD.'), rowJson(columns, 'NEW.')];
    const log = (b: string, a: string) =>
      `INSERT INTO row_change (change) VALUES (json_object('t', '${name}', 'b', ${b}, 'a', ${a}))`;
    const people = name === 'attendee';
    const old = people ? 'WHEN NOT EXISTS (SELECT 1 FROM new_person WHERE id = OLD.id)' : '';
    const added = people ? 'INSERT INTO new_person (id) VALUES (NEW.id)' : log('NULL', `${after} || ''`);
    db.raw.exec(
      `CREATE TEMP TRIGGER "${name}_added" AFTER INSERT ON main."${name}" BEGIN ${added}; END;
       CREATE TEMP TRIGGER "${name}_changed" AFTER UPDATE ON main."${name}" ${old} BEGIN ${log(`${before} || ''`, `${after} || ''`)}; END;
       CREATE TEMP TRIGGER "${name}_gone" AFTER DELETE ON main."${name}" ${old} BEGIN ${log(`${before} || ''`, 'NULL')}; END;`,
    );
  }
}

/** The change of adding a row, with all its columns; as it would be written down. */
export function addedRow(db: ReadDb, table: string, row: Readonly<Record<string, string | number>>): string {
  const { columns } = shapeOf(db, table);
  const values = columns.map((name) => row[name] ?? null);
  const pairs = columns.map((name) => `'${name}', ?`).join(', ');
  const made = get<{ change: string }>(
    db,
    `SELECT json_object('t', '${table}', 'b', NULL, 'a', json_object(${pairs}) || '') AS change`,
    ...values,
  );
  if (!made) throw new Error(`no row of ${table}`);
  return made.change;
}

/** What was written down, in order. */
export function* watchedChanges(db: ReadDb): Generator<string> {
  const rows = db.raw.prepare('SELECT change FROM temp.row_change ORDER BY seq').pluck().iterate();
  for (const change of rows) yield String(change);
}

/** The people who are new, each as the values of their columns but that of the batch. */
export function newPeople(db: ReadDb) {
  const columns = shapeOf(db, 'attendee').columns.filter((name) => name !== 'import_batch');
  const list = columns.map((name) => `a."${name}"`);
  const rows = db.raw
    .prepare(`SELECT ${list.join(', ')} FROM temp.new_person n JOIN attendee a ON a.id = n.id ORDER BY n.id`)
    .raw()
    .iterate() as IterableIterator<(string | number | null)[]>;
  return { columns, rows };
}

/** The row that a change is about, as it is now; null where it is not there. */
function present(db: ReadDb, table: string, row: string): string | null {
  const { columns, key } = shapeOf(db, table);
  const found = get<{ row: string }>(
    db,
    `SELECT ${rowJson(columns, '')} AS row FROM main."${table}", (SELECT ? AS import_row) p WHERE ${where(key)}`,
    row,
  );
  return found?.row ?? null;
}

const where = (key: readonly string[]) =>
  key.map((name) => `"${name}" = json_extract(p.import_row, '$."${name}"')`).join(' AND ');

/**
 * Makes a change, unless somebody changed that row since (or it is as wanted already); says whether it did. Call it inside a
 * transaction.
 */
export function applyChange(db: WriteDb, change: RowChange): 'made' | 'kept' {
  const { t: table, b: before, a: after } = change;
  // An import by an older version has them among its changes.
  if (written.test(table)) return 'made';
  const about = before ?? after;
  if (about === null || apart.test(table)) throw new Error(`not a change of an import: ${table}`);
  const now = present(db, table, about);
  if (now === after) return 'made';
  if (now !== before) return 'kept';
  const { columns, key } = shapeOf(db, table);
  const values = columns.map((name) => `json_extract(p.import_row, '$."${name}"')`);
  const names = columns.map((name) => `"${name}"`);
  const given = '(SELECT ? AS import_row) p';
  if (after === null) {
    const gone = key.map((name) => `"${name}" = json_extract(?, '$."${name}"')`).join(' AND ');
    run(db, `DELETE FROM main."${table}" WHERE ${gone}`, ...key.map(() => about));
  } else if (before === null) {
    run(
      db,
      `INSERT INTO main."${table}" (${names.join(', ')}) SELECT ${values.join(', ')} FROM ${given}`,
      after,
    );
  } else {
    const sets = names.map((name, i) => `${name} = ${values[i]}`).join(', ');
    run(db, `UPDATE main."${table}" SET ${sets} FROM ${given} WHERE ${where(key)}`, after);
  }
  return 'made';
}

/** The same change the other way round. */
export function inverse({ t, b, a }: RowChange): RowChange {
  return { t, b: a, a: b };
}

/**
 * True where a change would take a row away that others were hung on and that would go with it: a rule with decisions, an event with
 * seats or scans.
 */
export function leanedOn(db: ReadDb, { t: table, b: before, a: after }: RowChange): boolean {
  if (before === null || after !== null) return false;
  const hung = all<{ child: string; column: string; key: string }>(
    db,
    `SELECT m.name AS child, f."from" AS "column", f."to" AS key
     FROM main.sqlite_schema m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table' AND f."table" = ?`,
    table,
  );
  const scanned = ['journal', 'door_count'].map((child) => ({ child, column: 'event_id', key: 'id' }));
  return [...hung, ...(table === 'event' ? scanned : [])].some(
    ({ child, column, key }) =>
      get(
        db,
        `SELECT 1 FROM main."${child}" WHERE "${column}" = json_extract(?, '$."${key}"') LIMIT 1`,
        before,
      ) !== undefined,
  );
}
