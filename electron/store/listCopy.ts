import type { CopiedEvent, CopiedPerson, ListChange } from '../../shared/contract/exchange';
import { phoneDigits, searchText } from '../../shared/domain/searchText';
import { mergeBadges } from './copiedBadges';
import { all, get, run, transaction, type WriteDb } from './db';
import { recount } from './doorCounts';

/**
 * Takes changes of the host's list into a copy, any number of times. What the copy's own door did to badges stays, and what of
 * it the host does not have yet is still noted as a change; what came from the host is not.
 */
export function takeList(db: WriteDb, changes: readonly ListChange[]): void {
  transaction(db, () => {
    const own = new Set(all<{ id: string }>(db, 'SELECT id FROM list_change').map(({ id }) => id));
    for (const change of changes) {
      switch (change.unit) {
        case 'event':
          writeEvent(db, change);
          break;
        case 'person':
          writePerson(db, change);
          break;
        default:
          run(db, `DELETE FROM ${change.of === 'person' ? 'attendee' : 'event'} WHERE id = ?`, change.id);
      }
    }
    for (const { id } of changes) if (!own.has(id)) run(db, 'DELETE FROM list_change WHERE id = ?', id);
    recount(db);
  });
}

/**
 * Takes what a door did to the list: guests whom it took in, and badges that it stopped and issued. Nothing else of a person
 * who is in the list is a door's to change. Gives how many people were new.
 */
export function takeFromDoor(db: WriteDb, changes: readonly ListChange[]): number {
  return transaction(db, () => {
    let fresh = 0;
    for (const person of changes) {
      if (person.unit !== 'person') continue;
      if (get(db, 'SELECT 1 FROM attendee WHERE id = ?', person.id))
        mergeBadges(db, person.id, person.badges);
      else if (person.role === 'guest') {
        const invitations = person.invitations.filter(({ eventId }) =>
          get(db, 'SELECT 1 FROM event WHERE id = ?', eventId),
        );
        writePerson(db, { ...person, tags: [], attention: '', answers: [], tracks: [], invitations });
        fresh++;
      }
    }
    if (fresh > 0) recount(db);
    return fresh;
  });
}

function writeEvent(db: WriteDb, event: CopiedEvent): void {
  run(
    db,
    `INSERT INTO event (id, code, kind, title, title_en, doors_at, starts_at, ends_at, zone, venue, capacity, admission,
       admits, entry) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET code = excluded.code, kind = excluded.kind, title = excluded.title,
       title_en = excluded.title_en, doors_at = excluded.doors_at, starts_at = excluded.starts_at,
       ends_at = excluded.ends_at, zone = excluded.zone, venue = excluded.venue, capacity = excluded.capacity,
       admission = excluded.admission, admits = excluded.admits, entry = excluded.entry`,
    event.id,
    event.code,
    event.kind,
    event.title,
    event.titleEn,
    event.doorsAt,
    event.startsAt,
    event.endsAt,
    event.zone,
    event.venue,
    event.capacity,
    event.admission,
    JSON.stringify(event.admits),
    event.entry,
  );
}

function writePerson(db: WriteDb, person: CopiedPerson): void {
  const { id, name, nameLatin, affiliation, team, phone } = person;
  const digits = phone === '' ? person.lastFour : phoneDigits(phone);
  const search = searchText({ name, nameLatin, email: '', phoneDigits: digits, affiliation, team });
  run(
    db,
    `INSERT INTO attendee (id, role, name, name_latin, reading, phone, phone_digits, affiliation, title, team, attention,
       search, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET role = excluded.role, name = excluded.name, name_latin = excluded.name_latin,
       reading = excluded.reading, phone_digits = excluded.phone_digits, affiliation = excluded.affiliation,
       title = excluded.title, team = excluded.team, attention = excluded.attention, search = excluded.search,
       updated_at = excluded.updated_at`,
    id,
    person.role,
    name,
    nameLatin,
    person.reading,
    phone,
    digits,
    affiliation,
    person.title,
    team,
    person.attention,
    search,
    person.updatedAt,
    person.updatedAt,
  );
  for (const table of ['attendee_tag', 'invitation', 'answer', 'track_result']) {
    run(db, `DELETE FROM ${table} WHERE attendee_id = ?`, id);
  }
  for (const tag of person.tags)
    run(db, 'INSERT INTO attendee_tag (attendee_id, tag) VALUES (?, ?)', id, tag);
  for (const { eventId, status } of person.invitations) {
    // Somebody with a stopped badge comes before the event that is new too, and again after it.
    run(
      db,
      'INSERT INTO invitation (event_id, attendee_id, status) SELECT id, ?, ? FROM event WHERE id = ?',
      id,
      status,
      eventId,
    );
  }
  for (const { code, answer } of person.answers) {
    run(db, 'INSERT INTO answer (event_code, attendee_id, answer) VALUES (?, ?, ?)', code, id, answer);
  }
  for (const track of person.tracks) {
    run(
      db,
      `INSERT INTO track_result (attendee_id, track, result) SELECT ?, id, '{}' FROM track WHERE id = ?`,
      id,
      track,
    );
  }
  mergeBadges(db, id, person.badges);
}
