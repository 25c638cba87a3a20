import { all, type ReadDb, type WriteDb } from './db';

const hidden = new WeakMap<ReadDb['raw'], number>();

/** The batch whose people are hidden, if there is one. */
export function hiddenBatch({ raw }: ReadDb): number | undefined {
  return hidden.get(raw);
}

/**
 * Hides the people of a batch from everything that reads: until it is shown, the name `attendee` means a view of this connection
 * that leaves them out (a temporary name comes first: https://www.sqlite.org/lang_naming.html). Writes go to the table itself.
 */
export function hidePeople(db: WriteDb, batch: number): void {
  const columns = all<{ name: string }>(db, "SELECT name FROM pragma_table_info('attendee', 'main')");
  const list = columns.map(({ name }) => `"${name}"`).join(', ');
  db.raw.exec(
    `CREATE TEMP VIEW attendee AS SELECT ${list} FROM main.attendee WHERE import_batch IS NOT ${Math.trunc(batch)}`,
  );
  hidden.set(db.raw, batch);
}

/** Shows everybody again. */
export function showPeople(db: ReadDb): void {
  db.raw.exec('DROP VIEW IF EXISTS temp.attendee');
  hidden.delete(db.raw);
}
