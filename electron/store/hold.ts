import { rmSync } from 'node:fs';
import path from 'node:path';
import { Refusal } from '../../shared/domain/refusal';
import { connect } from './db';

/** So long (ms) another copy of the app is waited for, which may be about to end. */
const patience = 300;

/**
 * Holds a program file for this process: a second copy of the app gets a Refusal. The system itself lets go of it when the
 * process ends, however it ends; gives what lets go of it before.
 */
export function holdFile(file: string): () => void {
  const lock = `${file}-lock`;
  const raw = connect(lock, { readonly: false });
  try {
    raw.pragma(`busy_timeout = ${patience}`);
    // Nothing is ever written: no second file beside it.
    raw.pragma('journal_mode = MEMORY');
    raw.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    raw.close();
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')) {
      throw new Refusal('program.inUse', { file: path.basename(file) });
    }
    throw error;
  }
  return () => {
    if (!raw.open) return;
    raw.close();
    rmSync(lock, { force: true });
  };
}
