import { uuidv7 } from 'uuidv7';
import type { EventId } from '../../shared/contract/ids';
import type { ImportCounts } from '../../shared/contract/imports';
import { assertNever } from '../../shared/domain/assertNever';
import type { Cells } from '../../shared/domain/importCells';
import type { ImportKind } from '../../shared/domain/importColumns';
import { runOne, type WriteDb } from './db';
import { importEvents, importInvitations } from './importEvents';
import { importCast, importResults, importRoster } from './importPeople';
import { importRundown } from './importRundown';

/** What a file can't say of itself. */
export interface ImportTarget {
  /** The event of a rundown, or that the sign-up's answers are for; null: the one graduation. */
  readonly eventId: EventId | null;
  readonly now: number;
}

/** Writes every record of a file of one kind. Call it inside a transaction: it throws at the first record that is wrong. */
export function applyImport(
  db: WriteDb,
  kind: ImportKind,
  cells: readonly Cells[],
  target: ImportTarget,
): ImportCounts {
  switch (kind) {
    case 'roster':
      return importRoster(db, cells, target);
    case 'results':
      return importResults(db, cells, target);
    case 'cast':
      return importCast(db, cells, target);
    case 'events':
      return importEvents(db, cells);
    case 'invitations':
      return importInvitations(db, cells);
    case 'rundown':
      return importRundown(db, cells, target);
    default:
      return assertNever(kind);
  }
}

/** Remembers that a file was taken in. */
export function recordImport(
  db: WriteDb,
  batch: {
    readonly kind: ImportKind;
    readonly file: string;
    readonly sha256: string;
    readonly encoding: string;
  } & ImportCounts,
  now: number,
): void {
  runOne(
    db,
    `INSERT INTO import_batch (id, kind, file_name, file_sha256, encoding, added, changed, unchanged, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    uuidv7(),
    batch.kind,
    batch.file,
    batch.sha256,
    batch.encoding,
    batch.added,
    batch.changed,
    batch.unchanged,
    now,
  );
}
