import type { ImportCounts } from '../../shared/contract/imports';
import type { Cells } from '../../shared/domain/importCells';
import { Refusal } from '../../shared/domain/refusal';
import { type AttendeeRow, type Change, findByEmail } from './attendees';
import type { ReadDb } from './db';

export function countChanges(changes: readonly (Change | 'skipped')[]): ImportCounts {
  const of = (change: Change | 'skipped') => changes.filter((each) => each === change).length;
  return { added: of('added'), changed: of('changed'), unchanged: of('unchanged'), skipped: of('skipped') };
}

/** A record with the key (an e-mail, a code) that it may have once in a file. */
interface Keyed {
  readonly cells: Cells;
  readonly key: string;
}

export function keyed(cells: readonly Cells[], keyOf: (cells: Cells) => string): readonly Keyed[] {
  return cells.map((record) => ({ cells: record, key: keyOf(record) }));
}

/** Refuses a file that has one key on two lines. */
export function refuseTwice(
  records: readonly Keyed[],
  reason: 'import.emailTwice' | 'import.codeTwice' | 'import.idTwice',
): void {
  const lines = new Map<string, number>();
  for (const { cells, key } of records) {
    const first = lines.get(key);
    if (first !== undefined) {
      throw new Refusal(reason, { file: cells.file, line: cells.line, value: key, first });
    }
    lines.set(key, cells.line);
  }
}

/** The person of an e-mail that `field` of a record names; a Refusal where nobody has it. */
export function requirePerson(db: ReadDb, cells: Cells, field: string, email: string): AttendeeRow {
  const person = findByEmail(db, email);
  if (!person) throw cells.refuse('import.unknownEmail', field, email);
  return person;
}
