import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import { z } from 'zod';
import { Refusal } from './refusal';

/** A CSV file as a table. `line` is the file's line on which a record begins (it may span lines); the first is 1. */
export interface CsvTable {
  readonly header: readonly string[];
  readonly records: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

const Records = z.array(z.object({ record: z.array(z.string()), info: z.object({ bytes: z.int() }) }));

/**
 * Reads a CSV text. A Refusal with file and line where a quote is torn or a record has another number of cells than the
 * header (empty ones at the end, as spreadsheets add them, are forgiven). Rows without a single value are left out.
 */
export function readCsv(text: string, file: string): CsvTable {
  const lineAt = lineCounter(text);
  let end = 0;
  const rows = Records.parse(parseRecords(text, file, lineAt)).map(({ record, info }) => {
    const line = lineAt(end);
    end = info.bytes;
    return { line, cells: record.map((cell) => cell.trim()) };
  });
  const [first, ...rest] = rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
  if (!first) throw new Refusal('import.empty', { file });
  const header = withoutEmptyEnd(first.cells);
  const records = rest.map(({ line, cells }) => {
    const own = cells.slice(header.length).some((cell) => cell !== '')
      ? cells
      : cells.slice(0, header.length);
    if (own.length !== header.length) {
      throw new Refusal('import.rowTooShort', { file, line, cells: own.length, columns: header.length });
    }
    return { line, cells: own };
  });
  if (records.length === 0) throw new Refusal('import.empty', { file });
  return { header, records };
}

function withoutEmptyEnd(cells: readonly string[]): readonly string[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1);
}

function parseRecords(text: string, file: string, lineAt: (offset: number) => number): unknown {
  try {
    return parse(text, { info: true, relax_column_count: true, skip_empty_lines: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // The parser's own line is where it gave up, which for a quote that never closes is the file's end.
    const { bytes } = z.object({ bytes: z.int().catch(0) }).parse(error);
    throw new Refusal('import.tornQuote', { file, line: lineAt(bytes) });
  }
}

const carriageReturn = 13;
const lineFeed = 10;

/**
 * Gives the line of the first record at or after a byte offset (of the text in UTF-8), empty lines skipped. The parser counts
 * CR LF inside of quotes as two lines, so its line numbers are not those of the file. Offsets must not go down.
 */
function lineCounter(text: string): (offset: number) => number {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  let line = 1;
  const isBreak = (byte: number | undefined) => byte === carriageReturn || byte === lineFeed;
  return (offset) => {
    while (at < bytes.length && (at < offset || isBreak(bytes[at]))) {
      const pair = bytes[at] === carriageReturn && bytes[at + 1] === lineFeed;
      if (isBreak(bytes[at]) && !pair) line++;
      at++;
    }
    return line;
  };
}
