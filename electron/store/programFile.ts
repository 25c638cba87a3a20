import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import { toBase32 } from '../../shared/domain/base32';
import { Refusal } from '../../shared/domain/refusal';
import { connect, run, transaction, usualCheckpoint, type WriteDb } from './db';
import { fileWhatIsLeft } from './filing';
import { holdFile } from './hold';
import { applicationId, checkContents, inspectProgramFile } from './inspect';
import { keepOlder, type SealedBy } from './keepOlder';
import { setMeta } from './meta';
import { migrate } from './migrate';
import { forgive, settleToRead } from './owed';
import { notePlace } from './place';

/** What lets go of a file that was held for this process, by its connection. */
const holds = new WeakMap<WriteDb['raw'], () => void>();

/** Keeps a second copy of the app away from a program until it is closed. */
export function holdProgram(db: WriteDb, file: string): WriteDb {
  holds.set(db.raw, holdFile(file));
  return db;
}

/**
 * Opens an existing program, migrated to this app's version. Throws a Refusal and leaves the file as it was if it can't. With
 * `hold` nobody else opens it until it is closed. `sealed`: where it lies sealed, of which `file` is the working copy.
 */
export function openProgramFile(file: string, hold = false, sealed?: SealedBy): WriteDb {
  const whole = inspectProgramFile(file);
  let db: WriteDb | undefined;
  let letGo: (() => void) | undefined;
  try {
    if (hold) letGo = holdFile(file);
    db = configure(file, true);
    // A file that may only be read says so when it is first written to.
    db.raw.transaction(() => {}).immediate();
    if (!whole) checkContents(db.raw);
    keepOlder(db.raw, file, sealed);
    migrate(db.raw);
    notePlace(db.raw, file);
    fileWhatIsLeft(db);
    if (letGo) holds.set(db.raw, letGo);
    return db;
  } catch (error) {
    db?.raw.close();
    letGo?.();
    throw refusalOfFile(error, file);
  }
}

/**
 * Makes a new, empty program with keys of its own. `names` are its title in Korean and in English. What lies at `file`
 * already is never written over: a Refusal.
 */
export function createProgramFile(
  file: string,
  names: { readonly name: string; readonly nameEn: string },
  now: number,
): WriteDb {
  if (existsSync(file)) throw new Refusal('program.exists', { file: path.basename(file) });
  let made: WriteDb | undefined;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    const db = configure(file, false);
    made = db;
    // All at once: a power cut leaves a program or none, never half of one.
    transaction(db, () => {
      db.raw.pragma(`application_id = ${applicationId}`);
      migrate(db.raw);
      setMeta(db, 'program.id', uuidv7());
      setMeta(db, 'program.tag', toBase32(randomBytes(5)).slice(0, 4));
      setMeta(db, 'program.name', names.name);
      setMeta(db, 'program.nameEn', names.nameEn);
      setMeta(db, 'program.createdAt', String(now));
      setMeta(db, 'device.id', uuidv7());
      run(db, 'INSERT INTO secret (name, value) VALUES (?, ?)', 'badge', randomBytes(32));
    });
    db.raw.pragma('wal_checkpoint(TRUNCATE)');
    notePlace(db.raw, file);
    return db;
  } catch (error) {
    made?.raw.close();
    removeProgramFile(file);
    throw refusalOfFile(error, file);
  }
}

/** Opens a connection as every program's is. */
export function configure(file: string, mustExist: boolean): WriteDb {
  const raw = connect(file, { readonly: false, mustExist });
  try {
    raw.pragma('journal_mode = WAL');
    raw.pragma('synchronous = FULL');
    raw.pragma(`wal_autocheckpoint = ${usualCheckpoint}`);
    raw.pragma('foreign_keys = ON');
    raw.pragma('trusted_schema = OFF');
    if (process.platform === 'darwin') {
      raw.pragma('fullfsync = ON');
      raw.pragma('checkpoint_fullfsync = ON');
    }
  } catch (error) {
    raw.close();
    throw error;
  }
  return { raw, writable: true };
}

const unwritable = /^(SQLITE_(READONLY|CANTOPEN|FULL|IOERR|PERM)|EACCES|EPERM|EROFS|ENOSPC|ENOTDIR)/;

/** What a failed opening or making comes down to for a person; a bug stays what it is. */
export function refusalOfFile(error: unknown, file: string): unknown {
  const params = { file: path.basename(file) };
  if (error instanceof Refusal) return withCause(new Refusal(error.reason, params), error.cause);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('SQLITE_BUSY')) return new Refusal('program.inUse', params);
  if (unwritable.test(code)) return withCause(new Refusal('program.cannotWrite', params), error);
  return code.startsWith('SQLITE_') ? new Refusal('program.damaged', params) : error;
}

function withCause(refusal: Refusal, cause: unknown): Refusal {
  if (cause !== undefined) refusal.cause = cause;
  return refusal;
}

/** Closes so that one file is left: the log is taken in, and `-wal` and `-shm` are gone. */
export function closeProgramFile(db: WriteDb): void {
  try {
    settleToRead(db.raw);
    db.raw.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    forgive(db.raw);
    db.raw.close();
    holds.get(db.raw)?.();
  }
}

/** Writes a whole copy of an open program to `to`, through SQLite's online backup. */
export async function copyProgramFile(db: WriteDb, to: string): Promise<void> {
  mkdirSync(path.dirname(to), { recursive: true });
  removeProgramFile(to);
  await db.raw.backup(to);
}

/** Deletes a program file and what SQLite may have left beside it. For rehearsal copies. */
export function removeProgramFile(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
}

/** SHA-256 of bytes, in hex. */
export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
