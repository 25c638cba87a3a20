import { z } from 'zod';
import type { EventId } from '../../shared/contract/ids';
import { Refusal } from '../../shared/domain/refusal';
import {
  applyEdit,
  EditStep,
  type EditSteps,
  type EditStep as EditStepType,
  type Plan,
  type PlannedCue,
  refusalWhileRunning,
} from '../../shared/domain/rundownEdit';
import { all, get, type ReadDb, run, runOne, transaction, type WriteDb } from './db';
import { getEvent } from './events';
import { raiseVersion, readCommands, readCues } from './rundown';

const StoredSteps = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.array(EditStep));

/** What the buttons of undo and redo would take back and do again: what it was, and of how many cues. */
export interface EditHistory {
  readonly revision: number;
  readonly undo: { readonly what: string; readonly count: number } | null;
  readonly redo: { readonly what: string; readonly count: number } | null;
}

/** How many edits of a rundown can be taken back. */
const mostEdits = 1000;

/** An event's rundown as its plan alone. */
export function readPlan(db: ReadDb, eventId: EventId): Plan {
  return readCues(db, eventId, null).map(
    ({ names: _names, people, ...cue }): PlannedCue => ({ ...cue, people: people.map(({ id }) => id) }),
  );
}

export function readHistory(db: ReadDb, eventId: EventId): EditHistory {
  const last = (done: 0 | 1) => {
    const row = get<{ what: string; steps: string }>(
      db,
      `SELECT what, steps FROM rundown_edit WHERE event_id = ? AND done = ? ORDER BY seq ${done ? 'DESC' : 'ASC'} LIMIT 1`,
      eventId,
      done,
    );
    return row ? { what: row.what, count: countCues(StoredSteps.parse(row.steps)) } : null;
  };
  return { revision: readRevision(db, eventId), undo: last(1), redo: last(0) };
}

function countCues(steps: EditSteps): number {
  return Math.max(0, ...steps.map(cuesOf));
}

function cuesOf(step: EditStepType): number {
  switch (step.kind) {
    case 'insert':
      return step.items.length;
    case 'change':
      return step.changes.length;
    default:
      return step.cues.length;
  }
}

function readRevision(db: ReadDb, eventId: EventId): number {
  const row = get<{ revision: number }>(
    db,
    'SELECT revision FROM rundown_revision WHERE event_id = ?',
    eventId,
  );
  return row?.revision ?? 0;
}

function raiseRevision(db: WriteDb, eventId: EventId): number {
  const revision = readRevision(db, eventId) + 1;
  runOne(
    db,
    `INSERT INTO rundown_revision (event_id, revision) VALUES (?, ?)
     ON CONFLICT DO UPDATE SET revision = excluded.revision`,
    eventId,
    revision,
  );
  raiseVersion(db, eventId);
  return revision;
}

/**
 * Makes an edit at `at` (UTC ms), all of it or nothing, and keeps what takes it back; gives the new revision. A Refusal where it
 * does not fit the plan as it now is, or would change what a running show has done. Edits that were taken back can't be made
 * again after it.
 */
export function makeEdit(db: WriteDb, eventId: EventId, what: string, steps: EditSteps, at: number): number {
  return transaction(db, () => {
    getEvent(db, eventId);
    const inverse = applyToStore(db, eventId, steps);
    run(db, 'DELETE FROM rundown_edit WHERE event_id = ? AND done = 0', eventId);
    const seq =
      (get<{ seq: number | null }>(db, 'SELECT max(seq) AS seq FROM rundown_edit WHERE event_id = ?', eventId)
        ?.seq ?? 0) + 1;
    runOne(
      db,
      'INSERT INTO rundown_edit (event_id, seq, at, what, steps, inverse) VALUES (?, ?, ?, ?, ?, ?)',
      eventId,
      seq,
      at,
      what,
      JSON.stringify(steps),
      JSON.stringify(inverse),
    );
    run(db, 'DELETE FROM rundown_edit WHERE event_id = ? AND seq <= ?', eventId, seq - mostEdits);
    return raiseRevision(db, eventId);
  });
}

/**
 * Takes the last edit back, or makes the one that was taken back last again; gives the new revision. `revision`: what the window
 * has seen; a Refusal where another window has edited since, so that nobody takes back what they have not seen.
 */
