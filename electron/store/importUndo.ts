import { z } from 'zod';
import type { UndoneImport } from '../../shared/contract/imports';
import { Refusal } from '../../shared/domain/refusal';
import { all, get, type ReadDb, run, runOne, transaction, unsyncedTransaction, type WriteDb } from './db';
import { hidePeople, showPeople } from './hidden';
import { applySteps, changesOf, deletePeople, giveWay, openRun, stepRows, sweepImport } from './importRun';
import { applyChange, inverse, leanedOn } from './rowChanges';

/**
 * What an undo may not take away: who came in, got a certificate, is in a rundown, or was changed by hand since. What the import
 * brought along with a person has been taken back when this is asked: tags, seats and decisions that are left came later.
 */
const touched = `a.updated_at <> a.created_at
  OR EXISTS (SELECT 1 FROM filed WHERE attendee_id = a.id)
  OR EXISTS (SELECT 1 FROM certificate WHERE attendee_id = a.id)
  OR EXISTS (SELECT 1 FROM cue_person p WHERE p.attendee_id = a.id)
  OR EXISTS (SELECT 1 FROM invitation WHERE attendee_id = a.id)
  OR EXISTS (SELECT 1 FROM attendee_tag WHERE attendee_id = a.id)
  OR EXISTS (SELECT 1 FROM postal_address WHERE attendee_id = a.id)
  OR EXISTS (SELECT 1 FROM event e JOIN seat s ON s.event_id = e.id AND s.attendee_id = a.id)
  OR EXISTS (SELECT 1 FROM rule r JOIN rule_override o ON o.rule_id = r.id AND o.attendee_id = a.id)`;

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
    unsyncedTransaction(db, () => {
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
 * came in, has a certificate or was given something since, is kept and counted. A Refusal where it is not the last one that can be undone.
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
    unsyncedTransaction(db, () => {
      let kept = 0;
      for (const change of changesOf(db, number, seq).toReversed()) {
        const back = inverse(change);
        if (leanedOn(db, back) || applyChange(db, back) === 'kept') kept++;
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
