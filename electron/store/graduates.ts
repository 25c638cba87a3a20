import type { AttendeeId, EventId } from '../../shared/contract/ids';
import { assertNever } from '../../shared/domain/assertNever';
import type { TemplateKind } from '../../shared/domain/certificateTemplate';
import type { TrackResult } from '../../shared/domain/tracks';
import { presentIds } from './attendance';
import type { Recipient } from './certificateIssue';
import { type CurrentCertificate, currentCertificates } from './certificates';
import { all, get, type ReadDb } from './db';
import { eligibleIds, metIds, resultsByAttendee, resultsOf } from './eligibility';

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

/** Who is due for a kind of certificate. */
function dueIds(db: ReadDb, kind: TemplateKind): ReadonlySet<AttendeeId> {
  switch (kind) {
    case 'completion':
      return eligibleIds(db);
    case 'honours':
      return new Set([...metIds(db, 'top'), ...metIds(db, 'medal')]);
    case 'project':
      return metIds(db, 'bestProject');
    default:
      return assertNever(kind);
  }
}

/** Everybody who is due for a kind of certificate, in 가나다 order. */
export function listGraduates(
  db: ReadDb,
  eventId: EventId,
  kind: TemplateKind = 'completion',
): readonly GraduateRow[] {
  const results = resultsByAttendee(db);
  const eligible = dueIds(db, kind);
  const present = presentIds(db, eventId);
  const certificates = new Map(currentCertificates(db, kind).map((one) => [one.attendeeId, one]));
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

/** What a person's certificate is filled with; undefined where there is nobody of that id. */
export function findRecipient(db: ReadDb, attendeeId: AttendeeId): Recipient | undefined {
  const person = get<Omit<Recipient, 'results'>>(
    db,
    'SELECT id AS attendeeId, name, name_latin AS nameLatin, affiliation FROM attendee WHERE id = ?',
    attendeeId,
  );
  return person && { ...person, results: resultsOf(db, attendeeId) };
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
