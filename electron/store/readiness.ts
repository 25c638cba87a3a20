import type { EventId } from '../../shared/contract/ids';
import type { Todo } from '../../shared/contract/program';
import { all, get, type ReadDb } from './db';
import { anyoneCompletes } from './eligibility';
import { hiddenBatch } from './hidden';

function count(db: ReadDb, sql: string, ...params: readonly string[]): number {
  return get<{ n: number }>(db, sql, ...params)?.n ?? 0;
}

function named(kind: Todo['kind'], db: ReadDb, sql: string, eventId: EventId): Todo {
  const names = all<{ name: string }>(db, sql, eventId).map(({ name }) => name);
  return { kind, count: names.length, names: names.slice(0, 5) };
}

/**
 * What is not ready yet for an event, in the order in which it is mended; only what is open. Names that can't be drawn are
 * the certificates' own matter and are added by the caller.
 */
export function openTodos(
  db: ReadDb,
  event: { readonly id: EventId; readonly kind: string },
): readonly Todo[] {
  const plain = (kind: Todo['kind'], n: number): Todo => ({ kind, count: n, names: [] });
  const people = count(db, 'SELECT count(*) AS n FROM attendee');
  const cues = count(db, 'SELECT count(*) AS n FROM cue WHERE event_id = ?', event.id);
  const tried = count(db, "SELECT count(*) AS n FROM print_job WHERE destination <> 'pdf'");
  const graduation = event.kind === 'graduation';
  const todos = [
    plain('noPeople', people === 0 ? 1 : 0),
    plain('badgesNotPrinted', badgesNotPrinted(db)),
    plain('printerNotTried', tried === 0 ? 1 : 0),
    plain('noRundown', graduation && cues === 0 ? 1 : 0),
    ...(cues > 0 ? [speakersWithoutCue(db, event.id), cuesWithoutPerson(db, event.id)] : []),
    plain('noEligible', graduation && people > 0 && !anyoneCompletes(db) ? 1 : 0),
  ];
  return todos.filter((todo) => todo.count > 0);
}

/**
 * All but those that were printed or are out of use: both are counted by an index alone. Whose they are matters only while an import
 * hides its people.
 */
function badgesNotPrinted(db: ReadDb): number {
  const shown = hiddenBatch(db) === undefined ? '' : 'JOIN attendee a ON a.id = badge.attendee_id';
  const every = `SELECT count(*) FROM badge ${shown}`;
  return count(
    db,
    `SELECT (${every}) - (${every} WHERE printed_at IS NOT NULL OR revoked_at IS NOT NULL) AS n`,
  );
}

function speakersWithoutCue(db: ReadDb, eventId: EventId): Todo {
  return named(
    'speakerWithoutCue',
    db,
    `SELECT name FROM attendee WHERE role <> 'participant' AND role IN ('speaker', 'guest', 'alumni') AND NOT EXISTS
       (SELECT 1 FROM cue_person p JOIN cue c ON c.id = p.cue_id WHERE c.event_id = ? AND p.attendee_id = attendee.id)
     ORDER BY name`,
    eventId,
  );
}

function cuesWithoutPerson(db: ReadDb, eventId: EventId): Todo {
  return named(
    'cueWithoutPerson',
    db,
    `SELECT title AS name FROM cue WHERE event_id = ? AND kind IN ('host', 'speech', 'talk', 'award', 'conferral')
       AND NOT EXISTS (SELECT 1 FROM cue_person p WHERE p.cue_id = cue.id) ORDER BY position`,
    eventId,
  );
}
