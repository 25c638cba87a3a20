import { hideNames, type NameSet, nameSet } from '../../shared/domain/hideNames';
import { all, get, type ReadDb, run, type WriteDb } from './db';

/** What stands where a name stood. */
export const erasedName = '(지워짐)';

/** Texts that nobody can change by hand any more: who is erased is taken out of them at once. */
const past = [
  { table: 'show_message', columns: ['text'] },
  { table: 'print_run', columns: ['reason'] },
] as const;

/** Texts that an organizer wrote and may write anew. */
const written = [
  { table: 'cue', columns: ['title', 'title_en', 'notes', 'script', 'materials'] },
  { table: 'event', columns: ['title'] },
] as const;

/** Everything by which people stand in texts. */
export function wordsOf(db: ReadDb, ids: readonly string[]): NameSet {
  const words: string[] = [];
  for (const id of ids) {
    const person = get<Record<string, string | null>>(
      db,
      'SELECT name, name_latin AS latin, email, phone FROM attendee WHERE id = ?',
      id,
    );
    const also = all<{ word: string }>(
      db,
      'SELECT email_key AS word FROM email_alias WHERE attendee_id = ?',
      id,
    );
    for (const word of [...Object.values(person ?? {}), ...also.map((alias) => alias.word)])
      if (word !== null && word !== erasedName) words.push(word);
  }
  return nameSet(words);
}

/** Takes names out of what was sent and printed before; a rundown whose edits have one can't be undone any more. */
export function hideInPast(db: WriteDb, words: NameSet): void {
  for (const { table, columns } of past) hideIn(db, table, columns, words);
  const edits = all<{ event: string; text: string }>(
    db,
    'SELECT event_id AS event, steps || inverse AS text FROM rundown_edit',
  );
  const has = edits.filter(({ text }) => hideNames(text, words, erasedName) !== text);
  for (const event of new Set(has.map((edit) => edit.event)))
    run(db, 'DELETE FROM rundown_edit WHERE event_id = ?', event);
}

/** Takes names out of the texts that organizers wrote. */
export function hideInWritten(db: WriteDb, words: NameSet): void {
  for (const { table, columns } of written) hideIn(db, table, columns, words);
}

function hideIn(db: WriteDb, table: string, columns: readonly string[], words: NameSet): void {
  for (const column of columns) {
    const texts = all<{ text: string }>(
      db,
      `SELECT DISTINCT "${column}" AS text FROM ${table} WHERE "${column}" <> ''`,
    );
    for (const { text } of texts) {
      const hidden = hideNames(text, words, erasedName);
      if (hidden !== text) run(db, `UPDATE ${table} SET "${column}" = ? WHERE "${column}" = ?`, hidden, text);
    }
  }
}

/** Takes away every text in which somebody may stand who is on no list: nothing of the program's numbers hangs on them. */
export function clearPast(db: WriteDb): void {
  run(db, 'UPDATE show_message SET text = ?', erasedName);
  run(db, 'DELETE FROM rundown_edit');
  run(db, "UPDATE print_run SET reason = ? WHERE reason <> ''", erasedName);
  run(db, "UPDATE handover SET taken_by = ? WHERE taken_by <> ''", erasedName);
  run(db, "UPDATE import_step SET ops = '[]'");
  run(db, 'DELETE FROM saved_view');
}

/** Texts that stay when a program is finished, by table: guests and staff who are on no list may stand in them. */
export function textsThatStay(db: ReadDb): readonly { readonly table: string; readonly rows: number }[] {
  const counts = [
    { table: 'cue', sql: "SELECT count(*) AS n FROM cue WHERE title || notes || script <> ''" },
    { table: 'event', sql: 'SELECT count(*) AS n FROM event' },
    { table: 'certificate_template', sql: 'SELECT count(DISTINCT id) AS n FROM certificate_template' },
    {
      table: 'operator',
      sql: `SELECT count(*) AS n FROM (SELECT issued_by AS name FROM certificate UNION SELECT revoked_by FROM certificate
            UNION SELECT by FROM handover UNION SELECT by FROM print_run UNION SELECT by_name FROM deed) WHERE coalesce(name, '') <> ''`,
    },
  ];
  return counts
    .map(({ table, sql }) => ({ table, rows: get<{ n: number }>(db, sql)?.n ?? 0 }))
    .filter(({ rows }) => rows > 0);
}
