import { Refusal } from '../../shared/domain/refusal';
import { run, runOne, transaction, type WriteDb } from './db';
import { chunksOf, endIfDone, openRun, requireOpen, type SheetRow, setState, sheetsOf } from './printRuns';

/** What the operator read from the tray: the last good sheet ('all', 'none', or its certificate), and which were spoilt. */
export interface TrayReading {
  readonly lastGood: 'all' | 'none' | number;
  readonly spoilt: readonly number[];
}

/**
 * Writes down what the operator says of the chunk that was sent. Good sheets are counted as printed; the others wait again and
 * come first in the next chunk.
 */
export function confirmChunk(
  db: WriteDb,
  runId: string,
  { lastGood, spoilt }: TrayReading,
  by: string,
  now: number,
): void {
  transaction(db, () => {
    requireOpen(db, runId);
    const [last] = chunksOf(db, runId);
    if (!last || last.confirmedAt !== null) throw new Refusal('spool.nothingSent');
    const sent = sheetsOf(db, runId).filter(({ state }) => state === 'sent');
    const until =
      lastGood === 'all'
        ? sent.length
        : lastGood === 'none'
          ? 0
          : sent.findIndex(({ number }) => number === lastGood) + 1;
    if (until === 0 && lastGood !== 'none' && lastGood !== 'all') throw notAmong(sent);
    const good = sent.slice(0, until);
    if (spoilt.some((number) => !good.some((sheet) => sheet.number === number))) throw notAmong(sent);
    for (const sheet of sent) setState(db, runId, sheet.position, good.includes(sheet) ? 'good' : 'waiting');
    for (const { number } of good) addPrint(db, number, 1);
    runOne(
      db,
      'UPDATE print_chunk SET confirmed_at = ?, came_out = ?, by = ? WHERE run_id = ? AND chunk = ?',
      now,
      good.length,
      by,
      runId,
      last.chunk,
    );
    for (const number of spoilt) spoil(db, runId, number);
    endIfDone(db, runId, now);
  });
}

function notAmong(sent: readonly SheetRow[]): Refusal {
  return new Refusal('spool.notAmong', {
    first: sent[0]?.serial ?? '',
    last: sent.at(-1)?.serial ?? '',
  });
}

function addPrint(db: WriteDb, number: number, by: 1 | -1): void {
  runOne(db, 'UPDATE certificate SET printed = printed + ? WHERE number = ?', by, number);
}

/** A sheet of the run that came out, but whose paper can't be given to anybody: it waits again. */
function spoil(db: WriteDb, runId: string, number: number): void {
  const changed = run(
    db,
    `UPDATE print_sheet SET state = 'waiting', spoilt = spoilt + 1
     WHERE run_id = ? AND number = ? AND state = 'good'`,
    runId,
    number,
  );
  if (changed !== 1) throw new Refusal('spool.notPrinted');
  addPrint(db, number, -1);
}

/** The operator found later on that a sheet's paper is spoilt. */
export function spoilSheet(db: WriteDb, runId: string, number: number): void {
  transaction(db, () => {
    requireOpen(db, runId);
    spoil(db, runId, number);
  });
}

/** Takes the last reading of the tray back, as long as nothing was sent since: the operator misread it. */
export function undoReading(db: WriteDb, runId: string): void {
  transaction(db, () => {
    const [last] = chunksOf(db, runId);
    if (!last || last.confirmedAt === null) throw new Refusal('spool.nothingToUndo');
    const other = openRun(db);
    if (other && other.id !== runId) throw new Refusal('spool.another');
    const sheets = sheetsOf(db, runId).filter(({ chunk }) => chunk === last.chunk);
    // A sheet that was said to be spoilt may be in the bin by now.
    if (sheets.some(({ spoilt, state }) => spoilt > 0 && state === 'waiting'))
      throw new Refusal('spool.nothingToUndo');
    for (const { position, number, state } of sheets) {
      if (state === 'good') addPrint(db, number, -1);
      setState(db, runId, position, 'sent');
    }
    runOne(
      db,
      'UPDATE print_chunk SET confirmed_at = NULL, came_out = NULL WHERE run_id = ? AND chunk = ?',
      runId,
      last.chunk,
    );
    runOne(db, 'UPDATE print_run SET ended = NULL, ended_at = NULL WHERE id = ?', runId);
  });
}
