import { z } from 'zod';
import { AttendeeId } from '../../shared/contract/ids';
import type { UndoneImport } from '../../shared/contract/imports';
import { Refusal } from '../../shared/domain/refusal';
import { issueBadge } from './badges';
import { all, get, type ReadDb, run, runOne, transaction, type WriteDb } from './db';
import { hidePeople, showPeople } from './hidden';
import { applyChange, inverse, RowChange } from './rowChanges';

/** Rows in one step: a few milliseconds, so that a scan comes between two. */
const stepRows = 200;

/** Lets whatever waits, a scan above all, have its turn; gives way for good where the program was closed meanwhile. */
async function giveWay(db: ReadDb): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  if (!db.raw.open) throw new Refusal('import.cancelled');
}

interface RunRow {
  readonly number: number;
  readonly state: 'writing' | 'published' | 'done' | 'undoing' | 'undone';
  readonly at: number;
}

function openRun(db: ReadDb): RunRow | undefined {
  return get<RunRow>(
    db,
    "SELECT number, state, at FROM import_run WHERE state IN ('writing', 'published', 'undoing')",
  );
}

/** Begins a batch that nobody sees; its number. A Refusal where another is under way. */
export function beginImport(db: WriteDb, now: number): number {
  if (openRun(db)) throw new Refusal('import.running');
  return transaction(db, () => {
    const number = nextImport(db);
    runOne(db, "INSERT INTO import_run (number, state, at) VALUES (?, 'writing', ?)", number, now);
    hidePeople(db, number);
    return number;
  });
}

/** The number that the next batch will have. */
export function nextImport(db: ReadDb): number {
  return (get<{ n: number }>(db, 'SELECT max(number) AS n FROM import_run')?.n ?? 0) + 1;
}

type Value = string | number | null;

/** Adds people to the batch, unseen: `rows` hold what `columns` name. A Refusal where somebody took an e-mail meanwhile. */
export async function addHiddenPeople(
  db: WriteDb,
  columns: readonly string[],
  rows: readonly (readonly Value[])[],
): Promise<void> {
  const names = columns.map((name) => `"${name}"`).join(', ');
  const sql = `INSERT INTO attendee (${names}) VALUES (${columns.map(() => '?').join(', ')})`;
  for (let from = 0; from < rows.length; from += stepRows) {
    await giveWay(db);
    try {
      transaction(db, () => {
        for (const row of rows.slice(from, from + stepRows)) runOne(db, sql, ...row);
      });
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'SQLITE_CONSTRAINT_UNIQUE';
      throw taken ? new Refusal('import.changedMeanwhile') : error;
    }
  }
}

/** Keeps changes for when the batch is published: JSON texts of row changes, in order. */
export async function addSteps(db: WriteDb, number: number, changes: readonly string[]): Promise<void> {
  for (let from = 0; from < changes.length; from += stepRows) {
    await giveWay(db);
    const ops = `[${changes.slice(from, from + stepRows).join(',')}]`;
    run(
      db,
      'INSERT INTO import_step (run, seq, ops) SELECT ?, coalesce(max(seq), 0) + 1, ? FROM import_step WHERE run = ?',
      number,
      ops,
      number,
    );
  }
}

/** Publishes the batch: from this one commit on it is in. `record` writes what is to be in with it. */
export function publishImport(db: WriteDb, number: number, record: () => void): void {
  transaction(db, () => {
    runOne(db, "UPDATE import_run SET state = 'published' WHERE number = ? AND state = 'writing'", number);
    record();
    showPeople(db);
  });
}

function changesOf(db: ReadDb, number: number, seq: number): readonly RowChange[] {
  const ops = get<{ ops: string }>(
    db,
    'SELECT ops FROM import_step WHERE run = ? AND seq = ?',
    number,
    seq,
  )?.ops;
  return RowChange.array().parse(JSON.parse(ops ?? '[]'));
}

/** Carries out what a published batch still has to do, in small steps; a crash in between goes on when next opened. */
export async function applySteps(db: WriteDb, number: number, now: number): Promise<void> {
  const steps = all<{ seq: number }>(
    db,
    'SELECT seq FROM import_step WHERE run = ? AND applied = 0 ORDER BY seq',
    number,
  );
  for (const { seq } of steps) {
    await giveWay(db);
    transaction(db, () => {
      for (const change of changesOf(db, number, seq)) applyChange(db, change);
      runOne(db, 'UPDATE import_step SET applied = 1 WHERE run = ? AND seq = ?', number, seq);
    });
  }
  await issueBadgesInSteps(db, now);
  await forgetOlder(db, number);
  run(db, "UPDATE import_run SET state = 'done' WHERE number = ? AND state = 'published'", number);
}

/** Only the last import can be undone: what older ones changed, which is people's data, is not kept. */
async function forgetOlder(db: WriteDb, number: number): Promise<void> {
  const older = all<{ run: number; seq: number }>(
    db,
    'SELECT run, seq FROM import_step WHERE run < ?',
    number,
  );
  for (const step of older) {
    await giveWay(db);
    run(db, 'DELETE FROM import_step WHERE run = ? AND seq = ?', step.run, step.seq);
  }
}

async function issueBadgesInSteps(db: WriteDb, now: number): Promise<void> {
  let last = '';
  for (;;) {
    await giveWay(db);
    const people = all<{ id: string; has: 0 | 1 }>(
      db,
      `SELECT id, EXISTS (SELECT 1 FROM badge WHERE attendee_id = attendee.id AND revoked_at IS NULL) AS has
       FROM attendee WHERE id > ? ORDER BY id LIMIT ${stepRows}`,
      last,
    );
    const end = people.at(-1);
    if (!end) return;
    last = end.id;
    const without = people.filter(({ has }) => has === 0);
    if (without.length === 0) continue;
    transaction(db, () => {
      for (const { id } of without) issueBadge(db, AttendeeId.parse(id), now);
    });
  }
}

