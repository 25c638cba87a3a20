import { all, get, type ReadDb } from './db';
import { journalHead, verifyRows } from './journal';
import { rewritings } from './journalNotes';
import { getMeta, requireMeta } from './meta';

/** A head of this device's journal that was written down outside of it: how many rows, and how its hash begins (hex). */
export interface OutsideHead {
  readonly rows: number;
  readonly hash: string;
  readonly where: 'backup' | 'typed';
}

export type JournalResult =
  | { readonly kind: 'whole'; readonly rows: number; readonly heads: number }
  | {
      readonly kind: 'broken';
      readonly deviceSeq: number;
      /** When that row says it happened; null where the row itself is missing. */
      readonly at: number | null;
      readonly why: 'gap' | 'chain' | 'changed';
    }
  /** Every row holds, but an earlier head says that there were more. */
  | {
      readonly kind: 'tailMissing';
      readonly rows: number;
      readonly expected: number;
      readonly where: OutsideHead['where'];
    }
  /** The row that an earlier head names is another one now. */
  | { readonly kind: 'rewritten'; readonly deviceSeq: number; readonly where: OutsideHead['where'] };

/**
 * Computes every chain anew, some rows at a time (it yields how many are done), and then holds this device's against the
 * heads: a cut tail still verifies by itself. The last step has the result.
 */
export function* checkJournal(
  db: ReadDb,
  heads: readonly OutsideHead[],
): Generator<{ readonly done: number; readonly total: number; readonly result: JournalResult | null }> {
  const total = get<{ n: number }>(db, 'SELECT count(*) AS n FROM journal')?.n ?? 0;
  let done = 0;
  const devices = all<{ id: string }>(db, 'SELECT DISTINCT device_id AS id FROM journal ORDER BY 1');
  for (const { id } of devices) {
    for (const step of verifyRows(db, id)) {
      if (step.kind === 'broken') {
        const at = get<{ at: number }>(
          db,
          'SELECT at FROM journal WHERE device_id = ? AND device_seq = ?',
          id,
          step.deviceSeq,
        );
        const { deviceSeq, why } = step;
        yield { done, total, result: { kind: 'broken', deviceSeq, at: at?.at ?? null, why } };
        return;
      }
      done += step.rows;
      yield { done, total, result: null };
    }
  }
  yield { done, total, result: againstHeads(db, heads, total) };
}

function againstHeads(db: ReadDb, heads: readonly OutsideHead[], total: number): JournalResult {
  const { rows } = journalHead(db);
  const longest = heads.reduce<OutsideHead | undefined>(
    (best, head) => (!best || head.rows > best.rows ? head : best),
    undefined,
  );
  if (longest && longest.rows > rows) {
    return { kind: 'tailMissing', rows, expected: longest.rows, where: longest.where };
  }
  const device = requireMeta(db, 'device.id');
  const erased = rewritings(getMeta(db, 'journal.rewritten')).filter(({ deviceId }) => deviceId === device);
  for (const head of heads) {
    if (head.rows === 0) continue;
    // Noted before somebody's data were erased, whose rows it counts: it can't be held against what is left.
    if (erased.some(({ from, rows: until }) => from <= head.rows && head.rows <= until)) continue;
    const row = get<{ hash: Uint8Array }>(
      db,
      'SELECT hash FROM journal WHERE device_id = ? AND device_seq = ?',
      device,
      head.rows,
    );
    if (row && !Buffer.from(row.hash).toString('hex').startsWith(head.hash.toLowerCase())) {
      return { kind: 'rewritten', deviceSeq: head.rows, where: head.where };
    }
  }
  return { kind: 'whole', rows: total, heads: heads.length };
}
