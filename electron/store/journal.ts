import type { EventId, ScanId } from '../../shared/contract/ids';
import { momentOf } from '../../shared/domain/journalMerge';
import { entryKinds } from '../../shared/domain/verdict';
import { actor } from './actor';
import { offsetsOf } from './clockOffsets';
import { all, get, type ReadDb, runOne, type WriteDb } from './db';
import { genesis, type JournalEntry, type JournalRow, rowHash, textOf, valuesOf } from './journalRow';
import { requireMeta } from './meta';

export const journalColumns = `device_id AS deviceId, device_seq AS deviceSeq, id, at, kind, event_id AS eventId, door, source, code,
  badge_id AS badgeId, attendee_id AS attendeeId, verdict, detail, undoes, refers, by, recorded_at AS recordedAt, form,
  prev_hash AS prevHash, hash`;

const longestCode = 256;
const devices = new WeakMap<ReadDb['raw'], string>();

/** This device's id: whose rows `append` writes. */
export function deviceOf(db: ReadDb): string {
  let device = devices.get(db.raw);
  if (device === undefined) {
    device = requireMeta(db, 'device.id');
    devices.set(db.raw, device);
  }
  return device;
}

const surrogate = /[\ud800-\udfff]/;

/** Text that comes back from the store as it went in: half a character (a lone surrogate) would not. */
function storable(text: string): string {
  return surrogate.test(text) ? Buffer.from(text, 'utf8').toString('utf8') : text;
}

/** When something at this device at its time `at` (UTC ms) happens by the host's clock. */
export function ownMoment(db: ReadDb, at: number, onPaper: boolean): number {
  return momentOf({ at, seq: Number.MAX_SAFE_INTEGER, onPaper }, offsetsOf(db, deviceOf(db)));
}

/** The last row of a device's chain: its count and its hash. */
export type Head = Pick<JournalRow, 'deviceSeq' | 'hash'>;

/** A device's head, this one's unless said otherwise, as it is in the store; undefined where there is no row of it. */
export function headOf(db: ReadDb, deviceId = deviceOf(db)): Head | undefined {
  return get<Head>(
    db,
    'SELECT device_seq AS deviceSeq, hash FROM journal WHERE device_id = ? ORDER BY device_seq DESC LIMIT 1',
    deviceId,
  );
}

/** A row that is to be written, when it happened by the host's clock, and its canonical text. */
export interface NextRow {
  readonly row: JournalRow;
  readonly moment: number;
  readonly text: string;
}

/** An entry as the row that comes after `head`. */
export function nextRow(db: ReadDb, entry: JournalEntry, head: Head | undefined = headOf(db)): NextRow {
  const row = {
    ...entry,
    code: storable(entry.code.slice(0, longestCode)),
    door: storable(entry.door),
    by: storable(entry.by || (actor() ?? '')),
    deviceId: deviceOf(db),
    deviceSeq: (head?.deviceSeq ?? 0) + 1,
    form: 2,
    prevHash: head?.hash ?? genesis,
  } as const;
  const text = textOf(row);
  return {
    row: Object.assign(row, { hash: rowHash(row, text) }),
    moment: ownMoment(db, row.at, row.recordedAt !== null),
    text,
  };
}

/** Appends a row; gives when it happened by the host's clock. Call it inside a transaction. */
export function append(db: WriteDb, entry: JournalEntry): number {
  const { row, moment } = nextRow(db, entry);
  insertRow(db, row, moment);
  return moment;
}

