import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { applyFiles, readImport } from '../../electron/api/imports';
import { all, get, transaction, type WriteDb } from '../../electron/store/db';
import { closeProgramFile, createProgramFile } from '../../electron/store/programFile';
import type { EventId } from '../../shared/contract/ids';
import { Refusal } from '../../shared/domain/refusal';

/** A file to take in: a text is sent as UTF-8. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

const folder = path.resolve(import.meta.dirname, '../../resources/sample');

/** The files of the sample program. */
export function sampleFiles(): Files {
  const names = readdirSync(folder).filter((name) => name.endsWith('.csv'));
  return Object.fromEntries(names.map((name) => [name, readFileSync(path.join(folder, name))]));
}

/** A new, empty program in a file of its own, closed and removed when the test ends. */
export function temporaryProgram(): WriteDb {
  const home = mkdtempSync(path.join(tmpdir(), 'stagedoor-import-'));
  const db = createProgramFile(path.join(home, 'a.stagedoor'), { name: '5기', nameEn: 'Cohort 5' }, 0);
  onTestFinished(() => {
    closeProgramFile(db);
    rmSync(home, { recursive: true });
  });
  return db;
}

/** Takes files in together, as the import page's button does; all or nothing. */
export function importFiles(db: WriteDb, files: Files, eventId: EventId | null = null) {
  const read = Object.entries(files).map(([name, content]) =>
    readImport(name, typeof content === 'string' ? new TextEncoder().encode(content) : content),
  );
  return transaction(db, () => applyFiles(db, read, eventId, 1));
}

/** The refusal of an import that must be refused. */
export function refusalOf(work: () => unknown): Refusal {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

/** How many rows each table has. */
export function rowCounts(db: WriteDb): Readonly<Record<string, number>> {
  const tables = all<{ name: string }>(db, "SELECT name FROM sqlite_schema WHERE type = 'table'");
  return Object.fromEntries(
    tables.map(({ name }) => [name, get<{ n: number }>(db, `SELECT count(*) AS n FROM ${name}`)?.n ?? 0]),
  );
}
