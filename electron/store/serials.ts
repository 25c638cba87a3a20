import { serialPrefix } from '../../shared/domain/certificateTemplate';
import { Refusal } from '../../shared/domain/refusal';
import {
  numberBy,
  parseSerialPattern,
  type SerialPattern,
  writePattern,
} from '../../shared/domain/serialPattern';
import { nextNumber } from './certificates';
import { all, type ReadDb, transaction, type WriteDb } from './db';
import { getMeta, requireMeta, setMeta } from './meta';

/** How the program writes its serials: as it was told, else by its cohort or its tag (`C5-0001`). */
export function serialPattern(db: ReadDb): SerialPattern {
  const chosen = getMeta(db, 'certificate.serial');
  const parsed = chosen === undefined ? undefined : parseSerialPattern(chosen);
  if (parsed) return parsed;
  const prefix = serialPrefix(
    requireMeta(db, 'program.name'),
    requireMeta(db, 'program.nameEn'),
    requireMeta(db, 'program.tag'),
  );
  return { before: `${prefix}-`, digits: 4, after: '' };
}

/**
 * Sets how serials are written from the next number on. A Refusal where it is no pattern, or where a number still to come
 * would be written as a serial that was given already.
 */
export function setSerialPattern(db: WriteDb, text: string): void {
  const pattern = parseSerialPattern(text);
  if (!pattern) throw new Refusal('register.badPattern');
  transaction(db, () => {
    const next = nextNumber(db);
    for (const { serial } of all<{ serial: string }>(db, 'SELECT serial FROM certificate')) {
      if ((numberBy(pattern, serial) ?? 0) >= next) throw new Refusal('register.patternClash', { serial });
    }
    setMeta(db, 'certificate.serial', writePattern(pattern));
  });
}
