import { z } from 'zod';
import type { AttendeeId, CueId, EventId } from '../../shared/contract/ids';
import type { Cue, CuePerson, Rundown } from '../../shared/contract/rundown';
import { callsAfter, isCallCommand, refusalOfCall } from '../../shared/domain/callOrder';
import { Refusal, type RefusalReason } from '../../shared/domain/refusal';
import { resolveCommand } from '../../shared/domain/rundown';
import { type GivenCommand, ShowCommand } from '../../shared/domain/show';
import { showAfter } from '../../shared/domain/showFold';
import { countNames } from './callNames';
import { all, get, type ReadDb, run, runOne, transaction, type WriteDb } from './db';
import { getEvent } from './events';
import { recentMessages } from './messages';
import { hereSql, insideIds } from './places';

interface CueRow extends Omit<Cue, 'people' | 'names' | 'hardStart' | 'skippable'> {
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

/**
 * An event's rundown with its people, whether each is in the hall, the commands so far, and the messages that stand at `now` (UTC
 * ms). A Refusal where no such event is.
 */
export function readRundown(db: ReadDb, eventId: EventId, now: number): Omit<Rundown, 'notices'> {
  const { startsAt } = getEvent(db, eventId);
  return {
    version: readVersion(db, eventId),
    startsAt,
    cues: [...readCues(db, eventId, now)],
    ...readLog(db, eventId),
    messages: [...recentMessages(db, eventId, now)],
  };
}

/** The part of an event's rundown that its commands make. */
export function readLog(db: ReadDb, eventId: EventId): Pick<Rundown, 'commands' | 'undone'> {
  return { commands: [...readCommands(db, eventId)], undone: countUndone(db, eventId) };
}

/** An event's cues in their order, with their people and whether each is in the hall at `at`; null: whether they ever came. */
export function readCues(db: ReadDb, eventId: EventId, at: number | null): readonly Cue[] {
  const people = readPeople(db, eventId, at);
  let inside: ReadonlySet<AttendeeId> | undefined;
  return cueRows(db, eventId).map(({ hardStart, skippable, ...cue }): Cue => {
    let names: Cue['names'] = null;
    if (cue.kind === 'award' || cue.kind === 'conferral') {
      inside ??= insideIds(db, getEvent(db, eventId), at);
      names = countNames(db, cue.kind, inside);
    }
    return {
      ...cue,
      hardStart: hardStart === 1,
      skippable: skippable === 1,
      people: people.get(cue.id) ?? [],
      names,
    };
  });
}

function cueRows(db: ReadDb, eventId: EventId): readonly CueRow[] {
  return all<CueRow>(
    db,
    `SELECT id, label, kind, title, title_en AS titleEn, planned_start AS plannedStart, duration_ms AS durationMs,
       min_duration_ms AS minDurationMs, hard_start AS hardStart, skippable, room, part, notes, script, materials, colour,
       warn_ms AS warnMs, danger_ms AS dangerMs
     FROM cue WHERE event_id = ? ORDER BY position`,
    eventId,
  );
}

/** The rooms of an event's show in the order in which they first appear. */
export function roomsOf(db: ReadDb, eventId: EventId): readonly string[] {
  return [...new Set(cueRows(db, eventId).map(({ room }) => room))];
}

/** The people of each cue, in their order. */
function readPeople(db: ReadDb, eventId: EventId, at: number | null): ReadonlyMap<CueId, CuePerson[]> {
  const here = hereSql(getEvent(db, eventId), at);
  const rows = all<PersonRow>(
    db,
    `SELECT cue.id AS cueId, a.id, a.name, a.name_latin AS nameLatin, a.reading, a.title, ${here.sql} IS NOT NULL AS present
     FROM cue JOIN cue_person p ON p.cue_id = cue.id JOIN attendee a ON a.id = p.attendee_id
       LEFT JOIN attendance t ON t.event_id = cue.event_id AND t.attendee_id = a.id
     WHERE cue.event_id = ? ORDER BY cue.position, p.position`,
    ...here.params,
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

/** An event's commands in the order in which they were given. */
export function readCommands(db: ReadDb, eventId: EventId): readonly GivenCommand[] {
  return all<{ at: number; command: string }>(
    db,
    'SELECT at, command FROM show_command WHERE event_id = ? ORDER BY seq',
    eventId,
  ).map(({ at, command }) => ({ at, command: parseCommand(command) }));
}

const parsed = new Map<string, ShowCommand>();
const mostParsed = 5000;

/** Every window asks after every command: a command's text is taken apart once. */
function parseCommand(text: string): ShowCommand {
  let command = parsed.get(text);
  if (!command) {
    command = StoredCommand.parse(text);
    if (parsed.size >= mostParsed) parsed.clear();
    parsed.set(text, command);
  }
  return command;
}

function countUndone(db: ReadDb, eventId: EventId): number {
  const row = get<{ n: number }>(db, 'SELECT count(*) AS n FROM show_undone WHERE event_id = ?', eventId);
  return row?.n ?? 0;
}

function readVersion(db: ReadDb, eventId: EventId): number {
  const row = get<{ version: number }>(db, 'SELECT version FROM show_version WHERE event_id = ?', eventId);
  return row?.version ?? 0;
}

/** Notes a command given at `at` (UTC ms); gives the rundown's new version. A Refusal where it can't be given now. */
export function recordCommand(db: WriteDb, eventId: EventId, command: ShowCommand, at: number): number {
  return transaction(db, () => {
    getEvent(db, eventId);
    append(db, 'show_command', eventId, at, JSON.stringify(resolve(db, eventId, command, at)));
    run(db, 'DELETE FROM show_undone WHERE event_id = ?', eventId);
    return raiseVersion(db, eventId);
  });
}

/** The command as it is to be stored: with the cue that it begins. */
function resolve(db: ReadDb, eventId: EventId, command: ShowCommand, at: number): ShowCommand {
  const cues = cueRows(db, eventId).map(({ hardStart, skippable, ...cue }) => ({
    ...cue,
    hardStart: hardStart === 1,
    skippable: skippable === 1,
  }));
  const commands = readCommands(db, eventId);
  const resolved = resolveCommand(cues, commands, command, at);
  const refused = resolved.refused ?? refusalOfName(cues, commands, command);
  if (refused) throw new Refusal(refused);
  const beginning = cues.find(({ id }) => id === resolved.beginning)?.id;
  if ((command.kind === 'start' || command.kind === 'next') && beginning)
    return { ...command, cue: beginning };
  return command;
}

function refusalOfName(
  cues: readonly { readonly id: CueId; readonly kind: string }[],
  commands: readonly GivenCommand[],
  command: ShowCommand,
): RefusalReason | undefined {
  if (!isCallCommand(command)) return undefined;
  const cue = cues.find(({ id }) => id === command.cue);
  return cue ? refusalOfCall(callsAfter(cue, commands), command) : 'rundown.noSuchCue';
}

function append(
  db: WriteDb,
  table: 'show_command' | 'show_undone',
  eventId: EventId,
  at: number,
  command: string,
): void {
  runOne(
    db,
    `INSERT INTO ${table} (event_id, seq, at, command)
     VALUES (?, (SELECT coalesce(max(seq), 0) + 1 FROM ${table} WHERE event_id = ?), ?, ?)`,
    eventId,
    eventId,
    at,
    command,
  );
}

/** Takes the last row of one list and puts it at the end of the other; a Refusal where there is none. */
function moveLast(
  db: WriteDb,
  eventId: EventId,
  from: 'show_command' | 'show_undone',
  none: RefusalReason,
): number {
  return transaction(db, () => {
    const last = get<{ seq: number; at: number; command: string }>(
      db,
      `SELECT seq, at, command FROM ${from} WHERE event_id = ? ORDER BY seq DESC LIMIT 1`,
      eventId,
    );
    if (!last) throw new Refusal(none);
    runOne(db, `DELETE FROM ${from} WHERE event_id = ? AND seq = ?`, eventId, last.seq);
    append(db, from === 'show_command' ? 'show_undone' : 'show_command', eventId, last.at, last.command);
    return raiseVersion(db, eventId);
  });
}

/** Drops the last command, as if it had never been given; gives the new version. A Refusal where there is none. */
export function dropLastCommand(db: WriteDb, eventId: EventId): number {
  return moveLast(db, eventId, 'show_command', 'rundown.nothingToUndo');
}

/** Gives the command that was dropped last again, as if it never had been; gives the new version. A Refusal where there is none. */
export function giveAgain(db: WriteDb, eventId: EventId): number {
  return moveLast(db, eventId, 'show_undone', 'rundown.nothingToRedo');
}

/** Notes that the rundown has changed; gives its new version. */
export function raiseVersion(db: WriteDb, eventId: EventId): number {
  const version = readVersion(db, eventId) + 1;
  runOne(
    db,
    'INSERT INTO show_version (event_id, version) VALUES (?, ?) ON CONFLICT DO UPDATE SET version = excluded.version',
    eventId,
    version,
  );
  return version;
}

/** True while a show of any event has begun and not ended, in any room. */
export function showRuns(db: ReadDb): boolean {
  const events = all<{ id: EventId }>(db, 'SELECT DISTINCT event_id AS id FROM show_command');
  return events.some(({ id }) =>
    showAfter(cueRows(db, id), readCommands(db, id)).rooms.some(
      ({ at, endedAt }) => at >= 0 && endedAt === null,
    ),
  );
}
