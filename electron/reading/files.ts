import type { EventId } from '../../shared/contract/ids';
import type { ImportCounts } from '../../shared/contract/imports';
import { largestFile } from '../../shared/contract/imports';
import { type CsvTable, readCsv } from '../../shared/domain/csvTable';
import { decodeText, type TextEncoding } from '../../shared/domain/decodeText';
import { cellsOf } from '../../shared/domain/importCells';
import {
  type ColumnMap,
  guessColumns,
  guessKind,
  type ImportKind,
  importKinds,
  isOwnAttendance,
  missingFields,
  nothingKnown,
} from '../../shared/domain/importColumns';
import { Refusal } from '../../shared/domain/refusal';
import { issueMissingBadges } from '../store/badges';
import type { ReadDb, WriteDb } from '../store/db';
import { recallMapping } from '../store/importMapping';
import { applyImport, type FileRecord, type ImportTarget, recordImport } from '../store/imports';
import { sha256 } from '../store/programFile';
import { looksLikeExcel, readXlsx } from './xlsx';

/** A file's table before it is known what it holds. */
interface Opened {
  readonly name: string;
  readonly encoding: string;
  readonly sheet: string | null;
  readonly sheets: readonly string[];
  readonly sha256: string;
  readonly table: CsvTable;
}

/** A file that was read: its table, and what each column is taken for. */
export interface ReadFile extends Opened {
  readonly kind: ImportKind;
  readonly columns: ColumnMap;
  readonly remembered: boolean;
  readonly merges?: Readonly<Record<string, string>> | undefined;
}

/** What the organizer said of a file; what is left out is found out. */
export interface Asked {
  readonly kind?: ImportKind | undefined;
  readonly columns?: ColumnMap | undefined;
  readonly encoding?: TextEncoding | undefined;
  readonly sheet?: string | undefined;
  readonly merges?: Readonly<Record<string, string>> | undefined;
}

function openText(name: string, bytes: Uint8Array, encoding: TextEncoding | undefined): Opened {
  if (bytes.length > largestFile) {
    throw new Refusal('import.tooLarge', { file: name, megabytes: largestFile / 1024 / 1024 });
  }
  const read = decodeText(bytes, name, encoding);
  const table = readCsv(read.text, name);
  return { name, encoding: read.encoding, sheet: null, sheets: [], sha256: sha256(bytes), table };
}

/** Reads a text file's bytes as a table of a kind. A Refusal says what is wrong with it. */
export function readImport(name: string, bytes: Uint8Array, asked: Asked = {}): ReadFile {
  return recognise(openText(name, bytes, asked.encoding), asked);
}

/**
 * Reads a file of any kind that the app takes; `db`: where it is remembered what the last file of such headers was taken for.
 * Call it in a process of its own: a spreadsheet may be made to harm whoever opens it.
 */
export async function readAnyFile(
  name: string,
  bytes: Uint8Array,
  asked: Asked,
  db: ReadDb,
): Promise<ReadFile> {
  const excel = looksLikeExcel(bytes);
  if (excel === 'old') throw new Refusal('import.oldExcel', { file: name });
  if (excel === undefined) return recognise(openText(name, bytes, asked.encoding), asked, db);
  if (bytes.length > largestFile) {
    throw new Refusal('import.tooLarge', { file: name, megabytes: largestFile / 1024 / 1024 });
  }
  const { table, sheet, sheets } = await readXlsx(bytes, name, asked.sheet);
  return recognise({ name, encoding: 'XLSX', sheet, sheets, sha256: sha256(bytes), table }, asked, db);
}

function recognise(opened: Opened, asked: Asked, db?: ReadDb): ReadFile {
  const { name, table } = opened;
  const recalled = db && !asked.kind && !asked.columns ? recallMapping(db, table.header) : undefined;
  if (!asked.kind && isOwnAttendance(table.header)) throw new Refusal('import.attendance', { file: name });
  const kind = asked.kind ?? recalled?.kind ?? guessKind(table.header);
  if (!kind) {
    if (nothingKnown(table.header)) throw new Refusal('import.noKnownColumn', { file: name, line: 1 });
    throw new Refusal('import.unclearKind', {
      file: name,
      line: 1,
      columns: table.header.slice(0, 6).join(', '),
    });
  }
  const guessed = guessColumns(kind, table.header);
  const columns = asked.columns ?? recalled?.columns ?? guessed;
  const remembered = recalled !== undefined && JSON.stringify(recalled.columns) !== JSON.stringify(guessed);
  return { ...opened, kind, columns, remembered, merges: asked.merges };
}

/**
 * Writes what was read, every record of every file, and gives badges to whoever is new; throws at the first that is wrong.
 * Call it inside a transaction.
 */
export function applyFiles(
  db: WriteDb,
  files: readonly ReadFile[],
  eventId: EventId | null,
  now: number,
): readonly { readonly name: string; readonly counts: ImportCounts }[] {
  const done = inOrder(files).map((file) => {
    const counts = applyFile(db, file, eventId, now);
    recordImport(db, recordOf(file, counts), null, now);
    return { name: file.name, counts };
  });
  issueMissingBadges(db, now);
  return done;
}

export function recordOf(file: ReadFile, counts: ImportCounts): FileRecord {
  return { kind: file.kind, file: file.name, sha256: file.sha256, encoding: file.encoding, ...counts };
}

/** Writes every record of one file; throws at the first that is wrong. Call it inside a transaction. */
export function applyFile(
  db: WriteDb,
  file: ReadFile,
  eventId: EventId | null,
  now: number,
  listeners: Pick<ImportTarget, 'newcomers' | 'note'> = {},
): ImportCounts {
  const [lacking] = missingFields(file.kind, file.columns);
  if (lacking) throw new Refusal('import.missingColumn', { file: file.name, line: 1, field: lacking });
  const taken = Object.values(file.columns);
  const twice = taken.find((column, i) => taken.indexOf(column) !== i);
  if (twice !== undefined) {
    throw new Refusal('import.columnTwice', {
      file: file.name,
      line: 1,
      value: file.table.header[twice] ?? '',
    });
  }
  const cells = cellsOf(file.table, file.columns, file.name);
  return applyImport(db, file.kind, cells, { eventId, now, merges: file.merges, ...listeners });
}

/** In the order in which the files need each other. */
export function inOrder(files: readonly ReadFile[]): readonly ReadFile[] {
  return files.toSorted((a, b) => importKinds.indexOf(a.kind) - importKinds.indexOf(b.kind));
}
