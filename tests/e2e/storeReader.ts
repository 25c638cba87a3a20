import { createHmac } from 'node:crypto';
import Database from 'better-sqlite3';

/** The journal with the rows that were answered a moment ago and are in its tail until they are filed. */
const wholeJournal = `CREATE TEMP VIEW journal AS SELECT * FROM main.journal UNION ALL
  SELECT text ->> '$[0]', device_seq, ${Array.from({ length: 16 }, (_, i) => `text ->> '$[${i + 2}]'`).join(', ')},
    prev_hash, hash, moment, 0 FROM main.journal_tail`;

/** Reads a program file from outside of the app, also while the app has it open; written apart from the app's own code. */
export function readStore<T>(file: string, work: (db: Database.Database) => T): T {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  try {
    db.exec(wholeJournal);
    return work(db);
  } finally {
    db.close();
  }
}

/** The rows of one SELECT. */
export function rows<T>(file: string, sql: string, ...params: readonly (string | number)[]): readonly T[] {
  return readStore(file, (db) => db.prepare(sql).all(...params) as readonly T[]);
}

/** A badge as the store has it, with the code that its QR must hold. */
export interface StoredBadge {
  readonly code: string;
  readonly attendeeId: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** First 13 characters of base32 of HMAC-SHA-256, from the documented format of a badge code. */
function signature(key: Buffer, text: string): string {
  const bits = [...createHmac('sha256', key).update(text).digest()]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');
  return Array.from(
    { length: 13 },
    (_, i) => alphabet[Number.parseInt(bits.slice(i * 5, i * 5 + 5), 2)],
  ).join('');
}

/** Every valid badge, in the order of the attendees' e-mail. */
export function storedBadges(file: string): readonly StoredBadge[] {
  return readStore(file, (db) => {
    const { value: tag } = db.prepare("SELECT value FROM meta WHERE key = 'program.tag'").get() as {
      value: string;
    };
    const { value: key } = db.prepare("SELECT value FROM secret WHERE name = 'badge'").get() as {
      value: Buffer;
    };
    const found = db
      .prepare(
        `SELECT badge.id, attendee_id AS attendeeId, name, email_key AS email, role FROM badge
         JOIN attendee ON attendee.id = badge.attendee_id WHERE revoked_at IS NULL ORDER BY email_key`,
      )
      .all() as readonly (Omit<StoredBadge, 'code'> & { readonly id: string })[];
    return found.map(({ id, ...person }) => ({
      ...person,
      code: `${tag}-${id}-${signature(key, `${tag}-${id}`)}`,
    }));
  });
}
