import { uuidv7 } from 'uuidv7';
import type { PrintOrder } from '../../shared/domain/printOrder';
import { Refusal } from '../../shared/domain/refusal';
import { all, get, type ReadDb, run, runOne, transaction, type WriteDb } from './db';

/**
 * The spool of a print run. What was sent is written before the queue is asked to take it, and only what the operator says of
 * the tray makes a sheet good: so whatever dies in between, no sheet is sent again unasked, and none is forgotten.
 */

export interface NewRun {
  readonly title: string;
  readonly printer: string;
  readonly order: PrintOrder;
  readonly chunkSize: number;
  readonly sides: 'front' | 'duplex';
  readonly widthMm: number;
  readonly heightMm: number;
  /** Why they are printed again; '' for a first print. */
  readonly reason: string;
  readonly by: string;
  /** Certificates, in the order in which they are printed. */
  readonly numbers: readonly number[];
}

export interface SheetRow {
  readonly position: number;
  readonly number: number;
  readonly serial: string;
  readonly name: string;
  readonly state: 'waiting' | 'sent' | 'good' | 'dropped';
  /** In which it was sent last; null where it never was. */
  readonly chunk: number | null;
  readonly spoilt: number;
}

export interface ChunkRow {
  readonly chunk: number;
  readonly printer: string;
  readonly sheets: number;
  readonly sentAt: number;
  readonly acceptedAt: number | null;
  readonly confirmedAt: number | null;
  readonly cameOut: number | null;
}

export interface RunRow {
  readonly id: string;
  readonly title: string;
  readonly printer: string;
  readonly order: PrintOrder;
  readonly chunkSize: number;
  readonly sides: 'front' | 'duplex';
  readonly widthMm: number;
  readonly heightMm: number;
  readonly reason: string;
  readonly by: string;
  readonly at: number;
  readonly ended: 'finished' | 'abandoned' | null;
}

const runColumns = `id, title, printer, sort AS "order", chunk_size AS chunkSize, sides, width_mm AS widthMm,
  height_mm AS heightMm, reason, by, at, ended`;

/** The run that is under way, or undefined. There is at most one. */
export function openRun(db: ReadDb): RunRow | undefined {
  return get<RunRow>(db, `SELECT ${runColumns} FROM print_run WHERE ended IS NULL`);
}

/** The run of that id; a Refusal where it is not the one under way. */
export function requireOpen(db: ReadDb, id: string): RunRow {
  const open = openRun(db);
  if (open?.id !== id) throw new Refusal('spool.over');
  return open;
}

/** The run's sheets, in their order. */
export function sheetsOf(db: ReadDb, runId: string): readonly SheetRow[] {
  return all<SheetRow>(
    db,
    `SELECT position, s.number, serial, fields ->> 'name' AS name, state, chunk, spoilt
     FROM print_sheet s JOIN certificate c ON c.number = s.number WHERE run_id = ? ORDER BY position`,
    runId,
  );
}

/** What was sent to the queue, the last one first. */
export function chunksOf(db: ReadDb, runId: string): readonly ChunkRow[] {
  return all<ChunkRow>(
    db,
    `SELECT chunk, printer, sheets, sent_at AS sentAt, accepted_at AS acceptedAt, confirmed_at AS confirmedAt,
       came_out AS cameOut FROM print_chunk WHERE run_id = ? ORDER BY chunk DESC`,
    runId,
  );
}

