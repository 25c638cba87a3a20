import type { AttendeeId } from '../../shared/contract/ids';
import type { Person, PersonDetail } from '../../shared/contract/roster';
import { searchQuery } from '../../shared/domain/koreanSearch';
import { Refusal } from '../../shared/domain/refusal';
import { phoneDigits } from '../../shared/domain/searchText';
import { TrackResult } from '../../shared/domain/tracks';
import { tagsOf } from './attendeeEdit';
import { all, get, type ReadDb, runOne, type WriteDb } from './db';
import { type Decision, decisions } from './eligibility';
import { type AtEvent, type ListRow, listRows } from './listRows';
import { type AttendeeFields, addAttendee, searchOf } from './newAttendee';
import { findPeople } from './peopleSearch';
import { completionRule, listRules } from './rules';

export type Change = 'added' | 'changed' | 'unchanged';

/** A person as imports find and change them. */
export interface AttendeeRow extends AttendeeFields {
  readonly id: AttendeeId;
  readonly team: string;
}

const columns = `id, role, name, name_latin AS nameLatin, reading, email, email_key AS emailKey, phone, affiliation,
  title, team`;

/** Whom files mean by that e-mail: whose it is, else of whom it was said that they have it too; or undefined. */
export function findByEmail(db: ReadDb, emailKey: string): AttendeeRow | undefined {
  const also = '(SELECT attendee_id FROM email_alias WHERE email_key = ?)';
  return (
    get<AttendeeRow>(db, `SELECT ${columns} FROM attendee WHERE email_key = ?`, emailKey) ??
    get<AttendeeRow>(db, `SELECT ${columns} FROM attendee WHERE id = ${also}`, emailKey)
  );
}

/** What files are joined by, of everybody. */
export function emailKeys(db: ReadDb): Set<string> {
  const rows = all<{ key: string }>(db, 'SELECT email_key AS key FROM attendee WHERE email_key IS NOT NULL');
  return new Set(rows.map(({ key }) => key));
}

/** Adds the person of that e-mail or brings what is stored up to `fields`; a field left empty keeps what is there. */
export function putAttendee(
  db: WriteDb,
  fields: AttendeeFields,
  now: number,
): { readonly id: AttendeeId; readonly change: Change } {
  const before = findByEmail(db, fields.emailKey);
  if (!before) {
    const id = addAttendee(db, { ...fields, team: '' }, now);
    return { id, change: 'added' };
  }
  const after = {
    ...before,
    role: fields.role,
    name: fields.name,
    nameLatin: fields.nameLatin || before.nameLatin,
    reading: fields.reading || before.reading,
    phone: fields.phone || before.phone,
    affiliation: fields.affiliation || before.affiliation,
    title: fields.title || before.title,
  };
  if (JSON.stringify(after) === JSON.stringify(before)) return { id: before.id, change: 'unchanged' };
  write(db, after, now);
  return { id: before.id, change: 'changed' };
}

/** Writes a person's team, as a file has it; says whether that changed anything. */
export function setTeam(db: WriteDb, emailKey: string, team: string, now: number): boolean {
  const before = findByEmail(db, emailKey);
  if (!before || before.team === team) return false;
  write(db, { ...before, team }, now);
  return true;
}

function write(db: WriteDb, person: AttendeeRow, now: number): void {
  runOne(
    db,
    `UPDATE attendee SET role = ?, name = ?, name_latin = ?, reading = ?, phone = ?, phone_digits = ?, affiliation = ?,
       title = ?, team = ?, search = ?, updated_at = ? WHERE id = ?`,
    person.role,
    person.name,
    person.nameLatin,
    person.reading,
    person.phone,
    phoneDigits(person.phone),
    person.affiliation,
    person.title,
    person.team,
    searchOf(person),
    now,
    person.id,
  );
}

const Results = TrackResult.array();

function asPerson(row: ListRow, decided: Decision | undefined): Person {
  const { phoneDigits, results, shared, ...rest } = row;
  const tracks = Results.parse(JSON.parse(results));
  return {
    ...rest,
    phoneLast4: phoneDigits.slice(-4),
    sharesName: shared === 1,
    results: tracks,
    eligibility: decided
      ? {
          eligible: decided.met,
          asks: decided.asks,
          findings: decided.findings,
          override: decided.override,
        }
      : null,
  };
}

/** With who completes; a list of up to `few` people asks for those alone. */
function asPeople(db: ReadDb, rows: readonly ListRow[]): readonly Person[] {
  const few = 1000;
  const decided = decisions(db, completionRule, rows.length <= few ? rows.map(({ id }) => id) : undefined);
  return rows.map((row) => asPerson(row, decided.get(row.id)));
}

