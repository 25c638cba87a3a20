import type Database from 'better-sqlite3';

export type Value = string | number | bigint | Uint8Array | null;
export type SalvagedRow = readonly Value[];

/** A table as this app makes it: what to look for in a damaged file. */
export interface Shape {
  readonly table: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
  /** Those that somebody made, and of which rows they are (SQL). */
  readonly indexes: readonly { readonly name: string; readonly where: string }[];
}

/** Tables that are not what they were hang on a number: each is asked for by itself where the way along them is broken. */
const mostNumbers = 1_000_000;

export function shapeOf(raw: Database.Database, table: string): Shape {
  const info = raw
    .prepare("SELECT name, pk FROM pragma_table_info(?, 'main') ORDER BY cid")
    .all(table) as readonly {
    name: string;
    pk: number;
  }[];
  const key = info.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  const indexes = raw
    .prepare(`SELECT name, sql FROM pragma_index_list(?) JOIN sqlite_master USING (name) WHERE origin = 'c'`)
    .all(table) as readonly { name: string; sql: string }[];
  return {
    table,
    columns: info.map(({ name }) => name),
    key: key.map(({ name }) => name),
    indexes: indexes.map(({ name, sql }) => ({
      name,
      where: /\bWHERE\b(.*)$/s.exec(sql)?.[1]?.trim() ?? '1',
    })),
  };
}

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');

/** Rows one after another until the damage; gives whether the end was reached. */
function walk(raw: Database.Database, sql: string, found: (row: SalvagedRow) => void): boolean {
  try {
    for (const row of raw.prepare(sql).raw().iterate()) found(row as SalvagedRow);
    return true;
  } catch {
    return false;
  }
}

/**
 * Every row of a table that can be read out of a damaged file: along the table from both of its ends, and what lies between by
 * the keys that the table's indexes have. `columns` are those that the file has.
 */
export function salvageRows(
  raw: Database.Database,
  { table, key, indexes }: Shape,
  columns: readonly string[],
): readonly SalvagedRow[] {
  const rows = new Map<string, SalvagedRow>();
  const places = key.map((name) => columns.indexOf(name));
  const keyOf = (row: SalvagedRow) =>
    JSON.stringify(
      places.map((at) => row[at]),
      (_name, value) => String(value),
    );
  const keep = (row: SalvagedRow) => {
    rows.set(key.length === 0 ? String(rows.size) : keyOf(row), row);
  };
  const select = `SELECT ${quoted(columns)} FROM "${table}"`;
  const order = (direction: string) => key.map((name) => `"${name}" ${direction}`).join(', ');
  if (key.length === 0) {
    walk(raw, select, keep);
    return [...rows.values()];
  }
  if (walk(raw, `${select} ORDER BY ${order('ASC')}`, keep)) return [...rows.values()];
  walk(raw, `${select} ORDER BY ${order('DESC')}`, keep);
  const keys = new Map<string, SalvagedRow>();
  for (const { name: index, where } of indexes) {
    for (const direction of ['ASC', 'DESC']) {
      const along = `SELECT ${quoted(key)} FROM "${table}" INDEXED BY "${index}" WHERE ${where} ORDER BY ${alongOf(raw, index, direction)}`;
      walk(raw, along, (one) =>
        keys.set(
          JSON.stringify(one, (_name, value) => String(value)),
          one,
        ),
      );
    }
  }
  for (const one of numbersBetween([...rows.values()].map((row) => places.map((at) => row[at] ?? null)))) {
    keys.set(
      JSON.stringify(one, (_name, value) => String(value)),
      one,
    );
  }
  const byKey = `${select} WHERE ${key.map((name) => `"${name}" = ?`).join(' AND ')}`;
  for (const [name, one] of keys) {
    if (rows.has(name)) continue;
    try {
      const row = raw
        .prepare(byKey)
        .raw()
        .get(...one);
      if (row) keep(row as SalvagedRow);
    } catch {
      // On a page that can't be read.
    }
  }
  return [...rows.values()];
}

function alongOf(raw: Database.Database, index: string, direction: string): string {
  try {
    const columns = raw.prepare('SELECT name FROM pragma_index_info(?) ORDER BY seqno').pluck().all(index);
    return columns.map((name) => `"${String(name)}" ${direction}`).join(', ') || '1';
  } catch {
    return '1';
  }
}

/** Where the last part of a key counts up, the keys from one to the highest that was seen. */
function* numbersBetween(keys: readonly (readonly Value[])[]): Generator<SalvagedRow> {
  const highest = new Map<string, { readonly before: SalvagedRow; readonly most: number }>();
  for (const key of keys) {
    const last = key.at(-1);
    if (typeof last !== 'number') return;
    const before = key.slice(0, -1);
    const name = JSON.stringify(before);
    if ((highest.get(name)?.most ?? 0) < last) highest.set(name, { before, most: last });
  }
  for (const { before, most } of highest.values()) {
    for (let number = 1; number <= Math.min(most, mostNumbers); number++) yield [...before, number];
  }
}