/** Takes a batch that was not published away, in small steps, and shows everybody again. */
export async function sweepImport(db: WriteDb, number: number): Promise<void> {
  await deletePeople(db, number);
  transaction(db, () => {
    run(db, 'DELETE FROM import_step WHERE run = ?', number);
    run(db, 'DELETE FROM import_run WHERE number = ?', number);
    showPeople(db);
  });
}

async function deletePeople(db: WriteDb, number: number): Promise<void> {
  let last = '';
  for (;;) {
    await giveWay(db);
    const ids = all<{ id: string; own: 0 | 1 }>(
      db,
      `SELECT id, import_batch IS ? AS own FROM main.attendee WHERE id > ? ORDER BY id LIMIT ${stepRows}`,
      number,
      last,
    );
    const end = ids.at(-1);
    if (!end) return;
    last = end.id;
    transaction(db, () => {
      for (const { id, own } of ids) if (own === 1) runOne(db, 'DELETE FROM attendee WHERE id = ?', id);
    });
  }
}

/** What an undo may not take away: who came in, got a certificate, is in a rundown, or was changed by hand since. */
const touched = `a.updated_at <> a.created_at
  OR EXISTS (SELECT 1 FROM journal WHERE attendee_id = a.id)
  OR EXISTS (SELECT 1 FROM certificate WHERE attendee_id = a.id)
  OR EXISTS (SELECT 1 FROM cue_person p WHERE p.attendee_id = a.id)
  OR EXISTS (SELECT 1 FROM invitation WHERE attendee_id = a.id)`;

async function keepTouched(db: WriteDb, number: number): Promise<void> {
  let last = '';
  for (;;) {
    await giveWay(db);
    const end = get<{ id: string }>(
      db,
      `SELECT max(id) AS id FROM (SELECT id FROM main.attendee WHERE id > ? ORDER BY id LIMIT ${stepRows})`,
      last,
    )?.id;
    if (!end) return;
    const from = last;
    last = end;
    transaction(db, () => {
      const kept = run(
        db,
        `UPDATE attendee AS a SET import_batch = NULL WHERE id > ? AND id <= ? AND import_batch = ? AND (${touched})`,
        from,
        end,
        number,
      );
      run(db, 'UPDATE import_run SET kept = kept + ? WHERE number = ?', kept, number);
    });
  }
}

/**
 * Undoes a whole import: what it changed goes back to what was before, whom it added goes. What was changed since, and whoever
 * came in or has a certificate, is kept and counted. A Refusal where it is not the last one that can be undone.
 */
export async function undoImport(db: WriteDb, number: number): Promise<UndoneImport> {
  if (openRun(db)) throw new Refusal('import.running');
  if (lastImport(db)?.number !== number) throw new Refusal('import.notUndoable');
  runOne(db, "UPDATE import_run SET state = 'undoing', kept = 0 WHERE number = ?", number);
  return finishUndo(db, number);
}

async function finishUndo(db: WriteDb, number: number): Promise<UndoneImport> {
  const steps = all<{ seq: number }>(
    db,
    'SELECT seq FROM import_step WHERE run = ? AND applied = 1 ORDER BY seq DESC',
    number,
  );
  for (const { seq } of steps) {
    await giveWay(db);
    transaction(db, () => {
      let kept = 0;
      for (const change of changesOf(db, number, seq).toReversed()) {
        if (applyChange(db, inverse(change)) === 'kept') kept++;
      }
      run(db, 'UPDATE import_run SET kept = kept + ? WHERE number = ?', kept, number);
      runOne(db, 'UPDATE import_step SET applied = 0 WHERE run = ? AND seq = ?', number, seq);
    });
  }
  await keepTouched(db, number);
  hidePeople(db, number);
  await deletePeople(db, number);
  return transaction(db, () => {
    run(db, 'DELETE FROM import_step WHERE run = ?', number);
    runOne(db, "UPDATE import_run SET state = 'undone' WHERE number = ?", number);
    showPeople(db);
    return {
      kept: get<{ kept: number }>(db, 'SELECT kept FROM import_run WHERE number = ?', number)?.kept ?? 0,
    };
  });
}

const LastImport = z.object({
  number: z.int(),
  at: z.int(),
  files: z.string(),
  added: z.int(),
  changed: z.int(),
});

/** The import that one key undoes: the last that is done, unless it was undone. */
export function lastImport(db: ReadDb): z.infer<typeof LastImport> | undefined {
  const row = get(
    db,
    `SELECT r.number, r.at, coalesce(group_concat(b.file_name, ', '), '') AS files,
       coalesce(sum(b.added), 0) AS added, coalesce(sum(b.changed), 0) AS changed
     FROM import_run r LEFT JOIN import_batch b ON b.run = r.number
     WHERE r.number = (SELECT max(number) FROM import_run WHERE state <> 'undone') AND r.state = 'done' GROUP BY r.number`,
  );
  return row && LastImport.parse(row);
}

/** What opening a program does about an import that a crash or a power cut left: sweeps it, or goes on with it. */
export async function settleImports(db: WriteDb, now: number): Promise<void> {
  const left = openRun(db);
  if (!left) return;
  if (left.state === 'writing') {
    hidePeople(db, left.number);
    await sweepImport(db, left.number);
  } else if (left.state === 'published') {
    await applySteps(db, left.number, now);
  } else {
    await finishUndo(db, left.number);
  }
}
