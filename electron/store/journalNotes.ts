import { z } from 'zod';
import { all, get, run, type WriteDb } from './db';
import { journalColumns } from './journal';
import { type JournalRow, rowHash } from './journalRow';
import { getMeta, setMeta } from './meta';

/** From which row on a device's chain was computed anew, and how far it had come by then. */
const Rewriting = z.object({ deviceId: z.string(), from: z.int(), rows: z.int(), at: z.number() });
export type Rewriting = z.infer<typeof Rewriting>;

/** When notes of erased people were taken out of the journal; the oldest first. */
export function rewritings(text: string | undefined): readonly Rewriting[] {
  return text === undefined ? [] : z.array(Rewriting).parse(JSON.parse(text));
}

/** A verdict's or a row's facts without what somebody wrote. */
export function withoutNotes(detail: string): string {
  const facts: unknown = JSON.parse(detail);
  if (typeof facts !== 'object' || facts === null) return detail;
  const texts = ['note', 'reason'].filter((name) => name in facts);
  return JSON.stringify({ ...facts, ...Object.fromEntries(texts.map((name) => [name, ''])) });
}

/**
 * Takes out of the journal what was written about these people: notes, and reasons of overrulings. The rows stay. From the first
 * changed one on its device's chain is computed anew, which is written down beside it. Call it in a transaction in which the
 * journal may be changed.
 */
export function clearNotes(db: WriteDb, ids: ReadonlySet<string>, now: number): void {
  const noted = all<{ deviceId: string; deviceSeq: number; detail: string; attendeeId: string | null }>(
    db,
    `SELECT device_id AS deviceId, device_seq AS deviceSeq, detail, attendee_id AS attendeeId FROM journal
     WHERE attendee_id IS NOT NULL AND (detail ->> 'note' <> '' OR (verdict = 'overruled' AND detail ->> 'reason' <> ''))
     ORDER BY device_id, device_seq`,
  ).filter(({ attendeeId }) => attendeeId !== null && ids.has(attendeeId));
  const firsts = new Map<string, number>();
  for (const { deviceId, deviceSeq, detail } of noted) {
    if (!firsts.has(deviceId)) firsts.set(deviceId, deviceSeq);
    run(
      db,
      'UPDATE journal SET detail = ? WHERE device_id = ? AND device_seq = ?',
      withoutNotes(detail),
      deviceId,
      deviceSeq,
    );
  }
  const before = rewritings(getMeta(db, 'journal.rewritten'));
  const done = [...firsts].map(([deviceId, from]) => ({
    deviceId,
    from,
    rows: chainAnew(db, deviceId, from),
    at: now,
  }));
  if (done.length > 0) setMeta(db, 'journal.rewritten', JSON.stringify([...before, ...done]));
}

/** Computes a device's chain anew from a row on; gives the number of its last row. */
function chainAnew(db: WriteDb, deviceId: string, from: number): number {
  let last = from - 1;
  for (;;) {
    const row = get<JournalRow>(
      db,
      `SELECT ${journalColumns} FROM journal WHERE device_id = ? AND device_seq > ? ORDER BY device_seq LIMIT 1`,
      deviceId,
      last,
    );
    if (!row) return last;
    const prev = get<{ hash: Uint8Array }>(
      db,
      'SELECT hash FROM journal WHERE device_id = ? AND device_seq = ?',
      deviceId,
      row.deviceSeq - 1,
    );
    const prevHash = prev?.hash ?? row.prevHash;
    run(
      db,
      'UPDATE journal SET prev_hash = ?, hash = ? WHERE device_id = ? AND device_seq = ?',
      prevHash,
      rowHash({ ...row, prevHash }),
      deviceId,
      row.deviceSeq,
    );
    last = row.deviceSeq;
  }
}
