import type { AttendeeId } from '../../shared/contract/ids';
import { Refusal } from '../../shared/domain/refusal';
import { badgeIdsInOrder, issueMissingBadge } from './badges';
import { all, get, type ReadDb, run, runOne, transaction, unsyncedTransaction, type WriteDb } from './db';
import { hidePeople, showPeople } from './hidden';
import { isWatched, notePeople } from './listChanges';
import { insertPacked, type PackedRows } from './packedRows';
import { applyChange, RowChange } from './rowChanges';

/** Rows that are read or deleted in one step: a few milliseconds, so that a scan comes between two. */
export const stepRows = 200;

/** So long (ms) a step takes up further rows; its commit comes after. */
const stepTime = 12;

/** Lets whatever waits, a scan above all, have its turn; gives way for good where the program was closed meanwhile. */
export async function giveWay(db: ReadDb): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  if (!db.raw.open) throw new Refusal('import.cancelled');
}

/**
 * Does what is to be done with the items from `from` on, in one transaction, until the step's time is up; gives where to go on.
 * Nothing waits for the disk: what a power cut takes back is swept, or done again, when the program is next opened.
 */
function oneStep<T>(
  db: WriteDb,
  items: readonly T[],
  from: number,
  each: (item: T, at: number) => void,
): number {
  return unsyncedTransaction(db, () => {
    const until = performance.now() + stepTime;
    for (let at = from; ; at++) {
      const item = items[at];
      if (item === undefined || performance.now() > until) return at;
      each(item, at);
    }
  });
}

interface RunRow {
  readonly number: number;
  readonly state: 'writing' | 'published' | 'done' | 'undoing' | 'undone';
  readonly at: number;
}

/** The batch that is under way, or that a crash left. */
export function openRun(db: ReadDb): RunRow | undefined {
  return get<RunRow>(
    db,
    "SELECT number, state, at FROM import_run WHERE state IN ('writing', 'published', 'undoing')",
  );
}

/** Begins a batch that nobody sees; its number. A Refusal where another is under way. */
export function beginImport(db: WriteDb, now: number): number {
  if (openRun(db)) throw new Refusal('import.running');
  return transaction(db, () => {
    const number = nextImport(db);
    runOne(db, "INSERT INTO import_run (number, state, at) VALUES (?, 'writing', ?)", number, now);
    hidePeople(db, number);
    return number;
  });
}

/** The number that the next batch will have. */
function nextImport(db: ReadDb): number {
  return (get<{ n: number }>(db, 'SELECT max(number) AS n FROM import_run')?.n ?? 0) + 1;
}

const badgeColumns = [
  ['id', 'badge'],
  ['attendee_id', 'id'],
] as const;

/**
 * Adds people to the batch, unseen, each with the badge of the column `badge` where there is one, given at `now`. A Refusal where
 * somebody took an e-mail meanwhile.
 */
export async function addHiddenPeople(
  db: WriteDb,
  number: number,
  groups: readonly PackedRows[],
  now: number,
): Promise<void> {
  for (let at = 0; at < groups.length; ) {
    await giveWay(db);
    try {
      at = oneStep(db, groups, at, (group) => {
        const names = [...group.columns, ...Object.keys(group.same)].filter((name) => name !== 'badge');
        const own = names.map((name) => [name, name] as const);
        insertPacked(db, 'attendee', group, own, { import_batch: number });
        if (group.columns.includes('badge'))
          insertPacked(db, 'badge', group, badgeColumns, { issued_at: now });
      });
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'SQLITE_CONSTRAINT_UNIQUE';
      throw taken ? new Refusal('import.changedMeanwhile') : error;
    }
  }
}

/** Keeps changes for when the batch is published: JSON texts of row changes, in order. */
export async function addSteps(db: WriteDb, number: number, changes: readonly string[]): Promise<void> {
  for (let from = 0; from < changes.length; from += stepRows) {
    await giveWay(db);
    const ops = `[${changes.slice(from, from + stepRows).join(',')}]`;
    unsyncedTransaction(db, () =>
      run(
        db,
        'INSERT INTO import_step (run, seq, ops) SELECT ?, coalesce(max(seq), 0) + 1, ? FROM import_step WHERE run = ?',
        number,
        ops,
        number,
      ),
    );
  }
}

/** Publishes the batch: from this one commit on it is in. `record` writes what is to be in with it. */
export function publishImport(db: WriteDb, number: number, record: () => void): void {
  transaction(db, () => {
    runOne(db, "UPDATE import_run SET state = 'published' WHERE number = ? AND state = 'writing'", number);
    record();
    showPeople(db);
  });
}

const RowChanges = RowChange.array();