/** Writes a whole row, of this device or another. `moment`: when it happened by the host's clock. In a transaction. */
export function insertRow(db: WriteDb, row: JournalRow, moment: number): void {
  runOne(
    db,
    `INSERT INTO journal (device_id, device_seq, id, at, kind, event_id, door, source, code, badge_id, attendee_id,
       verdict, detail, undoes, refers, by, recorded_at, form, prev_hash, hash, moment)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...valuesOf(row),
    row.prevHash,
    row.hash,
    moment,
  );
}

/** The row of that id, or undefined. */
export function findEntry(db: ReadDb, id: ScanId): JournalEntry | undefined {
  return get<JournalRow>(db, `SELECT ${journalColumns} FROM filed WHERE id = ?`, id);
}

/** True where a later row takes this one back. */
export function isTakenBack(db: ReadDb, id: ScanId): boolean {
  return get(db, 'SELECT 1 FROM journal WHERE undoes = ?', id) !== undefined;
}

/** The last rows of an event, the newest first. */
export function lastEntries(
  db: ReadDb,
  eventId: EventId,
  limit: number,
): readonly (JournalEntry & { readonly moment: number; readonly takenBack: 0 | 1 })[] {
  return all(
    db,
    `SELECT ${journalColumns}, moment, EXISTS (SELECT 1 FROM journal u WHERE u.undoes = filed.id) AS takenBack
     FROM filed WHERE event_id = ? ORDER BY moment DESC, device_id DESC, device_seq DESC LIMIT ?`,
    eventId,
    limit,
  );
}

const passings = [...entryKinds, 'goneOut'].map((kind) => `'${kind}'`).join(', ');

/** The last time somebody came in or went out through a door that was not taken back, or undefined. */
export function lastPassing(db: ReadDb, eventId: EventId, door: string): JournalEntry | undefined {
  return get<JournalRow>(
    db,
    `SELECT ${journalColumns} FROM filed WHERE event_id = ? AND door = ? AND kind = 'scan' AND verdict IN (${passings})
       AND NOT EXISTS (SELECT 1 FROM journal u WHERE u.undoes = filed.id)
     ORDER BY moment DESC, device_id DESC, device_seq DESC LIMIT 1`,
    eventId,
    door,
  );
}

/** How many rows this device wrote, and the last one's hash in hex: to be noted outside, since a cut tail still verifies. */
export function journalHead(db: ReadDb): { readonly rows: number; readonly hash: string } {
  const head = headOf(db);
  return { rows: head?.deviceSeq ?? 0, hash: Buffer.from(head?.hash ?? genesis).toString('hex') };
}

/** How many rows there are of all devices. */
export function journalRows(db: ReadDb): number {
  return get<{ n: number }>(db, 'SELECT count(*) AS n FROM journal')?.n ?? 0;
}

export type JournalCheck =
  | { readonly kind: 'whole'; readonly rows: number }
  | {
      readonly kind: 'broken';
      readonly deviceId: string;
      readonly deviceSeq: number;
      /** A count left out, a row that does not follow the one before it, or one that was changed. */
      readonly why: 'gap' | 'chain' | 'changed';
    };

const page = 1000;

/** Computes one device's chain anew, some rows at a time: how many held, or the first row that does not. */
export function* verifyRows(
  db: ReadDb,
  deviceId: string,
): Generator<
  | { readonly kind: 'held'; readonly rows: number }
  | { readonly kind: 'broken'; readonly deviceSeq: number; readonly why: 'gap' | 'chain' | 'changed' }
> {
  let seq = 0;
  let last: Uint8Array = genesis;
  for (;;) {
    const next = all<JournalRow>(
      db,
      `SELECT ${journalColumns} FROM journal WHERE device_id = ? AND device_seq > ? ORDER BY device_seq LIMIT ?`,
      deviceId,
      seq,
      page,
    );
    if (next.length === 0) return;
    for (const row of next) {
      const why = faultOf(row, seq, last);
      if (why) {
        yield { kind: 'broken', deviceSeq: row.deviceSeq, why };
        return;
      }
      seq = row.deviceSeq;
      last = row.hash;
    }
    yield { kind: 'held', rows: next.length };
  }
}

function faultOf(row: JournalRow, seq: number, last: Uint8Array): 'gap' | 'chain' | 'changed' | undefined {
  if (row.deviceSeq !== seq + 1) return 'gap';
  if (Buffer.compare(row.prevHash, last) !== 0) return 'chain';
  return Buffer.compare(row.hash, rowHash(row)) === 0 ? undefined : 'changed';
}

/** Computes every device's chain anew: whole, or the first row that does not hold. */
export function verifyJournal(db: ReadDb): JournalCheck {
  let rows = 0;
  const ids = all<{ deviceId: string }>(db, 'SELECT DISTINCT device_id AS deviceId FROM journal ORDER BY 1');
  for (const { deviceId } of ids) {
    for (const step of verifyRows(db, deviceId)) {
      if (step.kind === 'broken')
        return { kind: 'broken', deviceId, deviceSeq: step.deviceSeq, why: step.why };
      rows += step.rows;
    }
  }
  return { kind: 'whole', rows };
}
