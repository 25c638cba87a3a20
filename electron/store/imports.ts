import { uuidv7 } from 'uuidv7';
import type { EventId } from '../../shared/contract/ids';
import type { ImportCounts } from '../../shared/contract/imports';
import { assertNever } from '../../shared/domain/assertNever';
import type { ImportKind } from '../../shared/domain/importColumns';
import { cueRow } from '../../shared/domain/importCue';
import {
  type Cells,
  castRow,
  emailKey,
  eventRow,
  invitationRow,
  resultsRow,
  rosterRow,
} from '../../shared/domain/importRows';
import { Refusal } from '../../shared/domain/refusal';
import { timeOnDay } from '../../shared/domain/zonedTime';
import { type Change, findByEmail, putAttendee, setTeam } from './attendees';
import { issueMissingBadges } from './badges';
import { all, get, type ReadDb, run, runOne, type WriteDb } from './db';
import { getEvent } from './events';

interface ImportTarget {
  /** The event of a rundown, or that the sign-up's answers are for; null: the one graduation. */
  readonly eventId: EventId | null;
  readonly now: number;
}

/** Writes every record of a file of one kind. Call it inside a transaction: it throws at the first record that is wrong. */
export function applyImport(
  db: WriteDb,
  kind: ImportKind,
  cells: readonly Cells[],
  target: ImportTarget,
): ImportCounts {
  switch (kind) {
    case 'roster':
      return applyRoster(db, cells, target);
    case 'results':
      return applyResults(db, cells, target);
    case 'cast':
      return applyCast(db, cells, target);
    case 'events':
      return applyEvents(db, cells);
    case 'invitations':
      return applyInvitations(db, cells);
    case 'rundown':
      return applyRundown(db, cells, target);
    default:
      return assertNever(kind);
  }
}

function count(changes: readonly Change[]): ImportCounts {
  const of = (change: Change) => changes.filter((each) => each === change).length;
  return { added: of('added'), changed: of('changed'), unchanged: of('unchanged') };
}

/** Refuses a file that has one e-mail (or another key) on two lines. */
function refuseTwice(
  cells: readonly Cells[],
  keyOf: (cells: Cells) => string,
  reason: 'import.emailTwice' | 'import.codeTwice',
) {
  const lines = new Map<string, number>();
  for (const record of cells) {
    const key = keyOf(record);
    const first = lines.get(key);
    if (first !== undefined)
      throw new Refusal(reason, { file: record.file, line: record.line, value: key, first });
    lines.set(key, record.line);
  }
}

function applyRoster(db: WriteDb, cells: readonly Cells[], target: ImportTarget): ImportCounts {
  refuseTwice(cells, emailKey, 'import.emailTwice');
  const eventCode = target.eventId
    ? getEvent(db, target.eventId).code
    : (onlyGraduation(db)?.code ?? 'graduation');
  const changes = cells.map((record) => {
    const row = rosterRow(record);
    const { id, change } = putAttendee(
      db,
      { ...row, role: 'participant', reading: '', title: '' },
      target.now,
    );
    if (row.answer === null) return change;
    const answered = run(
      db,
      `INSERT INTO answer (event_code, attendee_id, answer) VALUES (?, ?, ?)
       ON CONFLICT (event_code, attendee_id) DO UPDATE SET answer = excluded.answer WHERE answer <> excluded.answer`,
      eventCode,
      id,
      row.answer,
    );
    return change === 'unchanged' && answered > 0 ? 'changed' : change;
  });
  issueMissingBadges(db, target.now);
  return count(changes);
}

function requirePerson(db: ReadDb, cells: Cells, email: string) {
  const person = findByEmail(db, email);
  if (!person) throw cells.refuse('import.unknownEmail', email);
  return person;
}

function applyResults(db: WriteDb, cells: readonly Cells[], { now }: ImportTarget): ImportCounts {
  refuseTwice(cells, emailKey, 'import.emailTwice');
  const changes = cells.map((record): Change => {
    const row = resultsRow(record);
    const person = requirePerson(db, record, row.emailKey);
    const before = all<{ track: string; result: string }>(
      db,
      'SELECT track, result FROM track_result WHERE attendee_id = ? ORDER BY track',
      person.id,
    );
    const after = row.results
      .map((result) => ({ track: result.track as string, result: JSON.stringify(result) }))
      .sort((a, b) => (a.track < b.track ? -1 : 1));
    if (JSON.stringify(before) === JSON.stringify(after)) return 'unchanged';
    run(db, 'DELETE FROM track_result WHERE attendee_id = ?', person.id);
    for (const { track, result } of after) {
      runOne(
        db,
        'INSERT INTO track_result (attendee_id, track, result) VALUES (?, ?, ?)',
        person.id,
        track,
        result,
      );
    }
    const project = row.results.find((result) => result.track === 'project');
    setTeam(db, row.emailKey, project?.track === 'project' ? project.team : '', now);
    return before.length === 0 ? 'added' : 'changed';
  });
  return count(changes);
}

function applyCast(db: WriteDb, cells: readonly Cells[], { now }: ImportTarget): ImportCounts {
  refuseTwice(cells, emailKey, 'import.emailTwice');
  const changes = cells.map((record) => {
    const row = castRow(record);
    return putAttendee(db, { ...row, phone: '', affiliation: '' }, now).change;
  });
  issueMissingBadges(db, now);
  return count(changes);
}

