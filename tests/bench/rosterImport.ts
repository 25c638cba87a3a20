import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { call } from '@orpc/server';
import { uuidv7 } from 'uuidv7';
import { createContext, type Shell } from '../../electron/api/context';
import { router } from '../../electron/api/router';
import type { ReaderAnswer, ReaderProcess } from '../../electron/reading/messages';
import { readerQueue } from '../../electron/reading/readerQueue';
import { currentBadgeCodes, issueMissingBadges } from '../../electron/store/badges';
import { get, runOne, transaction, type WriteDb } from '../../electron/store/db';
import { asProgram } from '../../electron/store/program';
import { closeProgramFile, createProgramFile } from '../../electron/store/programFile';
import { EventId, ScanId } from '../../shared/contract/ids';
import { median, type Row, row } from './row';

const header = '이름,영문 이름,이메일,휴대폰,소속,팀';
const names = [...'민서준지현영수진우하은도윤예원주아연호재성경태승유빈채린시훈'];
const build = path.resolve(import.meta.dirname, '../../out/app/main');

/** A sign-up of so many invented people. */
function signUp(people: number): string {
  const lines = Array.from({ length: people }, (_, i) => {
    const given = `${names[i % names.length]}${names[Math.floor(i / names.length) % names.length]}`;
    const phone = `010-${String(Math.floor(i / 10_000)).padStart(4, '0')}-${String(i % 10_000).padStart(4, '0')}`;
    return `김${given},Given ${i} Kim,p${i}@example.com,${phone},"한빛대학교, 공과대학",G-${i % 900}`;
  });
  return `\uFEFF${[header, ...lines].join('\r\n')}\r\n`;
}

/** The app's own reading process, started by Node: its built file is the same. */
function startReader(): ReaderProcess {
  const child: ChildProcess = fork(path.join(build, 'importReader.js'), [], { serialization: 'advanced' });
  return readerQueue({
    send: (message) => child.send(message),
    onAnswer: (take) => child.on('message', (message) => take(message as ReaderAnswer)),
    onExit: (take) => child.once('exit', take),
    kill: () => child.kill('SIGKILL'),
  });
}

/** SQLite's own shell takes the same file into a table of the file's columns with the roster's indexes, and as durably. */
function importByShell(file: string, csv: string): number {
  const sql = `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE attendee (name TEXT NOT NULL, name_latin TEXT NOT NULL, email TEXT NOT NULL UNIQUE, phone TEXT NOT NULL,
      affiliation TEXT NOT NULL, team TEXT NOT NULL) STRICT;
    CREATE INDEX attendee_by_name ON attendee (name);`;
  execFileSync('sqlite3', [file, sql]);
  const from = performance.now();
  execFileSync('sqlite3', [file, '.mode csv', `.import --skip 1 '${csv}' attendee`]);
  const took = performance.now() - from;
  const count = execFileSync('sqlite3', [file, 'SELECT count(*) FROM attendee'], { encoding: 'utf8' });
  rmSync(file);
  if (Number(count) === 0) throw new Error('the shell took nothing in');
  return took;
}

/** An event and a few people with badges, to be scanned while others are taken in. */
function fillDoor(db: WriteDb): { readonly eventId: EventId; readonly codes: readonly string[] } {
  const eventId = EventId.parse(uuidv7());
  transaction(db, () => {
    runOne(
      db,
      `INSERT INTO event (id, code, kind, title, doors_at, starts_at, ends_at, admission, entry)
       VALUES (?, 'graduation', 'graduation', '졸업식', 0, 0, 8640000000000, 'everyone', 'unlimited')`,
      eventId,
    );
    for (let i = 0; i < 50; i++) {
      runOne(
        db,
        `INSERT INTO attendee (id, role, name, email, email_key, created_at, updated_at)
         VALUES (?, 'participant', '손님', ?, ?, 0, 0)`,
        uuidv7(),
        `guest${i}@example.com`,
        `guest${i}@example.com`,
      );
    }
    issueMissingBadges(db, 0);
  });
  return { eventId, codes: [...currentBadgeCodes(db).values()] };
}

/** Takes the file in through the router, as the page does; with scans at the door meanwhile, one every 50 ms. */
async function importOnce(file: string, csv: string, people: number, scanning: boolean) {
  const db = createProgramFile(file, { name: '측정', nameEn: 'Bench' }, 0);
  const { eventId, codes } = fillDoor(db);
  const shell: Partial<Shell> = {
    startReader,
    chosenFolder: () => undefined,
    checkpointWorker: path.join(build, 'checkpointWorker.js'),
  };
  const context = createContext(shell as Shell, (program) => closeProgramFile(program.db));
  context.exchange(() => asProgram(db, file));
  const scan = (code: string) => {
    const input = { id: ScanId.parse(uuidv7()), eventId, door: 'A', source: 'keyboard' } as const;
    return call(router.checkin.scan, { ...input, by: { by: 'code', code } }, { context });
  };
  for (const code of codes) await scan(code);
  let scans = 0;
  const door = scanning ? setInterval(() => void scan(codes[scans++ % codes.length] ?? ''), 50) : undefined;
  const loop = monitorEventLoopDelay({ resolution: 1 });
  try {
    const from = performance.now();
    loop.enable();
    const files = [{ name: 'sign-up.csv', bytes: new Blob([csv]) }];
    for await (const _ of await call(router.imports.commit, { files, eventId: null }, { context }));
    loop.disable();
    const took = performance.now() - from;
    const there = get<{ n: number }>(db, 'SELECT count(*) AS n FROM attendee')?.n ?? 0;
    if (there !== people + codes.length) throw new Error(`${there} people are there`);
    if (scanning && scans === 0) throw new Error('nobody was scanned meanwhile');
    return { took, longestBlock: loop.max / 1e6 };
  } finally {
    clearInterval(door);
    context.close();
    rmSync(file, { force: true });
  }
}

/** A sign-up of `people`, from the file's bytes to the last commit; and the longest time in which nothing else had a turn. */
export async function rosterImport(folder: string, people: number, rounds = 3): Promise<readonly Row[]> {
  const work = mkdtempSync(path.join(folder, 'import-'));
  const csvFile = path.join(work, 'sign-up.csv');
  const csv = signUp(people);
  writeFileSync(csvFile, csv);
  try {
    const ours: number[] = [];
    const blocks: number[] = [];
    const theirs: number[] = [];
    for (let i = 0; i < rounds; i++) {
      ours.push((await importOnce(path.join(work, 'a.stagedoor'), csv, people, false)).took);
      theirs.push(importByShell(path.join(work, 'reference.db'), csvFile));
      blocks.push((await importOnce(path.join(work, 'b.stagedoor'), csv, people, true)).longestBlock);
    }
    return [
      row(
        'roster.import',
        'ms',
        median(ours),
        `sqlite3's .import of the same ${people} rows into a table of the file's columns and the roster's indexes`,
        median(theirs),
      ),
      row('roster.importBlock', 'ms', median(blocks), 'a bound of 50 ms, with a scan every 50 ms', 50),
    ];
  } finally {
    rmSync(work, { recursive: true });
  }
}
