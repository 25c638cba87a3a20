import type { AttendeeId, CueId, EventId } from '../../shared/contract/ids';
import type { CallPerson } from '../../shared/contract/rundown';
import { Refusal } from '../../shared/domain/refusal';
import { presentIds } from './attendance';
import { all, get, type ReadDb, run, runOne, transaction, type WriteDb } from './db';
import { eligibleIds } from './eligibility';

/** Who won something with a project, and what. */
function awards(db: ReadDb): ReadonlyMap<AttendeeId, string> {
  const rows = all<{ id: AttendeeId; award: string }>(
    db,
    `SELECT attendee_id AS id, json_extract(result, '$.award') AS award FROM track_result
     WHERE track = 'project' AND json_extract(result, '$.award') <> ''`,
  );
  return new Map(rows.map(({ id, award }) => [id, award]));
}

/** Whose names cues call: an award those with an award, a conferral those who complete. */
export interface DueNames {
  readonly award: ReadonlySet<AttendeeId>;
  readonly conferral: ReadonlySet<AttendeeId>;
}

const remembered = new WeakMap<ReadDb['raw'], DueNames>();

/**
 * Whose names are due, worked out once and kept until `forgetDueNames`: every window asks after every command, and who
 * completes takes a look at everybody's results.
 */
function dueNames(db: ReadDb): DueNames {
  let due = remembered.get(db.raw);
  if (!due) {
    due = { award: new Set(awards(db).keys()), conferral: eligibleIds(db) };
    remembered.set(db.raw, due);
  }
  return due;
}

/** To be called when people or their results have changed. */
export function forgetDueNames(db: ReadDb): void {
  remembered.delete(db.raw);
}

function dueIds(db: ReadDb, kind: string): ReadonlySet<AttendeeId> {
  return kind === 'award' || kind === 'conferral' ? dueNames(db)[kind] : new Set();
}

/** How many names an award or a conferral has, and how many of them are here. */
export function countNames(
  db: ReadDb,
  eventId: EventId,
  kind: 'award' | 'conferral',
): { readonly due: number; readonly here: number } {
  const due = dueIds(db, kind);
  const present = presentIds(db, eventId);
  return { due: due.size, here: [...due].filter((id) => present.has(id)).length };
}

/** Whom a cue calls, with what orders them and when each came in. A Refusal where there is no such cue. */
export function readNames(db: ReadDb, cueId: CueId): readonly CallPerson[] {
  const cue = get<{ kind: string; eventId: EventId }>(
    db,
    'SELECT kind, event_id AS eventId FROM cue WHERE id = ?',
    cueId,
  );
  if (!cue) throw new Refusal('rundown.noSuchCue');
  const due = dueIds(db, cue.kind);
  const won = cue.kind === 'award' ? awards(db) : new Map<AttendeeId, string>();
  return all<Omit<CallPerson, 'award'>>(
    db,
    `SELECT a.id, a.name, a.name_latin AS nameLatin, a.reading, a.affiliation, a.team,
       coalesce(s.seat, '') AS seat, t.entered_at AS enteredAt
     FROM attendee a LEFT JOIN seat s ON s.attendee_id = a.id AND s.event_id = ?
       LEFT JOIN attendance t ON t.attendee_id = a.id AND t.event_id = ?`,
    cue.eventId,
    cue.eventId,
  )
    .filter(({ id }) => due.has(id))
    .map((person) => ({ ...person, award: won.get(person.id) ?? '' }));
}

/**
 * Takes seats in: lines of an e-mail or a name, then a tab (or a comma) and the seat. They replace the event's seats that
 * were. Gives how many were seated, and the lines whose person is unknown, or of whom there are several.
 */
export function takeSeats(
  db: WriteDb,
  eventId: EventId,
  text: string,
): { readonly seated: number; readonly unknown: readonly string[] } {
  return transaction(db, () => {
    run(db, 'DELETE FROM seat WHERE event_id = ?', eventId);
    const unknown: string[] = [];
    let seated = 0;
    for (const line of text.normalize('NFC').split(/\r?\n/u)) {
      if (line.trim() === '') continue;
      const [who = '', seat = ''] = line.split(/\t|,/u).map((part) => part.trim());
      const people = all<{ id: AttendeeId }>(
        db,
        'SELECT id FROM attendee WHERE email_key = ? OR name = ?',
        who.toLowerCase(),
        who,
      );
      const [person] = people;
      if (people.length !== 1 || !person || seat === '') {
        unknown.push(line.trim());
        continue;
      }
      runOne(
        db,
        'INSERT INTO seat (event_id, attendee_id, seat) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET seat = excluded.seat',
        eventId,
        person.id,
        seat,
      );
      seated++;
    }
    return { seated, unknown };
  });
}
