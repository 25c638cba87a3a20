import type { AttendeeId, EventId, ScanId } from '../../shared/contract/ids';
import { conflictsOf, type MergeRow, type Placed, passings } from '../../shared/domain/journalMerge';
import type { ScannedPerson } from '../../shared/domain/verdict';
import { all, get, type ReadDb } from './db';
import { getEvent } from './events';
import { scannedPerson } from './frozenVerdict';

/** An entry that stands though it would have been refused, had its door known of what happened at others. */
export interface EntryConflict {
  readonly id: ScanId;
  readonly kind: 'twice' | 'full' | 'revoked';
  readonly person: ScannedPerson;
  readonly at: number;
  readonly door: string;
  /** The entry before, where they came in twice. */
  readonly before: { readonly at: number; readonly door: string } | null;
}

interface Row extends Omit<Placed<MergeRow>, 'onPaper' | 'id' | 'attendee'> {
  readonly id: ScanId;
  readonly attendee: AttendeeId;
  readonly onPaper: 0 | 1;
}

const columns = `device_id AS device, device_seq AS seq, id, at, moment, recorded_at IS NOT NULL AS onPaper, kind, door,
  attendee_id AS attendee, badge_id AS badge, verdict, undoes`;

/**
 * The conflicts of an event by the rules of shared/domain/journalMerge, in order. None where one device alone wrote: it knew
 * of everything.
 */
export function listConflicts(db: ReadDb, eventId: EventId): readonly EntryConflict[] {
  // Found out from the ends of an index, where only one has ever written.
  if (get(db, 'SELECT 1 WHERE (SELECT min(device_id) FROM journal) IS (SELECT max(device_id) FROM journal)'))
    return [];
  const devices = get<{ n: number }>(
    db,
    'SELECT count(*) AS n FROM (SELECT DISTINCT device_id FROM filed WHERE event_id = ? LIMIT 2)',
    eventId,
  );
  if ((devices?.n ?? 0) < 2) return [];
  const rows = all<Row>(
    db,
    `SELECT ${columns} FROM filed WHERE event_id = ? AND attendee_id IS NOT NULL`,
    eventId,
  );
  const placed = rows.map((row) => ({ ...row, onPaper: row.onPaper === 1 }));
  const ends = revocations(db);
  const people = new Map(placed.map(({ id, attendee }) => [id as string, { id, attendee }]));
  return conflictsOf(passings(placed), getEvent(db, eventId), (badge) => ends.get(badge) ?? null).flatMap(
    ({ row, kind, against }) => {
      const who = people.get(row.id);
      return who
        ? [
            {
              id: who.id,
              kind,
              person: scannedPerson(db, who.attendee),
              at: row.moment,
              door: row.door,
              before: against && { at: against.moment, door: against.door },
            },
          ]
        : [];
    },
  );
}

function revocations(db: ReadDb): ReadonlyMap<string, number> {
  const rows = all<{ id: string; at: number }>(
    db,
    'SELECT id, revoked_at AS at FROM badge WHERE revoked_at IS NOT NULL',
  );
  return new Map(rows.map(({ id, at }) => [id, at]));
}
