import type { AttendeeId } from '../../shared/contract/ids';
import { matchRank, type SearchQuery } from '../../shared/domain/koreanSearch';
import { PeopleIndex } from '../../shared/domain/peopleIndex';
import { all, type ReadDb } from './db';

/** The index of one connection, and how far it follows the store. */
interface Following {
  readonly index: PeopleIndex;
  /** Grows when another connection has committed. */
  dataVersion: number;
  /** Everybody whose id comes up to here has been read; null: everybody has. */
  readUpTo: string | null;
}

const followings = new WeakMap<ReadDb['raw'], Following>();

/** Up to so many people are read at once; more are read step by step, and looked through one by one until then. */
const atOnce = 3000;
const step = 400;

/**
 * Notes whose search text changes, in the connection's own temporary table and so in the change's own transaction: what is
 * rolled back is forgotten with it, and the program's file is not touched.
 */
const followSql = `
CREATE TEMP TABLE IF NOT EXISTS search_changed (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TRIGGER IF NOT EXISTS search_added AFTER INSERT ON main.attendee
  BEGIN INSERT OR IGNORE INTO search_changed VALUES (NEW.id); END;
CREATE TEMP TRIGGER IF NOT EXISTS search_edited AFTER UPDATE OF search ON main.attendee
  BEGIN INSERT OR IGNORE INTO search_changed VALUES (NEW.id); END;
CREATE TEMP TRIGGER IF NOT EXISTS search_removed AFTER DELETE ON main.attendee
  BEGIN INSERT OR IGNORE INTO search_changed VALUES (OLD.id); END;`;

const dataVersion = ({ raw }: ReadDb) => Number(raw.pragma('data_version', { simple: true }));

function following(db: ReadDb): Following {
  const known = followings.get(db.raw);
  if (known) return known;
  db.raw.exec(followSql);
  const made: Following = { index: new PeopleIndex(), dataVersion: dataVersion(db), readUpTo: '' };
  followings.set(db.raw, made);
  begin(db, made);
  return made;
}

/** Reads everybody (anew): at once where they are few, else step by step between other work. */
function begin(db: ReadDb, state: Following): void {
  state.readUpTo = '';
  const many = all(db, 'SELECT 1 FROM attendee LIMIT ?', atOnce + 1).length > atOnce;
  if (many) setImmediate(() => readOn(db, state, state.dataVersion));
  else while (state.readUpTo !== null) readStep(db, state, atOnce);
}

function readOn(db: ReadDb, state: Following, version: number): void {
  if (!db.raw.open || state.readUpTo === null || state.dataVersion !== version) return;
  readStep(db, state, step);
  if (state.readUpTo !== null) setImmediate(() => readOn(db, state, version));
}

function readStep(db: ReadDb, state: Following, count: number): void {
  const rows = all<{ id: string; search: string }>(
    db,
    'SELECT id, search FROM attendee WHERE id > ? ORDER BY id LIMIT ?',
    state.readUpTo ?? '',
    count,
  );
  for (const { id, search } of rows) state.index.put(id, search);
  const last = rows.at(-1);
  if (last && rows.length === count) {
    state.readUpTo = last.id;
    return;
  }
  state.readUpTo = null;
  const there = new Set(all<{ id: string }>(db, 'SELECT id FROM attendee').map(({ id }) => id));
  for (const id of [...state.index.ids()]) if (!there.has(id)) state.index.remove(id);
}

/** Takes over what this connection has changed since, and notices what another has. */
function catchUp(db: ReadDb, state: Following): void {
  const version = dataVersion(db);
  if (version !== state.dataVersion) {
    state.dataVersion = version;
    begin(db, state);
  }
  const changed = all<{ id: string; search: string | null }>(
    db,
    'SELECT c.id, a.search FROM search_changed c LEFT JOIN attendee a ON a.id = c.id',
  );
  if (changed.length === 0) return;
  for (const { id, search } of changed) {
    if (search === null) state.index.remove(id);
    else state.index.put(id, search);
  }
  if (!db.raw.inTransaction) db.raw.exec('DELETE FROM search_changed');
}

/** Who fits what was typed, with how well (0 is best), at most `limit` of them and the best first. */
export function findPeople(db: ReadDb, query: SearchQuery, limit: number): ReadonlyMap<AttendeeId, number> {
  const state = following(db);
  catchUp(db, state);
  if (state.readUpTo === null) {
    return new Map(state.index.search(query, limit).map(({ id, rank }) => [id as AttendeeId, rank]));
  }
  const found: (readonly [AttendeeId, number])[] = [];
  for (const { id, search } of all<{ id: AttendeeId; search: string }>(
    db,
    'SELECT id, search FROM attendee',
  )) {
    const rank = matchRank(search, query);
    if (rank !== undefined) found.push([id, rank]);
  }
  return new Map(found.sort(([, a], [, b]) => a - b).slice(0, limit));
}

/** Resolves when everybody is in the index. */
export async function indexReady(db: ReadDb): Promise<void> {
  const state = following(db);
  while (state.readUpTo !== null) await new Promise((resolve) => setImmediate(resolve));
}
