import { run, type WriteDb } from './db';

/** A value as SQLite has it, but for blobs. */
export type Value = string | number | null;

/**
 * Rows of a table as one value that SQLite itself takes apart: handing it over and binding it costs what one text does, where each
 * value of each row by itself costs as much as storing it. `rows` is an array of arrays in SQLite's JSONB, each with the values of
 * `columns`; what is alike in all of them is in `same`.
 */
export interface PackedRows {
  readonly columns: readonly string[];
  readonly same: Readonly<Record<string, Value>>;
  readonly count: number;
  readonly rows: Uint8Array<ArrayBuffer>;
}

// https://www.sqlite.org/jsonb.html: of each element the type is in the low half of its first byte, and in the high half how many
// bytes of its size follow, the highest first.
const typeNull = 0x00;
const typeInteger = 0x03;
const typeFloat = 0x05;
const typeText = 0x0a;
const typeArray = 0x0b;
const sizeInTwoBytes = 0xd0;
const sizeInFourBytes = 0xe0;

let buffer = Buffer.allocUnsafe(1024 * 1024);
let end = 0;

function makeRoom(bytes: number): void {
  if (end + bytes <= buffer.length) return;
  const larger = Buffer.allocUnsafe(2 * (end + bytes));
  buffer.copy(larger, 0, 0, end);
  buffer = larger;
}

function putText(type: number, text: string): void {
  makeRoom(5 + 3 * text.length);
  const small = 3 * text.length < 0x10000;
  const from = end + (small ? 3 : 5);
  const size = writeText(text, from);
  buffer[end] = type | (small ? sizeInTwoBytes : sizeInFourBytes);
  buffer.writeUIntBE(size, end + 1, small ? 2 : 4);
  end = from + size;
}

/** Short texts are quicker written here than by a call for each. */
function writeText(text: string, from: number): number {
  if (text.length > 60) return buffer.write(text, from);
  let at = from;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) {
      buffer[at++] = code;
    } else if (code < 0x800) {
      buffer[at++] = 0xc0 | (code >> 6);
      buffer[at++] = 0x80 | (code & 0x3f);
    } else if (code < 0xd800 || code > 0xdfff) {
      buffer[at++] = 0xe0 | (code >> 12);
      buffer[at++] = 0x80 | ((code >> 6) & 0x3f);
      buffer[at++] = 0x80 | (code & 0x3f);
    } else {
      return buffer.write(text, from);
    }
  }
  return at - from;
}

function putValue(value: Value): void {
  if (typeof value === 'string') {
    putText(typeText, value);
  } else if (typeof value === 'number') {
    putText(Number.isSafeInteger(value) ? typeInteger : typeFloat, String(value));
  } else {
    makeRoom(1);
    buffer[end++] = typeNull;
  }
}

/** Where it begins: its elements are written next, then its end. */
function beginArray(): number {
  makeRoom(5);
  end += 5;
  return end;
}

function endArray(began: number): void {
  buffer[began - 5] = typeArray | sizeInFourBytes;
  buffer.writeUInt32BE(end - began, began - 4);
}

/** Packs rows, each with the values of `columns`. The columns of `apart` are in the rows even where all are alike. */
export function packRows(
  columns: readonly string[],
  rows: readonly (readonly Value[])[],
  apart: readonly string[],
): PackedRows {
  const [first = []] = rows;
  const alike = (_: string, i: number) => rows.every((row) => row[i] === first[i]);
  const same = new Set(columns.filter((name, i) => !apart.includes(name) && alike(name, i)));
  const places = [...columns.keys()].filter((i) => !same.has(columns[i] ?? ''));
  end = 0;
  const all = beginArray();
  for (const row of rows) {
    const one = beginArray();
    for (const i of places) putValue(row[i] ?? null);
    endArray(one);
  }
  endArray(all);
  return {
    columns: columns.filter((name) => !same.has(name)),
    same: Object.fromEntries(
      columns.flatMap((name, i) => (same.has(name) ? [[name, first[i] ?? null]] : [])),
    ),
    count: rows.length,
    rows: new Uint8Array(buffer.subarray(0, end)),
  };
}

/** Adds packed rows to a table: `taken` says which of their columns is which of the table's; `more` is alike in all. */
export function insertPacked(
  db: WriteDb,
  table: string,
  packed: PackedRows,
  taken: readonly (readonly [column: string, of: string])[],
  more: Readonly<Record<string, Value>> = {},
): void {
  const names: string[] = [];
  const values: string[] = [];
  const given: Value[] = [];
  const give = (column: string, value: Value) => {
    names.push(`"${column}"`);
    values.push('?');
    given.push(value);
  };
  for (const [column, of] of taken) {
    const place = packed.columns.indexOf(of);
    if (place < 0) {
      give(column, packed.same[of] ?? null);
    } else {
      names.push(`"${column}"`);
      values.push(`value ->> ${place}`);
    }
  }
  for (const [column, value] of Object.entries(more)) give(column, value);
  run(
    db,
    `INSERT INTO ${table} (${names.join(', ')}) SELECT ${values.join(', ')} FROM jsonb_each(?)`,
    ...given,
    packed.rows,
  );
}