export function stepBack(
  db: WriteDb,
  eventId: EventId,
  revision: number,
  direction: 'undo' | 'redo',
): number {
  return transaction(db, () => {
    if (readRevision(db, eventId) !== revision) throw new Refusal('edit.meanwhile');
    const undoing = direction === 'undo';
    const row = get<{ seq: number; steps: string; inverse: string }>(
      db,
      `SELECT seq, steps, inverse FROM rundown_edit WHERE event_id = ? AND done = ?
       ORDER BY seq ${undoing ? 'DESC' : 'ASC'} LIMIT 1`,
      eventId,
      undoing ? 1 : 0,
    );
    if (!row) throw new Refusal(undoing ? 'edit.nothingToUndo' : 'edit.nothingToRedo');
    applyToStore(db, eventId, StoredSteps.parse(undoing ? row.inverse : row.steps));
    runOne(
      db,
      'UPDATE rundown_edit SET done = ? WHERE event_id = ? AND seq = ?',
      undoing ? 0 : 1,
      eventId,
      row.seq,
    );
    return raiseRevision(db, eventId);
  });
}

function applyToStore(db: WriteDb, eventId: EventId, steps: EditSteps): EditSteps {
  const before = readPlan(db, eventId);
  const edited = applyEdit(before, steps);
  if (edited.kind === 'refused') throw new Refusal(edited.reason);
  const whileRunning = refusalWhileRunning(before, edited.plan, readCommands(db, eventId));
  if (whileRunning) throw new Refusal(whileRunning);
  writePlan(db, eventId, before, edited.plan);
  return edited.inverse;
}

/** Writes what differs. Positions are 1, 2, 3 … without a gap. */
function writePlan(db: WriteDb, eventId: EventId, before: Plan, after: Plan): void {
  const old = new Map(before.map((cue, at) => [cue.id, { cue, at }]));
  const kept = new Set(after.map(({ id }) => id));
  for (const { id } of before) if (!kept.has(id)) runOne(db, 'DELETE FROM cue WHERE id = ?', id);
  // Places are unique: out of the way first.
  run(db, 'UPDATE cue SET position = -position WHERE event_id = ?', eventId);
  for (const [at, cue] of after.entries()) {
    const was = old.get(cue.id)?.cue;
    if (was && JSON.stringify(was) === JSON.stringify(cue))
      runOne(db, 'UPDATE cue SET position = ? WHERE id = ?', at + 1, cue.id);
    else writeCue(db, eventId, at + 1, cue);
  }
}

function writeCue(db: WriteDb, eventId: EventId, position: number, cue: PlannedCue): void {
  runOne(
    db,
    `INSERT INTO cue (id, event_id, position, label, kind, title, title_en, planned_start, duration_ms, min_duration_ms,
       hard_start, skippable, notes, room, part, script, materials, colour, warn_ms, danger_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET position = excluded.position, label = excluded.label, kind = excluded.kind,
       title = excluded.title, title_en = excluded.title_en, planned_start = excluded.planned_start,
       duration_ms = excluded.duration_ms, min_duration_ms = excluded.min_duration_ms, hard_start = excluded.hard_start,
       skippable = excluded.skippable, notes = excluded.notes, room = excluded.room, part = excluded.part,
       script = excluded.script, materials = excluded.materials, colour = excluded.colour, warn_ms = excluded.warn_ms,
       danger_ms = excluded.danger_ms
     WHERE event_id = excluded.event_id`,
    cue.id,
    eventId,
    position,
    cue.label,
    cue.kind,
    cue.title,
    cue.titleEn,
    cue.plannedStart,
    cue.durationMs,
    cue.minDurationMs,
    cue.hardStart ? 1 : 0,
    cue.skippable ? 1 : 0,
    cue.notes,
    cue.room,
    cue.part,
    cue.script,
    cue.materials,
    cue.colour,
    cue.warnMs,
    cue.dangerMs,
  );
  run(db, 'DELETE FROM cue_person WHERE cue_id = ?', cue.id);
  for (const [index, person] of cue.people.entries()) {
    // Somebody who has left the program since the edit that is taken back named them is left out.
    run(
      db,
      'INSERT INTO cue_person (cue_id, attendee_id, position) SELECT ?, id, ? FROM attendee WHERE id = ?',
      cue.id,
      index + 1,
      person,
    );
  }
}

/** Those who may be put into a cue whose name, Latin name or e-mail holds what was typed; the cast first. At most 30. */
export function castPeople(db: ReadDb, typed: string) {
  return all<{ id: string; name: string; nameLatin: string; reading: string; title: string; role: string }>(
    db,
    `SELECT id, name, name_latin AS nameLatin, reading, title, role FROM attendee
     WHERE ? = '' AND role <> 'participant' OR ? <> '' AND (instr(name, ?) > 0 OR instr(lower(name_latin), lower(?)) > 0
       OR instr(coalesce(email_key, ''), lower(?)) > 0)
     ORDER BY role = 'participant', name LIMIT 30`,
    typed,
    typed,
    typed,
    typed,
    typed,
  );
}

/** As files are joined by; null where the person has none. */
export function emailOf(db: ReadDb, id: string): string | null {
  return (
    get<{ key: string | null }>(db, 'SELECT email_key AS key FROM attendee WHERE id = ?', id)?.key ?? null
  );
}
