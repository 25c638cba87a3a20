import { z } from 'zod';
import type { CueId, EventId } from '../../shared/contract/ids';
import type { Cue, CuePerson, Rundown } from '../../shared/contract/rundown';
import { Refusal } from '../../shared/domain/refusal';
import { refusalOfCommand } from '../../shared/domain/rundown';
import { ShowCommand } from '../../shared/domain/show';
import { all, get, type ReadDb, run, runOne, transaction, type WriteDb } from './db';
import { getEvent } from './events';

interface CueRow extends Omit<Cue, 'people' | 'hardStart' | 'skippable'> {
  readonly hardStart: 0 | 1;
  readonly skippable: 0 | 1;
}

interface PersonRow extends Omit<CuePerson, 'present'> {
  readonly cueId: CueId;
  readonly present: 0 | 1;
}

const StoredCommand = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(ShowCommand);

/** An event's rundown with its people, whether each is here, and the commands so far. A Refusal where no such event is. */
export function readRundown(db: ReadDb, eventId: EventId): Rundown {
  const { startsAt } = getEvent(db, eventId);
  const people = readPeople(db, eventId);
  const cues = readCues(db, eventId).map(
    ({ hardStart, skippable, ...cue }): Cue => ({
      ...cue,
      hardStart: hardStart === 1,
      skippable: skippable === 1,
      people: people.get(cue.id) ?? [],
    }),
  );
  return { version: readVersion(db, eventId), startsAt, cues, commands: readCommands(db, eventId) };
}

function readCues(db: ReadDb, eventId: EventId): readonly CueRow[] {
  return all<CueRow>(
    db,
    `SELECT id, label, kind, title, title_en AS titleEn, planned_start AS plannedStart, duration_ms AS durationMs,
       min_duration_ms AS minDurationMs, hard_start AS hardStart, skippable, room, part, notes, script, materials, colour,
       warn_ms AS warnMs, danger_ms AS dangerMs
     FROM cue WHERE event_id = ? ORDER BY position`,
    eventId,
  );
}

/** The people of each cue, in their order. */
function readPeople(db: ReadDb, eventId: EventId): ReadonlyMap<CueId, CuePerson[]> {
  const rows = all<PersonRow>(
    db,
    `SELECT cue.id AS cueId, a.id, a.name, a.name_latin AS nameLatin, a.reading, a.title, t.event_id IS NOT NULL AS present
     FROM cue JOIN cue_person p ON p.cue_id = cue.id JOIN attendee a ON a.id = p.attendee_id
       LEFT JOIN attendance t ON t.event_id = cue.event_id AND t.attendee_id = a.id
     WHERE cue.event_id = ? ORDER BY cue.position, p.position`,
    eventId,
  );
  const people = new Map<CueId, CuePerson[]>();
  for (const { cueId, present, ...person } of rows) {
    const ofCue = people.get(cueId) ?? [];
    people.set(cueId, ofCue);
    ofCue.push({ ...person, present: present === 1 });
  }
  return people;
}

function readCommands(db: ReadDb, eventId: EventId): Rundown['commands'] {
  return all<{ at: number; command: string }>(
    db,
    'SELECT at, command FROM show_command WHERE event_id = ? ORDER BY seq',
    eventId,
  ).map(({ at, command }) => ({ at, command: StoredCommand.parse(command) }));
}

function readVersion(db: ReadDb, eventId: EventId): number {
  const row = get<{ version: number }>(db, 'SELECT version FROM show_version WHERE event_id = ?', eventId);
  return row?.version ?? 0;
}

/** Notes a command given at `at` (UTC ms); gives the rundown's new version. A Refusal where it can't be given now. */
export function recordCommand(db: WriteDb, eventId: EventId, command: ShowCommand, at: number): number {
  return transaction(db, () => {
    getEvent(db, eventId);
    const reason = refusalOfCommand(readCues(db, eventId).length, readCommands(db, eventId), command);
    if (reason) throw new Refusal(reason);
    runOne(
      db,
      `INSERT INTO show_command (event_id, seq, at, command)
       VALUES (?, (SELECT coalesce(max(seq), 0) + 1 FROM show_command WHERE event_id = ?), ?, ?)`,
      eventId,
      eventId,
      at,
      JSON.stringify(command),
    );
    return raiseVersion(db, eventId);
  });
}

/** Drops the last command, as if it had never been given; gives the new version. A Refusal where there is none. */
export function dropLastCommand(db: WriteDb, eventId: EventId): number {
  return transaction(db, () => {
    const dropped = run(
      db,
      `DELETE FROM show_command WHERE event_id = ?
         AND seq = (SELECT max(seq) FROM show_command WHERE event_id = ?)`,
      eventId,
      eventId,
    );
    if (dropped === 0) throw new Refusal('rundown.nothingToUndo');
    return raiseVersion(db, eventId);
  });
}

function raiseVersion(db: WriteDb, eventId: EventId): number {
  const version = readVersion(db, eventId) + 1;
  runOne(
    db,
    'INSERT INTO show_version (event_id, version) VALUES (?, ?) ON CONFLICT DO UPDATE SET version = excluded.version',
    eventId,
    version,
  );
  return version;
}
