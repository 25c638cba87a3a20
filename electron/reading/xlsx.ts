import { readSheet } from 'read-excel-file/universal';
import { asTable, type CsvTable } from '../../shared/domain/csvTable';
import { Refusal } from '../../shared/domain/refusal';
import { storedZip, unzip } from './zip';

const wanted =
  /^(\[Content_Types\]\.xml|_rels\/\.rels|xl\/(workbook|sharedStrings|styles)\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/worksheets\/[^/]+\.xml)$/i;

/** As many cells as 100,000 people with 25 columns. */
const mostCells = 2_500_000;

/** True where the bytes are a ZIP, as an XLSX is, or the older format, which Excel also uses for a file with a password. */
export function looksLikeExcel(bytes: Uint8Array): 'xlsx' | 'old' | undefined {
  const start = Buffer.from(bytes.subarray(0, 4)).toString('hex');
  if (start === '504b0304') return 'xlsx';
  return start === 'd0cf11e0' ? 'old' : undefined;
}

/**
 * One sheet of an XLSX (`asked`, or the first) as a table, with the names of all. Call it in a process that may die: the bounds
 * are on what it unpacks to, on its cells, and on XML that declares anything of its own, which no spreadsheet program writes.
 */
export async function readXlsx(
  bytes: Uint8Array,
  file: string,
  asked?: string,
): Promise<{ readonly table: CsvTable; readonly sheet: string; readonly sheets: readonly string[] }> {
  const files = unzip(bytes, file, (name) => wanted.test(name));
  const workbook = files.get('xl/workbook.xml');
  if (!workbook) throw new Refusal('import.notXlsx', { file });
  for (const [name, xml] of files) refuseXml(xml, /worksheets\//.test(name), file);
  const sheets = sheetNames(Buffer.from(workbook).toString('utf8'));
  const sheet = asked !== undefined && sheets.includes(asked) ? asked : sheets[0];
  if (sheet === undefined) throw new Refusal('import.xlsxDamaged', { file });
  return { table: asTable(await rowsOf(files, sheets.indexOf(sheet) + 1, file), file), sheet, sheets };
}

async function rowsOf(files: ReadonlyMap<string, Uint8Array>, sheet: number, file: string) {
  try {
    const zip = storedZip(files);
    const rows = await readSheet(
      zip.buffer.slice(zip.byteOffset, zip.byteOffset + zip.byteLength) as ArrayBuffer,
      sheet,
    );
    return rows.map((cells, i) => ({ line: i + 1, cells: cells.map(cellText) }));
  } catch (error) {
    // What the reader of the format makes of a file that only looks like one is not for it to say.
    if (error instanceof RangeError || error instanceof Error)
      throw new Refusal('import.xlsxDamaged', { file });
    throw error;
  }
}

function refuseXml(xml: Uint8Array, isSheet: boolean, file: string): void {
  const text = Buffer.from(xml.buffer, xml.byteOffset, xml.byteLength);
  if (text.includes('<!DOCTYPE') || text.includes('<!ENTITY'))
    throw new Refusal('import.xlsxEntities', { file });
  // UTF-16 could hide one; spreadsheet programs write UTF-8.
  if (text.includes(0)) throw new Refusal('import.xlsxDamaged', { file });
  if (!isSheet) return;
  let [rows, columns, cells] = [0, 0, 0];
  for (const [, letters = '', digits = ''] of text
    .toString('latin1')
    .matchAll(/[\s":]r?e?f?=?"?([A-Z]{1,4})(\d{1,9})"/g)) {
    cells++;
    rows = Math.max(rows, Number(digits));
    columns = Math.max(
      columns,
      [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0),
    );
  }
  if (rows * columns > mostCells || cells > mostCells) {
    throw new Refusal('import.xlsxCells', { file, most: mostCells });
  }
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function sheetNames(workbook: string): readonly string[] {
  return [...workbook.matchAll(/<(?:\w+:)?sheet\s[^>]*?\bname="([^"]*)"/g)].map(([, name = '']) =>
    name.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, word) => {
      const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
      if (word) return entities[word] ?? whole;
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    }),
  );
}

/** A cell as a CSV would have it: dates as 2024-10-18 or 2024-10-18T14:00, numbers without the dust of binary fractions. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) return '';
    const iso = new Date(Math.round(value.getTime() / 1000) * 1000).toISOString();
    return iso.endsWith('T00:00:00.000Z')
      ? iso.slice(0, 10)
      : iso.slice(0, iso.endsWith(':00.000Z') ? 16 : 19);
  }
  if (typeof value === 'number') {
    return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(15)));
  }
  return String(value).normalize('NFC').trim();
}
