import type { AttendeeId, EventId, ScanId } from '../../shared/contract/ids';
import { entryKinds } from '../../shared/domain/verdict';
import { enter, recomputeEntry } from './attendance';
import { all, get, type ReadDb, run, unsyncedTransaction, type WriteDb } from './db';
import { deviceOf, type Head } from './journal';
import { owe, settle, settleToRead } from './owed';

/**
 * A scan's answer waits for the disk, so it waits for one page of the journal and no more. Where the row is found by (its id, its
 * event, its person) and who is in are filed right after, before anybody reads or writes the program; after a power cut when it
 * is opened. Until then the rows' ids and people are known here.
 */
interface Unfiled {
  readonly firstSeq: number;
  head: Head;
  readonly ids: Set<ScanId>;
  readonly people: Set<string>;
}

const unfiled = new WeakMap<ReadDb['raw'], Unfiled>();
const personAt = (eventId: EventId, attendeeId: AttendeeId) => `${eventId} ${attendeeId}`;

/** So many rows are filed at once at the most: by then the next scan waits for them. */
const mostUnfiled = 256;
/** How soon rows are filed where nobody asks (ms). */
const soon = 20;

/** Notes that a row of this device, now its last one, was written with `filed = 0`. After its transaction. */
export function fileLater(
  db: WriteDb,
  head: Head,
  row: { readonly id: ScanId; readonly eventId: EventId; readonly attendeeId: AttendeeId | null },
): void {
  const known = unfiled.get(db.raw) ?? { firstSeq: head.deviceSeq, head, ids: new Set(), people: new Set() };
  known.head = head;
  known.ids.add(row.id);
  if (row.attendeeId !== null) known.people.add(personAt(row.eventId, row.attendeeId));
  if (known.ids.size > 1) return;
  unfiled.set(db.raw, known);
  owe(db.raw, () => {
    fileFrom(db, known.firstSeq);
    unfiled.delete(db.raw);
    checkpointInTime(db, known.ids.size);
  });
  setTimeout(() => db.raw.open && settleToRead(db.raw), soon).unref();
}

const sinceCheckpoint = new WeakMap<ReadDb['raw'], number>();
/** After so many rows the log is taken into the file here, so that it never grows so long that a scan's own commit has to. */
const rowsACheckpoint = 128;

function checkpointInTime(db: WriteDb, filed: number): void {
  const rows = (sinceCheckpoint.get(db.raw) ?? 0) + filed;
  sinceCheckpoint.set(db.raw, rows < rowsACheckpoint ? rows : 0);
  if (rows >= rowsACheckpoint) db.raw.pragma('wal_checkpoint(PASSIVE)');
}

/** Files them where they are many: before a scan, which is not stored where that fails. */
export function fileIfMany(db: WriteDb): void {
  if ((unfiled.get(db.raw)?.ids.size ?? 0) >= mostUnfiled) settle(db.raw);
}

/** The last row, where it waits to be filed. */
export function unfiledHead(db: ReadDb): Head | undefined {
  return unfiled.get(db.raw)?.head;
}

/** Whether that scan's row waits to be filed. */
export function isUnfiled(db: ReadDb, id: ScanId): boolean {
  return unfiled.get(db.raw)?.ids.has(id) ?? false;
}

/** Whether a row about that person at that event waits to be filed. */
export function hasUnfiled(db: ReadDb, eventId: EventId, attendeeId: AttendeeId): boolean {
  return unfiled.get(db.raw)?.people.has(personAt(eventId, attendeeId)) ?? false;
}

/** Files what a power cut or the end of the process left. Once, when a program is opened. */
export function fileWhatIsLeft(db: WriteDb): void {
  const device = deviceOf(db);
  const last = get<{ seq: number; filed: 0 | 1 }>(
    db,
    'SELECT device_seq AS seq, filed FROM journal WHERE device_id = ? ORDER BY device_seq DESC LIMIT 1',
    device,
  );
  if (!last || last.filed === 1) return;
  const before = get<{ seq: number }>(
    db,
    'SELECT device_seq AS seq FROM journal WHERE device_id = ? AND filed = 1 ORDER BY device_seq DESC LIMIT 1',
    device,
  );
  fileFrom(db, (before?.seq ?? 0) + 1);
}

interface Row {
  readonly id: ScanId;
  readonly at: number;
  readonly eventId: EventId;
  readonly door: string;
  readonly attendeeId: AttendeeId | null;
  readonly verdict: string;
}

/** Without waiting for the disk: cut off, it is done again from the rows, which are there. */
function fileFrom(db: WriteDb, seq: number): void {
  const device = deviceOf(db);
  unsyncedTransaction(db, () => {
    run(
      db,
      'UPDATE journal SET filed = 1 WHERE device_id = ? AND device_seq >= ? AND filed = 0',
      device,
      seq,
    );
    const rows = all<Row>(
      db,
      `SELECT id, moment AS at, event_id AS eventId, door, attendee_id AS attendeeId, verdict FROM journal
       WHERE device_id = ? AND device_seq >= ? ORDER BY device_seq`,
      device,
      seq,
    );
    for (const row of rows) follow(db, row);
  });
}

/** What follows from a scan's row for who is in. In the transaction that files it. */
export function follow(db: WriteDb, { eventId, attendeeId, at, door, id, verdict }: Row): void {
  if (attendeeId === null) return;
  if (entryKinds.some((kind) => kind === verdict)) enter(db, { eventId, attendeeId, at, door, scanId: id });
  else if (verdict === 'goneOut') recomputeEntry(db, eventId, attendeeId);
}
