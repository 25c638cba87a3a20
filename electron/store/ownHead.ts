import type Database from 'better-sqlite3';

/**
 * The last row that a program's own device wrote: how many it has written, and that row's hash in hex; of a file of any version, its
 * last rows filed or not (filing.ts).
 */
export function ownHead(raw: Database.Database): { readonly rows: number; readonly hash: string } {
  const tail = hasTailTable(raw) ? 'UNION ALL SELECT device_seq, hash FROM journal_tail' : '';
  const head = raw
    .prepare(
      `SELECT device_seq AS rows, hash FROM (
         SELECT device_seq, hash FROM journal WHERE device_id = (SELECT value FROM meta WHERE key = 'device.id') ${tail}
       ) ORDER BY device_seq DESC LIMIT 1`,
    )
    .get() as { rows: number; hash: Uint8Array } | undefined;
  return { rows: head?.rows ?? 0, hash: Buffer.from(head?.hash ?? new Uint8Array(32)).toString('hex') };
}

/** The ids of the rows that wait to be filed. */
export function unfiledIds(raw: Database.Database): readonly string[] {
  if (!hasTailTable(raw)) return [];
  return raw.prepare("SELECT text ->> '$[2]' FROM journal_tail").pluck().all().map(String);
}

function hasTailTable(raw: Database.Database): boolean {
  return raw.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'journal_tail'").get() !== undefined;
}
