import type { ImportCounts } from '../../shared/contract/imports';
import type { Cells } from '../../shared/domain/importCells';
import { Refusal } from '../../shared/domain/refusal';
import { type AttendeeRow, type Change, findByEmail } from './attendees';
import type { ReadDb } from './db';

export function countChanges(changes: readonly Change[]): ImportCounts {
  const of = (change: Change) => changes.filter((each) => each === change).length;
  return { added: of('added'), changed: of('changed'), unchanged: of('unchanged') };
}

/** Refuses a file that has one key (an e-mail, a code) on two lines. */
export function refuseTwice(
  cells: readonly Cells[],
  keyOf: (cells: Cells) => string,
  reason: 'import.emailTwice' | 'import.codeTwice',
): void {
  const lines = new Map<string, number>();
  for (const record of cells) {
    const key = keyOf(record);
    const first = lines.get(key);
    if (first !== undefined) {
      throw new Refusal(reason, { file: record.file, line: record.line, value: key, first });
    }
    lines.set(key, record.line);
  }
}

/** The person of an e-mail that `field` of a record names; a Refusal where nobody has it. */
export function requirePerson(db: ReadDb, cells: Cells, field: string, email: string): AttendeeRow {
  const person = findByEmail(db, email);
  if (!person) throw cells.refuse('import.unknownEmail', field, email);
  return person;
}
