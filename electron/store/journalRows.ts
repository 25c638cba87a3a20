import { isAscii, isUtf8 } from 'node:buffer';
import { hash as digest } from 'node:crypto';
import type Database from 'better-sqlite3';
import { type ClockOffset, momentOf } from '../../shared/domain/journalMerge.ts';
import { type Stay, stayOfBoth, withPassing } from '../../shared/domain/stay.ts';
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
const pageRows = 512;

// A row's text as rowHash (journalRow.ts) has it: SQLite writes JSON as JSON.stringify does, so that no line ends within. Of many rows at
// once, since reading a value of each costs more than the rest: what their hashes are over, their texts as lines, their hashes, and
// of each the bytes of its text, where it lies and its form.
const firstValues =
  'device_id, device_seq, id, at, kind, event_id, door, source, code, badge_id, attendee_id, verdict, detail, undoes';
const pageSql = `SELECT count(*), min(fits IS TRUE), CAST(group_concat(prev_hash || text, '') AS BLOB),
    CAST(group_concat(text, char(10)) AS BLOB), CAST(group_concat(hash, '') AS BLOB),
    '[' || group_concat(octet_length(text) || ',' || moment || ',' || form) || ']'
  FROM (SELECT prev_hash, hash, moment, form, filed = 1 AND octet_length(prev_hash) = ${hashLength}
      AND octet_length(hash) = ${hashLength}
        AND (form = 2 OR (refers IS NULL AND by = '' AND recorded_at IS NULL)) AS fits,
      CASE form WHEN 1 THEN json_array(${firstValues})
        ELSE json_array(${firstValues}, refers, by, recorded_at, form) END AS text
    FROM journal WHERE device_id = ? AND device_seq > ? AND device_seq <= ? ORDER BY device_seq LIMIT ${pageRows})`;
type Page =
  | readonly [count: 0, fits: null, linked: null, lines: null, hashes: null, values: null]
  | readonly [count: number, fits: 0 | 1, linked: Buffer, lines: Buffer, hashes: Buffer, values: string];

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
  const page = db.prepare(pageSql).raw();
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
      const [count, fits, linked, lines, hashes, values] = page.get(device, seq, to) as Page;
      if (count === 0) throw new NotTaken(`row ${seq + 1} is missing`);
      if (fits !== 1) throw new NotTaken(`of the rows from ${seq + 1} on one is out of place`);
      const text = textOf(lines);
      const numbers = JSON.parse(values) as readonly number[];
      const digests = hashes.toString('latin1');
      let at = 0;
      let line = 0;
      for (let i = 0; i < count; i++) {
        const length = numbers[3 * i] ?? 0;
        const moment = numbers[3 * i + 1] ?? 0;
        seq++;
        const row = read(text, line, numbers[3 * i + 2] === 2 ? 2 : 1);
        if (!row) throw new NotTaken(`row ${seq} is of another shape`);
        if (row.seq !== seq) throw new NotTaken(`row ${row.seq} is out of place`);
        if (last && linked.compare(last, 0, hashLength, at, at + hashLength) !== 0)
          throw new NotTaken(`row ${seq} does not follow`);
        const end = at + hashLength + length;
        const [its, itsEnd] = [i * hashLength, (i + 1) * hashLength];
        last = hashes.subarray(its, itsEnd);
        if (digest('sha256', linked.subarray(at, end), 'binary') !== digests.slice(its, itsEnd))
          throw new NotTaken(`row ${seq} was changed`);
        if (momentOf({ at: row.at, seq, onPaper: row.onPaper }, known) !== moment)
          throw new NotTaken(`row ${seq} happened at another time`);
        note(device, seq, moment, row);
        before ??= Uint8Array.from(linked.subarray(0, hashLength));
        line = row.next;
        at = end;
      }
      if (line !== text.length) throw new NotTaken('lines are left over');
    }
    if (!before || !last) throw new NotTaken('a part is empty');
    return { device, from, to, before, last: Uint8Array.from(last) };
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
  if (isAscii(bytes)) return bytes.toString('latin1');
  if (!isUtf8(bytes)) throw new NotTaken('a row is no text');
  return bytes.toString('utf8');
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

/** Everybody's stays; of those of whom rows were taken back, counted anew without these. */
export function staysOf(
  db: Database.Database,
  own: Checked,
  others: Checked,
  entries: readonly string[],
): ReadonlyMap<string, Stay> {
  const stays = new Map(own.stays);
  for (const [key, stay] of others.stays) {
    const before = stays.get(key);
    stays.set(key, before ? stayOfBoth(before, stay) : stay);
  }
  const whose = db.prepare(
    'SELECT event_id AS event, attendee_id AS person FROM main.journal WHERE id = ? AND filed = 1',
  );
  const passings = db.prepare(
    `SELECT moment, device_id AS device, device_seq AS seq, id, door, verdict = 'goneOut' AS out FROM main.journal j
     WHERE attendee_id = ? AND event_id = ? AND filed = 1 AND kind = 'scan'
       AND verdict IN (SELECT value FROM json_each(?)) AND NOT EXISTS (SELECT 1 FROM main.journal u WHERE u.undoes = j.id)`,
  );
  const verdicts = JSON.stringify([...entries, 'goneOut']);
  for (const id of [...own.undone, ...others.undone]) {
    const found = whose.get(id) as { readonly event: string; readonly person: string | null } | undefined;
    if (!found || found.person === null) continue;
    const rows = passings.all(found.person, found.event, verdicts) as readonly (Omit<
      NonNullable<Stay['first']>,
      'out'
    > & { readonly out: 0 | 1 })[];
    const key = `${found.event} ${found.person}`;
    stays.delete(key);
    for (const row of rows) stays.set(key, withPassing(stays.get(key), { ...row, out: row.out === 1 }));
  }
  return stays;
}
