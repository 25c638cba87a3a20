import type { AttendeeId } from '../../shared/contract/ids';
import { Refusal } from '../../shared/domain/refusal';
import { get, type ReadDb } from './db';

/** A Refusal where the digits are not the last four of the person's phone, or none were given though they are known. */
export function confirmPerson(db: ReadDb, id: AttendeeId, lastFour: string | null): void {
  const person = get<{ name: string; digits: string }>(
    db,
    'SELECT name, phone_digits AS digits FROM attendee WHERE id = ?',
    id,
  );
  if (!person) throw new Refusal('attendee.unknown');
  const known = person.digits.length >= 4 ? person.digits.slice(-4) : null;
  if (known !== lastFour) throw new Refusal('attendee.wrongDigits', { name: person.name });
}
