import { actor } from './actor';
import type { ReadDb, WriteDb } from './db';
import { getMeta, setMeta } from './meta';

/**
 * Under which name a change is written down: of whoever asked for it (another machine's, too), else of who works at this one.
 * '' is the organizer.
 */
export function operatorName(db: ReadDb): string {
  return actor() ?? getMeta(db, 'operator.name') ?? '';
}

export function setOperatorName(db: WriteDb, name: string): void {
  setMeta(db, 'operator.name', name.normalize('NFC').trim());
}
