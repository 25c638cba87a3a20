import { type ClockSetting, clockTime } from '../../shared/domain/clock';
import type { WriteDb } from './db';
import { getMeta, setMeta } from './meta';
import type { SealKey } from './sealKey';
import { steadyClock } from './steadyClock';

/** A sealed program that is open: where it is sealed when it is closed, and by which key. */
export interface SealedPlace {
  readonly file: string;
  readonly id: string;
  readonly key: SealKey;
  /** Lets go of the sealed file, which nobody else opens meanwhile. */
  readonly letGo: () => void;
}

/** An open program: its one writing connection, where it lies, and the only clock that code about it may ask. */
export interface Program {
  readonly db: WriteDb;
  readonly file: string;
  /** Where the program lies sealed while this, its working copy, is not open; undefined: it is not sealed. */
  readonly sealed?: SealedPlace;
  /** The program's time, UTC milliseconds: the machine's, or in a rehearsal the one that was set. */
  now(): number;
}

/** Wraps an open connection as a program under its own clock. */
export function asProgram(db: WriteDb, file: string, sealed?: SealedPlace): Program {
  return {
    db,
    file,
    ...(sealed ? { sealed } : {}),
    now: () => clockTime(clockSetting(db), steadyClock.now()),
  };
}

/** What the file says, by its open connection: asked for at each scan, and changed here alone. */
const settings = new WeakMap<WriteDb['raw'], ClockSetting>();

/** The clock that the program is under: kept in the file, so that a crash comes back to the same rehearsal. */
export function clockSetting(db: WriteDb): ClockSetting {
  let setting = settings.get(db.raw);
  if (!setting) {
    setting = readSetting(db);
    settings.set(db.raw, setting);
  }
  return setting;
}

function readSetting(db: WriteDb): ClockSetting {
  const text = getMeta(db, 'rehearsal');
  if (text === undefined) return { kind: 'live' };
  const { shown, machine, speed } = JSON.parse(text) as { shown: number; machine: number; speed: number };
  return { kind: 'rehearsal', shown, machine, speed };
}

/** Sets the rehearsal's clock: it shows `shown` (UTC ms) from now on, running at `speed`. */
export function setRehearsalClock(db: WriteDb, shown: number, speed: number): void {
  setMeta(db, 'rehearsal', JSON.stringify({ shown, machine: steadyClock.now(), speed }));
  settings.delete(db.raw);
}

/** Takes over a rehearsal's clock as another program has it (its `meta`). */
export function takeRehearsalClock(db: WriteDb, setting: string): void {
  setMeta(db, 'rehearsal', setting);
  settings.delete(db.raw);
}

/** The file by which people know the program: the sealed one where there is one. */
export function placeOfProgram({ file, sealed }: Program): string {
  return sealed?.file ?? file;
}
