import { guardCell } from './cellGuard';

/** A table as CSV that Excel opens as it is: UTF-8 with a mark, CRLF, quotes where a cell needs them; a cell that Excel would take
 * for a formula is kept a text. */
export function writeCsv(rows: readonly (readonly (string | number)[])[]): Uint8Array {
  const cell = (value: string | number): string => {
    const text = typeof value === 'string' ? guardCell(value) : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const text = rows.map((row) => row.map(cell).join(',')).join('\r\n');
  return new TextEncoder().encode(`\uFEFF${text}\r\n`);
}
