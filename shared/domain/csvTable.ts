import { Refusal } from './refusal';

/** A file's table. `line` is the file's line (a sheet's row) on which a record begins (it may span lines); the first is 1. */
export interface CsvTable {
  readonly header: readonly string[];
  readonly records: readonly TableRow[];
}

/** One row of a file before it is known which one is the header. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads a text of cells separated by commas, tabs or semicolons (whichever the first line has most of), quoted as RFC 4180
 * says. A Refusal with file and line where a quote is torn or a record has another number of cells than the header.
 */
export function readCsv(text: string, file: string): CsvTable {
  return asTable(parseRows(text, separatorOf(text), file), file);
}

/**
 * The first row with a value is the header; empty cells at the end, as spreadsheets add them, are forgiven, and rows without
 * a single value left out. A Refusal where no record is left.
 */
export function asTable(rows: readonly TableRow[], file: string): CsvTable {
  const full = rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
  const first = full.shift();
  if (!first) throw new Refusal('import.empty', { file });
  const header = first.cells.slice(0, first.cells.findLastIndex((cell) => cell !== '') + 1);
  const records = full.map((row) => {
    const { line, cells } = row;
    if (cells.length === header.length) return row;
    const more = cells.findLastIndex((cell) => cell !== '') >= header.length;
    const own = more ? cells : cells.slice(0, header.length);
    if (own.length !== header.length) {
      throw new Refusal('import.rowTooShort', { file, line, cells: own.length, columns: header.length });
    }
    return { line, cells: own };
  });
  if (records.length === 0) throw new Refusal('import.empty', { file });
  return { header, records };
}

const separators = [',', '\t', ';'] as const;

/** What the first line has most of, outside of quotes. */
function separatorOf(text: string): string {
  const line = /^\s*((?:"(?:[^"]|"")*"|[^"\r\n])*)/.exec(text)?.[1] ?? '';
  const bare = line.replace(/"(?:[^"]|"")*"/g, '');
  const counts = separators.map((separator) => ({ separator, count: bare.split(separator).length }));
  return counts.sort((a, b) => b.count - a.count)[0]?.separator ?? ',';
}

const quote = 34;
const carriageReturn = 13;
const lineFeed = 10;

function parseRows(text: string, separator: string, file: string): readonly TableRow[] {
  const rows: TableRow[] = [];
  const between = separator.charCodeAt(0);
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const began = line;
    const cells: string[] = [];
    const torn = () => new Refusal('import.tornQuote', { file, line: began });
    for (let more = true; more; ) {
      let cell: string;
      if (text.charCodeAt(at) === quote) {
        const end = closingQuote(text, at);
        if (end < 0) throw torn();
        cell = text.slice(at + 1, end);
        if (cell.includes('"')) cell = cell.replaceAll('""', '"');
        line += lineBreaks(cell);
        at = end + 1;
      } else {
        const from = at;
        while (at < text.length) {
          const code = text.charCodeAt(at);
          if (code === between || code === lineFeed || code === carriageReturn) break;
          if (code === quote) throw torn();
          at++;
        }
        cell = text.slice(from, at);
      }
      cells.push(cell.trim());
      const code = text.charCodeAt(at);
      if (code === between) {
        at++;
      } else {
        if (at < text.length && code !== lineFeed && code !== carriageReturn) throw torn();
        if (code === carriageReturn && text.charCodeAt(at + 1) === lineFeed) at++;
        at++;
        line++;
        more = false;
      }
    }
    rows.push({ line: began, cells });
  }
  return rows;
}

/** Where the quoted cell that begins at `from` ends; −1 where it never does. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from + 1);
  while (at >= 0 && text.charCodeAt(at + 1) === quote) at = text.indexOf('"', at + 2);
  return at;
}

function lineBreaks(cell: string): number {
  if (!cell.includes('\n') && !cell.includes('\r')) return 0;
  return cell.match(/\r\n|\r|\n/g)?.length ?? 0;
}
