import type { ReadDb, WriteDb } from './db';
import { getMeta, setMeta } from './meta';

/** Who works at this machine: a name typed once in the top line; '' is the organizer. What a change is written down under. */
export function operatorName(db: ReadDb): string {
  return getMeta(db, 'operator.name') ?? '';
}

export function setOperatorName(db: WriteDb, name: string): void {
  setMeta(db, 'operator.name', name.normalize('NFC').trim());
}
