import { uuidv7 } from 'uuidv7';
import { AttendeeId } from '../../shared/contract/ids';
import type { Role } from '../../shared/contract/roster';
import { phoneDigits, searchText } from '../../shared/domain/searchText';
import { runOne, type WriteDb } from './db';

/** What an import or a hand writes of a person. `emailKey` is what files are joined by. */
export interface AttendeeFields {
  readonly role: Role;
  readonly name: string;
  readonly nameLatin: string;
  readonly reading: string;
  readonly email: string;
  readonly emailKey: string;
  readonly phone: string;
  readonly affiliation: string;
  readonly title: string;
}

/** Somebody whom the program does not have yet. */
export interface NewAttendee extends AttendeeFields {
  readonly team: string;
}

/** What a person is searched by; `digits` are those of their phone. */
export function searchOf(person: NewAttendee, digits = phoneDigits(person.phone)): string {
  const { name, nameLatin, email, affiliation, team } = person;
  return searchText({ name, nameLatin, email, phoneDigits: digits, affiliation, team });
}

/** The columns that a new person is written with. */
export const newColumns = [
  'id',
  'role',
  'name',
  'name_latin',
  'reading',
  'email',
  'email_key',
  'phone',
  'phone_digits',
  'affiliation',
  'title',
  'team',
  'search',
  'created_at',
  'updated_at',
] as const;

/** The values of those columns. */
export function newValues(id: string, person: NewAttendee, now: number): (string | number | null)[] {
  const digits = phoneDigits(person.phone);
  return [
    id,
    person.role,
    person.name,
    person.nameLatin,
    person.reading,
    person.email,
    person.emailKey,
    person.phone,
    digits,
    person.affiliation,
    person.title,
    person.team,
    searchOf(person, digits),
    now,
    now,
  ];
}

const insertSql = `INSERT INTO attendee (${newColumns.join(', ')}) VALUES (${newColumns.map(() => '?').join(', ')})`;

/** Adds a person of an e-mail that nobody has. */
export function addAttendee(db: WriteDb, person: NewAttendee, now: number): AttendeeId {
  const id = AttendeeId.parse(uuidv7());
  runOne(db, insertSql, ...newValues(id, person, now));
  return id;
}
