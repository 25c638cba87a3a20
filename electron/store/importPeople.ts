import type { AttendeeId } from '../../shared/contract/ids';
import type { ImportCounts } from '../../shared/contract/imports';
import { type Cells, emailKey } from '../../shared/domain/importCells';
import { splitOrders } from '../../shared/domain/importOrders';
import {
  type Answer,
  castRow,
  type RosterRow,
  resultsRow,
  rosterRow,
} from '../../shared/domain/importPeople';
import { type Change, emailKeys, findByEmail, putAttendee, setTeam } from './attendees';
import { all, run, runOne, type WriteDb } from './db';
import { getEvent, graduationCode, onlyGraduation } from './events';
import { countChanges, keyed, refuseTwice, requirePerson } from './importChanges';
import type { ImportTarget } from './imports';
import { addAttendee, type NewAttendee } from './newAttendee';

/** Somebody of a file whom the program does not have yet, with what they answered about coming to the event of that code. */
export interface Newcomer {
  readonly person: NewAttendee;
  readonly answer: Answer | null;
  readonly eventCode: string;
}

function writeNewcomer(db: WriteDb, { person, answer, eventCode }: Newcomer, now: number): void {
  const id = addAttendee(db, person, now);
  if (answer !== null) putAnswer(db, eventCode, id, answer);
}

/** Says whether it changed anything. */
function putAnswer(db: WriteDb, eventCode: string, id: AttendeeId, answer: Answer): boolean {
  return (
    run(
      db,
      `INSERT INTO answer (event_code, attendee_id, answer) VALUES (?, ?, ?)
       ON CONFLICT (event_code, attendee_id) DO UPDATE SET answer = excluded.answer WHERE answer <> excluded.answer`,
      eventCode,
      id,
      answer,
    ) > 0
  );
}

/**
 * A sign-up or a guest list: people, and what each answered about coming. Badges are the caller's to give. Who is new is written,
 * or handed to `target.newcomers` where there is one.
 */
export function importRoster(db: WriteDb, cells: readonly Cells[], target: ImportTarget): ImportCounts {
  const rows = splitOrders(cells, (record) => rosterRow(record).name);
  refuseTwice(rows, 'import.emailTwice');
  const event = target.eventId ? getEvent(db, target.eventId) : onlyGraduation(db);
  const eventCode = event?.code ?? graduationCode;
  const known = emailKeys(db);
  const newcomer = target.newcomers ?? ((one: Newcomer) => writeNewcomer(db, one, target.now));
  const changes = rows.map(({ cells: record, key }): Change => {
    const row = rosterRow(record);
    const emailKey = target.merges?.[key] ?? key;
    if (known.has(emailKey)) return bringUp(db, row, key, emailKey, eventCode, target.now);
    known.add(emailKey);
    const { name, nameLatin, reading, email, phone, affiliation, title, team, answer } = row;
    const role = row.role ?? 'participant';
    const person = { role, name, nameLatin, reading, email, emailKey, phone, affiliation, title, team };
    newcomer({ person, answer, eventCode });
    return 'added';
  });
  return countChanges(changes);
}

/** Brings a person whom the program has up to what the file says of `key`, which may be theirs under another e-mail. */
function bringUp(
  db: WriteDb,
  { answer, role: said, team, ...row }: RosterRow,
  key: string,
  emailKey: string,
  eventCode: string,
  now: number,
): Change {
  const before = findByEmail(db, emailKey);
  // Somebody of the cast who signs up as well stays of the cast.
  const role = said ?? before?.role ?? 'participant';
  const merged = emailKey === key ? {} : { name: before?.name ?? row.name };
  const { id, change } = putAttendee(db, { ...row, ...merged, role, emailKey }, now);
  const joined = team !== '' && setTeam(db, emailKey, team, now);
  const answered = answer !== null && putAnswer(db, eventCode, id, answer);
  return change === 'unchanged' && (answered || joined) ? 'changed' : change;
}

/** The tracks' results, in place of those that the people had. */
export function importResults(
  db: WriteDb,
  cells: readonly Cells[],
  { now }: Pick<ImportTarget, 'now'>,
): ImportCounts {
  refuseTwice(keyed(cells, emailKey), 'import.emailTwice');
  const changes = cells.map((record): Change => {
    const row = resultsRow(record);
    const person = requirePerson(db, record, 'email', row.emailKey);
    const before = all<{ track: string; result: string }>(
      db,
      'SELECT track, result FROM track_result WHERE attendee_id = ? ORDER BY track',
      person.id,
    );
    const after = row.results
      .map((result) => ({ track: String(result.track), result: JSON.stringify(result) }))
      .sort((a, b) => (a.track < b.track ? -1 : 1));
    if (JSON.stringify(before) === JSON.stringify(after)) return 'unchanged';
    run(db, 'DELETE FROM track_result WHERE attendee_id = ?', person.id);
    for (const { track, result } of after) {
      runOne(
        db,
        'INSERT INTO track_result (attendee_id, track, result) VALUES (?, ?, ?)',
        person.id,
        track,
        result,
      );
    }
    const project = row.results.find((result) => result.track === 'project');
    setTeam(db, row.emailKey, project?.track === 'project' ? project.team : '', now);
    return before.length === 0 ? 'added' : 'changed';
  });
  return countChanges(changes);
}

/** People on stage and at work, each with a role. */
export function importCast(
  db: WriteDb,
  cells: readonly Cells[],
  { now }: Pick<ImportTarget, 'now'>,
): ImportCounts {
  refuseTwice(keyed(cells, emailKey), 'import.emailTwice');
  const changes = cells.map((record) => {
    return putAttendee(db, { ...castRow(record), phone: '', affiliation: '' }, now).change;
  });
  return countChanges(changes);
}
