import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { call } from '@orpc/server';
import { uuidv7 } from 'uuidv7';
import { createContext, type Shell } from '../../electron/api/context';
import { router } from '../../electron/api/router';
import { rebuildAttendance } from '../../electron/store/attendance';
import { badgeMac, issueMissingBadges } from '../../electron/store/badges';
import { all, connect, runOne, transaction, type WriteDb } from '../../electron/store/db';
import { append } from '../../electron/store/journal';
import { requireMeta } from '../../electron/store/meta';
import { asProgram } from '../../electron/store/program';
import { closeProgramFile, createProgramFile } from '../../electron/store/programFile';
import { AttendeeId, type BadgeId, EventId, ScanId } from '../../shared/contract/ids';
import { badgeCode } from '../../shared/domain/badgeCode';
import { median, type Row, row } from './row';

const start = Date.UTC(2024, 9, 18, 5);
/** Rows a transaction while a store is filled. */
const step = 20_000;

/** Calls `write` for each of `count` numbers, some thousand in one commit. */
function inSteps(db: WriteDb, count: number, write: (i: number) => void): void {
  for (let from = 0; from < count; from += step) {
    transaction(db, () => {
      for (let i = from; i < Math.min(count, from + step); i++) write(i);
    });
  }
}

/**
 * People with badges who all have come in once: the rows of the journal are the app's own, chained and projected, only not
 * committed one by one.
 */
function fill(db: WriteDb, people: number): EventId {
  const cache = Number(db.raw.pragma('cache_size', { simple: true }));
  db.raw.pragma('synchronous = OFF');
  db.raw.pragma('cache_size = -1000000');
  const eventId = EventId.parse(uuidv7());
  const ids = Array.from({ length: people }, () => AttendeeId.parse(uuidv7()));
  runOne(
    db,
    `INSERT INTO event (id, code, kind, title, doors_at, starts_at, ends_at, admission, entry)
     VALUES (?, 'graduation', 'graduation', '졸업식', 0, ?, 8640000000000, 'everyone', 'unlimited')`,
    eventId,
    start,
  );
  inSteps(db, people, (i) =>
    runOne(
      db,
      `INSERT INTO attendee (id, role, name, name_latin, email, email_key, affiliation, created_at, updated_at)
       VALUES (?, 'participant', ?, 'Invented Person', ?, ?, '한빛대학교', 0, 0)`,
      ids[i] ?? '',
      `참가자${i}`,
      `p${i}@example.com`,
      `p${i}@example.com`,
    ),
  );
  transaction(db, () => issueMissingBadges(db, 0));
  inSteps(db, people, (i) => {
    const [attendeeId] = ids.slice(i, i + 1);
    if (!attendeeId) return;
    append(db, {
      id: ScanId.parse(uuidv7()),
      at: start + i,
      kind: 'scan',
      eventId,
      door: 'A',
      source: 'keyboard',
      code: '',
      badgeId: null,
      attendeeId,
      verdict: 'admitted',
      detail: '{"firstAt":null}',
      undoes: null,
      refers: null,
      by: '',
      recordedAt: null,
    });
  });
  rebuildAttendance(db);
  db.raw.pragma('wal_checkpoint(TRUNCATE)');
  db.raw.pragma('synchronous = FULL');
  db.raw.pragma(`cache_size = ${cache}`);
  return eventId;
}

/** A bare store of the same engine: same pragmas, one indexed select and one insert a transaction, as many rows. */
function bare(file: string, people: number) {
  const raw = connect(file, { readonly: false });
  raw.pragma('journal_mode = WAL');
  raw.pragma('synchronous = FULL');
  raw.exec('CREATE TABLE person (id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID');
  raw.exec(
    'CREATE TABLE entry (id TEXT PRIMARY KEY, person TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID',
  );
  const person = raw.prepare('SELECT name FROM person WHERE id = ?');
  const insert = raw.prepare('INSERT INTO entry (id, person, at) VALUES (?, ?, ?)');
  const add = raw.prepare('INSERT INTO person (id, name) VALUES (?, ?)');
  const ids = Array.from({ length: people }, () => uuidv7());
  raw.transaction(() => {
    for (const [i, id] of ids.entries()) {
      add.run(id, `참가자${i}`);
      insert.run(uuidv7(), id, i);
    }
  })();
  const one = raw.transaction((id: string, at: number) => {
    person.get(id);
    insert.run(uuidv7(), id, at);
  });
  return { close: () => raw.close(), scan: (i: number) => one.immediate(ids[i % ids.length] ?? '', i) };
}

/** Codes of people from all over the store, in no order that a cache would like. */
function someCodes(db: WriteDb, count: number): readonly string[] {
  const tag = requireMeta(db, 'program.tag');
  const mac = badgeMac(db);
  const rows = all<{ id: BadgeId }>(db, 'SELECT id FROM badge ORDER BY random() LIMIT ?', count);
  return rows.map(({ id }) => badgeCode(tag, id, mac));
}

/** The value that `part` of them do not exceed. */
function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
  if (value === undefined) throw new Error('a quantile needs at least one value');
  return value;
}

const stretches = 7;
const perStretch = 300;

/**
 * A scan of the router called in-process, from input to committed verdict, with `people` attendees and as many rows in
 * the journal; the bare store takes its turn after each. p50 and p99 are each the median of several stretches. `folder`
 * must be on a real disk.
 */
export async function scanVerdict(folder: string, people: number): Promise<readonly Row[]> {
  const work = mkdtempSync(path.join(folder, 'scan-'));
  const file = path.join(work, 'bench.stagedoor');
  const db = createProgramFile(file, { name: '측정', nameEn: 'Bench' }, 0);
  const context = createContext({} as Shell, (program) => closeProgramFile(program.db));
  context.exchange(() => asProgram(db, file));
  let reference: ReturnType<typeof bare> | undefined;
  try {
    const eventId = fill(db, people);
    reference = bare(path.join(work, 'bare.db'), people);
    const { scan: scanBare } = reference;
    const codes = someCodes(db, stretches * perStretch);
    const scan = (i: number) =>
      call(
        router.checkin.scan,
        {
          id: ScanId.parse(uuidv7()),
          eventId,
          door: 'A',
          source: 'keyboard',
          by: { by: 'code', code: codes[i % codes.length] ?? '' },
        },
        { context },
      );
    for (let i = 0; i < 200; i++) {
      await scan(i);
      scanBare(i * 7919);
    }
    const ours: { p50: number; p99: number }[] = [];
    const theirs: { p50: number; p99: number }[] = [];
    for (let stretch = 0; stretch < stretches; stretch++) {
      const mine: number[] = [];
      const bares: number[] = [];
      for (let i = stretch * perStretch; i < (stretch + 1) * perStretch; i++) {
        const from = performance.now();
        await scan(i);
        const between = performance.now();
        scanBare(i * 7919); // a prime, so that these come from all over the store too
        bares.push(performance.now() - between);
        mine.push(between - from);
      }
      ours.push({ p50: median(mine), p99: quantile(mine, 0.99) });
      theirs.push({ p50: median(bares), p99: quantile(bares, 0.99) });
    }
    const bareName = 'bare better-sqlite3 transaction: one indexed select, one insert, same pragmas';
    return (['p50', 'p99'] as const).map((part) =>
      row(
        `scan.verdict.${part}.${people}`,
        'ms',
        median(ours.map((values) => values[part])),
        bareName,
        median(theirs.map((values) => values[part])),
      ),
    );
  } finally {
    reference?.close();
    context.close();
    rmSync(work, { recursive: true });
  }
}