function applyEvents(db: WriteDb, cells: readonly Cells[]): ImportCounts {
  refuseTwice(cells, (record) => record.get('code'), 'import.codeTwice');
  const changes = cells.map((record): Change => {
    const row = eventRow(record);
    const known = get(db, 'SELECT 1 FROM event WHERE code = ?', row.code) !== undefined;
    const written = run(
      db,
      `INSERT INTO event (id, code, kind, title, title_en, doors_at, starts_at, ends_at, venue, capacity, admission, entry)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (code) DO UPDATE SET kind = excluded.kind, title = excluded.title, title_en = excluded.title_en,
         doors_at = excluded.doors_at, starts_at = excluded.starts_at, ends_at = excluded.ends_at, venue = excluded.venue,
         capacity = excluded.capacity, admission = excluded.admission, entry = excluded.entry
       WHERE (kind, title, title_en, doors_at, starts_at, ends_at, venue, capacity, admission, entry) IS NOT
         (excluded.kind, excluded.title, excluded.title_en, excluded.doors_at, excluded.starts_at, excluded.ends_at,
          excluded.venue, excluded.capacity, excluded.admission, excluded.entry)`,
      uuidv7(),
      row.code,
      row.kind,
      row.title,
      row.titleEn,
      row.doorsAt,
      row.startsAt,
      row.endsAt,
      row.venue,
      row.capacity,
      row.admission,
      row.entry,
    );
    return written === 0 ? 'unchanged' : known ? 'changed' : 'added';
  });
  return count(changes);
}

function applyInvitations(db: WriteDb, cells: readonly Cells[]): ImportCounts {
  refuseTwice(cells, (record) => `${record.get('event')} ${emailKey(record)}`, 'import.emailTwice');
  const changes = cells.map((record): Change => {
    const row = invitationRow(record);
    const event = get<{ id: EventId }>(db, 'SELECT id FROM event WHERE code = ?', row.event);
    if (!event) throw record.refuse('import.unknownEvent', row.event);
    const person = requirePerson(db, record, row.emailKey);
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
  return count(changes);
}

/** The one graduation of the program; undefined where there is none, or more than one. */
function onlyGraduation(db: ReadDb): { readonly id: EventId; readonly code: string } | undefined {
  const found = all<{ id: EventId; code: string }>(
    db,
    "SELECT id, code FROM event WHERE kind = 'graduation'",
  );
  return found.length === 1 ? found[0] : undefined;
}

const cueSql = `SELECT label, kind, title, title_en, planned_start, duration_ms, min_duration_ms, hard_start, skippable,
    notes, (SELECT group_concat(attendee_id) FROM cue_person p WHERE p.cue_id = cue.id) AS people
  FROM cue WHERE event_id = ? ORDER BY position`;

/** Replaces the event's cues. Refused while the show runs: its commands name the cues that are there. */
function applyRundown(db: WriteDb, cells: readonly Cells[], target: ImportTarget): ImportCounts {
  const [first] = cells;
  const eventId = target.eventId ?? onlyGraduation(db)?.id;
  if (!eventId) throw new Refusal('import.noEvent', { file: first?.file ?? '' });
  const event = getEvent(db, eventId);
  const running = get(db, 'SELECT 1 FROM show_command WHERE event_id = ?', eventId) !== undefined;
  const before = all(db, cueSql, eventId);
  if (running) throw new Refusal('import.showRuns', { file: first?.file ?? '' });
  run(db, 'DELETE FROM cue WHERE event_id = ?', eventId);
  for (const [position, record] of cells.entries()) {
    const row = cueRow(record);
    const id = uuidv7();
    runOne(
      db,
      `INSERT INTO cue (id, event_id, position, label, kind, title, title_en, planned_start, duration_ms, min_duration_ms,
         hard_start, skippable, notes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      eventId,
      position + 1,
      row.label || String(position + 1),
      row.kind,
      row.title,
      row.titleEn,
      row.plannedStart === null ? null : timeOnDay(event.startsAt, row.plannedStart, event.zone),
      row.durationMs,
      row.minDurationMs,
      row.hardStart ? 1 : 0,
      row.skippable ? 1 : 0,
      row.notes,
    );
    for (const [place, email] of row.people.entries()) {
      const person = requirePerson(db, record, email);
      runOne(
        db,
        'INSERT INTO cue_person (cue_id, attendee_id, position) VALUES (?, ?, ?)',
        id,
        person.id,
        place + 1,
      );
    }
  }
  const after = all(db, cueSql, eventId);
  const same = after.filter((cue, i) => JSON.stringify(cue) === JSON.stringify(before[i])).length;
  const changed = Math.min(before.length, after.length) - same;
  return { added: Math.max(0, after.length - before.length), changed: Math.max(0, changed), unchanged: same };
}

/** Remembers that a file was taken in. */
export function recordImport(
  db: WriteDb,
  batch: {
    readonly kind: ImportKind;
    readonly file: string;
    readonly sha256: string;
    readonly encoding: string;
  } & ImportCounts,
  now: number,
): void {
  runOne(
    db,
    `INSERT INTO import_batch (id, kind, file_name, file_sha256, encoding, added, changed, unchanged, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    uuidv7(),
    batch.kind,
    batch.file,
    batch.sha256,
    batch.encoding,
    batch.added,
    batch.changed,
    batch.unchanged,
    now,
  );
}
