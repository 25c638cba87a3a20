import type { AttendeeId } from '../../shared/contract/ids';
import { all, type ReadDb, run, type WriteDb } from './db';

/** Remembers that files which name that e-mail mean this person, though theirs is another. */
export function addAlias(db: WriteDb, emailKey: string, attendeeId: AttendeeId): void {
  run(
    db,
    `INSERT INTO email_alias (email_key, attendee_id) VALUES (?, ?)
     ON CONFLICT (email_key) DO UPDATE SET attendee_id = excluded.attendee_id WHERE attendee_id <> excluded.attendee_id`,
    emailKey,
    attendeeId,
  );
}

/** The e-mails that files may name people by besides their own, each with that person's own. One that is somebody's own is left out. */
export function aliases(db: ReadDb): ReadonlyMap<string, string> {
  const rows = all<{ alias: string; key: string }>(
    db,
    `SELECT l.email_key AS alias, a.email_key AS key FROM email_alias l JOIN attendee a ON a.id = l.attendee_id
     WHERE a.email_key IS NOT NULL AND NOT EXISTS (SELECT 1 FROM attendee o WHERE o.email_key = l.email_key)`,
  );
  return new Map(rows.map(({ alias, key }) => [alias, key]));
}
