import type { AttendeeId, CueId, EventId } from '../../shared/contract/ids';
import type { CallPerson } from '../../shared/contract/rundown';
import { Refusal } from '../../shared/domain/refusal';
import { all, get, type ReadDb, run, runOne, transaction, type WriteDb } from './db';
import { eligibleIds, standingsByAttendee } from './eligibility';
import { getEvent } from './events';
import { awardsToCall } from './honours';
import { hereSql } from './places';

/** Whose names cues call, with what an award is for: an award those who have one, a conferral those who complete. */
export interface DueNames {
  readonly award: ReadonlyMap<AttendeeId, string>;
  readonly conferral: ReadonlyMap<AttendeeId, string>;
}

const remembered = new WeakMap<ReadDb['raw'], DueNames>();

/**
 * Whose names are due, worked out once and kept until `forgetDueNames`: every window asks after every command, and who
 * completes takes a look at everybody's results.
 */
function dueNames(db: ReadDb): DueNames {
  let due = remembered.get(db.raw);
  if (!due) {
    const standings = standingsByAttendee(db);
    const conferral = new Map([...eligibleIds(db, standings)].map((id) => [id, '']));
    due = { award: awardsToCall(db, standings), conferral };
    remembered.set(db.raw, due);
  }
  return due;
}

/** To be called when people or their results have changed. */
export function forgetDueNames(db: ReadDb): void {
  remembered.delete(db.raw);
}

function dueOf(db: ReadDb, kind: string): ReadonlyMap<AttendeeId, string> {
  return kind === 'award' || kind === 'conferral' ? dueNames(db)[kind] : new Map();
}

/** How many names an award or a conferral has, and how many of them are among those `inside`. */
export function countNames(
  db: ReadDb,
  kind: 'award' | 'conferral',
  inside: ReadonlySet<AttendeeId>,
): { readonly due: number; readonly here: number } {
  const due = dueOf(db, kind);
  let here = 0;
  for (const id of due.keys()) if (inside.has(id)) here++;
  return { due: due.size, here };
}

/**
 * Whom a cue calls, with what orders them and when each came in: those in the hall at `at`, for a name is called to somebody who
 * can come forward; null: whoever ever came. A Refusal where there is no such cue.
 */
export function readNames(db: ReadDb, cueId: CueId, at: number | null): readonly CallPerson[] {
  const cue = get<{ kind: string; eventId: EventId }>(
    db,
    'SELECT kind, event_id AS eventId FROM cue WHERE id = ?',
    cueId,
  );
  if (!cue) throw new Refusal('rundown.noSuchCue');
  const due = dueOf(db, cue.kind);
  const here = hereSql(getEvent(db, cue.eventId), at);
  return all<Omit<CallPerson, 'award'>>(
    db,
    `SELECT a.id, a.name, a.name_latin AS nameLatin, a.reading, a.affiliation, a.team,
       coalesce(s.seat, '') AS seat, ${here.sql} AS enteredAt
     FROM attendee a LEFT JOIN seat s ON s.attendee_id = a.id AND s.event_id = ?
       LEFT JOIN attendance t ON t.attendee_id = a.id AND t.event_id = ?`,
    ...here.params,
    cue.eventId,
    cue.eventId,
  ).flatMap((person) => {
    const award = due.get(person.id);
    return award === undefined ? [] : [{ ...person, award }];
  });
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
        `SELECT id FROM attendee WHERE name = ?
         OR id = coalesce((SELECT id FROM attendee WHERE email_key = ?), (SELECT attendee_id FROM email_alias WHERE email_key = ?))`,
        who,
        who.toLowerCase(),
        who.toLowerCase(),
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
