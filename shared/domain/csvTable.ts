import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import { z } from 'zod';
import { Refusal } from './refusal';

/** A CSV file as a table. `line` is the file's line on which a record ends (records may span lines), the first is 1. */
export interface CsvTable {
  readonly header: readonly string[];
  readonly records: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

const Records = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }) }));

/** Reads a CSV text. A Refusal with file and line where a quote is torn or a record has another number of cells. */
export function readCsv(text: string, file: string): CsvTable {
  const [first, ...rest] = Records.parse(parseRecords(text, file));
  if (!first) throw new Refusal('import.empty', { file });
  const header = first.record.map((cell) => cell.trim());
  const records = rest.map(({ record, info }) => {
    if (record.length > header.length || record.length < header.length - 1) {
      throw new Refusal('import.rowTooShort', {
        file,
        line: info.lines,
        cells: record.length,
        columns: header.length,
      });
    }
    return { line: info.lines, cells: header.map((_, i) => (record[i] ?? '').trim()) };
  });
  if (records.length === 0) throw new Refusal('import.empty', { file });
  return { header, records };
}

function parseRecords(text: string, file: string): unknown {
  try {
    return parse(text, { bom: true, info: true, relax_column_count: true, skip_empty_lines: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = z.object({ lines: z.int().catch(0) }).parse(error);
    throw new Refusal('import.tornQuote', { file, line: lines });
  }
}
