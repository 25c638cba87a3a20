import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { call } from '@orpc/server';
import { uuidv7 } from 'uuidv7';
import { createContext, type Shell } from '../../electron/api/context';
import { router } from '../../electron/api/router';
import { currentBadgeCodes, issueMissingBadges } from '../../electron/store/badges';
import { connect, runOne, transaction, type WriteDb } from '../../electron/store/db';
import { setMeta } from '../../electron/store/meta';
import { asProgram } from '../../electron/store/program';
import { closeProgramFile, createProgramFile } from '../../electron/store/programFile';
import { recordScan } from '../../electron/store/scan';
import { EventId, ScanId } from '../../shared/contract/ids';
import { median, percentile, type Row, row } from './row';

const start = Date.UTC(2024, 9, 18, 5);

function fill(db: WriteDb, people: number): EventId {
  const eventId = EventId.parse(uuidv7());
  transaction(db, () => {
    runOne(
      db,
      `INSERT INTO event (id, code, kind, title, doors_at, starts_at, ends_at, admission, entry)
       VALUES (?, 'graduation', 'graduation', '졸업식', ?, ?, ?, 'everyone', 'unlimited')`,
      eventId,
      0,
      start,
      8_640_000_000_000,
    );
    for (let i = 0; i < people; i++) {
      runOne(
        db,
        `INSERT INTO attendee (id, role, name, name_latin, email, email_key, affiliation, created_at, updated_at)
         VALUES (?, 'participant', ?, 'Invented Person', ?, ?, '한빛대학교', 0, 0)`,
        uuidv7(),
        `참가자${i}`,
        `p${i}@example.com`,
        `p${i}@example.com`,
      );
    }
    issueMissingBadges(db, 0);
  });
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
  const one = raw.transaction((id: string, who: string, at: number) => {
    person.get(who);
    insert.run(id, who, at);
  });
  return {
    close: () => raw.close(),
    scan: (id: string, i: number) => one.immediate(id, ids[i % ids.length] ?? '', i),
  };
}

/** Everybody comes in once: as many rows in the journal as there are people, written as the app writes them. */
function comeIn(db: WriteDb, eventId: EventId, codes: readonly string[]): void {
  for (let from = 0; from < codes.length; from += together) {
    transaction(db, () => {
      for (const [i, code] of codes.slice(from, from + together).entries()) {
        recordScan(db, scanOf(eventId, code), start + from + i);
      }
    });
    db.raw.pragma('wal_checkpoint(TRUNCATE)');
  }
}

const together = 50_000;

export const scanOf = (eventId: EventId, code: string) =>
  ({
    id: ScanId.parse(uuidv7()),
    eventId,
    door: 'A',
    source: 'keyboard',
    by: { by: 'code', code },
  }) as const;

/** Steps through people in no order that a page cache could follow; prime, so that it meets everybody. */
const stride = 7919;
const warmUp = 2000;

/** A program of so many people who all came in once. */
export function manyPeople(folder: string, people: number) {
  const file = path.join(folder, 'bench.stagedoor');
  const db = createProgramFile(file, { name: '측정', nameEn: 'Bench' }, 0);
  const eventId = fill(db, people);
  setMeta(db, 'event.chosen', eventId);
  const codes = [...currentBadgeCodes(db).values()];
  comeIn(db, eventId, codes);
  return { db, file, eventId, codes };
}

/**
 * A scan of the router called in-process, from input to committed verdict, with `people` attendees and as many rows in
 * the journal; the bare store takes its turn after each, on the same person's number. One follows the other at once, so what is
 * put off until after an answer (store/filing.ts) is in the figures too: at whichever scan comes when many are put off. `folder`
 * must be on a real disk.
 */
export async function scanVerdict(folder: string, people: number, rounds = 5000): Promise<readonly Row[]> {
  const work = mkdtempSync(path.join(folder, 'scan-'));
  const { db, file, eventId, codes } = manyPeople(work, people);
  const context = createContext({} as Shell, (program) => closeProgramFile(program.db));
  context.exchange(() => asProgram(db, file));
  const reference = bare(path.join(work, 'bare.db'), people);
  try {
    const ours: number[] = [];
    const theirs: number[] = [];
    // The first ones pay for what is prepared and compiled once: neither side counts them.
    for (let i = -warmUp; i < rounds; i++) {
      const who = ((i + warmUp) * stride) % people;
      const [input, id] = [scanOf(eventId, codes[who] ?? ''), uuidv7()];
      const from = performance.now();
      await call(router.checkin.scan, input, { context });
      const between = performance.now();
      reference.scan(id, who);
      const end = performance.now();
      if (i < 0) continue;
      ours.push(between - from);
      theirs.push(end - between);
    }
    const bareName = 'bare better-sqlite3 transaction: one indexed select, one insert, same pragmas';
    return [
      row(`scan.verdict.p50.${people}`, 'ms', median(ours), bareName, median(theirs)),
      row(`scan.verdict.p99.${people}`, 'ms', percentile(ours, 99), bareName, percentile(theirs, 99)),
    ];
  } finally {
    reference.close();
    context.close();
    rmSync(work, { recursive: true });
  }
}
