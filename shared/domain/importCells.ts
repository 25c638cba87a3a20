import { unguardCell } from './cellGuard';
import type { CsvTable, TableRow } from './csvTable';
import type { ColumnMap } from './importColumns';
import { Refusal, type RefusalReason } from './refusal';

/** The cells of one record by field, with the way to refuse one: every sentence names file, line, column and what was there. */
export interface Cells {
  readonly file: string;
  readonly line: number;
  get(field: string): string;
  /** The file has a column for it. */
  has(field: string): boolean;
  refuse(reason: RefusalReason, field: string, value?: string): Refusal;
}

/** One object a record, without functions of its own: a large file has many. */
class RecordCells implements Cells {
  readonly file: string;
  readonly #row: TableRow;
  readonly #header: readonly string[];
  readonly #columns: ColumnMap;

  constructor(file: string, row: TableRow, header: readonly string[], columns: ColumnMap) {
    this.file = file;
    this.#row = row;
    this.#header = header;
    this.#columns = columns;
  }

  get line(): number {
    return this.#row.line;
  }

  get(field: string): string {
    return unguardCell(this.#row.cells[this.#columns[field] ?? -1] ?? '');
  }

  has(field: string): boolean {
    return (this.#columns[field] ?? -1) >= 0;
  }

  refuse(reason: RefusalReason, field: string, value = this.get(field)): Refusal {
    const column = this.#header[this.#columns[field] ?? -1] ?? field;
    return new Refusal(reason, { file: this.file, line: this.line, column, value });
  }
}

/** The records of a table as `columns` names them. */
export function cellsOf({ header, records }: CsvTable, columns: ColumnMap, file: string): readonly Cells[] {
  return records.map((row) => new RecordCells(file, row, header, columns));
}

/** Files are joined by e-mail: without spaces, in small letters. */
export function emailKey(cells: Cells): string {
  const typed = cells.get('email');
  const key = (/\s/u.test(typed) ? typed.replace(/\s+/gu, '') : typed).toLowerCase();
  if (!/^[^@\s]+@[^@\s]+$/u.test(key)) throw cells.refuse('import.badEmail', 'email');
  return key;
}

/** One of several words, whatever its case, spaces or hyphens. */
export function choice<T>(cells: Cells, field: string, choices: Readonly<Record<string, T>>): T {
  const typed = cells
    .get(field)
    .toLowerCase()
    .replace(/[\s_-]+/gu, ' ')
    .trim();
  const found = Object.hasOwn(choices, typed) ? choices[typed] : undefined;
  if (found === undefined) throw cells.refuse('import.badChoice', field);
  return found;
}

/** Yes or no; an empty cell is no. */
export function yes(cells: Cells, field: string): boolean {
  return choice(cells, field, {
    yes: true,
    y: true,
    true: true,
    o: true,
    예: true,
    네: true,
    no: false,
    n: false,
    false: false,
    x: false,
    아니오: false,
    아니요: false,
    '': false,
  });
}

/** A number from 0 to `most`. */
export function decimal(cells: Cells, field: string, most: number): number {
  const typed = cells.get(field);
  if (!/^\d{1,7}(\.\d+)?$/.test(typed) || Number(typed) > most) throw cells.refuse('import.badNumber', field);
  return Number(typed);
}

/** A whole number from 0 to `most`. */
export function whole(cells: Cells, field: string, most: number): number {
  const number = decimal(cells, field, most);
  if (!Number.isInteger(number)) throw cells.refuse('import.badNumber', field);
  return number;
}

/** The text of a field that every record must have. */
export function requireText(cells: Cells, field: string): string {
  const text = cells.get(field);
  if (text === '') throw cells.refuse('import.emptyCell', field);
  return text;
}
