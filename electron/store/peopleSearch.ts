import type { AttendeeId } from '../../shared/contract/ids';
import { matchRank, type SearchQuery } from '../../shared/domain/koreanSearch';
import { type Indexed, PeopleIndex } from '../../shared/domain/peopleIndex';
import { all, get, type ReadDb } from './db';
import { hiddenBatch } from './hidden';

/** The index of one connection, and how far it follows the store. */
interface Following {
  /** Undefined: everybody is being read for the first time, or anew since somebody else has written. */
  index: PeopleIndex | undefined;
  /** The one that is being made, to take its place. */
  making: Making | undefined;
  /** The import that somebody came with, while it can be hidden (hidden.ts). */
  readonly batches: Map<string, number>;
  /** Grows when another connection has committed. */
  dataVersion: number;
}

interface Making {
  readonly steps: Generator<undefined, PeopleIndex>;
  /** Who was changed since it was begun, and may have been read before. */
  readonly changed: Set<string>;
}

interface Named {
  readonly name: string;
  readonly id: string;
}

const followings = new WeakMap<ReadDb['raw'], Following>();

/** Up to so many people are read at once; more are read step by step, and looked through one by one until then. */
const few = 3000;
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

function following(db: ReadDb): Following {
  const known = followings.get(db.raw);
  if (known) return known;
  db.raw.exec(followSql);
  const made: Following = {
    index: undefined,
    making: undefined,
    batches: new Map(),
    dataVersion: dataVersion(db),
  };
  followings.set(db.raw, made);
  begin(db, made);
  return made;
}

/** Reads everybody anew: at once where they are few, else step by step between other work. */
function begin(db: ReadDb, state: Following): void {
  const making: Making = { steps: PeopleIndex.made(everybody(db, state)), changed: new Set() };
  state.making = making;
  const many = all(db, 'SELECT 1 FROM main.attendee LIMIT ?', few + 1).length > few;
  if (many) setImmediate(() => makeOn(db, state, making));
  else while (state.making) makeStep(db, state, making);
}

function makeOn(db: ReadDb, state: Following, making: Making): void {
  if (!db.raw.open || state.making !== making) return;
  makeStep(db, state, making);
  if (state.making === making) setImmediate(() => makeOn(db, state, making));
}

function makeStep(db: ReadDb, state: Following, { steps, changed }: Making): void {
  const { done, value } = steps.next();
  if (!done) return;
  state.index = value;
  state.making = undefined;
  // Everybody's pages, which are not read again.
  db.raw.pragma('shrink_memory');
  for (const id of changed) {
    const sql = 'SELECT id, search, import_batch AS batch FROM main.attendee WHERE id = ?';
    take(state, get<Stored>(db, sql, id) ?? { id, search: null, batch: null });
  }
}

/** Everybody in the order of their names, in which the index takes them in fastest. Hidden people too: they may be shown any moment. */
function* everybody(db: ReadDb, { batches }: Following): Generator<readonly Indexed[]> {
  let last: Named | undefined;
  do {
    const rows: readonly (Named & Indexed & Stored)[] = all(
      db,
      `SELECT id, name, search, import_batch AS batch FROM main.attendee WHERE (name, id) > (?, ?)
       ORDER BY name, id LIMIT ?`,
      last?.name ?? '',
      last?.id ?? '',
      step,
    );
    for (const row of rows) noteBatch(batches, row);
    yield rows;
    last = rows.length === step ? rows.at(-1) : undefined;
  } while (last);
}

/** Null: nobody is there any more. */
interface Stored {
  readonly id: string;
  readonly search: string | null;
  readonly batch: number | null;
}

function noteBatch(batches: Map<string, number>, { id, batch }: Stored): void {
  if (batch === null) batches.delete(id);
  else batches.set(id, batch);
}

function take({ index, making, batches }: Following, person: Stored): void {
  const { id, search } = person;
  if (search === null) index?.remove(id);
  else index?.put({ id, search });
  making?.changed.add(id);
  noteBatch(batches, person);
}

/** Takes over what this connection has changed since, and notices what another has. */
function catchUp(db: ReadDb, state: Following): void {
  const version = dataVersion(db);
  if (version !== state.dataVersion) {
    state.dataVersion = version;
    state.index = undefined;
    begin(db, state);
  } else if (state.index?.wasteful && !state.making) begin(db, state);
  const changed = all<Stored>(
    db,
    `SELECT c.id, a.search, a.import_batch AS batch FROM search_changed c LEFT JOIN main.attendee a ON a.id = c.id
     LIMIT ?`,
    few + 1,
  );
  if (changed.length === 0) return;
  if (changed.length > few) {
    state.index = undefined;
    begin(db, state);
  } else for (const person of changed) take(state, person);
  if (!db.raw.inTransaction) db.raw.exec('DELETE FROM search_changed');
}

/** Who fits what was typed, with how well (0 is best), at most `limit` of them and the best first. */
export function findPeople(db: ReadDb, query: SearchQuery, limit: number): ReadonlyMap<AttendeeId, number> {
  const state = following(db);
  catchUp(db, state);
  const { index } = state;
  if (index) {
    const hidden = hiddenBatch(db);
    const shown = (id: string) => hidden === undefined || state.batches.get(id) !== hidden;
    return new Map(index.search(query, limit, shown).map(({ id, rank }) => [id as AttendeeId, rank]));
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

/** Reads everybody, so that the first search needn't. Resolves when they are in the index, or the program is closed. */
export async function indexReady(db: ReadDb): Promise<void> {
  const state = following(db);
  while (state.making && db.raw.open) await new Promise((resolve) => setImmediate(resolve));
}
