import type { AttendeeId } from '../../shared/contract/ids';
import type { NameSet } from '../../shared/domain/hideNames';
import { Refusal } from '../../shared/domain/refusal';
import { all, get, type ReadDb, run, transaction, usualWait, type WriteDb } from './db';
import { diskProblem } from './diskProblem';
import { clearPast, erasedName, hideInPast, hideInWritten, wordsOf } from './eraseTexts';
import { openRun } from './importRun';
import { clearNotes } from './journalNotes';
import { getMeta, setMeta } from './meta';
import { settleToWrite } from './owed';

/** What is left of somebody who was erased, and why: the rows that count them, without anything that says who they were. */
export interface Survivals {
  /** Rows of the check-in journal that bear the person's number. */
  readonly journalRows: number;
  readonly certificates: readonly { readonly serial: string; readonly drawingSha256: string }[];
}

/** Text elsewhere in the program that has the erased name in it: free text, or somebody else of that name. */
export interface Mention {
  readonly table: string;
  readonly rows: number;
}

/** Rows that are about one person and nothing else. */
const own = [
  'attendee_tag',
  'email_alias',
  'answer',
  'track_result',
  'seat',
  'postal_address',
  'rule_override',
  'cue_person',
] as const;

export function survivalsOf(db: ReadDb, id: AttendeeId): Survivals {
  const rows = get<{ n: number }>(db, 'SELECT count(*) AS n FROM filed WHERE attendee_id = ?', id)?.n ?? 0;
  const certificates = all<{ serial: string; drawingSha256: string }>(
    db,
    'SELECT serial, drawing_sha256 AS drawingSha256 FROM certificate WHERE attendee_id = ? ORDER BY number',
    id,
  );
  return { journalRows: rows, certificates };
}

/**
 * Takes everything out of the program that says who these people are. What counts them stays: attendance, the journal's rows
 * (their notes go, and the chain is computed anew from there), the certificates' numbers and hashes. Afterwards `sweepErased` takes
 * it out of the file's free pages and its log. `now`: the machine's time. A Refusal while an import is under way: it still holds what it
 * read of these people, and while it hides its own, SQLite can't write the file anew.
 */
export function erasePeople(db: WriteDb, ids: readonly AttendeeId[], now: number): void {
  eraseInside(db, ids, now, (words) => hideInPast(db, words));
}

/** The same for everybody, when the program is over; texts in which others may stand go too, as far as no number hangs on them. */
export function eraseEverybody(db: WriteDb, now: number): readonly AttendeeId[] {
  const ids = all<{ id: AttendeeId }>(db, 'SELECT id FROM attendee').map(({ id }) => id);
  eraseInside(db, ids, now, (words) => {
    hideInWritten(db, words);
    clearPast(db);
    run(db, "UPDATE certificate SET revoked_reason = ? WHERE revoked_reason <> ''", erasedName);
  });
  return ids;
}

function eraseInside(
  db: WriteDb,
  ids: readonly AttendeeId[],
  now: number,
  texts: (words: NameSet) => void,
): void {
  if (openRun(db)) throw new Refusal('import.running');
  transaction(db, () => {
    const frozen = unfreeze(db);
    const words = wordsOf(db, ids);
    clearNotes(db, new Set(ids), now);
    for (const id of ids) eraseOne(db, id, now);
    texts(words);
    for (const sql of frozen) db.raw.exec(sql);
    // Copies of this program on other machines hear of it, and take the journal anew.
    setMeta(db, 'erased.times', String(Number(getMeta(db, 'erased.times') ?? 0) + 1));
  });
}

/**
 * Writes the file anew, so that what was erased is neither in its free pages nor in its log. False where that can't be now: the
 * disk has no room for it, or somebody still reads what was there before (a backup that is being made).
 */
export function sweepErased(db: WriteDb): boolean {
  try {
    settleToWrite(db.raw);
    // A door does not stand still for whoever reads.
    db.raw.pragma('busy_timeout = 0');
    db.raw.exec('VACUUM');
    const [log] = db.raw.pragma('wal_checkpoint(TRUNCATE)') as readonly { readonly busy: number }[];
    return log?.busy === 0;
  } catch (error) {
    if (diskProblem(error) === undefined) throw error;
    return false;
  } finally {
    db.raw.pragma(`busy_timeout = ${usualWait}`);
  }
}

/** What is frozen for everything else is not for this: takes those triggers away, and gives what makes them again. */
function unfreeze(db: WriteDb): readonly string[] {
  const triggers = all<{ name: string; sql: string }>(
    db,
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name IN ('certificate_frozen', 'certificate_stays_revoked', 'journal_no_update')",
  );
  for (const { name } of triggers) db.raw.exec(`DROP TRIGGER "${name}"`);
  return triggers.map(({ sql }) => sql);
}

