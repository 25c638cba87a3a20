import type { AttendeeId } from '../../shared/contract/ids';
import { matchRank, type SearchQuery } from '../../shared/domain/koreanSearch';
import { PeopleIndex } from '../../shared/domain/peopleIndex';
import { all, type ReadDb } from './db';

/** The index of one connection, and how far it follows the store. */
interface Following {
  index: PeopleIndex;
  /** Grows when another connection has committed. */
  dataVersion: number;
  /** False while people are read into the index: until then each search looks through everybody. */
  ready: boolean;
}

interface Read {
  readonly id: string;
  readonly search: string;
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
  const made: Following = { index: new PeopleIndex(), dataVersion: dataVersion(db), ready: false };
  followings.set(db.raw, made);
  begin(db, made);
  return made;
}

/** Reads everybody into a new index: at once where they are few, else step by step between other work. */
function begin(db: ReadDb, state: Following): void {
  const index = new PeopleIndex();
  const reading = readAll(db, index);
  state.index = index;
  state.ready = false;
  const many = all(db, 'SELECT 1 FROM attendee LIMIT ?', atOnce + 1).length > atOnce;
  const readOn = () => {
    // Begun anew meanwhile, or closed.
    if (!db.raw.open || state.index !== index) return;
    if (reading.next().done) state.ready = true;
    else setImmediate(readOn);
  };
  if (many) return void setImmediate(readOn);
  while (!reading.next().done);
  state.ready = true;
}

/** Puts everybody into the index, in the order of their names, some at a time. */
function* readAll(db: ReadDb, index: PeopleIndex): Generator<void, void> {
  const byLetter = new Map<string, Read[]>();
  for (let from = ''; ; ) {
    const rows = all<Read>(
      db,
      'SELECT id, search FROM attendee WHERE id > ? ORDER BY id LIMIT ?',
      from,
      step,
    );
    for (const row of rows) {
      // A search text begins with the name.
      const letter = row.search.charAt(0);
      const others = byLetter.get(letter);
      if (others) others.push(row);
      else byLetter.set(letter, [row]);
    }
    const last = rows.at(-1);
    if (!last || rows.length < step) break;
    from = last.id;
    yield;
  }
  for (const letter of [...byLetter.keys()].sort()) {
    const people = byLetter.get(letter) ?? [];
    people.sort((a, b) => (a.search < b.search ? -1 : 1));
    for (const [i, { id, search }] of people.entries()) {
      index.put(id, search);
      if (i % step === step - 1) yield;
    }
  }
}

/** Takes over what this connection has changed since, and notices what another has. */
function catchUp(db: ReadDb, state: Following): void {
  const version = dataVersion(db);
  if (version !== state.dataVersion || state.index.wasteful) {
    state.dataVersion = version;
    begin(db, state);
  }
  // What changes meanwhile stays noted, and is taken over when everybody has been read.
  if (!state.ready) return;
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
  if (state.ready) {
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
  while (!state.ready) await new Promise((resolve) => setImmediate(resolve));
}
