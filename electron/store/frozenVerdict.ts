import { z } from 'zod';
import type { AttendeeId } from '../../shared/contract/ids';
import { personOf, ScannedPerson, Verdict } from '../../shared/domain/verdict';
import { get, type ReadDb } from './db';

/**
 * The verdict as the journal keeps it: its facts without the person, of whom only the id stays (in a column of its own).
 * The journal is append-only and chained, so a name in it could never be taken out when somebody asks for that.
 */
export function freezeVerdict(verdict: Verdict): string {
  return JSON.stringify({ ...verdict, ...(personOf(verdict) ? { person: undefined } : {}) });
}

/** The verdict of a journal row again, the person as they stand in the store now. */
export function thawVerdict(
  db: ReadDb,
  row: { readonly detail: string; readonly attendeeId: AttendeeId | null },
): Verdict {
  const facts: unknown = JSON.parse(row.detail);
  const person = row.attendeeId === null ? undefined : scannedPerson(db, row.attendeeId);
  return Verdict.parse(person && typeof facts === 'object' ? { ...facts, person } : facts);
}

const Noted = z.object({ note: z.string() });

/** The note among a row's facts; '' where there is none, or the row was damaged: a list of rows shows the others all the same. */
export function frozenNote(detail: string): string {
  try {
    return Noted.safeParse(JSON.parse(detail)).data?.note ?? '';
  } catch {
    return '';
  }
}

/** A person as a door shows them; without a name where they are no longer in the store. */
export function scannedPerson(db: ReadDb, id: AttendeeId): ScannedPerson {
  const row = get(
    db,
    'SELECT id, role, name, name_latin AS nameLatin, affiliation, title, team FROM attendee WHERE id = ?',
    id,
  );
  const nobody = { id, role: 'participant', name: '', nameLatin: '', affiliation: '', title: '', team: '' };
  return ScannedPerson.parse(row ?? nobody);
}
