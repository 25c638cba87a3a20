import type { AttendeeId, EventId, ScanId } from '../../shared/contract/ids';
import { entryKinds } from '../../shared/domain/verdict';
import { enter, rebuildAttendance, recomputeEntry } from './attendance';
import { get, type ReadDb, run, unsyncedTransaction, type WriteDb } from './db';
import { deviceOf, type Head } from './journal';
import { fileTail, hasTail } from './journalTail';
import { owe, settle, settleToRead } from './owed';

/**
 * A scan's answer waits for the disk, so it waits for one row at the end of a short table and no more (journalTail.ts). The row goes
 * into the journal, with where it is found by (its id, its event, its person) and who is in, right after, before anybody reads or
 * writes the program; after a power cut when it is opened. Until then the rows' ids and people are known here.
 */
interface Unfiled {
  head: Head;
  readonly ids: Set<ScanId>;
  readonly people: Set<string>;
}

const unfiled = new WeakMap<ReadDb['raw'], Unfiled>();
const personAt = (eventId: EventId, attendeeId: AttendeeId) => `${eventId} ${attendeeId}`;

/** So many rows are filed at once at the most: by then the next scan waits for them. */
const mostUnfiled = 512;
/** How soon rows are filed where nobody asks (ms). */
const soon = 20;

/** Notes that a row of this device, now its last one, was written into the tail. After its transaction. */
export function fileLater(
  db: WriteDb,
  head: Head,
  row: { readonly id: ScanId; readonly eventId: EventId; readonly attendeeId: AttendeeId | null },
): void {
  const known = unfiled.get(db.raw) ?? { head, ids: new Set(), people: new Set() };
  known.head = head;
  known.ids.add(row.id);
  if (row.attendeeId !== null) known.people.add(personAt(row.eventId, row.attendeeId));
  if (known.ids.size > 1) return;
  unfiled.set(db.raw, known);
  owe(db.raw, () => {
    fileAll(db);
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
  if (hasTail(db)) fileAll(db);
  // Before the tail had a table of its own (step 17), rows that waited were in the journal already: its last ones.
  const device = deviceOf(db);
  const last = get<{ filed: 0 | 1 }>(
    db,
    'SELECT filed FROM journal WHERE device_id = ? ORDER BY device_seq DESC LIMIT 1',
    device,
  );
  if (last?.filed !== 0) return;
  run(db, 'UPDATE journal SET filed = 1 WHERE device_id = ? AND filed = 0', device);
  rebuildAttendance(db);
}

/** Without waiting for the disk: cut off, it is done again from the rows, which are there. */
function fileAll(db: WriteDb): void {
  unsyncedTransaction(db, () => {
    for (const { row, moment } of fileTail(db)) follow(db, { ...row, at: moment });
  });
}

/** What of a row says who is in; `at` by the host's clock. */
interface Row {
  readonly id: ScanId;
  readonly at: number;
  readonly eventId: EventId;
  readonly door: string;
  readonly attendeeId: AttendeeId | null;
  readonly verdict: string;
}

/** What follows from a scan's row for who is in. In the transaction that files it. */
export function follow(db: WriteDb, { eventId, attendeeId, at, door, id, verdict }: Row): void {
  if (attendeeId === null) return;
  if (entryKinds.some((kind) => kind === verdict)) enter(db, { eventId, attendeeId, at, door, scanId: id });
  else if (verdict === 'goneOut') recomputeEntry(db, eventId, attendeeId);
}
