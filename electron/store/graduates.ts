import type { AttendeeId, EventId } from '../../shared/contract/ids';
import { Refusal } from '../../shared/domain/refusal';
import type { TrackResult } from '../../shared/domain/tracks';
import { presentIds } from './attendance';
import type { Recipient } from './certificateIssue';
import { type CurrentCertificate, currentCertificates } from './certificates';
import { all, get, type ReadDb } from './db';
import { eligibleIds, resultsByAttendee } from './eligibility';

export interface GraduateRow {
  readonly attendeeId: AttendeeId;
  readonly name: string;
  readonly nameLatin: string;
  readonly affiliation: string;
  readonly results: readonly TrackResult[];
  /** Came in to the event, by the journal. */
  readonly present: boolean;
  readonly certificate: CurrentCertificate | undefined;
}

/** Everybody who completes the program, in 가나다 order. */
export function listGraduates(db: ReadDb, eventId: EventId): readonly GraduateRow[] {
  const eligible = eligibleIds(db);
  const results = resultsByAttendee(db);
  const present = presentIds(db, eventId);
  const certificates = new Map(currentCertificates(db).map((one) => [one.attendeeId, one]));
  const people = all<{ attendeeId: AttendeeId; name: string; nameLatin: string; affiliation: string }>(
    db,
    'SELECT id AS attendeeId, name, name_latin AS nameLatin, affiliation FROM attendee ORDER BY id',
  );
  return inKoreanOrder(people.filter(({ attendeeId }) => eligible.has(attendeeId))).map((person) => ({
    ...person,
    results: results.get(person.attendeeId) ?? [],
    present: present.has(person.attendeeId),
    certificate: certificates.get(person.attendeeId),
  }));
}

/** A person as a certificate is made out to them, whether they complete or not. */
export function recipientOf(db: ReadDb, attendeeId: AttendeeId): Recipient {
  const person = get<Omit<Recipient, 'results'>>(
    db,
    'SELECT id AS attendeeId, name, name_latin AS nameLatin, affiliation FROM attendee WHERE id = ?',
    attendeeId,
  );
  if (!person) throw new Refusal('attendee.unknown');
  return { ...person, results: resultsByAttendee(db).get(attendeeId) ?? [] };
}

const collator = new Intl.Collator('ko');

/** Sorts by name, 가나다; people of one name by their name in Latin letters. Equal ones keep their order. */
export function inKoreanOrder<T extends { readonly name: string; readonly nameLatin: string }>(
  people: readonly T[],
): readonly T[] {
  return people.toSorted(
    (a, b) => collator.compare(a.name, b.name) || collator.compare(a.nameLatin, b.nameLatin),
  );
}
