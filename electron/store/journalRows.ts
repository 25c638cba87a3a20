import { isAscii, isUtf8 } from 'node:buffer';
import { hash as digest } from 'node:crypto';
import type Database from 'better-sqlite3';
import { type ClockOffset, momentOf } from '../../shared/domain/journalMerge.ts';
import { type Stay, withPassing } from '../../shared/domain/stay.ts';
import { type CanonicalRow, canonicalReader, type RowWords } from './canonicalRow.ts';
import { headsSql } from './journalSql.ts';

/** A part of a device's chain, with the hash that it says is before it, and its last one. */
export interface ChainPart {
  readonly device: string;
  readonly from: number;
  readonly to: number;
  readonly before: Uint8Array;
  readonly last: Uint8Array;
}

/** By what rows are looked through. */
export interface PartsOrder {
  readonly words: RowWords;
  /** Verdicts that let somebody in. */
  readonly entries: readonly string[];
  /** At [0] how many of the parts were taken. */
  readonly taken: Int32Array;
}

/** What was found in the parts that a thread looked through. */
export interface Checked {
  readonly parts: readonly ChainPart[];
  /** By event and person. */
  readonly stays: ReadonlyMap<string, Stay>;
  /** Ids of rows that others take back. */
  readonly undone: readonly string[];
}

/** Why a database that came is not taken. */
export class NotTaken extends Error {}

const hashLength = 32;
/** Rows of a part, and of them read at once. */
const partRows = 8192;
const pageRows = 1024;

// A row's text as rowHash (journal.ts) has it, behind the hash before: SQLite writes JSON as JSON.stringify does.
const firstValues =
  'device_id, device_seq, id, at, kind, event_id, door, source, code, badge_id, attendee_id, verdict, detail, undoes';
const rowsSql = `SELECT device_seq,
    CAST(prev_hash || CASE form WHEN 1 THEN json_array(${firstValues})
      ELSE json_array(${firstValues}, refers, by, recorded_at, form) END AS BLOB),
    hash, moment, filed,
    CASE WHEN form = 2 THEN 2 WHEN refers IS NULL AND by = '' AND recorded_at IS NULL THEN 1 ELSE 0 END
  FROM journal WHERE device_id = ? AND device_seq > ? AND device_seq <= ? ORDER BY device_seq LIMIT ${pageRows}`;
type Read = readonly [
  seq: number,
  text: Buffer,
  hash: Buffer,
  moment: number,
  filed: number,
  form: 0 | 1 | 2,
];

interface Part {
  readonly device: string;
  readonly from: number;
  readonly to: number;
}

/** The journal in parts, the same ones for every thread. */
function partsOf(db: Database.Database): readonly Part[] {
  const heads = db.prepare(headsSql).all() as readonly { readonly device: string; readonly head: number }[];
  return heads.flatMap(({ device, head }) =>
    Array.from({ length: Math.ceil(head / partRows) }, (_, i) => ({
      device,
      from: i * partRows,
      to: Math.min(head, (i + 1) * partRows),
    })),
  );
}

/**
 * Looks through the parts that no other thread has taken: each row follows the one before it, its hash holds, it is one that could
 * have come by itself, and it lies where this program's clocks put it. Throws NotTaken where that is not so. How the parts hang
 * together is left to whoever has them all (`requireChains`).
 */
export function checkParts(
  db: Database.Database,
  { words, entries, taken }: PartsOrder,
  offsets: readonly ClockOffset[],
): Checked {
  const read = canonicalReader(words);
  const rows = db.prepare(rowsSql).raw();
  const stays = new Map<string, Stay>();
  const undone: string[] = [];
  const passes = new Set([...entries, 'goneOut']);
  const note = (device: string, seq: number, moment: number, row: CanonicalRow) => {
    if (row.undoes !== null) undone.push(row.undoes);
    if (row.kind !== 'scan' || row.attendeeId === null || !passes.has(row.verdict)) return;
    const key = `${row.eventId} ${row.attendeeId}`;
    const { id, door, verdict } = row;
    stays.set(
      key,
      withPassing(stays.get(key), { moment, device, seq, id, door, out: verdict === 'goneOut' }),
    );
  };

  const check = ({ device, from, to }: Part): ChainPart => {
    const known = offsets.filter((offset) => offset.device === device);
    let before: Uint8Array | undefined;
    let last: Buffer | undefined;
    let seq = from;
    while (seq < to) {
      const page = rows.all(device, seq, to) as readonly Read[];
      if (page.length === 0) throw new NotTaken(`row ${seq + 1} is missing`);
      for (const [its, text, hash, moment, filed, form] of page) {
        if (its !== seq + 1 || filed !== 1 || form === 0 || hash.length !== hashLength)
          throw new NotTaken(`row ${its} is out of place`);
        if (last && text.compare(last, 0, hashLength, 0, hashLength) !== 0)
          throw new NotTaken(`row ${its} does not follow`);
        if (digest('sha256', text, 'hex') !== hash.toString('hex'))
          throw new NotTaken(`row ${its} was changed`);
        const row = read(textOf(text), form);
        if (!row) throw new NotTaken(`row ${its} is of another shape`);
        if (momentOf({ at: row.at, seq: its, onPaper: row.onPaper }, known) !== moment)
          throw new NotTaken(`row ${its} happened at another time`);
        note(device, its, moment, row);
        before ??= text.subarray(0, hashLength);
        last = hash;
        seq = its;
      }
    }
    if (!before || !last) throw new NotTaken('a part is empty');
    return { device, from, to, before, last };
  };

  const parts: ChainPart[] = [];
  const all = partsOf(db);
  for (;;) {
    const part = all[Atomics.add(taken, 0, 1)];
    if (!part) return { parts, stays, undone };
    parts.push(check(part));
  }
}

function textOf(bytes: Buffer): string {
  if (isAscii(bytes.subarray(hashLength))) return bytes.toString('latin1', hashLength);
  if (!isUtf8(bytes.subarray(hashLength))) throw new NotTaken('a row is no text');
  return bytes.toString('utf8', hashLength);
}

/** Throws NotTaken where the parts are not whole chains of all rows, each from its device's first row on. */
export function requireChains(db: Database.Database, parts: readonly ChainPart[]): void {
  const rows = parts.reduce((sum, { from, to }) => sum + to - from, 0);
  if (rows !== db.prepare('SELECT count(*) FROM journal').pluck().get())
    throw new NotTaken('rows are left over');
  const sorted = [...parts].sort((a, b) =>
    a.device === b.device ? a.from - b.from : a.device < b.device ? -1 : 1,
  );
  let last: ChainPart | undefined;
  for (const part of sorted) {
    const follows = last?.device === part.device ? last : undefined;
    const before = follows?.last ?? new Uint8Array(hashLength);
    if (part.from !== (follows?.to ?? 0) || Buffer.compare(part.before, before) !== 0)
      throw new NotTaken(`row ${part.from + 1} does not follow`);
    last = part;
  }
}
