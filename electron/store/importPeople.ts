import type { AttendeeId } from '../../shared/contract/ids';
import type { ImportCounts } from '../../shared/contract/imports';
import { type Cells, emailKey } from '../../shared/domain/importCells';
import { splitOrders } from '../../shared/domain/importOrders';
import { castRow, checkRosterRow, type RosterRow, rosterRow } from '../../shared/domain/importPeople';
import type { Answer } from '../../shared/domain/signUpAnswer';
import { addAlias, aliases } from './aliases';
import { type Change, emailKeys, findByEmail, putAttendee, setTeam } from './attendees';
import { run, type WriteDb } from './db';
import { getEvent, graduationCode, onlyGraduation } from './events';
import { countChanges, keyed, refuseTwice } from './importChanges';
import type { ImportTarget } from './imports';
import { addAttendee, type NewAttendee } from './newAttendee';

/**
 * Somebody of a file whom the program does not have yet. The rest of their record, which was checked, is read when they are written:
 * many of them wait.
 */
export interface Newcomer {
  readonly name: string;
  readonly emailKey: string;
  readonly record: Cells;
  /** Of the event about which the file says whether they come. */
  readonly eventCode: string;
}

/** All that is written of a newcomer: the person, and what they answered. */
export function readNewcomer({ record, emailKey }: Newcomer): {
  readonly person: NewAttendee;
  readonly answer: Answer | null;
} {
  const { name, nameLatin, reading, email, phone, affiliation, title, team, answer, role } =
    rosterRow(record);
  const fields = { name, nameLatin, reading, email, emailKey, phone, affiliation, title, team };
  return { person: { ...fields, role: role ?? 'participant' }, answer };
}

function writeNewcomer(db: WriteDb, newcomer: Newcomer, now: number): void {
  const { person, answer } = readNewcomer(newcomer);
  const id = addAttendee(db, person, now);
  if (answer !== null) putAnswer(db, newcomer.eventCode, id, answer);
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
  const rows = splitOrders(cells, checkRosterRow);
  refuseTwice(rows, 'import.emailTwice');
  const event = target.eventId ? getEvent(db, target.eventId) : onlyGraduation(db);
  const eventCode = event?.code ?? graduationCode;
  const known = emailKeys(db);
  const also = aliases(db);
  const newcomer = target.newcomers ?? ((one: Newcomer) => writeNewcomer(db, one, target.now));
  const changes = rows.map(({ cells: record, key }): Change => {
    const name = checkRosterRow(record);
    const emailKey = target.merges?.[key] ?? also.get(key) ?? key;
    if (known.has(emailKey)) return bringUp(db, rosterRow(record), key, emailKey, eventCode, target.now);
    known.add(emailKey);
    newcomer({ name, emailKey, record, eventCode });
    return 'added';
  });
  return countChanges(changes);
}

/**
 * Brings a person whom the program has up to what the file says of `key`, which may be theirs under another e-mail: that one is
 * remembered, for other files name them by it too.
 */
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
  if (emailKey !== key) addAlias(db, key, id);
  const joined = team !== '' && setTeam(db, emailKey, team, now);
  const answered = answer !== null && putAnswer(db, eventCode, id, answer);
  return change === 'unchanged' && (answered || joined) ? 'changed' : change;
}

/** People on stage and at work, each with a role. */
export function importCast(
  db: WriteDb,
  cells: readonly Cells[],
  { now, merges }: Pick<ImportTarget, 'now' | 'merges'>,
): ImportCounts {
  refuseTwice(keyed(cells, emailKey), 'import.emailTwice');
  const also = aliases(db);
  const changes = cells.map((record) => {
    const row = { ...castRow(record), phone: '', affiliation: '' };
    const known = merges?.[row.emailKey] ?? also.get(row.emailKey);
    // Who is merged stays called what they are called, and is reached where they were.
    const merged =
      known === undefined ? {} : { name: findByEmail(db, known)?.name ?? row.name, emailKey: known };
    const { id, change } = putAttendee(db, { ...row, ...merged }, now);
    if (known !== undefined) addAlias(db, row.emailKey, id);
    return change;
  });
  return countChanges(changes);
}
