import { get, type ReadDb, remember, run, runOne, type WriteDb } from './db';
import { whileKnowing } from './owed';

/** The program's own settings: one value a key. */
export type MetaKey =
  | 'program.id'
  | 'program.tag'
  | 'program.name'
  | 'program.nameEn'
  | 'program.createdAt'
  | 'device.id'
  | 'event.chosen'
  | 'door.name'
  | 'rehearsal'
  | 'rehearsal.source'
  | 'printer.badges'
  | 'printer.certificates'
  | 'badge.paper'
  | 'pin.supervisor'
  | 'pin.kiosk'
  | 'pin.organizer'
  | 'pin.showCaller'
  | 'pin.mc'
  | 'pin.steward'
  | 'lock.minutes'
  | 'journal.rewritten'
  /** How often people were erased. */
  | 'erased.times'
  /** The day (YYYY-MM-DD) by which the program is to be finished. */
  | 'finish.by'
  | 'kiosk.on'
  | 'certificate.serial'
  | 'operator.name'
  /** Changes of the list are written down, since copies of it are kept elsewhere, or this is one. */
  | 'list.watched'
  /** JSON: the host that this program is a copy from (stationLink.ts); nowhere else. */
  | 'station.host'
  /** JSON: how this program stands with its hub (electron/hub/record.ts). */
  | 'hub';

// Asked before each call, a scan's too, and nothing that is owed to the journal changes it.

/** The value, or undefined where it was never set. */
export function getMeta(db: ReadDb, key: MetaKey): string | undefined {
  return remember(
    db,
    key,
    () => whileKnowing(() => get<{ value: string }>(db, 'SELECT value FROM meta WHERE key = ?', key))?.value,
  );
}

/** The value of a key that every program has from its first moment; its lack is a bug. */
export function requireMeta(db: ReadDb, key: MetaKey): string {
  const value = getMeta(db, key);
  if (value === undefined) throw new Error(`the program has no ${key}`);
  return value;
}

export function setMeta(db: WriteDb, key: MetaKey, value: string): void {
  runOne(
    db,
    'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    key,
    value,
  );
}

export function deleteMeta(db: WriteDb, key: MetaKey): void {
  run(db, 'DELETE FROM meta WHERE key = ?', key);
}

/** A key that signs. Throws where the program has none of that name. */
export function requireSecret(db: ReadDb, name: string): Uint8Array {
  const row = get<{ value: Uint8Array }>(db, 'SELECT value FROM secret WHERE name = ?', name);
  if (!row) throw new Error(`the program has no key ${name}`);
  return row.value;
}
