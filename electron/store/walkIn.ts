import { uuidv7 } from 'uuidv7';
import type { ScanResult } from '../../shared/contract/checkin';
import { AttendeeId, type EventId, type ScanId } from '../../shared/contract/ids';
import { Refusal } from '../../shared/domain/refusal';
import { phoneDigits, searchText } from '../../shared/domain/searchText';
import { isEntry } from '../../shared/domain/verdict';
import { issueMissingBadges } from './badges';
import { get, type ReadDb, runOne, transaction, type WriteDb } from './db';
import { getEvent } from './events';
import { findEntry, ownMoment } from './journal';
import { isFull } from './places';
import { recordScan } from './scan';

/** Somebody at the door who is in no list. The id is the page's, as with a scan. */
export interface WalkIn {
  readonly id: ScanId;
  readonly eventId: EventId;
  readonly door: string;
  readonly name: string;
  readonly affiliation: string;
  readonly phone: string;
}

/**
 * Takes somebody in who is in no list: an attendee with the role guest, a badge, an invitation where the event has a list,
 * and their entry, in one transaction. Sent again with the same id it gets the same answer. A Refusal, and nothing written,
 * where the event is full, where a guest may not enter now, or where the same name and phone are in the list already.
 */
export function recordWalkIn(
  db: WriteDb,
  walkIn: WalkIn,
  now: number,
): ScanResult & { readonly fresh: boolean } {
  return transaction(db, () => {
    const { id, eventId, door, affiliation, phone } = walkIn;
    const scanOf = (attendeeId: AttendeeId) =>
      recordScan(db, { id, eventId, door, source: 'search', by: { by: 'attendee', attendeeId } }, now);
    const before = findEntry(db, id);
    if (before?.attendeeId) return scanOf(before.attendeeId);
    const { event, name, digits } = requireNew(db, walkIn, now);
    const attendeeId = AttendeeId.parse(uuidv7());
    const search = searchText({ name, nameLatin: '', email: '', phoneDigits: digits, affiliation, team: '' });
    runOne(
      db,
      `INSERT INTO attendee (id, role, name, phone, phone_digits, affiliation, search, created_at, updated_at)
       VALUES (?, 'guest', ?, ?, ?, ?, ?, ?, ?)`,
      attendeeId,
      name,
      phone,
      digits,
      affiliation,
      search,
      now,
      now,
    );
    if (event.admission === 'invited') {
      runOne(
        db,
        "INSERT INTO invitation (event_id, attendee_id, status) VALUES (?, ?, 'confirmed')",
        eventId,
        attendeeId,
      );
    }
    issueMissingBadges(db, now);
    const result = scanOf(attendeeId);
    if (!isEntry(result.verdict)) throw new Refusal('walkIn.notNow');
    return result;
  });
}

/** What is written of a guest. A Refusal where the event is full, or the same name and phone are in the list already. */
export function requireNew(db: ReadDb, walkIn: Pick<WalkIn, 'eventId' | 'name' | 'phone'>, now: number) {
  const event = getEvent(db, walkIn.eventId);
  if (event.capacity !== null && isFull(db, event, ownMoment(db, now, false))) {
    throw new Refusal('walkIn.full', { capacity: event.capacity });
  }
  const name = walkIn.name.normalize('NFC').trim();
  const digits = phoneDigits(walkIn.phone);
  if (isListed(db, name, digits)) throw new Refusal('walkIn.listed', { name });
  return { event, name, digits };
}

function isListed(db: ReadDb, name: string, digits: string): boolean {
  if (digits === '') return false;
  // A copy of the list has no more of a phone than its last four digits.
  const found = get(
    db,
    'SELECT 1 FROM attendee WHERE name = ? AND phone_digits IN (?, ?) LIMIT 1',
    name,
    digits,
    digits.slice(-4),
  );
  return found !== undefined;
}
