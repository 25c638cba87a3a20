// Carries a whole journal from one machine to another that has nothing of it yet, in threads of their own. Its rows go as the pages
// of a database that holds nothing else, since SQLite moves whole records from table to table many times faster than one row after
// the other can be written; before they count each of them is looked at as if it had come by itself. Imports what runs as it
// stands: the tests start this very file.
import { parentPort, Worker, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import type { ClockOffset } from '../../shared/domain/journalMerge.ts';
import type { Stay } from '../../shared/domain/stay.ts';
import { type Checked, checkParts, NotTaken, requireChains, staysOf } from '../store/journalRows.ts';
import { createSql } from '../store/journalSql.ts';
import { openPlain, openUnread } from '../store/plainDatabase.ts';
import type {
  CheckOrder,
  CheckWord,
  GivenJournal,
  GiveOrder,
  TakenWord,
  TakeOrder,
  TakeWord,
} from './journalWords.ts';

const port = parentPort;
if (!port) throw new Error('this runs as a thread');
const order = workerData as GiveOrder | TakeOrder | CheckOrder;
const options = order.nativeBinding === undefined ? {} : { nativeBinding: order.nativeBinding };

/** A longer journal (bytes) is not held in memory: its rows go some at a time. */
const longest = 192 << 20;

function give({ file }: GiveOrder): GivenJournal {
  const db = new Database(':memory:', options);
  try {
    db.prepare('ATTACH ? AS program').run(file);
    db.exec(String(db.prepare(createSql('program')).pluck().get()));
    // Of one moment, whatever is measured meanwhile.
    const offsets = db.transaction(() => {
      db.exec('INSERT INTO main.journal SELECT * FROM program.journal');
      return offsetsIn(db, 'program', '');
    })();
    const bytes = db.serialize();
    if (bytes.length > longest) return null;
    const shared = new SharedArrayBuffer(bytes.length);
    new Uint8Array(shared).set(bytes);
    return { bytes: shared, offsets };
  } finally {
    db.close();
  }
}

async function take(order: TakeOrder): Promise<void> {
  const say = (word: TakenWord) => port?.postMessage(word);
  const said = saidTo(port);
  const taken = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const { words, entries, nativeBinding } = order;
  const help: CheckOrder = { task: 'check', nativeBinding, words, entries, taken };
  const helper = new Worker(new URL(import.meta.url), { workerData: help });
  const helped = new Promise<Checked>((resolve, reject) => {
    helper.once('message', resolve).once('error', reject);
    helper.once('exit', (code) => reject(new Error(`the thread that helps to look ended with ${code}`)));
  });
  helped.catch(() => {}); // It is looked at below.
  let program: Database.Database | undefined;
  let db: Database.Database | undefined;
  try {
    // Until it is here, however long that takes, the program's file is not held.
    const bytes = await fetched(said, say);
    program = new Database(order.file, { ...options, fileMustExist: true });
    const create = String(program.prepare(createSql('main')).pluck().get());
    const indexes = program
      .prepare(
        "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'journal' AND sql IS NOT NULL",
      )
      .pluck()
      .all() as readonly string[];
    const clocks = offsetsIn(program, 'main', order.device);
    program.close();
    helper.postMessage({ bytes, clocks } satisfies CheckWord);
    db = openPlain(bytes, create, options);
    for (const index of indexes) db.exec(index);
    say({ kind: 'ready' });
    await said();
    // While it is written the other thread looks through it, and then both: what does not hold is not kept.
    const rows = write(db, order, create, clocks);
    const own = checkParts(db, help, clocks);
    const others = await helped;
    requireChains(db, [...own.parts, ...others.parts]);
    if (db.prepare('SELECT 1 FROM main.journal WHERE device_id = ?').get(order.device))
      throw new NotTaken('it has rows of this machine');
    keep(db, order, staysOf(db, own, others, entries));
    say({ kind: 'taken', rows });
    db.pragma('program.wal_checkpoint(PASSIVE)');
  } catch (error) {
    say({ kind: 'refused', why: error instanceof Error ? error.message : 'unknown' });
  } finally {
    program?.close();
    db?.close();
    await helper.terminate();
  }
}

/** The database, as often as it is cut off where it is fetched. */
async function fetched(
  said: () => Promise<TakeWord>,
  say: (word: TakenWord) => void,
): Promise<SharedArrayBuffer> {
  // Here alone: what it needs of Node takes the other threads longer to load than all else.
  const { fetchInto } = await import('./fetchInto.ts');
  let bytes: SharedArrayBuffer | undefined;
  let at = 0;
  for (;;) {
    const word = await said();
    if (word.kind === 'here') return word.bytes;
    if (word.kind !== 'fetch') throw new NotTaken('it did not come');
    bytes ??= new SharedArrayBuffer(word.from.size);
    at = await fetchInto(bytes, at, word.from);
    const whole = at === bytes.byteLength;
    say({ kind: 'fetched', whole });
    if (whole) return bytes;
  }
}

/** What is said to this thread, word by word. */
function saidTo(from: typeof port): () => Promise<TakeWord> {
  const waiting: TakeWord[] = [];
  let heard: ((word: TakeWord) => void) | undefined;
  from?.on('message', (word: TakeWord) => {
    if (heard) heard(word);
    else waiting.push(word);
    heard = undefined;
  });
  return () =>
    new Promise((resolve) => {
      const word = waiting.shift();
      if (word) resolve(word);
      else heard = resolve;
    });
}

/** What was measured of clocks but that of one device. */
function offsetsIn(db: Database.Database, schema: 'main' | 'program', but: string): readonly ClockOffset[] {
  return db
    .prepare(
      `SELECT device_id AS device, from_seq AS "from", offset_ms AS offset, round_trip_ms AS roundTrip
       FROM ${schema}.clock_offset WHERE device_id <> ? ORDER BY device_id, from_seq`,
    )
    .all(but) as readonly ClockOffset[];
}

/** Into the program, which has no row yet, in a transaction that is kept once all of it holds, or not at all. */
function write(
  db: Database.Database,
  { file, device }: TakeOrder,
  create: string,
  clocks: readonly ClockOffset[],
): number {
  db.prepare('ATTACH ? AS program').run(file);
  db.pragma('program.synchronous = FULL');
  // Its log is taken in when the rows have been told of.
  db.pragma('wal_autocheckpoint = 0');
  db.pragma('program.cache_size = -8192');
  if (process.platform === 'darwin') {
    db.pragma('fullfsync = ON');
    db.pragma('checkpoint_fullfsync = ON');
  }
  db.exec('BEGIN IMMEDIATE');
  const rows = db
    .prepare('SELECT 1 FROM program.journal UNION ALL SELECT 1 FROM program.attendance LIMIT 1')
    .get();
  const same =
    db.prepare(createSql('program')).pluck().get() === create &&
    JSON.stringify(offsetsIn(db, 'program', device)) === JSON.stringify(clocks);
  if (rows !== undefined || !same) throw new NotTaken('the program is another one by now');
  // Record by record without a look into them (https://sqlite.org/src/file/src/insert.c, xferOptimization).
  return db.prepare('INSERT INTO program.journal SELECT * FROM main.journal').run().changes;
}

/** With who is in: all of it. */
function keep(db: Database.Database, { countAll }: TakeOrder, stays: ReadonlyMap<string, Stay>): void {
  const enter = db.prepare(
    'INSERT INTO program.attendance (event_id, attendee_id, entered_at, door, scan_id, inside) VALUES (?, ?, ?, ?, ?, ?)',
  );
  for (const [key, { first, last }] of stays) {
    const [event, person] = key.split(' ');
    if (first) enter.run(event, person, first.moment, first.door, first.id, last.out ? 0 : 1);
  }
  db.exec(`DELETE FROM program.door_count; ${countAll}; COMMIT`);
}

switch (order.task) {
  case 'give':
    port.postMessage(give(order) satisfies GivenJournal);
    break;
  case 'check':
    port.once('message', ({ bytes, clocks }: CheckWord) => {
      const db = openUnread(bytes, options);
      port.postMessage(checkParts(db, order, clocks) satisfies Checked);
      db.close();
    });
    break;
  case 'take':
    await take(order);
    port.close();
}
