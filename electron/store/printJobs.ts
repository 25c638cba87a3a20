import { uuidv7 } from 'uuidv7';
import { runOne, type WriteDb } from './db';

export interface PrintJob {
  readonly what: 'badges' | 'certificates' | 'test';
  /** A printer's name, or 'pdf'. */
  readonly destination: string;
  readonly pages: number;
}

/** Notes what went to a printer or into a PDF. */
export function recordPrintJob(db: WriteDb, job: PrintJob, now: number): void {
  runOne(
    db,
    'INSERT INTO print_job (id, what, destination, pages, at) VALUES (?, ?, ?, ?, ?)',
    uuidv7(),
    job.what,
    job.destination,
    job.pages,
    now,
  );
}
