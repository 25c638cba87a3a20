import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import type Database from 'better-sqlite3';
import { Refusal } from '../../shared/domain/refusal';
import { inMemory } from './inMemory';
import type { MetaKey } from './meta';
import { currentVersion } from './migrate';
import { sealMagic } from './sealHeader';

/** 'STDG', in the SQLite header's application id: tells a program from any other database. */
export const applicationId = 0x53544447;

const headerSize = 100;
const inMemoryLimit = 256 * 1024 * 1024;

/** What every program has from its first moment. */
const essential: readonly MetaKey[] = [
  'program.id',
  'program.tag',
  'program.name',
  'program.nameEn',
  'device.id',
];

/**
 * Looks at a file without opening it as a database, so that a stranger's file is not touched: is it SQLite, ours, of a
 * version this app knows, and whole? Throws a Refusal that says which it is not. Gives whether its contents were looked at: where not,
 * that is left to whoever opens it.
 */
export function inspectProgramFile(file: string): boolean {
  const name = path.basename(file);
  const { header, size } = readHeader(file, name);
  if (header.toString('latin1', 0, sealMagic.length) === sealMagic) {
    throw new Refusal('program.sealed', { file: name });
  }
  // The fields of the header: https://www.sqlite.org/fileformat.html, 1.3
  if (header.toString('latin1', 0, 16) !== 'SQLite format 3\0' || header.readUInt32BE(68) !== applicationId) {
    throw new Refusal('program.notAProgram', { file: name });
  }
  const version = header.readUInt32BE(60);
  if (version > currentVersion) {
    throw new Refusal('program.newer', { file: name, version, known: currentVersion });
  }
  // A log beside the file is what a power cut leaves; SQLite takes it in when it opens, and the size is right only then.
  if (existsSync(`${file}-wal`)) return false;
  const rawPageSize = header.readUInt16BE(16);
  const pageSize = rawPageSize === 1 ? 65_536 : rawPageSize;
  if (header.readUInt32BE(28) * pageSize !== size) throw new Refusal('program.damaged', { file: name });
  // A large one is looked at when it is opened.
  if (size > inMemoryLimit) return false;
  checkInMemory(file, name);
  return true;
}

function readHeader(file: string, name: string): { readonly header: Buffer; readonly size: number } {
  const header = Buffer.alloc(headerSize);
  try {
    const fd = openSync(file, 'r');
    try {
      readSync(fd, header, 0, headerSize, 0);
      return { header, size: fstatSync(fd).size };
    } finally {
      closeSync(fd);
    }
  } catch {
    throw new Refusal('program.cannotRead', { file: name });
  }
}

/**
 * Checks a copy of the file in memory, so that neither the file nor its folder is touched (SQLite would put a log beside
 * a file that it opens, even to read).
 */
function checkInMemory(file: string, name: string): void {
  try {
    inMemory(file, checkContents);
  } catch {
    throw new Refusal('program.damaged', { file: name });
  }
}

/** Throws where pages are damaged, or what every program has is missing. */
export function checkContents(raw: Database.Database): void {
  if (raw.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new Refusal('program.damaged');
  const keys = new Set(raw.prepare('SELECT key FROM meta').pluck().all());
  const hasKey = raw.prepare("SELECT 1 FROM secret WHERE name = 'badge'").get() !== undefined;
  if (!hasKey || essential.some((key) => !keys.has(key))) throw new Refusal('program.damaged');
}
