import { uuidv7 } from 'uuidv7';
import type { EventId } from '../../shared/contract/ids';
import type { ImportCounts } from '../../shared/contract/imports';
import type { Cells } from '../../shared/domain/importCells';
import { cueRow } from '../../shared/domain/importCue';
import { Refusal } from '../../shared/domain/refusal';
import { timeOnDay } from '../../shared/domain/zonedTime';
import { all, get, type ReadDb, run, runOne, type WriteDb } from './db';
import { getEvent, onlyGraduation } from './events';
import { requirePerson } from './importChanges';
import type { ImportTarget } from './imports';

/** A cue's columns but for its id and place, and its people's ids in their order, joined by a comma. */
interface StoredCue {
  readonly label: string;
  readonly kind: string;
  readonly title: string;
  readonly titleEn: string;
  readonly plannedStart: number | null;
  readonly durationMs: number;
  readonly minDurationMs: number;
  readonly hardStart: 0 | 1;
  readonly skippable: 0 | 1;
  readonly notes: string;
  readonly people: string;
}

/**
 * Puts the file's cues in place of the event's. Refused where a show of the event has been run: its commands name the cues
 * that are there; a file that changes nothing is taken even then.
 */
export function importRundown(db: WriteDb, cells: readonly Cells[], target: ImportTarget): ImportCounts {
  const file = cells[0]?.file ?? '';
  const eventId = target.eventId ?? onlyGraduation(db)?.id;
  if (!eventId) throw new Refusal('import.noEvent', { file });
  const event = getEvent(db, eventId);
  const before = storedCues(db, eventId);
  const after = cells.map((record, i): StoredCue => {
    const { plannedStart, hardStart, skippable, people, ...row } = cueRow(record);
    return {
      label: row.label || String(i + 1),
      kind: row.kind,
      title: row.title,
      titleEn: row.titleEn,
      plannedStart: plannedStart === null ? null : timeOnDay(event.startsAt, plannedStart, event.zone),
      durationMs: row.durationMs,
      minDurationMs: row.minDurationMs,
      hardStart: hardStart ? 1 : 0,
      skippable: skippable ? 1 : 0,
      notes: row.notes,
      people: people.map((email) => requirePerson(db, record, 'people', email).id).join(','),
    };
  });
  const same = after.filter((cue, i) => JSON.stringify(cue) === JSON.stringify(before[i])).length;
  const longer = Math.max(before.length, after.length);
  if (same < longer) {
    const ran = get(db, 'SELECT 1 FROM show_command WHERE event_id = ?', eventId) !== undefined;
    if (ran) throw new Refusal('import.showRuns', { file });
    run(db, 'DELETE FROM cue WHERE event_id = ?', eventId);
    for (const [i, cue] of after.entries()) addCue(db, eventId, i + 1, cue);
  }
  const added = Math.max(0, after.length - before.length);
  return { added, changed: longer - added - same, unchanged: same, skipped: 0 };
}

function storedCues(db: ReadDb, eventId: EventId): readonly StoredCue[] {
  return all<StoredCue>(
    db,
    `SELECT label, kind, title, title_en AS titleEn, planned_start AS plannedStart, duration_ms AS durationMs,
       min_duration_ms AS minDurationMs, hard_start AS hardStart, skippable, notes,
       (SELECT coalesce(group_concat(attendee_id, ',' ORDER BY position), '') FROM cue_person p
        WHERE p.cue_id = cue.id) AS people
     FROM cue WHERE event_id = ? ORDER BY position`,
    eventId,
  );
}

function addCue(db: WriteDb, eventId: EventId, position: number, cue: StoredCue): void {
  const id = uuidv7();
  runOne(
    db,
    `INSERT INTO cue (id, event_id, position, label, kind, title, title_en, planned_start, duration_ms, min_duration_ms,
       hard_start, skippable, notes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    eventId,
    position,
    cue.label,
    cue.kind,
    cue.title,
    cue.titleEn,
    cue.plannedStart,
    cue.durationMs,
    cue.minDurationMs,
    cue.hardStart,
    cue.skippable,
    cue.notes,
  );
  for (const [i, person] of cue.people.split(',').filter(Boolean).entries()) {
    runOne(db, 'INSERT INTO cue_person (cue_id, attendee_id, position) VALUES (?, ?, ?)', id, person, i + 1);
  }
}
