import Database from 'better-sqlite3';
import { assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { nativeBinding } from '../../electron/store/db';
import { journalColumns } from '../../electron/store/journal';
import { genesis, type JournalRow, rowHash } from '../../electron/store/journalRow';
import { checkParts, requireChains } from '../../electron/store/journalRows';
import { openPlain } from '../../electron/store/plainDatabase';
import { SentRow } from '../../shared/contract/exchange';
import { entryKinds } from '../../shared/domain/verdict';
import { runs } from '../runs';
import { makeDoor, startsAt } from './door';

const { kind, source, verdict } = SentRow.shape;
const words = { kinds: kind.options, sources: source.options, verdicts: verdict.options };

/** The journal of a door as a database of its own, after `change`. */
function journalAfter(change: (db: Database.Database) => void = () => {}) {
  const { db, people, codeOf, scan } = makeDoor();
  for (let i = 0; i < 60; i++) scan(codeOf(people[i % 3] ?? people[0] ?? never()), startsAt + i);
  const create = String(
    db.raw.prepare("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'journal'").pluck().get(),
  );
  const alone = new Database(':memory:', nativeBinding());
  alone.prepare('ATTACH ? AS program').run(db.raw.name);
  alone.exec(`${create}; INSERT INTO main.journal SELECT * FROM program.journal`);
  const rows = alone.prepare('SELECT * FROM main.journal').all();
  change(alone);
  const made = alone.serialize();
  alone.close();
  const bytes = new SharedArrayBuffer(made.length);
  Buffer.from(bytes).set(made);
  return { bytes, create, rows };
}

function never(): never {
  throw new Error('nobody');
}

/** Looks at such a database as a station does: why it is not taken, or its rows. */
function look({ bytes, create }: Pick<ReturnType<typeof journalAfter>, 'bytes' | 'create'>): unknown {
  let db: Database.Database | undefined;
  try {
    db = openPlain(bytes, create, nativeBinding());
    const taken = new Int32Array(new SharedArrayBuffer(4));
    requireChains(db, checkParts(db, { words, entries: entryKinds, taken }, []).parts);
    return db.prepare('SELECT * FROM journal').all();
  } catch (error) {
    return error instanceof Error ? error.message : error;
  } finally {
    db?.close();
  }
}

test('a journal that came as a database is taken where every row of it holds', () => {
  const journal = journalAfter();
  expect(look(journal)).toEqual(journal.rows);
});

/** Computes the chain anew, as a host that lies would. */
function chainAnew(db: Database.Database): void {
  let prevHash: Uint8Array = genesis;
  const rows = db
    .prepare(`SELECT ${journalColumns} FROM main.journal ORDER BY device_seq`)
    .all() as JournalRow[];
  const write = db.prepare('UPDATE main.journal SET prev_hash = ?, hash = ? WHERE device_seq = ?');
  for (const row of rows) {
    const hash = rowHash({ ...row, prevHash });
    write.run(prevHash, hash, row.deviceSeq);
    prevHash = hash;
  }
}

const anew = (sql: string) => (db: Database.Database) => {
  db.pragma('ignore_check_constraints = ON');
  db.exec(sql);
  chainAnew(db);
};

test.each([
  [
    'a value that was changed',
    (db: Database.Database) => db.exec("UPDATE main.journal SET door = 'B' WHERE device_seq = 7"),
    /changed/,
  ],
  [
    'a row that was left out',
    (db: Database.Database) => db.exec('DELETE FROM main.journal WHERE device_seq = 7'),
    /place/,
  ],
  [
    'the first rows left out',
    (db: Database.Database) => db.exec('DELETE FROM main.journal WHERE device_seq < 7'),
    /place/,
  ],
  [
    'another time by the host’s clock',
    (db: Database.Database) => db.exec('UPDATE main.journal SET moment = moment + 1 WHERE device_seq = 7'),
    /another time/,
  ],
  [
    'a row that is not filed',
    (db: Database.Database) => db.exec('UPDATE main.journal SET filed = 0 WHERE device_seq = 7'),
    /place/,
  ],
  ['an id that is none', anew("UPDATE main.journal SET id = 'x' WHERE device_seq = 7"), /shape/],
  [
    'a source that there is not',
    anew("UPDATE main.journal SET source = 'x' WHERE device_seq = 7"),
    /damaged/,
  ],
  ['facts that are no JSON', anew("UPDATE main.journal SET detail = '{' WHERE device_seq = 7"), /damaged/],
  [
    'a door that is too long',
    anew("UPDATE main.journal SET door = printf('%.201c', 'x') WHERE device_seq = 7"),
    /shape/,
  ],
  [
    'half a character',
    anew("UPDATE main.journal SET code = CAST(x'eda080' AS TEXT) WHERE device_seq = 7"),
    /changed|no text/,
  ],
  [
    'a trigger beside the table',
    (db: Database.Database) => db.exec('CREATE TRIGGER main.t AFTER INSERT ON journal BEGIN SELECT 1; END'),
    /version/,
  ],
  ['an index', (db: Database.Database) => db.exec('CREATE INDEX main.i ON journal (at)'), /version/],
  ['another table', (db: Database.Database) => db.exec('CREATE TABLE main.t (a)'), /version/],
  ['a view', (db: Database.Database) => db.exec('CREATE VIEW main.v AS SELECT 1'), /version/],
  ['an application’s number', (db: Database.Database) => db.pragma('main.application_id = 1'), /no journal/],
])('%s: nothing is taken', (_what, change, why) => {
  expect(look(journalAfter(change))).toMatch(why);
});

test('bytes that were changed on the way: nothing is taken, or what was sent', () => {
  const { bytes, create, rows } = journalAfter();
  const whole = Buffer.from(bytes);
  assert(
    property(integer({ min: 0, max: whole.length - 1 }), integer({ min: 1, max: 255 }), (at, other) => {
      const changed = new SharedArrayBuffer(whole.length);
      Buffer.from(changed).set(whole);
      const view = new Uint8Array(changed);
      view[at] = (view[at] ?? 0) ^ other;
      const found = look({ bytes: changed, create });
      if (typeof found !== 'string') expect(found).toEqual(rows);
    }),
    { numRuns: runs(2000) },
  );
  const short = new SharedArrayBuffer(whole.length - 4096);
  Buffer.from(short).set(whole.subarray(0, short.byteLength));
  expect(look({ bytes: short, create })).toMatch(/no journal/);
});
