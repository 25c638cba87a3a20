import type { AttendeeId, EventId } from '../../shared/contract/ids';
import type { ImportCounts } from '../../shared/contract/imports';
import type { Cells } from '../../shared/domain/importCells';
import {
  type OwnKey,
  type OwnPerson,
  ownInvitationRow,
  ownKey,
  ownPersonRow,
  ownResultRow,
} from '../../shared/domain/importOwn';
import { phoneDigits, searchText } from '../../shared/domain/searchText';
import { setTags, tagsOf } from './attendeeEdit';
import { type Change, findByEmail } from './attendees';
import { get, type ReadDb, run, runOne, type WriteDb } from './db';
import { countChanges, keyed, refuseTwice } from './importChanges';
import type { ImportTarget } from './imports';
import { putTrack } from './tracks';

/** Who that is in this program: by the id, else by the e-mail. */
function find(db: ReadDb, { id, emailKey }: OwnKey): AttendeeId | undefined {
  return (
    get<{ id: AttendeeId }>(db, 'SELECT id FROM attendee WHERE id = ?', id) ??
    get<{ id: AttendeeId }>(db, 'SELECT id FROM attendee WHERE email_key = ?', emailKey)
  )?.id;
}

/** The same, or by an e-mail that they have too; a Refusal where it is nobody. */
export function requireOwn(db: ReadDb, record: Cells, who: OwnKey): AttendeeId {
  const id = find(db, who) ?? (who.emailKey === null ? undefined : findByEmail(db, who.emailKey)?.id);
  if (!id) throw record.refuse('import.unknownEmail', 'email', who.email || who.id);
  return id;
}

/** The app's own list of people: each is what the file says, in every field. */
export function importOwnPeople(
  db: WriteDb,
  cells: readonly Cells[],
  { now }: Pick<ImportTarget, 'now'>,
): ImportCounts {
  refuseTwice(
    keyed(cells, (record) => ownKey(record).id),
    'import.idTwice',
  );
  return countChanges(cells.map((record) => putPerson(db, record, ownPersonRow(record), now)));
}

function putPerson(db: WriteDb, record: Cells, row: OwnPerson, now: number): Change {
  const known = find(db, row);
  const id = known ?? row.id;
  const taken = get(db, 'SELECT 1 FROM attendee WHERE email_key = ? AND id <> ?', row.emailKey, id);
  if (taken) throw record.refuse('import.emailTaken', 'email');
  const digits = phoneDigits(row.phone);
  const values = [
    row.role,
    row.name,
    row.nameLatin,
    row.reading,
    row.email === '' ? null : row.email,
    row.emailKey,
    row.phone,
    digits,
    row.affiliation,
    row.title,
    row.team,
    row.attention,
    searchText({ ...row, phoneDigits: digits }),
  ];
  const columns =
    'role, name, name_latin, reading, email, email_key, phone, phone_digits, affiliation, title, team, attention, search';
  const marks = values.map(() => '?').join(', ');
  const changed = known
    ? run(
        db,
        `UPDATE attendee SET (${columns}, updated_at) = (${marks}, ?) WHERE id = ? AND (${columns}) IS NOT (${marks})`,
        ...values,
        now,
        id,
        ...values,
      ) > 0
    : run(
        db,
        `INSERT INTO attendee (id, ${columns}, created_at, updated_at) VALUES (?, ${marks}, ?, ?)`,
        id,
        ...values,
        now,
        now,
      ) > 0;
  const tagged = JSON.stringify(tagsOf(db, id).toSorted()) !== JSON.stringify(row.tags.toSorted());
  if (tagged) setTags(db, id, row.tags);
  if (!known) return 'added';
  return changed || tagged ? 'changed' : 'unchanged';
}

/** The app's own results. A track that this program does not have is made. */
export function importOwnResults(db: WriteDb, cells: readonly Cells[]): ImportCounts {
  refuseTwice(
    keyed(cells, (record) => `${ownKey(record).id} · ${record.get('track')}`),
    'import.idTwice',
  );
  const changes = cells.map((record): Change => {
    const { who, track, result } = ownResultRow(record);
    const id = requireOwn(db, record, who);
    const kind = get<{ kind: string }>(db, 'SELECT kind FROM track WHERE id = ?', track.id)?.kind;
    if (kind === undefined) putTrack(db, track);
    else if (kind !== track.kind) throw record.refuse('import.badChoice', 'kind');
    const before = get<{ result: string }>(
      db,
      'SELECT result FROM track_result WHERE attendee_id = ? AND track = ?',
      id,
      track.id,
    )?.result;
    const after = JSON.stringify(result);
    if (before === after) return 'unchanged';
    runOne(
      db,
      `INSERT INTO track_result (attendee_id, track, result) VALUES (?, ?, ?)
       ON CONFLICT (attendee_id, track) DO UPDATE SET result = excluded.result`,
      id,
      track.id,
      after,
    );
    return before === undefined ? 'added' : 'changed';
  });
  return countChanges(changes);
}

/** The app's own invitations, answers and seats. */
export function importOwnInvitations(db: WriteDb, cells: readonly Cells[]): ImportCounts {
  refuseTwice(
    keyed(cells, (record) => `${ownKey(record).id} · ${record.get('event')}`),
    'import.idTwice',
  );
  const changes = cells.map((record): Change => {
    const row = ownInvitationRow(record);
    const id = requireOwn(db, record, row.who);
    const event = get<{ id: EventId }>(db, 'SELECT id FROM event WHERE code = ?', row.event)?.id;
    // An answer may wait for an event that is not made yet; an invitation or a seat can't.
    if (!event && (row.status !== null || row.seat !== ''))
      throw record.refuse('import.unknownEvent', 'event');
    const known = get(
      db,
      `SELECT 1 FROM invitation WHERE event_id = ? AND attendee_id = ?
       UNION ALL SELECT 1 FROM answer WHERE event_code = ? AND attendee_id = ?`,
      event ?? '',
      id,
      row.event,
      id,
    );
    let written = 0;
    if (event && row.status !== null) {
      written += run(
        db,
        `INSERT INTO invitation (event_id, attendee_id, status, place) VALUES (?, ?, ?, ?)
         ON CONFLICT (event_id, attendee_id) DO UPDATE SET status = excluded.status, place = excluded.place
         WHERE (status, place) IS NOT (excluded.status, excluded.place)`,
        event,
        id,
        row.status,
        row.place,
      );
    }
    if (row.answer !== null) {
      written += run(
        db,
        `INSERT INTO answer (event_code, attendee_id, answer) VALUES (?, ?, ?)
         ON CONFLICT (event_code, attendee_id) DO UPDATE SET answer = excluded.answer WHERE answer <> excluded.answer`,
        row.event,
        id,
        row.answer,
      );
    }
    if (event && row.seat !== '') {
      written += run(
        db,
        `INSERT INTO seat (event_id, attendee_id, seat) VALUES (?, ?, ?)
         ON CONFLICT (event_id, attendee_id) DO UPDATE SET seat = excluded.seat WHERE seat <> excluded.seat`,
        event,
        id,
        row.seat,
      );
    }
    if (written === 0) return 'unchanged';
    return known === undefined ? 'added' : 'changed';
  });
  return countChanges(changes);
}
