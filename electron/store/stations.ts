import { createHash, randomBytes } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import type { StationRole } from '../../shared/domain/stationAccess';
import { all, get, type ReadDb, run, runOne, transaction, type WriteDb } from './db';
import { watchList } from './listChanges';
import { whileKnowing } from './owed';

/** A machine that was let into this program. */
export interface StationRow {
  readonly id: string;
  readonly name: string;
  readonly role: StationRole;
  readonly kind: 'app' | 'browser';
}

const columns = 'id, name, role, kind';
/** A token is a secret of 256 bits, so one round of SHA-256 keeps it as safe as a slow hash would. */
const hashOf = (token: string) => createHash('sha256').update(token).digest();

/** Those that may connect, by name. */
export function listStations(db: ReadDb): readonly StationRow[] {
  return all<StationRow>(db, `SELECT ${columns} FROM station WHERE cut_off_at IS NULL ORDER BY name, id`);
}

/** The names of all machines that were ever given a copy of the list: one that was cut off still has its own. */
export function everyCopy(db: ReadDb): readonly string[] {
  return all<{ name: string }>(
    db,
    "SELECT name FROM station WHERE kind = 'app' AND device_id IS NOT NULL ORDER BY name, id",
  ).map(({ name }) => name);
}

/** Lets a machine in; gives the token that it is known by from now on, which is stored nowhere here. */
export function addStation(
  db: WriteDb,
  station: Omit<StationRow, 'id'>,
  now: number,
): { readonly id: string; readonly token: string } {
  const id = uuidv7();
  const token = randomBytes(32).toString('base64url');
  transaction(db, () => {
    runOne(
      db,
      'INSERT INTO station (id, name, role, kind, token_hash, paired_at) VALUES (?, ?, ?, ?, ?, ?)',
      id,
      station.name,
      station.role,
      station.kind,
      hashOf(token),
      now,
    );
    if (station.kind === 'app') watchList(db);
  });
  return { id, token };
}

/** Whose token has that SHA-256 (hex); undefined where nobody's, or it was cut off. */
export function stationOfToken(db: ReadDb, hash: string): StationRow | undefined {
  return get<StationRow>(
    db,
    `SELECT ${columns} FROM station WHERE token_hash = ? AND cut_off_at IS NULL`,
    Buffer.from(hash, 'hex'),
  );
}

export function findStation(db: ReadDb, id: string): StationRow | undefined {
  // Asked at each of its calls: no scan that waits to be filed says who a station is, and none is to be held up by that.
  return whileKnowing(() =>
    get<StationRow>(db, `SELECT ${columns} FROM station WHERE id = ? AND cut_off_at IS NULL`, id),
  );
}

/** Notes which journal is that of a station. */
export function noteDevice(db: WriteDb, id: string, device: string): void {
  run(db, 'UPDATE station SET device_id = ? WHERE id = ?', device, id);
}

/** Ends a station's right to connect. */
export function cutOffStation(db: WriteDb, id: string, now: number): void {
  run(db, 'UPDATE station SET cut_off_at = ? WHERE id = ? AND cut_off_at IS NULL', now, id);
}
