import type { EventId } from '../../shared/contract/ids';
import { all, type ReadDb } from './db';

/** A row of the journal as it is handed out: with names as they stand now, hashes in hex, times in ISO 8601. */
export interface ExportedRow {
  readonly device: string;
  readonly number: number;
  readonly at: string;
  readonly recordedAt: string | null;
  readonly event: string | null;
  readonly door: string;
  readonly source: string;
  readonly kind: string;
  readonly verdict: string;
  readonly name: string | null;
  readonly affiliation: string | null;
  readonly by: string;
  readonly detail: string;
  readonly id: string;
  readonly undoes: string | null;
  readonly refers: string | null;
  readonly hash: string;
}

const page = 2000;

/** Every row, or those of one event, in the order in which each device wrote them; some at a time. */
export function* journalRows(db: ReadDb, eventId: EventId | null): Generator<readonly ExportedRow[]> {
  let last = { device: '', number: 0 };
  for (;;) {
    const rows = all<ExportedRow>(
      db,
      `SELECT j.device_id AS device, j.device_seq AS number,
         strftime('%Y-%m-%dT%H:%M:%fZ', j.at / 1000.0, 'unixepoch') AS at,
         strftime('%Y-%m-%dT%H:%M:%fZ', j.recorded_at / 1000.0, 'unixepoch') AS recordedAt,
         e.title AS event, j.door, j.source, j.kind, j.verdict, a.name, a.affiliation, j.by, j.detail, j.id, j.undoes,
         j.refers, lower(hex(j.hash)) AS hash
       FROM journal j LEFT JOIN event e ON e.id = j.event_id LEFT JOIN attendee a ON a.id = j.attendee_id
       WHERE (j.device_id, j.device_seq) > (?, ?) AND (? IS NULL OR j.event_id = ?)
       ORDER BY j.device_id, j.device_seq LIMIT ${page}`,
      last.device,
      last.number,
      eventId,
      eventId,
    );
    const end = rows.at(-1);
    if (!end) return;
    yield rows;
    last = { device: end.device, number: end.number };
  }
}

const columns = [
  'device',
  'number',
  'at',
  'recordedAt',
  'event',
  'door',
  'source',
  'kind',
  'verdict',
  'name',
  'affiliation',
  'by',
  'detail',
  'id',
  'undoes',
  'refers',
  'hash',
] as const satisfies readonly (keyof ExportedRow)[];

/** CSV with CR LF; with a byte order mark and the heading where it is the `first` part, so that Excel reads the Hangul. */
export function csvOf(rows: readonly ExportedRow[], first: boolean): string {
  const lines = rows.map((row) => columns.map((column) => cell(row[column])).join(','));
  return `${first ? `\uFEFF${columns.join(',')}\r\n` : ''}${lines.map((line) => `${line}\r\n`).join('')}`;
}

/** Quoted where need be; what a spreadsheet would take for a formula gets an apostrophe before it. */
function cell(value: string | number | null): string {
  if (value === null) return '';
  const text = String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** JSON Lines: an object a line. */
export function jsonOf(rows: readonly ExportedRow[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}
