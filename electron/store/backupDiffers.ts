import type Database from 'better-sqlite3';
import type { Differing } from '../../shared/contract/backups';

/** What an organizer changes by hand, by the tables it lies in; `but`: columns that say nothing to a person. */
const looked: readonly {
  readonly what: Differing['what'];
  readonly table: string;
  readonly key: readonly string[];
  readonly but?: readonly string[];
}[] = [
  { what: 'people', table: 'attendee', key: ['id'], but: ['updated_at', 'search', 'import_batch'] },
  { what: 'people', table: 'attendee_tag', key: ['attendee_id', 'tag'] },
  { what: 'people', table: 'email_alias', key: ['email_key'] },
  { what: 'results', table: 'track_result', key: ['attendee_id', 'track'] },
  { what: 'rules', table: 'track', key: ['id'] },
  { what: 'rules', table: 'rule', key: ['id'] },
  { what: 'rules', table: 'rule_override', key: ['rule_id', 'attendee_id'] },
  { what: 'events', table: 'event', key: ['id'] },
  { what: 'invitations', table: 'invitation', key: ['event_id', 'attendee_id'] },
  { what: 'cues', table: 'cue', key: ['id'] },
  { what: 'certificates', table: 'certificate', key: ['number'] },
];

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');

function columnsOf(raw: Database.Database, table: string): readonly string[] {
  return raw.prepare("SELECT name FROM pragma_table_info(?, 'main')").pluck().all(table).map(String);
}

/** How many rows say something else in a backup than in the open program, or are in one of them only; what differs in none is left out. */
export function differing(backup: Database.Database, open: Database.Database): readonly Differing[] {
  const counts = new Map<Differing['what'], number>();
  for (const { what, table, key, but = [] } of looked) {
    const has = new Set(columnsOf(backup, table));
    // An older version of the app knew fewer columns.
    const said = columnsOf(open, table).filter((name) => has.has(name) && !but.includes(name));
    if (!key.every((name) => said.includes(name))) continue;
    const rows = rowsThatDiffer(backup, open, { table, key, said });
    if (rows > 0) counts.set(what, (counts.get(what) ?? 0) + rows);
  }
  return [...counts].map(([what, rows]) => ({ what, rows }));
}

function rowsThatDiffer(
  backup: Database.Database,
  open: Database.Database,
  {
    table,
    key,
    said,
  }: { readonly table: string; readonly key: readonly string[]; readonly said: readonly string[] },
): number {
  const sql = `SELECT json_array(${quoted(key)}) AS key, json_array(${said
    .map((name) => `CASE typeof("${name}") WHEN 'blob' THEN hex("${name}") ELSE "${name}" END`)
    .join(', ')}) AS said FROM main."${table}"`;
  const there = new Map<unknown, unknown>();
  for (const [name, text] of read(backup, sql)) there.set(name, text);
  let rows = 0;
  for (const [name, text] of read(open, sql)) {
    if (there.get(name) !== text) rows++;
    there.delete(name);
  }
  return rows + there.size;
}

function read(raw: Database.Database, sql: string): Iterable<readonly [unknown, unknown]> {
  return raw.prepare(sql).raw().iterate() as Iterable<readonly [unknown, unknown]>;
}
