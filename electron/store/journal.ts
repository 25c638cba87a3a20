import { hash as digest } from 'node:crypto';
import type { ScanSource } from '../../shared/contract/checkin';
import type { AttendeeId, BadgeId, EventId, ScanId } from '../../shared/contract/ids';
import { momentOf } from '../../shared/domain/journalMerge';
import { entryKinds, type VerdictKind } from '../../shared/domain/verdict';
import { actor } from './actor';
import { offsetsOf } from './clockOffsets';
import { all, get, type ReadDb, runOne, type WriteDb } from './db';
import { requireMeta } from './meta';

/** What a row of the journal says. `detail` is JSON: the verdict's facts, without the person (frozenVerdict.ts). */
export interface JournalEntry {
  readonly id: ScanId;
  readonly at: number;
  readonly kind: 'scan' | 'undo' | 'dispute' | 'settlement';
  readonly eventId: EventId;
  readonly door: string;
  readonly source: ScanSource;
  readonly code: string;
  readonly badgeId: BadgeId | null;
  readonly attendeeId: AttendeeId | null;
  readonly verdict: VerdictKind | 'undone' | 'disputed' | 'settled';
  readonly detail: string;
  readonly undoes: ScanId | null;
  /** The entry that is in dispute, the dispute that is settled, or the scan that was overruled. */
  readonly refers: ScanId | null;
  /** Who was at the desk, where somebody said so. */
  readonly by: string;
  /** When it was written down, where that is not when it happened. */
  readonly recordedAt: number | null;
}

/** A row as it is stored: with the device that wrote it, its count there, and the chain. */
export interface JournalRow extends JournalEntry {
  readonly deviceId: string;
  readonly deviceSeq: number;
  /** Which values the hash is over: 1, as the first version of the app had it, or 2. */
  readonly form: 1 | 2;
  readonly prevHash: Uint8Array;
  readonly hash: Uint8Array;
}

export const journalColumns = `device_id AS deviceId, device_seq AS deviceSeq, id, at, kind, event_id AS eventId, door, source, code,
  badge_id AS badgeId, attendee_id AS attendeeId, verdict, detail, undoes, refers, by, recorded_at AS recordedAt, form,
  prev_hash AS prevHash, hash`;

export const genesis = new Uint8Array(32);
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

/** A row's values in the order in which they are stored and hashed; rows of form 1 end before `refers`. */
function valuesOf(row: Omit<JournalRow, 'prevHash' | 'hash'>) {
  const first = [
    row.deviceId,
    row.deviceSeq,
    row.id,
    row.at,
    row.kind,
    row.eventId,
    row.door,
    row.source,
    row.code,
    row.badgeId,
    row.attendeeId,
    row.verdict,
    row.detail,
    row.undoes,
  ] as const;
  return row.form === 1 ? first : ([...first, row.refers, row.by, row.recordedAt, row.form] as const);
}

/** SHA-256 over the hash of the row before and the row's canonical text: its values as a JSON array, in this order. */
export function rowHash(row: Omit<JournalRow, 'hash'>): Uint8Array {
  const text = JSON.stringify(valuesOf(row));
  const most = row.prevHash.length + 3 * text.length;
  if (hashed.length < most) hashed = Buffer.allocUnsafe(2 * most);
  hashed.set(row.prevHash);
  const end = row.prevHash.length + hashed.write(text, row.prevHash.length);
  return digest('sha256', hashed.subarray(0, end), 'buffer');
}

/** Where what is hashed is put together: kept from row to row. */
let hashed = Buffer.allocUnsafe(4096);

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

/**
 * Appends a row after `head`; gives the new head, and when the row happened by the host's clock. Call it inside a transaction.
 * `filed`: false where it is filed later (filing.ts).
 */
export function append(
  db: WriteDb,
  entry: JournalEntry,
  filed = true,
  head: Head | undefined = headOf(db),
): Head & { readonly moment: number } {
  const deviceId = deviceOf(db);
  const row = {
    ...entry,
    code: storable(entry.code.slice(0, longestCode)),
    door: storable(entry.door),
    by: storable(entry.by || (actor() ?? '')),
    deviceId,
    deviceSeq: (head?.deviceSeq ?? 0) + 1,
    form: 2,
    prevHash: head?.hash ?? genesis,
  } as const;
  const moment = ownMoment(db, row.at, row.recordedAt !== null);
  const hash = rowHash(row);
  insertRow(db, { ...row, hash }, moment, filed);
  return { deviceSeq: row.deviceSeq, hash, moment };
}

/** Writes a whole row, of this device or another. `moment`: when it happened by the host's clock. In a transaction. */
export function insertRow(db: WriteDb, row: JournalRow, moment: number, filed = true): void {
  runOne(
    db,
    `INSERT INTO journal (device_id, device_seq, id, at, kind, event_id, door, source, code, badge_id, attendee_id,
       verdict, detail, undoes, refers, by, recorded_at, form, prev_hash, hash, moment, filed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...valuesOf({ ...row, form: 2 }).slice(0, -1),
    row.form,
    row.prevHash,
    row.hash,
    moment,
    filed ? 1 : 0,
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
