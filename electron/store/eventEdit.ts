import { uuidv7 } from 'uuidv7';
import type { EventEdit } from '../../shared/contract/events';
import { EventId } from '../../shared/contract/ids';
import { Refusal } from '../../shared/domain/refusal';
import { all, get, type ReadDb, run, runOne, transaction, type WriteDb } from './db';
import { getEvent } from './events';
import { deleteMeta, getMeta } from './meta';

/** A code that is free: the kind's name, with a number where it is taken. */
function freeCode(db: ReadDb, kind: string): string {
  const stem = kind.replaceAll('_', '-');
  const taken = new Set(all<{ code: string }>(db, 'SELECT code FROM event').map(({ code }) => code));
  for (let number = 1; ; number++) {
    const code = number === 1 ? stem : `${stem}-${number}`;
    if (!taken.has(code)) return code;
  }
}

const listed: readonly EventEdit['admission'][] = ['roles', 'tags', 'tracks'];
const tidy = (text: string) => text.normalize('NFC').trim();

/** Adds an event (`id` null) or changes one; gives what it was. Its code stays: files and answers name it by that. */
export function putEvent(
  db: WriteDb,
  id: EventId | null,
  event: EventEdit,
): { readonly id: EventId; readonly before: EventEdit | null } {
  return transaction(db, () => {
    const before = id === null ? null : asEdit(getEvent(db, id));
    const code = before?.code ?? (tidy(event.code) || freeCode(db, event.kind));
    if (!before && get(db, 'SELECT 1 FROM event WHERE code = ?', code)) {
      throw new Refusal('event.codeTaken', { code });
    }
    const made = id ?? EventId.parse(uuidv7());
    writeEvent(db, made, code, event);
    return { id: made, before };
  });
}

/** Writes every field of an event. Call it inside a transaction. */
function writeEvent(db: WriteDb, id: EventId, code: string, event: EventEdit): void {
  runOne(
    db,
    `INSERT INTO event (id, code, kind, title, title_en, doors_at, starts_at, ends_at, zone, venue, capacity, admission,
       admits, entry) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET (kind, title, title_en, doors_at, starts_at, ends_at, zone, venue, capacity, admission,
       admits, entry) = (excluded.kind, excluded.title, excluded.title_en, excluded.doors_at, excluded.starts_at,
       excluded.ends_at, excluded.zone, excluded.venue, excluded.capacity, excluded.admission, excluded.admits, excluded.entry)`,
    id,
    code,
    event.kind,
    tidy(event.title),
    tidy(event.titleEn),
    event.doorsAt,
    event.startsAt,
    event.endsAt,
    event.zone,
    tidy(event.venue),
    event.capacity,
    event.admission,
    JSON.stringify(listed.includes(event.admission) ? event.admits : []),
    event.entry,
  );
}

function asEdit({ id: _, ...event }: ReturnType<typeof getEvent>): EventEdit {
  return event;
}

/** What hangs on an event and goes with it. */
const dependent = ['invitation', 'seat'] as const;

interface Removed {
  readonly id: EventId;
  readonly event: EventEdit;
  readonly rows: Readonly<
    Record<(typeof dependent)[number], readonly Readonly<Record<string, string | number | null>>[]>
  >;
}

/** The event that was taken away last: kept while the program is open, so that it can be put back. */
const removed = new WeakMap<WriteDb['raw'], Removed>();

/** Takes an event away. A Refusal where it has a rundown, or somebody's entry or a certificate's evidence is in the journal. */
export function removeEvent(db: WriteDb, id: EventId): void {
  transaction(db, () => {
    const event = asEdit(getEvent(db, id));
    if (get(db, 'SELECT 1 FROM filed WHERE event_id = ? LIMIT 1', id)) throw new Refusal('event.hasJournal');
    if (get(db, 'SELECT 1 FROM cue WHERE event_id = ? LIMIT 1', id)) throw new Refusal('event.hasRundown');
    const rowsOf = (table: (typeof dependent)[number]) =>
      all<Record<string, string | number | null>>(db, `SELECT * FROM ${table} WHERE event_id = ?`, id);
    removed.set(db.raw, { id, event, rows: { invitation: rowsOf('invitation'), seat: rowsOf('seat') } });
    // Before the event itself, whose title the history names.
    for (const table of dependent) run(db, `DELETE FROM ${table} WHERE event_id = ?`, id);
    runOne(db, 'DELETE FROM event WHERE id = ?', id);
    if (getMeta(db, 'event.chosen') === id) deleteMeta(db, 'event.chosen');
  });
}

/** Puts that event back as it was, with its list. A Refusal where it is not the last one taken away. */
export function restoreEvent(db: WriteDb, id: EventId): void {
  const last = removed.get(db.raw);
  if (last?.id !== id) throw new Refusal('event.nothingToRestore');
  transaction(db, () => {
    if (get(db, 'SELECT 1 FROM event WHERE code = ?', last.event.code)) {
      throw new Refusal('event.codeTaken', { code: last.event.code });
    }
    writeEvent(db, id, last.event.code, last.event);
    for (const table of dependent) {
      for (const row of last.rows[table]) {
        const columns = Object.keys(row);
        runOne(
          db,
          `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
          ...Object.values(row),
        );
      }
    }
  });
  removed.delete(db.raw);
}