function eraseOne(db: WriteDb, id: AttendeeId, now: number): void {
  const person = get<{ name: string }>(db, 'SELECT name FROM attendee WHERE id = ?', id);
  run(
    db,
    `UPDATE attendee SET name = ?, name_latin = '', reading = '', email = NULL, email_key = NULL, phone = '', phone_digits = '',
       affiliation = '', title = '', team = '', search = '', attention = '', registered_at = NULL, updated_at = ? WHERE id = ?`,
    erasedName,
    now,
    id,
  );
  for (const table of own) run(db, `DELETE FROM ${table} WHERE attendee_id = ?`, id);
  run(
    db,
    'UPDATE badge SET revoked_at = ?, revoked_reason = NULL WHERE attendee_id = ? AND revoked_at IS NULL',
    now,
    id,
  );
  // Not empty: that would say that they took it themselves.
  if (person) run(db, 'UPDATE handover SET taken_by = ? WHERE taken_by = ?', erasedName, person.name);
  eraseCertificates(db, id);
  eraseImports(db, id);
  // Last: taking the rows away has written what they were.
  run(db, 'DELETE FROM history WHERE attendee_id = ?', id);
}

const personal = [
  'nameLatin',
  'affiliation',
  'team',
  'courses',
  'coursesEn',
  'competition',
  'competitionEn',
  'project',
  'award',
  'awardEn',
  'honours',
  'honoursEn',
];

function eraseCertificates(db: WriteDb, id: AttendeeId): void {
  const rows = all<{ number: number; fields: string }>(
    db,
    'SELECT number, fields FROM certificate WHERE attendee_id = ?',
    id,
  );
  for (const { number, fields } of rows) {
    const before: unknown = JSON.parse(fields);
    const blank = Object.fromEntries(personal.map((name) => [name, '']));
    const after = { ...(typeof before === 'object' ? before : {}), ...blank, name: erasedName };
    run(
      db,
      "UPDATE certificate SET fields = ?, code = '', drawing = '' WHERE number = ?",
      JSON.stringify(after),
      number,
    );
    run(
      db,
      "UPDATE certificate SET revoked_reason = ? WHERE number = ? AND revoked_reason <> ''",
      erasedName,
      number,
    );
  }
}

/** An import that is undone later does nothing about this person any more. */
function eraseImports(db: WriteDb, id: AttendeeId): void {
  const steps = all<{ run: number; seq: number; ops: string }>(
    db,
    'SELECT run, seq, ops FROM import_step WHERE instr(ops, ?) > 0',
    id,
  );
  for (const { run: number, seq, ops } of steps) {
    const changes: unknown = JSON.parse(ops);
    const kept = Array.isArray(changes)
      ? changes.filter((change) => !JSON.stringify(change).includes(id))
      : [];
    run(db, 'UPDATE import_step SET ops = ? WHERE run = ? AND seq = ?', JSON.stringify(kept), number, seq);
  }
}

/** Where a name still stands in the program's texts. */
export function mentionsOf(db: ReadDb, name: string): readonly Mention[] {
  const tables = all<{ name: string }>(
    db,
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'",
  );
  return tables.flatMap(({ name: table }) => {
    const texts = all<{ name: string }>(
      db,
      "SELECT name FROM pragma_table_info(?, 'main') WHERE type = 'TEXT'",
      table,
    );
    if (texts.length === 0) return [];
    const has = texts.map((column) => `instr("${column.name}", ?) > 0`).join(' OR ');
    const rows = get<{ n: number }>(
      db,
      `SELECT count(*) AS n FROM main."${table}" WHERE ${has}`,
      ...texts.map(() => name),
    );
    return rows && rows.n > 0 ? [{ table, rows: rows.n }] : [];
  });
}

/** Everything that is kept about a person, table by table, as it is stored. */
export function allAbout(db: ReadDb, id: AttendeeId): Readonly<Record<string, readonly object[]>> {
  const tables = all<{ name: string }>(
    db,
    `SELECT m.name FROM pragma_table_list m WHERE m.schema = 'main' AND m.type = 'table'
     AND EXISTS (SELECT 1 FROM pragma_table_info(m.name, 'main') WHERE name = 'attendee_id') ORDER BY 1`,
  );
  const found: Record<string, readonly object[]> = {
    attendee: all(db, 'SELECT * FROM attendee WHERE id = ?', id),
  };
  for (const { name } of tables) {
    const rows = all(db, `SELECT * FROM main."${name}" WHERE attendee_id = ?`, id);
    if (rows.length > 0) found[name] = rows;
  }
  return found;
}
