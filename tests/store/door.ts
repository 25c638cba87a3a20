import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import { afterEach } from 'vitest';
import { currentBadgeCodes, issueMissingBadges } from '../../electron/store/badges';
import { runOne, transaction, type WriteDb } from '../../electron/store/db';
import { closeProgramFile, createProgramFile } from '../../electron/store/programFile';
import { recordScan } from '../../electron/store/scan';
import type { Scan, ScanResult } from '../../shared/contract/checkin';
import { AttendeeId, EventId, ScanId } from '../../shared/contract/ids';
import { Refusal } from '../../shared/domain/refusal';

const open: { readonly db: WriteDb; readonly folder: string }[] = [];
afterEach(() => {
  for (const { db, folder } of open.splice(0)) {
    if (db.raw.open) closeProgramFile(db);
    rmSync(folder, { recursive: true });
  }
});

/** Why the work was refused; 'none' where it was not. */
export function reasonOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
  return 'none';
}

export const scanId = () => ScanId.parse(uuidv7());
export const startsAt = Date.UTC(2024, 9, 18, 5);
const hour = 3_600_000;

/** An event to be stood at the door of; a graduation for everyone unless told otherwise. */
export function addEvent(
  db: WriteDb,
  values: {
    admission?: string;
    entry?: string;
    doorsAt?: number | null;
    startsAt?: number;
    title?: string;
  } = {},
): EventId {
  const id = EventId.parse(uuidv7());
  const start = values.startsAt ?? startsAt;
  runOne(
    db,
    `INSERT INTO event (id, code, kind, title, doors_at, starts_at, ends_at, admission, entry)
     VALUES (?, ?, 'graduation', ?, ?, ?, ?, ?, ?)`,
    id,
    id,
    values.title ?? '졸업식',
    values.doorsAt === undefined ? start - hour : values.doorsAt,
    start,
    start + 3 * hour,
    values.admission ?? 'everyone',
    values.entry ?? 'once',
  );
  return id;
}

export function addAttendee(db: WriteDb, name: string, role = 'participant'): AttendeeId {
  const id = AttendeeId.parse(uuidv7());
  runOne(
    db,
    'INSERT INTO attendee (id, role, name, created_at, updated_at) VALUES (?, ?, ?, 0, 0)',
    id,
    role,
    name,
  );
  return id;
}

export function invite(db: WriteDb, eventId: EventId, attendeeId: AttendeeId, status: string): void {
  runOne(
    db,
    'INSERT INTO invitation (event_id, attendee_id, status) VALUES (?, ?, ?)',
    eventId,
    attendeeId,
    status,
  );
}

/** A real program file in a folder of its own, with nobody in it. */
export function openDoor(): { readonly db: WriteDb; readonly folder: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'stagedoor-door-'));
  const db = createProgramFile(path.join(folder, 'a.stagedoor'), { name: '5기', nameEn: 'Cohort 5' }, 0);
  open.push({ db, folder });
  return { db, folder };
}

/** The same with people who have badges. */
export function makeDoor(names: readonly string[] = ['김민수', '이서연', '박도윤']) {
  const { db, folder } = openDoor();
  const people = transaction(db, () => names.map((name) => addAttendee(db, name)));
  transaction(db, () => issueMissingBadges(db, 0));
  const eventId = addEvent(db);
  const codeOf = (person: AttendeeId): string => {
    const code = currentBadgeCodes(db).get(person);
    if (!code) throw new Error('no badge');
    return code;
  };
  const scan = (code: string, now = startsAt, more: Partial<Scan> = {}): ScanResult & { fresh: boolean } =>
    recordScan(
      db,
      { id: scanId(), eventId, door: 'A', source: 'keyboard', by: { by: 'code', code }, ...more },
      now,
    );
  return { db, folder, people, eventId, codeOf, scan };
}