const collator = new Intl.Collator('ko', { numeric: true });

/** Asked of many people of one name: what is the same need not be put in order. */
const inOrder = (a: string, b: string) => (a === b ? 0 : collator.compare(a, b));

/** In 가나다 order; people of one name by team and phone, so that their order never changes. */
function byName(a: Person, b: Person): number {
  return inOrder(a.name, b.name) || inOrder(a.team, b.team) || inOrder(a.phoneLast4, b.phoneLast4);
}

/** Everybody, in 가나다 order. */
export function listPeople(db: ReadDb, at: AtEvent | null): readonly Person[] {
  return asPeople(db, listRows(db, at, '')).toSorted(byName);
}

/** Those of the ids, in no order. */
export function personRows(db: ReadDb, ids: readonly AttendeeId[], at: AtEvent | null): readonly Person[] {
  return asPeople(
    db,
    listRows(db, at, 'WHERE a.id IN (SELECT value FROM json_each(?))', JSON.stringify(ids)),
  );
}

/** Who is found by what was typed (`shared/domain/koreanSearch.ts` says by what), the best fit first, at most `limit`. */
export function searchPeople(db: ReadDb, text: string, at: AtEvent | null, limit: number): readonly Person[] {
  const query = searchQuery(text);
  if (!query) return [];
  const ranks = findPeople(db, query, limit);
  const rankOf = ({ id }: Person) => ranks.get(id) ?? 0;
  return personRows(db, [...ranks.keys()], at)
    .toSorted((a, b) => rankOf(a) - rankOf(b) || byName(a, b))
    .slice(0, limit);
}

/** One person with all that their page shows. A Refusal where there is none of that id. */
export function getPerson(db: ReadDb, id: AttendeeId, at: AtEvent | null): PersonDetail {
  const [row] = listRows(db, at, 'WHERE a.id = ?', id);
  const more = get<{ email: string | null; phone: string; reading: string; attention: string }>(
    db,
    'SELECT email, phone, reading, attention FROM attendee WHERE id = ?',
    id,
  );
  if (!row || !more) throw new Refusal('attendee.unknown');
  return {
    ...asPerson(row, decisions(db, completionRule, [id]).get(id)),
    email: more.email ?? '',
    phone: more.phone,
    reading: more.reading,
    attention: more.attention,
    tags: tagsOf(db, id),
    byTrack: resultsByTrack(db, id),
    honours: honoursOf(db, id),
    history: historyOf(db, id),
    events: personEvents(db, id),
  };
}

function resultsByTrack(db: ReadDb, id: AttendeeId): PersonDetail['byTrack'] {
  return all<{ track: string; result: string }>(
    db,
    'SELECT track, result FROM track_result WHERE attendee_id = ?',
    id,
  ).map(({ track, result }) => ({ track, result: TrackResult.parse(JSON.parse(result)) }));
}

function honoursOf(db: ReadDb, id: AttendeeId): PersonDetail['honours'] {
  return listRules(db).flatMap((named) => {
    if (named.id === completionRule) return [];
    const decided = decisions(db, named.id, [id]).get(id);
    return decided ? [{ ruleId: named.id, title: named.title, titleEn: named.titleEn, ...decided }] : [];
  });
}

function historyOf(db: ReadDb, id: AttendeeId): PersonDetail['history'] {
  return all<PersonDetail['history'][number]>(
    db,
    `SELECT at, by_name AS by, field, was, became FROM history WHERE attendee_id = ?
     ORDER BY seq DESC LIMIT 500`,
    id,
  );
}

function personEvents(db: ReadDb, id: AttendeeId): PersonDetail['events'] {
  return all<PersonDetail['events'][number]>(
    db,
    `SELECT e.id AS eventId, e.title, e.title_en AS titleEn, e.starts_at AS startsAt,
       i.status AS invitation, w.answer, t.entered_at AS presentAt
     FROM attendee a CROSS JOIN event e
     LEFT JOIN invitation i ON i.event_id = e.id AND i.attendee_id = a.id
     LEFT JOIN answer w ON w.event_code = e.code AND w.attendee_id = a.id
     LEFT JOIN attendance t ON t.event_id = e.id AND t.attendee_id = a.id
     WHERE a.id = ? AND (i.status IS NOT NULL OR w.answer IS NOT NULL OR t.entered_at IS NOT NULL)
     ORDER BY e.starts_at, e.code`,
    id,
  );
}

/** The names that several participants share. */
export function sharedNames(db: ReadDb): readonly string[] {
  return all<{ name: string }>(
    db,
    `SELECT name FROM attendee WHERE role = 'participant' GROUP BY name HAVING count(*) > 1 ORDER BY name`,
  ).map(({ name }) => name);
}
