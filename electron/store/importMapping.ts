import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type ColumnMap, type ImportKind, importKinds } from '../../shared/domain/importColumns';
import { get, type ReadDb, runOne, type WriteDb } from './db';

function keyOf(header: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(header.toSorted())).digest('hex');
}

const Columns = z.record(z.string(), z.string());

/** What the last file of the same headers, in whatever order, was taken for. */
export function recallMapping(
  db: ReadDb,
  header: readonly string[],
): { readonly kind: ImportKind; readonly columns: ColumnMap } | undefined {
  const row = get<{ kind: string; columns: string }>(
    db,
    'SELECT kind, columns FROM import_mapping WHERE headers = ?',
    keyOf(header),
  );
  const kind = importKinds.find((each) => each === row?.kind);
  if (!row || !kind) return undefined;
  const columns = Object.entries(Columns.parse(JSON.parse(row.columns))).map(
    ([field, label]) => [field, header.indexOf(label)] as const,
  );
  return { kind, columns: Object.fromEntries(columns.filter(([, column]) => column >= 0)) };
}

/** Remembers what a file's columns were taken for. Nothing that cells hold is kept. */
export function rememberMapping(
  db: WriteDb,
  file: { readonly header: readonly string[]; readonly kind: ImportKind; readonly columns: ColumnMap },
): void {
  const columns = Object.entries(file.columns).map(([field, column]) => [field, file.header[column] ?? '']);
  runOne(
    db,
    `INSERT INTO import_mapping (headers, kind, columns) VALUES (?, ?, ?)
     ON CONFLICT (headers) DO UPDATE SET kind = excluded.kind, columns = excluded.columns`,
    keyOf(file.header),
    file.kind,
    JSON.stringify(Object.fromEntries(columns)),
  );
}
