import { copyFileSync } from 'node:fs';
import Database from 'better-sqlite3';

const hour = 3_600_000;

/** The sample with its graduation an hour from now, in a hall that holds everybody. Not a rehearsal: its time is the machine's. */
export function graduationNow(sample: string, file: string): void {
  copyFileSync(sample, file);
  const db = new Database(file);
  const now = Date.now();
  db.prepare(
    "UPDATE event SET doors_at = ?, starts_at = ?, ends_at = ?, capacity = NULL WHERE code = 'graduation'",
  ).run(now - hour, now + hour, now + 5 * hour);
  db.close();
}
