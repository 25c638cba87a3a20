import { guardCell } from './cellGuard';

type Rows = readonly (readonly (string | number)[])[];

/** Rows as the text of a CSV that Excel opens as it is: CRLF, quotes where a cell needs them; a cell that Excel would take for a
 * formula is kept a text. */
export function csvText(rows: Rows): string {
  const cell = (value: string | number): string => {
    const text = typeof value === 'string' ? guardCell(value) : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** What a UTF-8 file begins with, so that Excel knows it for one. */
export const utf8Mark = '\uFEFF';

/** A table as such a file, UTF-8 with its mark. */
export function writeCsv(rows: Rows): Uint8Array {
  return new TextEncoder().encode(utf8Mark + csvText(rows));
}
