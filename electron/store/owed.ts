import type Database from 'better-sqlite3';
import { Refusal } from '../../shared/domain/refusal';
import { diskProblem } from './diskProblem';

/** Work on an open program that was put off: nobody else may see it undone, so it is done before anybody looks. */
const owed = new Map<Database.Database, () => void>();
let knowing = 0;

/** Puts `work` off until the program is next read or written by anything that does not know of it. */
export function owe(raw: Database.Database, work: () => void): void {
  owed.set(raw, work);
}

/** Does what is owed. Throws what it throws, and then it is owed still. */
export function settle(raw: Database.Database): void {
  const work = owed.get(raw);
  if (!work) return;
  owed.delete(raw);
  try {
    whileKnowing(work);
  } catch (error) {
    owed.set(raw, work);
    throw error;
  }
}

/** The same before something is read: where the disk takes nothing, what is there can be read all the same. */
export function settleToRead(raw: Database.Database): void {
  if (owed.size === 0 || knowing > 0) return;
  try {
    settle(raw);
  } catch (error) {
    if (!isOfDisk(error)) throw error;
  }
}

/** The same before something is written. Throws where it can't be done. */
export function settleToWrite(raw: Database.Database): void {
  if (owed.size > 0 && knowing === 0) settle(raw);
}

/** `work` knows what is owed and takes it into account: its reading and writing settle nothing. It may not wait for anything. */
export function whileKnowing<T>(work: () => T): T {
  knowing++;
  try {
    return work();
  } finally {
    knowing--;
  }
}

function isOfDisk(error: unknown): boolean {
  return diskProblem(error) !== undefined || (error instanceof Refusal && error.reason === 'disk.gone');
}

/** Nothing is owed by a connection that is closed. */
export function forgive(raw: Database.Database): void {
  owed.delete(raw);
}
