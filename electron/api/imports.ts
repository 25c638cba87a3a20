import type { RefusalData } from '../../shared/contract/base';
import type { EventId } from '../../shared/contract/ids';
import {
  type FilePreview,
  type ImportCounts,
  type ImportFile,
  largestFile,
} from '../../shared/contract/imports';
import { type CsvTable, readCsv } from '../../shared/domain/csvTable';
import { decodeText } from '../../shared/domain/decodeText';
import { cellsOf } from '../../shared/domain/importCells';
import {
  type ColumnMap,
  guessColumns,
  guessKind,
  type ImportKind,
  importFields,
  importKinds,
  missingFields,
  nothingKnown,
} from '../../shared/domain/importColumns';
import { Refusal } from '../../shared/domain/refusal';
import { transaction, type WriteDb } from '../store/db';
import { applyImport, recordImport } from '../store/imports';
import { sha256 } from '../store/programFile';
import { api } from './base';

/** A file that was read: its table, and what each column is taken for. */
export interface ReadFile {
  readonly name: string;
  readonly encoding: string;
  readonly sha256: string;
  readonly table: CsvTable;
  readonly kind: ImportKind;
  readonly columns: ColumnMap;
}

/** Reads a file's bytes as a table of a kind. A Refusal says what is wrong with it. */
export function readImport(
  name: string,
  bytes: Uint8Array,
  asked: { readonly kind?: ImportKind | undefined; readonly columns?: ColumnMap | undefined } = {},
): ReadFile {
  if (bytes.length > largestFile)
    throw new Refusal('import.tooLarge', { file: name, megabytes: largestFile / 1024 / 1024 });
  const { text, encoding } = decodeText(bytes, name);
  const table = readCsv(text, name);
  const kind = asked.kind ?? guessKind(table.header);
  if (!kind) {
    if (nothingKnown(table.header)) throw new Refusal('import.noKnownColumn', { file: name, line: 1 });
    throw new Refusal('import.unclearKind', {
      file: name,
      line: 1,
      columns: table.header.slice(0, 6).join(', '),
    });
  }
  const columns = asked.columns ?? guessColumns(kind, table.header);
  return { name, encoding, sha256: sha256(bytes), table, kind, columns };
}

/** Writes what was read, every record of every file; throws at the first that is wrong. Call it inside a transaction. */
export function applyFiles(
  db: WriteDb,
  files: readonly ReadFile[],
  eventId: EventId | null,
  now: number,
): readonly { readonly name: string; readonly counts: ImportCounts }[] {
  return inOrder(files).map((file) => ({ name: file.name, counts: applyFile(db, file, eventId, now) }));
}

function applyFile(db: WriteDb, file: ReadFile, eventId: EventId | null, now: number): ImportCounts {
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
  const counts = applyImport(db, file.kind, cellsOf(file.table, file.columns, file.name), { eventId, now });
  recordImport(db, { ...file, file: file.name, ...counts }, now);
  return counts;
}

function inOrder(files: readonly ReadFile[]): readonly ReadFile[] {
  return files.toSorted((a, b) => importKinds.indexOf(a.kind) - importKinds.indexOf(b.kind));
}

/** Undoes what a preview wrote: nothing of it is ever committed. */
class PreviewOver extends Error {}

function previewAll(db: WriteDb, files: readonly ReadFile[], eventId: EventId | null, now: number) {
  const results = new Map<ReadFile, ImportCounts | RefusalData>();
  try {
    transaction(db, () => {
      for (const file of inOrder(files)) {
        try {
          results.set(file, db.raw.transaction(() => applyFile(db, file, eventId, now))());
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          results.set(file, { reason: error.reason, params: { ...error.params } });
        }
      }
      throw new PreviewOver();
    });
  } catch (error) {
    if (!(error instanceof PreviewOver)) throw error;
  }
  return results;
}

function preview(file: ReadFile, result: ImportCounts | RefusalData | undefined): FilePreview {
  const refused = result !== undefined && 'reason' in result;
  return {
    name: file.name,
    encoding: file.encoding,
    kind: file.kind,
    header: file.table.header,
    columns: importFields[file.kind].map(({ field, required }) => {
      const column = file.columns[field];
      const values = column === undefined ? [] : file.table.records.map(({ cells }) => cells[column] ?? '');
      const samples = values.filter((value) => value !== '').slice(0, 3);
      return { field, required, column: column ?? null, samples };
    }),
    rows: file.table.records.length,
    counts: refused ? null : (result ?? null),
    problem: refused ? result : null,
  };
}

async function bytesOf(file: ImportFile): Promise<Uint8Array> {
  if (file.bytes.size > largestFile) {
    throw new Refusal('import.tooLarge', { file: file.name, megabytes: largestFile / 1024 / 1024 });
  }
  return new Uint8Array(await file.bytes.arrayBuffer());
}

export const imports = {
  preview: api.imports.preview.handler(async ({ context, input }) => {
    const read: ReadFile[] = [];
    const unread: FilePreview[] = [];
    for (const file of input.files) {
      try {
        read.push(readImport(file.name, await bytesOf(file), file));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const problem = { reason: error.reason, params: { ...error.params } };
        unread.push({
          name: file.name,
          encoding: '',
          kind: null,
          header: [],
          columns: [],
          rows: 0,
          counts: null,
          problem,
        });
      }
    }
    const program = context.program();
    const results = previewAll(program.db, read, input.eventId, program.now());
    return [...unread, ...inOrder(read).map((file) => preview(file, results.get(file)))];
  }),
  commit: api.imports.commit.handler(async ({ context, input }) => {
    const files: ReadFile[] = [];
    for (const file of input.files) files.push(readImport(file.name, await bytesOf(file), file));
    const { db, now } = context.program();
    const done = transaction(db, () => applyFiles(db, files, input.eventId, now()));
    context.changed('roster', 'events', 'badges', 'rundown', 'program');
    return done;
  }),
};