/** The changes of one step of a batch, in order. */
export function changesOf(db: ReadDb, number: number, seq: number): readonly RowChange[] {
  const ops = get<{ ops: string }>(
    db,
    'SELECT ops FROM import_step WHERE run = ? AND seq = ?',
    number,
    seq,
  )?.ops;
  return RowChanges.parse(JSON.parse(ops ?? '[]'));
}

/** Carries out what a published batch still has to do, in small steps; a crash in between goes on when next opened. */
export async function applySteps(db: WriteDb, number: number, now: number): Promise<void> {
  const steps = all<{ seq: number }>(
    db,
    'SELECT seq FROM import_step WHERE run = ? AND applied = 0 ORDER BY seq',
    number,
  );
  for (const { seq } of steps) {
    await giveWay(db);
    unsyncedTransaction(db, () => {
      for (const change of changesOf(db, number, seq)) applyChange(db, change);
      runOne(db, 'UPDATE import_step SET applied = 1 WHERE run = ? AND seq = ?', number, seq);
    });
  }
  await issueBadgesInSteps(db, now);
  await noteForCopies(db, number);
  await forgetOlder(db, number);
  run(db, "UPDATE import_run SET state = 'done' WHERE number = ? AND state = 'published'", number);
}

/** Copies of the list, where there are any, hear of the people of a batch that is published. */
async function noteForCopies(db: WriteDb, number: number): Promise<void> {
  if (!isWatched(db)) return;
  for (let last = ''; ; ) {
    await giveWay(db);
    const end = get<{ id: string | null }>(
      db,
      `SELECT max(id) AS id FROM (SELECT id FROM attendee WHERE id > ? ORDER BY id LIMIT ${stepRows})`,
      last,
    )?.id;
    if (end == null) return;
    const from = last;
    last = end;
    unsyncedTransaction(db, () => notePeople(db, number, from, end));
  }
}

/** Only the last import can be undone: what older ones changed, which is people's data, is not kept. */
async function forgetOlder(db: WriteDb, number: number): Promise<void> {
  const older = all<{ run: number; seq: number }>(
    db,
    'SELECT run, seq FROM import_step WHERE run < ?',
    number,
  );
  for (const step of older) {
    await giveWay(db);
    run(db, 'DELETE FROM import_step WHERE run = ? AND seq = ?', step.run, step.seq);
  }
}

/** As many valid badges as people: then each has one, since nobody has two. */
function everybodyHasBadge(db: ReadDb): boolean {
  const count = get<{ same: 0 | 1 }>(
    db,
    `SELECT (SELECT count(*) FROM attendee) = (SELECT count(*) FROM badge WHERE revoked_at IS NULL) AS same`,
  );
  return count?.same === 1;
}

async function issueBadgesInSteps(db: WriteDb, now: number): Promise<void> {
  if (everybodyHasBadge(db)) return;
  const without: AttendeeId[] = [];
  for (let last = ''; ; ) {
    await giveWay(db);
    const people = all<{ id: AttendeeId; has: 0 | 1 }>(
      db,
      `SELECT id, EXISTS (SELECT 1 FROM badge WHERE attendee_id = attendee.id AND revoked_at IS NULL) AS has
       FROM attendee WHERE id > ? ORDER BY id LIMIT ${stepRows}`,
      last,
    );
    const end = people.at(-1);
    if (!end) break;
    last = end.id;
    for (const { id, has } of people) if (has === 0) without.push(id);
  }
  const nextId = badgeIdsInOrder(without.length);
  for (let at = 0; at < without.length; ) {
    await giveWay(db);
    at = oneStep(db, without, at, (person) => issueMissingBadge(db, person, nextId(), now));
  }
}

/** Takes a batch that was not published away, in small steps, and shows everybody again. */
export async function sweepImport(db: WriteDb, number: number): Promise<void> {
  await deletePeople(db, number);
  transaction(db, () => {
    run(db, 'DELETE FROM import_step WHERE run = ?', number);
    run(db, 'DELETE FROM import_run WHERE number = ?', number);
    showPeople(db);
  });
}

/** Takes the people of a batch away, in small steps. */
export async function deletePeople(db: WriteDb, number: number): Promise<void> {
  let last = '';
  for (;;) {
    await giveWay(db);
    const ids = all<{ id: string; own: 0 | 1 }>(
      db,
      `SELECT id, import_batch IS ? AS own FROM main.attendee WHERE id > ? ORDER BY id LIMIT ${stepRows}`,
      number,
      last,
    );
    const end = ids.at(-1);
    if (!end) return;
    last = end.id;
    unsyncedTransaction(db, () => {
      for (const { id, own } of ids) if (own === 1) runOne(db, 'DELETE FROM attendee WHERE id = ?', id);
    });
  }
}
