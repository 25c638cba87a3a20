import type { Differing } from '../../shared/contract/backups';
import { Refusal } from '../../shared/domain/refusal';
import { differing } from './backupDiffers';
import { get, type ReadDb } from './db';
import { inMemory } from './inMemory';
import { inspectProgramFile } from './inspect';
import { settleToRead } from './owed';
import { unfiledIds } from './ownHead';

/** How much a program holds, by what an organizer would miss. */
export interface Contents {
  readonly people: number;
  readonly scans: number;
  readonly certificates: number;
  readonly cues: number;
}

export function contentsOf(db: ReadDb): Contents {
  const counts = get<Contents>(
    db,
    `SELECT (SELECT count(*) FROM attendee) AS people, (SELECT count(*) FROM journal) AS scans,
       (SELECT count(*) FROM certificate) AS certificates, (SELECT count(*) FROM cue) AS cues`,
  );
  if (!counts) throw new Error('counting gave nothing');
  return counts;
}

/**
 * Reads a backup without touching it: a copy in memory. `open`: the program that is open, whose journal is compared. A
 * Refusal where the file is no program, or damaged.
 */
export function compareBackup(
  file: string,
  open: ReadDb,
): { readonly backup: Contents; readonly scansLost: number; readonly differs: readonly Differing[] } {
  inspectProgramFile(file);
  try {
    return inMemory(file, (raw) => {
      const contents = contentsOf({ raw });
      const unfiled = unfiledIds(raw);
      const backup = { ...contents, scans: contents.scans + unfiled.length };
      const has = new Set([...raw.prepare('SELECT id FROM journal').pluck().all(), ...unfiled]);
      let scansLost = 0;
      settleToRead(open.raw);
      for (const { id } of open.raw.prepare('SELECT id FROM journal').iterate() as Iterable<{ id: string }>) {
        if (!has.has(id)) scansLost++;
      }
      return { backup, scansLost, differs: differing(raw, open.raw) };
    });
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('program.damaged', { file: '' });
  }
}
