import Database from 'better-sqlite3';
import type { SentRow } from '../../shared/contract/exchange.ts';
import { type ClockOffset, momentOf } from '../../shared/domain/journalMerge.ts';
import { valuesOf } from './journalRow.ts';

/** How a journal's table is made, and by what clocks its rows are put in order. */
export interface GatherAs {
  readonly create: string;
  readonly offsets: readonly ClockOffset[];
  readonly nativeBinding: string | undefined;
}

/**
 * Rows of other machines put together as a database that holds nothing else. They count for nothing before each of them was looked
 * at (journalRows.ts): here is only seen to it that a device's rows follow each other.
 */
export interface Gathering {
  readonly as: GatherAs;
  /** How far each device's rows are here. */
  readonly heads: Readonly<Record<string, number>>;
  /** Rows of one device in their order, as text; what is here already may come again. False where they are no such rows. */
  take(text: string): boolean;
  bytes(): SharedArrayBuffer;
  close(): void;
}

/** Begins with nothing, in memory. */
export function gatherRows(as: GatherAs): Gathering {
  const db = new Database(
    ':memory:',
    as.nativeBinding === undefined ? {} : { nativeBinding: as.nativeBinding },
  );
  db.exec(as.create);
  const insert = db.prepare(
    `INSERT INTO journal (device_id, device_seq, id, at, kind, event_id, door, source, code, badge_id, attendee_id, verdict, detail,
       undoes, refers, by, recorded_at, form, prev_hash, hash, moment, filed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)`,
  );
  const known = db.prepare('SELECT hash FROM journal WHERE device_id = ? AND device_seq = ?').pluck();
  const heads: Record<string, number> = {};
  const lasts = new Map<string, Buffer>();
  const clocks = new Map<string, readonly ClockOffset[]>();
  const clockOf = (device: string) => {
    const found = clocks.get(device) ?? as.offsets.filter((offset) => offset.device === device);
    clocks.set(device, found);
    return found;
  };

  const takeOne = (row: SentRow) => {
    const { deviceId, deviceSeq } = row;
    const hash = Buffer.from(row.hash, 'base64');
    const head = heads[deviceId] ?? 0;
    if (deviceSeq <= head) {
      if (!hash.equals(known.get(deviceId, deviceSeq) as Buffer))
        throw new Error('a device goes on two ways');
      return;
    }
    if (deviceSeq !== head + 1) throw new Error('a row is missing');
    const onPaper = row.recordedAt !== null;
    insert.run(
      ...valuesOf(row),
      lasts.get(deviceId) ?? Buffer.alloc(hash.length),
      hash,
      momentOf({ at: row.at, seq: deviceSeq, onPaper }, clockOf(deviceId)),
    );
    heads[deviceId] = deviceSeq;
    lasts.set(deviceId, hash);
  };
  const takeAll = db.transaction((rows: readonly SentRow[]) => {
    for (const row of rows) takeOne(row);
  });
  return {
    as,
    heads,
    take(text) {
      try {
        takeAll(JSON.parse(text));
        return true;
      } catch {
        return false;
      }
    },
    bytes() {
      const bytes = db.serialize();
      const shared = new SharedArrayBuffer(bytes.length);
      new Uint8Array(shared).set(bytes);
      return shared;
    },
    close: () => void db.close(),
  };
}
