import type { AttendeeId } from '../../shared/contract/ids';
import { Refusal } from '../../shared/domain/refusal';
import { all, get, type ReadDb, run, runOne, transaction, type WriteDb } from './db';
import { getRegisterRow } from './register';

/** How the desk came to a certificate: its own QR, the person's badge, or a name in the list. */
export type HandoverReading = 'certificate' | 'badge' | 'list';

/** Notes that a certificate was taken. A Refusal where it is not in force or was taken before. */
export function recordHandover(
  db: WriteDb,
  number: number,
  values: { readonly takenBy: string; readonly by: string; readonly read: HandoverReading },
  now: number,
): void {
  transaction(db, () => {
    const { serial, revoked, handedOver } = getRegisterRow(db, number);
    if (revoked) throw new Refusal('register.alreadyRevoked', { serial });
    if (handedOver) throw new Refusal('handover.already', { serial });
    runOne(
      db,
      'INSERT INTO handover (number, at, taken_by, by, read) VALUES (?, ?, ?, ?, ?)',
      number,
      now,
      values.takenBy.trim(),
      values.by,
      values.read,
    );
  });
}

/** Takes it back: it was noted by mistake. */
export function undoHandover(db: WriteDb, number: number): void {
  if (run(db, 'DELETE FROM handover WHERE number = ?', number) === 0)
    throw new Refusal('handover.nothingToUndo');
}

/** A certificate in force that nobody has taken, and where it would be sent. */
export interface Leftover {
  readonly number: number;
  readonly serial: string;
  readonly attendeeId: AttendeeId;
  readonly name: string;
  readonly nameLatin: string;
  readonly phone: string;
  readonly email: string;
  readonly printed: number;
  readonly postcode: string;
  readonly address: string;
  readonly recipient: string;
}

/** What is left on the desk, by number. */
export function listLeftovers(db: ReadDb): readonly Leftover[] {
  return all<Leftover>(
    db,
    `SELECT c.number, c.serial, c.attendee_id AS attendeeId, c.fields ->> 'name' AS name,
       c.fields ->> 'nameLatin' AS nameLatin, a.phone, coalesce(a.email, '') AS email, c.printed,
       coalesce(p.postcode, '') AS postcode, coalesce(p.address, '') AS address, coalesce(p.recipient, '') AS recipient
     FROM certificate c JOIN attendee a ON a.id = c.attendee_id
     LEFT JOIN postal_address p ON p.attendee_id = c.attendee_id
     WHERE c.revoked_at IS NULL AND NOT EXISTS (SELECT 1 FROM handover h WHERE h.number = c.number)
     ORDER BY c.number`,
  );
}

/** How many certificates in force were taken, and how many there are. */
export function handoverCounts(db: ReadDb): { readonly taken: number; readonly all: number } {
  return (
    get<{ taken: number; all: number }>(
      db,
      `SELECT count(h.number) AS taken, count(*) AS "all" FROM certificate c
       LEFT JOIN handover h ON h.number = c.number WHERE c.revoked_at IS NULL`,
    ) ?? { taken: 0, all: 0 }
  );
}

/** Where a person's certificate is sent; empty texts take the address away. */
export function setPostalAddress(
  db: WriteDb,
  attendeeId: AttendeeId,
  values: { readonly postcode: string; readonly address: string; readonly recipient: string },
): void {
  if (get(db, 'SELECT 1 FROM attendee WHERE id = ?', attendeeId) === undefined)
    throw new Refusal('attendee.unknown');
  run(
    db,
    `INSERT INTO postal_address (attendee_id, postcode, address, recipient) VALUES (?, ?, ?, ?)
     ON CONFLICT (attendee_id) DO UPDATE SET postcode = excluded.postcode, address = excluded.address,
       recipient = excluded.recipient`,
    attendeeId,
    values.postcode.trim(),
    values.address.trim(),
    values.recipient.trim(),
  );
}
