import type { ReadDb } from './db';
import { getMeta } from './meta';

/** Who works at this machine, as typed in the top line; '' where nobody said so. */
export function operatorName(db: ReadDb): string {
  return getMeta(db, 'operator.name') ?? '';
}
