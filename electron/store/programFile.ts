import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
} from 'node:fs';
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import { toBase32 } from '../../shared/domain/base32';
import { Refusal } from '../../shared/domain/refusal';
import { connect, type WriteDb } from './db';
import { setMeta } from './meta';
import { currentVersion, migrate } from './migrate';

/** 'STDG', in the SQLite header's application id: tells a program from any other database. */
const applicationId = 0x53544447;
const headerSize = 100;
const inMemoryLimit = 256 * 1024 * 1024;

/**
 * Looks at a file without opening it as a database, so that a stranger's file is not touched: is it SQLite, ours, of a
 * version this app knows, and whole? Throws a Refusal that says which it is not.
 */
export function inspectProgramFile(file: string): void {
  const name = path.basename(file);
  const header = Buffer.alloc(headerSize);
  let size = 0;
  try {
    const fd = openSync(file, 'r');
    try {
      size = fstatSync(fd).size;
      readSync(fd, header, 0, headerSize, 0);
    } finally {
      closeSync(fd);
    }
  } catch {
    throw new Refusal('program.cannotRead', { file: name });
  }
  if (header.toString('latin1', 0, 16) !== 'SQLite format 3\0' || header.readUInt32BE(68) !== applicationId) {
    throw new Refusal('program.notAProgram', { file: name });
  }
  const version = header.readUInt32BE(60);
  if (version > currentVersion)
    throw new Refusal('program.newer', { file: name, version, known: currentVersion });
  // A log beside the file is what a power cut leaves; SQLite takes it in when it opens, and the size is right only then.
  if (existsSync(`${file}-wal`)) return;
  const rawPageSize = header.readUInt16BE(16);
  const pageSize = rawPageSize === 1 ? 65_536 : rawPageSize;
  if (header.readUInt32BE(28) * pageSize !== size) throw new Refusal('program.damaged', { file: name });
  checkPages(file, name, size);
}

/**
 * Checks a copy of the file in memory, so that neither the file nor its folder is touched (SQLite would put a log beside
 * a file that it opens, even to read). A file over `inMemoryLimit` is checked when it is opened.
 */
function checkPages(file: string, name: string, size: number): void {
  if (size > inMemoryLimit) return;
  try {
    const bytes = readFileSync(file);
    // "Written in rollback mode": a copy in memory has no log. https://www.sqlite.org/fileformat.html, 1.3.3
    bytes[18] = 1;
    bytes[19] = 1;
    const raw = connect(bytes, { readonly: true });
    try {
      if (raw.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new Error('quick_check');
    } finally {
      raw.close();
    }
  } catch {
    throw new Refusal('program.damaged', { file: name });
  }
}

/** Opens an existing program, migrated to this app's version. Throws a Refusal and leaves the file as it was if it can't. */
export function openProgramFile(file: string): WriteDb {
  inspectProgramFile(file);
  let db: WriteDb;
  try {
    db = configure(file, true);
  } catch {
    throw new Refusal('program.cannotWrite', { file: path.basename(file) });
  }
  try {
    if (db.raw.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new Error('quick_check');
    migrate(db.raw);
    return db;
  } catch {
    db.raw.close();
    throw new Refusal('program.damaged', { file: path.basename(file) });
  }
}

/** Makes a new, empty program with keys of its own. `names` are its title in Korean and in English. */
export function createProgramFile(
  file: string,
  names: { readonly name: string; readonly nameEn: string },
  now: number,
): WriteDb {
  mkdirSync(path.dirname(file), { recursive: true });
  const db = configure(file, false);
  db.raw.pragma(`application_id = ${applicationId}`);
  migrate(db.raw);
  setMeta(db, 'program.id', uuidv7());
  setMeta(db, 'program.tag', toBase32(randomBytes(5)).slice(0, 4));
  setMeta(db, 'program.name', names.name);
  setMeta(db, 'program.nameEn', names.nameEn);
  setMeta(db, 'program.createdAt', String(now));
  setMeta(db, 'device.id', uuidv7());
  db.raw.prepare('INSERT INTO secret (name, value) VALUES (?, ?)').run('badge', randomBytes(32));
  db.raw.pragma('wal_checkpoint(TRUNCATE)');
  return db;
}

function configure(file: string, mustExist: boolean): WriteDb {
  const raw = connect(file, { readonly: false, mustExist });
  raw.pragma('journal_mode = WAL');
  raw.pragma('synchronous = FULL');
  raw.pragma('foreign_keys = ON');
  raw.pragma('trusted_schema = OFF');
  if (process.platform === 'darwin') {
    raw.pragma('fullfsync = ON');
    raw.pragma('checkpoint_fullfsync = ON');
  }
  return { raw, writable: true };
}

/** Closes so that one file is left: the log is taken in, and `-wal` and `-shm` are gone. */
export function closeProgramFile(db: WriteDb): void {
  db.raw.pragma('wal_checkpoint(TRUNCATE)');
  db.raw.close();
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
