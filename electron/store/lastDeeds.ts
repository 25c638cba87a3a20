import type { Deed } from '../../shared/contract/access';
import { all, type ReadDb } from './db';

/** What was done to the program (deeds.ts), the last first. */
export function lastDeeds(db: ReadDb, limit: number): readonly Deed[] {
  return all<Deed>(db, 'SELECT seq, at, by_name AS by, call FROM deed ORDER BY seq DESC LIMIT ?', limit);
}
