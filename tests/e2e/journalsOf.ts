import { rows } from './storeReader.ts';

/** How far each device's journal is known in a program file. */
export function headsOf(file: string): ReadonlyMap<string, number> {
  const heads = rows<{ device: string; head: number }>(
    file,
    'SELECT device_id AS device, max(device_seq) AS head FROM journal GROUP BY device_id',
  );
  return new Map(heads.map(({ device, head }) => [device, head]));
}

/** All that doors must agree on, as one text: every row of every journal, by device and number, and who is in. */
export function truthOf(file: string): string {
  const journal = rows(
    file,
    `SELECT device_id, device_seq, id, at, moment, door, attendee_id, verdict, detail, undoes, hex(hash) AS hash
     FROM journal ORDER BY device_id, device_seq`,
  );
  const attendance = rows(file, 'SELECT * FROM attendance ORDER BY event_id, attendee_id');
  const counts = rows(file, 'SELECT * FROM door_count ORDER BY event_id');
  return JSON.stringify({ journal, attendance, counts });
}

/** What was answered, by the id of the scan. */
export function verdictsOf(file: string): ReadonlyMap<string, string> {
  const stored = rows<{ id: string; verdict: string }>(file, 'SELECT id, verdict FROM journal');
  return new Map(stored.map(({ id, verdict }) => [id, verdict]));
}

/** Somebody who was in and was let in once more. */
export interface Double {
  readonly id: string;
  readonly name: string;
  readonly door: string;
  readonly at: number;
  readonly beforeId: string;
  readonly beforeDoor: string;
  readonly beforeAt: number;
}

/** Every entry that is not its person's first, in order. Nobody goes out. */
export function doublesOf(file: string): readonly Double[] {
  return rows<Double>(
    file,
    `SELECT entry.id, name, door, at, beforeId, beforeDoor, beforeAt FROM (
       SELECT id, attendee_id, door, at, moment, device_id, device_seq,
         lag(id) OVER person AS beforeId, lag(door) OVER person AS beforeDoor, lag(at) OVER person AS beforeAt
       FROM journal WHERE kind = 'scan' AND verdict IN ('admitted', 'admittedNote')
       WINDOW person AS (PARTITION BY attendee_id ORDER BY moment, device_id, device_seq)
     ) AS entry JOIN attendee ON attendee.id = entry.attendee_id
     WHERE beforeId IS NOT NULL ORDER BY moment, device_id, device_seq`,
  );
}
