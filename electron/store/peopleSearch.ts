import type { AttendeeId } from '../../shared/contract/ids';
import { matchRank, type SearchQuery } from '../../shared/domain/koreanSearch';
import { PeopleIndex } from '../../shared/domain/peopleIndex';
import { all, get, type ReadDb } from './db';
import { hiddenBatch } from './hidden';

/** The index of one connection, and how far it follows the store. */
interface Following {
  index: PeopleIndex;
  /** The import that somebody came with, while it can be hidden (hidden.ts). */
  readonly batches: Map<string, number>;
  /** Grows when another connection has committed. */
  dataVersion: number;
  /** The last who was read of those by name; null: everybody has been. */
  readUpTo: Named | null;
}

interface Named {
  readonly name: string;
  readonly id: string;
}

const followings = new WeakMap<ReadDb['raw'], Following>();

/** Up to so many people are read at once; more are read step by step, and looked through one by one until then. */
const atOnce = 3000;
const step = 200;

/**
 * Notes whose search text changes, in the connection's own temporary table and so in the change's own transaction: what is
 * rolled back is forgotten with it, and the program's file is not touched.
 */
const followSql = `
CREATE TEMP TABLE IF NOT EXISTS search_changed (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TRIGGER IF NOT EXISTS search_added AFTER INSERT ON main.attendee
  BEGIN INSERT OR IGNORE INTO search_changed VALUES (NEW.id); END;
CREATE TEMP TRIGGER IF NOT EXISTS search_edited AFTER UPDATE OF search, import_batch ON main.attendee
  BEGIN INSERT OR IGNORE INTO search_changed VALUES (NEW.id); END;
CREATE TEMP TRIGGER IF NOT EXISTS search_removed AFTER DELETE ON main.attendee
  BEGIN INSERT OR IGNORE INTO search_changed VALUES (OLD.id); END;`;

const dataVersion = (db: ReadDb) =>
  get<{ data_version: number }>(db, 'PRAGMA data_version')?.data_version ?? 0;

/** Begins to read everybody, so that the first search needn't. */
export function followPeople(db: ReadDb): void {
  following(db);
}

function following(db: ReadDb): Following {
  const known = followings.get(db.raw);
  if (known) return known;
  db.raw.exec(followSql);
  const made: Following = {
    index: new PeopleIndex(),
    batches: new Map(),
    dataVersion: dataVersion(db),
    readUpTo: null,
  };
  followings.set(db.raw, made);
  begin(db, made);
  return made;
}

/** Reads everybody anew: at once where they are few, else step by step between other work. */
function begin(db: ReadDb, state: Following): void {
  state.index = new PeopleIndex();
  state.batches.clear();
  state.readUpTo = { name: '', id: '' };
  const many = all(db, 'SELECT 1 FROM main.attendee LIMIT ?', atOnce + 1).length > atOnce;
  if (many) setImmediate(() => readOn(db, state, state.index));
  else while (state.readUpTo !== null) readStep(db, state, atOnce);
}

function readOn(db: ReadDb, state: Following, index: PeopleIndex): void {
  if (!db.raw.open || state.readUpTo === null || state.index !== index) return;
  readStep(db, state, step);
  if (state.readUpTo !== null) setImmediate(() => readOn(db, state, index));
}

/** Reads on in the order of the names, which the index takes in fastest. Hidden people too: they may be shown any moment. */
function readStep(db: ReadDb, state: Following, count: number): void {
  if (!state.readUpTo) return;
  const rows = all<Named & { search: string; batch: number | null }>(
    db,
    `SELECT id, name, search, import_batch AS batch FROM main.attendee WHERE (name, id) > (?, ?)
     ORDER BY name, id LIMIT ?`,
    state.readUpTo.name,
    state.readUpTo.id,
    count,
  );
  for (const { id, search, batch } of rows) take(state, id, search, batch);
  state.readUpTo = (rows.length === count && rows.at(-1)) || null;
}

function take(state: Following, id: string, search: string | null, batch: number | null): void {
  if (search === null) state.index.remove(id);
  else state.index.put(id, search);
  if (batch === null) state.batches.delete(id);
  else state.batches.set(id, batch);
}

/** Takes over what this connection has changed since, and notices what another has. */
function catchUp(db: ReadDb, state: Following): void {
  const version = dataVersion(db);
  if (version !== state.dataVersion || state.index.wasteful) {
    state.dataVersion = version;
    begin(db, state);
  }
  const changed = all<{ id: string; search: string | null; batch: number | null }>(
    db,
    `SELECT c.id, a.search, a.import_batch AS batch FROM search_changed c LEFT JOIN main.attendee a ON a.id = c.id
     LIMIT ?`,
    atOnce + 1,
  );
  if (changed.length === 0) return;
  if (changed.length > atOnce) begin(db, state);
  else for (const { id, search, batch } of changed) take(state, id, search, batch);
  if (!db.raw.inTransaction) db.raw.exec('DELETE FROM search_changed');
}

/** Who fits what was typed, with how well (0 is best), at most `limit` of them and the best first. */
export function findPeople(db: ReadDb, query: SearchQuery, limit: number): ReadonlyMap<AttendeeId, number> {
  const state = following(db);
  catchUp(db, state);
  if (state.readUpTo === null) {
    const hidden = hiddenBatch(db);
    const shown = (id: string) => hidden === undefined || state.batches.get(id) !== hidden;
    return new Map(state.index.search(query, limit, shown).map(({ id, rank }) => [id as AttendeeId, rank]));
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