/** Begins a run. A Refusal while another is under way. */
export function createRun(db: WriteDb, values: NewRun, now: number): string {
  return transaction(db, () => {
    if (openRun(db)) throw new Refusal('spool.another');
    if (values.numbers.length === 0) throw new Refusal('print.nothing');
    const id = uuidv7();
    runOne(
      db,
      `INSERT INTO print_run (id, title, printer, sort, chunk_size, sides, width_mm, height_mm, reason, by, at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      values.title,
      values.printer,
      values.order,
      values.chunkSize,
      values.sides,
      values.widthMm,
      values.heightMm,
      values.reason,
      values.by,
      now,
    );
    for (const [position, number] of values.numbers.entries()) {
      runOne(
        db,
        'INSERT INTO print_sheet (run_id, position, number) VALUES (?, ?, ?)',
        id,
        position + 1,
        number,
      );
    }
    return id;
  });
}

/** What goes to the queue next: its number in the run, and the certificates in it. */
export interface Chunk {
  readonly chunk: number;
  readonly printer: string;
  readonly numbers: readonly number[];
}

/**
 * Takes the next sheets out of the waiting ones and notes that the queue may have them. Undefined where none waits. A Refusal
 * while the operator has not said what became of the last ones.
 */
export function takeChunk(db: WriteDb, runId: string, now: number): Chunk | undefined {
  return transaction(db, () => {
    const { printer, chunkSize } = requireOpen(db, runId);
    const [last] = chunksOf(db, runId);
    if (last && last.confirmedAt === null) throw new Refusal('spool.unconfirmed');
    // A certificate that was revoked since is not put on paper any more.
    run(
      db,
      `UPDATE print_sheet SET state = 'dropped' WHERE run_id = ? AND state = 'waiting'
       AND number IN (SELECT number FROM certificate WHERE revoked_at IS NOT NULL)`,
      runId,
    );
    const sheets = all<{ position: number; number: number }>(
      db,
      `SELECT position, number FROM print_sheet WHERE run_id = ? AND state = 'waiting' ORDER BY position LIMIT ?`,
      runId,
      chunkSize,
    );
    if (sheets.length === 0) {
      endIfDone(db, runId, now);
      return undefined;
    }
    const chunk = (last?.chunk ?? 0) + 1;
    runOne(
      db,
      'INSERT INTO print_chunk (run_id, chunk, printer, sheets, sent_at) VALUES (?, ?, ?, ?, ?)',
      runId,
      chunk,
      printer,
      sheets.length,
      now,
    );
    for (const { position } of sheets) {
      runOne(
        db,
        `UPDATE print_sheet SET state = 'sent', chunk = ? WHERE run_id = ? AND position = ?`,
        chunk,
        runId,
        position,
      );
    }
    return { chunk, printer, numbers: sheets.map(({ number }) => number) };
  });
}

/** Only what the operator says of the tray, and what is sent, changes it. */
export function setState(db: WriteDb, runId: string, position: number, state: SheetRow['state']): void {
  runOne(db, 'UPDATE print_sheet SET state = ? WHERE run_id = ? AND position = ?', state, runId, position);
}

/** Ends the run where no sheet waits or is on its way. */
export function endIfDone(db: WriteDb, runId: string, now: number): void {
  run(
    db,
    `UPDATE print_run SET ended = 'finished', ended_at = ? WHERE id = ? AND ended IS NULL AND NOT EXISTS
       (SELECT 1 FROM print_sheet WHERE run_id = print_run.id AND state IN ('waiting', 'sent'))`,
    now,
    runId,
  );
}

/** Notes that the queue took a chunk. */
export function chunkAccepted(db: WriteDb, runId: string, chunk: number, now: number): void {
  runOne(db, 'UPDATE print_chunk SET accepted_at = ? WHERE run_id = ? AND chunk = ?', now, runId, chunk);
}

/** Puts a chunk back that the queue certainly did not take. */
export function chunkRefused(db: WriteDb, runId: string, chunk: number): void {
  transaction(db, () => {
    run(db, `UPDATE print_sheet SET state = 'waiting' WHERE run_id = ? AND state = 'sent'`, runId);
    runOne(db, 'DELETE FROM print_chunk WHERE run_id = ? AND chunk = ?', runId, chunk);
  });
}

/** Sends what is left to another printer. */
export function changePrinter(db: WriteDb, runId: string, printer: string): void {
  transaction(db, () => {
    requireOpen(db, runId);
    runOne(db, 'UPDATE print_run SET printer = ? WHERE id = ?', printer, runId);
  });
}

/** Ends a run before its end; what was not printed can be printed by another. */
export function abandonRun(db: WriteDb, runId: string, now: number): void {
  transaction(db, () => {
    requireOpen(db, runId);
    const [last] = chunksOf(db, runId);
    if (last && last.confirmedAt === null) throw new Refusal('spool.unconfirmed');
    run(db, `UPDATE print_sheet SET state = 'dropped' WHERE run_id = ? AND state = 'waiting'`, runId);
    runOne(db, `UPDATE print_run SET ended = 'abandoned', ended_at = ? WHERE id = ?`, now, runId);
  });
}
