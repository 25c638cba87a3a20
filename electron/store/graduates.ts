import type { AttendeeId, EventId } from '../../shared/contract/ids';
import { assertNever } from '../../shared/domain/assertNever';
import type { TemplateKind } from '../../shared/domain/certificateTemplate';
import { bestProject, type Honour } from '../../shared/domain/honourWords';
import type { TrackResult } from '../../shared/domain/tracks';
import { cameIds } from './attendance';
import type { Recipient } from './certificateIssue';
import { type CurrentCertificate, currentCertificates } from './certificates';
import { all, get, type ReadDb } from './db';
import { eligibleIds, metIds, resultsOf, standingsByAttendee } from './eligibility';
import { honoursByAttendee } from './honours';
import { completionRule, listRules } from './rules';

export interface GraduateRow {
  readonly attendeeId: AttendeeId;
  readonly name: string;
  readonly nameLatin: string;
  readonly affiliation: string;
  readonly results: readonly TrackResult[];
  readonly honours: readonly Honour[];
  /** Came in to the event, by the journal; a certificate waits for them even if they have gone out again. */
  readonly present: boolean;
  readonly certificate: CurrentCertificate | undefined;
}

/** Who is due for a kind of certificate. */
function dueIds(db: ReadDb, kind: TemplateKind): ReadonlySet<AttendeeId> {
  switch (kind) {
    case 'completion':
      return eligibleIds(db);
    case 'honours':
      return new Set(
        listRules(db)
          .filter(({ id }) => id !== completionRule && id !== bestProject)
          .flatMap(({ id }) => [...metIds(db, id)]),
      );
    case 'project':
      return metIds(db, bestProject);
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
  const eligible = dueIds(db, kind);
  if (eligible.size === 0) return [];
  const standings = standingsByAttendee(db, [...eligible]);
  const honours = honoursByAttendee(db, standings);
  const came = cameIds(db, eventId);
  const certificates = new Map(currentCertificates(db, kind).map((one) => [one.attendeeId, one]));
  const people = all<{ attendeeId: AttendeeId; name: string; nameLatin: string; affiliation: string }>(
    db,
    'SELECT id AS attendeeId, name, name_latin AS nameLatin, affiliation FROM attendee ORDER BY id',
  );
  return inKoreanOrder(people.filter(({ attendeeId }) => eligible.has(attendeeId))).map((person) => ({
    ...person,
    results: [...(standings.get(person.attendeeId)?.values() ?? [])].filter(
      (standing) => standing.track !== 'attendance',
    ),
    honours: honours.get(person.attendeeId) ?? [],
    present: came.has(person.attendeeId),
    certificate: certificates.get(person.attendeeId),
  }));
}

/** What a person's certificate is filled with; undefined where there is nobody of that id. */
export function findRecipient(db: ReadDb, attendeeId: AttendeeId): Recipient | undefined {
  const person = get<Omit<Recipient, 'results' | 'honours'>>(
    db,
    'SELECT id AS attendeeId, name, name_latin AS nameLatin, affiliation FROM attendee WHERE id = ?',
    attendeeId,
  );
  if (!person) return undefined;
  const honours = honoursByAttendee(db, standingsByAttendee(db, [attendeeId])).get(attendeeId) ?? [];
  return { ...person, results: resultsOf(db, attendeeId), honours };
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
