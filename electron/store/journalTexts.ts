import type { Heads } from '../../shared/contract/exchange';
import { all, type ReadDb } from './db';
import { journalHeads } from './journalMerge';

/** A row of the journal as the text of a SentRow. */
export interface RowText {
  readonly device: string;
  readonly seq: number;
  readonly text: string;
}

// SQLite puts the text together: to have each value of each row here, only to write it down, costs half as much again.
const textSql = `json_object('deviceId', device_id, 'deviceSeq', device_seq, 'id', id, 'at', at, 'kind', kind, 'eventId', event_id,
  'door', door, 'source', source, 'code', code, 'badgeId', badge_id, 'attendeeId', attendee_id, 'verdict', verdict, 'detail', detail,
  'undoes', undoes, 'refers', refers, 'by', by, 'recordedAt', recorded_at, 'form', form)`;

/** The same rows as `rowsBeyond` gives (journalMerge.ts), as text. */
export function rowTextsBeyond(db: ReadDb, heads: Heads, limit: number): readonly RowText[] {
  const rows: RowText[] = [];
  const known = journalHeads(db);
  for (const device of Object.keys(known).sort()) {
    const head = heads[device] ?? 0;
    if (rows.length >= limit) break;
    if ((known[device] ?? 0) <= head) continue;
    const next = all<{ seq: number; text: string; hash: Uint8Array }>(
      db,
      `SELECT device_seq AS seq, ${textSql} AS text, hash FROM journal
       WHERE device_id = ? AND device_seq > ? ORDER BY device_seq LIMIT ?`,
      device,
      head,
      limit - rows.length,
    );
    for (const { seq, text, hash } of next) {
      const base64 = Buffer.from(hash.buffer, hash.byteOffset, hash.byteLength).toString('base64');
      rows.push({ device, seq, text: `${text.slice(0, -1)},"hash":"${base64}"}` });
    }
  }
  return rows;
}
