import { uuidv7 } from 'uuidv7';
import type { EventId } from '../../shared/contract/ids';
import type { ImportCounts } from '../../shared/contract/imports';
import { assertNever } from '../../shared/domain/assertNever';
import type { Cells } from '../../shared/domain/importCells';
import type { ImportKind } from '../../shared/domain/importColumns';
import type { Refusal } from '../../shared/domain/refusal';
import { runOne, type WriteDb } from './db';
import { importEvents, importInvitations } from './importEvents';
import { importLeaderboard } from './importLeaderboard';
import { importOwnInvitations, importOwnPeople, importOwnResults } from './importOwn';
import { importOwnOverrides, importOwnRules, importOwnTracks } from './importOwnRules';
import { importCast, importRoster, type Newcomer } from './importPeople';
import { importResults } from './importResults';
import { importRundown } from './importRundown';

/** What a file can't say of itself. */
export interface ImportTarget {
  /** The event of a rundown, or that the sign-up's answers are for; null: the one graduation. */
  readonly eventId: EventId | null;
  readonly now: number;
  /** Doubtful pairs that are one person: the file's key of a person to that of whom it is. */
  readonly merges?: Readonly<Record<string, string>> | undefined;
  /** Takes who of a sign-up is new, in place of writing them: for a caller to whom nobody comes after them. */
  readonly newcomers?: ((newcomer: Newcomer) => void) | undefined;
  /** Hears of what of a file is left out, and why. */
  readonly note?: ((note: Refusal) => void) | undefined;
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
    case 'ownPeople':
      return importOwnPeople(db, cells, target);
    case 'ownResults':
      return importOwnResults(db, cells);
    case 'ownInvitations':
      return importOwnInvitations(db, cells);
    case 'ownTracks':
      return importOwnTracks(db, cells);
    case 'ownRules':
      return importOwnRules(db, cells);
    case 'ownOverrides':
      return importOwnOverrides(db, cells);
    case 'results':
      return importResults(db, cells, target);
    case 'leaderboard':
      return importLeaderboard(db, cells, target);
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

/** A file that was taken in, with what it did. */
export interface FileRecord extends ImportCounts {
  readonly kind: ImportKind;
  readonly file: string;
  readonly sha256: string;
  readonly encoding: string;
}

/** Remembers that a file was taken in, as part of the run of that number. */
export function recordImport(db: WriteDb, batch: FileRecord, run: number | null, now: number): void {
  runOne(
    db,
    `INSERT INTO import_batch (id, run, kind, file_name, file_sha256, encoding, added, changed, unchanged, skipped, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    uuidv7(),
    run,
    batch.kind,
    batch.file,
    batch.sha256,
    batch.encoding,
    batch.added,
    batch.changed,
    batch.unchanged,
    batch.skipped,
    now,
  );
}
