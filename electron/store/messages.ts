import { uuidv7 } from 'uuidv7';
import type { EventId } from '../../shared/contract/ids';
import { MessageId, type MessageTo, type ShowMessage } from '../../shared/contract/rundown';
import { Refusal } from '../../shared/domain/refusal';
import { all, get, type ReadDb, run, runOne, type WriteDb } from './db';

const remembered = 3_600_000;

/** Of an event's messages those that stand, and those acknowledged in the hour before `now`; the newest last. */
export function recentMessages(db: ReadDb, eventId: EventId, now: number): readonly ShowMessage[] {
  return all<Omit<ShowMessage, 'blink'> & { blink: 0 | 1 }>(
    db,
    `SELECT id, at, text, "to", blink, acknowledged_at AS acknowledgedAt FROM show_message
     WHERE event_id = ? AND withdrawn_at IS NULL AND (acknowledged_at IS NULL OR acknowledged_at > ?) ORDER BY at, id`,
    eventId,
    now - remembered,
  ).map((row) => ({ ...row, blink: row.blink === 1 }));
}

/** A message from the caller. An older one to the same place is withdrawn: only one can be read at once. */
export function addMessage(
  db: WriteDb,
  message: {
    readonly eventId: EventId;
    readonly text: string;
    readonly to: MessageTo;
    readonly blink: boolean;
    readonly at: number;
  },
): MessageId {
  const id = MessageId.parse(uuidv7());
  const { eventId, text, to, blink, at } = message;
  run(
    db,
    `UPDATE show_message SET withdrawn_at = ? WHERE event_id = ? AND withdrawn_at IS NULL AND acknowledged_at IS NULL
       AND ("to" = ? OR "to" = 'both' OR ? = 'both')`,
    at,
    eventId,
    to,
    to,
  );
  runOne(
    db,
    'INSERT INTO show_message (id, event_id, at, text, "to", blink) VALUES (?, ?, ?, ?, ?, ?)',
    id,
    eventId,
    at,
    text.normalize('NFC'),
    to,
    blink ? 1 : 0,
  );
  return id;
}

/** Somebody on stage read it. A second time changes nothing. */
export function acknowledgeMessage(db: WriteDb, id: MessageId, at: number): void {
  requireMessage(db, id);
  run(db, 'UPDATE show_message SET acknowledged_at = ? WHERE id = ? AND acknowledged_at IS NULL', at, id);
}

export function withdrawMessage(db: WriteDb, id: MessageId, at: number): void {
  requireMessage(db, id);
  run(db, 'UPDATE show_message SET withdrawn_at = ? WHERE id = ? AND withdrawn_at IS NULL', at, id);
}

function requireMessage(db: ReadDb, id: MessageId): void {
  if (!get(db, 'SELECT 1 FROM show_message WHERE id = ?', id)) throw new Refusal('rundown.noSuchMessage');
}
