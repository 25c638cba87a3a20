import { statSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { Refusal } from '../../shared/domain/refusal';

interface Place {
  readonly file: string;
  readonly ino: number;
  readonly dev: number;
}

const places = new WeakMap<Database.Database, Place>();

/** Notes where an open program lies. */
export function notePlace(raw: Database.Database, file: string): void {
  const { ino, dev } = statSync(file);
  places.set(raw, { file, ino, dev });
}

/**
 * A Refusal where the file is not there any more, or another lies in its place: the system would let us write into one that
 * nobody finds again (a stick that was pulled, a file that was deleted or moved).
 */
export function requirePlace(raw: Database.Database): void {
  const place = places.get(raw);
  if (!place) return;
  const now = statSync(place.file, { throwIfNoEntry: false });
  if (!now || now.ino !== place.ino || now.dev !== place.dev) throw new Refusal('disk.gone');
}
