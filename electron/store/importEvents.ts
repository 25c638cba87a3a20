import { uuidv7 } from 'uuidv7';
import type { EventId } from '../../shared/contract/ids';
import type { ImportCounts } from '../../shared/contract/imports';
import { type Cells, emailKey } from '../../shared/domain/importCells';
import { eventRow, invitationRow } from '../../shared/domain/importEvents';
import { aliases } from './aliases';
import type { Change } from './attendees';
import { get, run, type WriteDb } from './db';
import { graduationCode, onlyGraduation } from './events';
import { countChanges, keyed, refuseTwice, requirePerson } from './importChanges';

/** Events by their code: a known one keeps its id and all that hangs on it. */
export function importEvents(db: WriteDb, cells: readonly Cells[]): ImportCounts {
  refuseTwice(
    keyed(cells, (record) => record.get('code')),
    'import.codeTwice',
  );
  const changes = cells.map((record): Change => {
    const row = eventRow(record);
    const known = get<{ zone: string; admits: string }>(
      db,
      'SELECT zone, admits FROM event WHERE code = ?',
      row.code,
    );
    const written = run(
      db,
      `INSERT INTO event (id, code, kind, title, title_en, doors_at, starts_at, ends_at, zone, venue, capacity, admission,
         admits, entry)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (code) DO UPDATE SET kind = excluded.kind, title = excluded.title, title_en = excluded.title_en,
         doors_at = excluded.doors_at, starts_at = excluded.starts_at, ends_at = excluded.ends_at, zone = excluded.zone,
         venue = excluded.venue, capacity = excluded.capacity, admission = excluded.admission, admits = excluded.admits,
         entry = excluded.entry
       WHERE (kind, title, title_en, doors_at, starts_at, ends_at, zone, venue, capacity, admission, admits, entry) IS NOT
         (excluded.kind, excluded.title, excluded.title_en, excluded.doors_at, excluded.starts_at, excluded.ends_at,
          excluded.zone, excluded.venue, excluded.capacity, excluded.admission, excluded.admits, excluded.entry)`,
      uuidv7(),
      row.code,
      row.kind,
      row.title,
      row.titleEn,
      row.doorsAt,
      row.startsAt,
      row.endsAt,
      row.zone ?? known?.zone ?? 'Asia/Seoul',
      row.venue,
      row.capacity,
      row.admission,
      row.admits ? JSON.stringify(row.admits) : (known?.admits ?? '[]'),
      row.entry,
    );
    return written === 0 ? 'unchanged' : known ? 'changed' : 'added';
  });
  adoptAnswers(db);
  return countChanges(changes);
}

/** Gives the one graduation the answers of a sign-up that was taken in before its event. */
function adoptAnswers(db: WriteDb): void {
  const code = onlyGraduation(db)?.code;
  if (code === undefined || code === graduationCode) return;
  run(
    db,
    `UPDATE answer SET event_code = ? WHERE event_code = ?
     AND NOT EXISTS (SELECT 1 FROM event WHERE code = answer.event_code)
     AND NOT EXISTS (SELECT 1 FROM answer own WHERE own.event_code = ? AND own.attendee_id = answer.attendee_id)`,
    code,
    graduationCode,
    code,
  );
}

/** Who is invited to what, and how each stands. */
export function importInvitations(db: WriteDb, cells: readonly Cells[]): ImportCounts {
  const also = aliases(db);
  refuseTwice(
    keyed(cells, (record) => `${also.get(emailKey(record)) ?? emailKey(record)} · ${record.get('event')}`),
    'import.emailTwice',
  );
  const changes = cells.map((record): Change => {
    const row = invitationRow(record);
    const event = get<{ id: EventId }>(db, 'SELECT id FROM event WHERE code = ?', row.event);
    if (!event) throw record.refuse('import.unknownEvent', 'event');
    const person = requirePerson(db, record, 'email', row.emailKey);
    const known =
      get(db, 'SELECT 1 FROM invitation WHERE event_id = ? AND attendee_id = ?', event.id, person.id) !==
      undefined;
    const written = run(
      db,
      `INSERT INTO invitation (event_id, attendee_id, status) VALUES (?, ?, ?)
       ON CONFLICT (event_id, attendee_id) DO UPDATE SET status = excluded.status WHERE status <> excluded.status`,
      event.id,
      person.id,
      row.status,
    );
    return written === 0 ? 'unchanged' : known ? 'changed' : 'added';
  });
  return countChanges(changes);
}
