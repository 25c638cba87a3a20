import { uuidv7 } from 'uuidv7';
import { AttendeeId, CueId, type EventId } from '../../shared/contract/ids';
import type { ImportCounts } from '../../shared/contract/imports';
import type { Cells } from '../../shared/domain/importCells';
import { cueRow } from '../../shared/domain/importCue';
import { Refusal } from '../../shared/domain/refusal';
import { type Plan, stepsBetween } from '../../shared/domain/rundownEdit';
import { type IncomingCue, mergePlan } from '../../shared/domain/rundownMerge';
import { timeOnDay } from '../../shared/domain/zonedTime';
import { all, type ReadDb, type WriteDb } from './db';
import { getEvent, onlyGraduation } from './events';
import { requirePerson } from './importChanges';
import type { ImportTarget } from './imports';
import { readCommands } from './rundown';
import { makeEdit, readPlan } from './rundownEdits';

/**
 * Merges the file's cues into the event's rundown (shared/domain/rundownMerge.ts): a cue that is there already keeps what the show
 * knows of it, also while it runs. One edit, to be taken back in the editor. A Refusal where a line is wrong, or where the merge
 * would change what a running show has done.
 */
export function importRundown(db: WriteDb, cells: readonly Cells[], target: ImportTarget): ImportCounts {
  const file = cells[0]?.file ?? '';
  const eventId = target.eventId ?? onlyGraduation(db)?.id;
  if (!eventId) throw new Refusal('import.noEvent', { file });
  const before = readPlan(db, eventId);
  const rows = incomingCues(db, cells, eventId);
  const after = mergePlan(before, rows, readCommands(db, eventId), () => CueId.parse(uuidv7()));
  const steps = stepsBetween(before, after);
  if (steps.length > 0) makeEdit(db, eventId, 'import', steps, target.now);
  return counts(before, after, steps.length);
}

function incomingCues(db: ReadDb, cells: readonly Cells[], eventId: EventId): readonly IncomingCue[] {
  const event = getEvent(db, eventId);
  return cells.map((record, index): IncomingCue => {
    const row = cueRow(record);
    const ids = record.has('people') ? { people: row.people.map((key) => personOf(db, record, key)) } : {};
    const only = <Value extends object>(field: string, value: Value) => (record.has(field) ? value : {});
    return {
      label: row.label || String(index + 1),
      kind: row.kind,
      title: row.title,
      durationMs: row.durationMs,
      ...ids,
      ...only('titleEn', { titleEn: row.titleEn }),
      ...only('plannedStart', {
        plannedStart:
          row.plannedStart === null ? null : timeOnDay(event.startsAt, row.plannedStart, event.zone),
      }),
      ...only('minMinutes', { minDurationMs: row.minDurationMs }),
      ...only('hardStart', { hardStart: row.hardStart }),
      ...only('skippable', { skippable: row.skippable }),
      ...only('notes', { notes: row.notes }),
      ...only('room', { room: row.room }),
      ...only('part', { part: row.part }),
      ...only('script', { script: row.script }),
      ...only('materials', { materials: row.materials }),
      ...only('colour', { colour: row.colour }),
      ...only('warnMinutes', { warnMs: row.warnMs }),
      ...only('dangerMinutes', { dangerMs: row.dangerMs }),
    };
  });
}

/** By e-mail; or by a name that one person alone bears, as an export names somebody without an address. */
function personOf(db: ReadDb, record: Cells, key: string): AttendeeId {
  if (key.includes('@')) return AttendeeId.parse(requirePerson(db, record, 'people', key).id);
  const named = all<{ id: string }>(db, 'SELECT id FROM attendee WHERE name = ? LIMIT 2', key);
  const [only, second] = named;
  if (!only || second) throw record.refuse('import.unknownEmail', 'people', key);
  return AttendeeId.parse(only.id);
}

function counts(before: Plan, after: Plan, steps: number): ImportCounts {
  if (steps === 0) return { added: 0, changed: 0, unchanged: after.length, skipped: 0 };
  const old = new Map(before.map((cue) => [cue.id, JSON.stringify(cue)]));
  const added = after.filter(({ id }) => !old.has(id)).length;
  const unchanged = after.filter((cue) => old.get(cue.id) === JSON.stringify(cue)).length;
  const gone = before.filter(({ id }) => !after.some((cue) => cue.id === id)).length;
  return { added, changed: after.length - added - unchanged + gone, unchanged, skipped: 0 };
}
