import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { RPCHandler } from '@orpc/server/message-port';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { type AppContext, createContext, type Shell } from '../../electron/api/context';
import { type Line, onlyCalls } from '../../electron/api/line';
import { openProgram } from '../../electron/api/programs';
import { router } from '../../electron/api/router';
import { createHub } from '../../electron/hub/hub';
import { createNetwork } from '../../electron/network/network';
import { currentBadgeCodes, issueMissingBadges } from '../../electron/store/badges';
import { runOne, transaction, type WriteDb } from '../../electron/store/db';
import { journalHeads } from '../../electron/store/journalMerge';
import { closeProgramFile, createProgramFile } from '../../electron/store/programFile';
import { recordScan } from '../../electron/store/scan';
import { addStation } from '../../electron/store/stations';
import { EventId, ScanId } from '../../shared/contract/ids';
import { median, percentile, type Row, row } from './row';
import type { LaneData } from './stationLanes';

const loopback = '127.0.0.1';
export const start = Date.UTC(2024, 9, 18, 5);

/** A program with people who have badges, and an event that lets them in again and again. */
export function makeProgram(file: string, people: number): EventId {
  const db = createProgramFile(file, { name: '측정', nameEn: 'Bench' }, 0);
  const eventId = EventId.parse(uuidv7());
  transaction(db, () => {
    runOne(
      db,
      `INSERT INTO event (id, code, kind, title, doors_at, starts_at, ends_at, admission, entry)
       VALUES (?, 'graduation', 'graduation', '졸업식', 0, ?, 8640000000000, 'everyone', 'unlimited')`,
      eventId,
      start,
    );
    for (let i = 0; i < people; i++) {
      runOne(
        db,
        `INSERT INTO attendee (id, role, name, affiliation, created_at, updated_at)
         VALUES (?, 'participant', ?, '한빛대학교', 0, 0)`,
        uuidv7(),
        `참가자${i}`,
      );
    }
    issueMissingBadges(db, 0);
  });
  closeProgramFile(db);
  return eventId;
}

/** A Stagedoor without a screen, on the real network of this machine. `journalWorker`: put together as the app's is, where it is measured. */
export function makeMachine(
  folder: string,
  journalWorker = path.join(process.cwd(), 'electron/network/journalWorker.ts'),
): AppContext {
  const appFolder = path.join(folder, 'app');
  mkdirSync(path.join(appFolder, 'renderer'), { recursive: true });
  writeFileSync(path.join(appFolder, 'renderer/index.html'), '<!doctype html><title>Stagedoor</title>');
  const shell: Partial<Shell> = {
    network: createNetwork({
      appFolder,
      gate: path.join(process.cwd(), 'electron/network/gate.ts'),
      journalWorker,
      certificate: path.join(folder, 'network.json'),
      copies: path.join(folder, 'copies'),
      loopback: true,
    }),
    hub: createHub({
      worker: path.join(process.cwd(), 'electron/hub/worker.ts'),
      journalWorker,
      addresses: path.join(folder, 'hub.json'),
      safe: { seal: (text) => text, open: (text) => text },
    }),
    keepAwake: () => {},
    rememberProgram: () => {},
    rehearsalFolder: path.join(folder, 'rehearsal'),
    vaultFolder: path.join(folder, 'opened'),
    programFolder: path.join(folder, 'programs'),
  };
  return createContext(shell as Shell, ({ db }) => closeProgramFile(db));
}

async function openHost(folder: string, people: number, journalWorker?: string) {
  const file = path.join(folder, 'host.stagedoor');
  const eventId = makeProgram(file, people);
  const context = makeMachine(path.join(folder, 'host'), journalWorker);
  openProgram(context, file);
  await context.stations.open(loopback);
  const state = context.stations.state();
  if (state.kind !== 'host' || !state.open) throw new Error('the host is not open');
  return { context, eventId, open: state.open, codes: [...currentBadgeCodes(context.program().db).values()] };
}

export function scanOf(eventId: EventId, code: string) {
  const id = ScanId.parse(uuidv7());
  return { id, eventId, door: 'A', source: 'camera', by: { by: 'code', code } } as const;
}

/** A lane in a thread of its own; `scan` gives how long the verdict on a code took, from call to answer, ms. */
async function startLane(workerData: LaneData, transfer: MessagePort[] = []) {
  const thread = new Worker(path.join(process.cwd(), 'tests/bench/stationLanes.ts'), {
    workerData,
    transferList: transfer,
  });
  await once(thread, 'message');
  return {
    async scan(code: string): Promise<number> {
      thread.postMessage(code);
      const [took] = await once(thread, 'message');
      return z.number().parse(took);
    },
    end: () => thread.terminate(),
  };
}

/** The host's own lane: the same procedure over a port to another thread, served as a page's is (shell/connect.ts). */
function ownLane(context: AppContext, eventId: EventId) {
  const { port1, port2 } = new MessageChannel();
  const line: Line = {
    postMessage: (message) => port1.postMessage(message),
    on: (kind: 'message' | 'close', listener: (event: { readonly data: unknown }) => void) =>
      port1.on(kind, (data: unknown) => listener({ data })),
  };
  new RPCHandler(router).upgrade(onlyCalls(line), { context });
  return startLane({ eventId, line: { kind: 'own', port: port2 } }, [port2]);
}

const doors = 4;
/** So many people lie between those whom the stations scan and those of the host's own lane. */
const apart = 240;

/**
 * A scan from call to answer at a station's lane over HTTPS, four stations at once, each in a thread of its own; the host's own
 * lane, in a thread as well, takes its turn after each round, one scan for each of theirs. All run on this machine's cores: where
 * these are fewer than threads, stations wait for each other as other machines would not. `dial`: the stations' side, put together.
 */
export async function stationVerdict(folder: string, dial: string, rounds = 600): Promise<readonly Row[]> {
  const work = mkdtempSync(path.join(folder, 'stations-'));
  const { context, eventId, open, codes } = await openHost(work, 489);
  const station = { role: 'lane', kind: 'browser' } as const;
  const own = await ownLane(context, eventId);
  const lanes = await Promise.all(
    Array.from({ length: doors }, (_, i) => {
      const { token } = addStation(context.program().db, { name: `입구 ${i}`, ...station }, 0);
      return startLane({ eventId, line: { kind: 'station', dial, place: open, token } });
    }),
  );
  try {
    const ours: number[] = [];
    const theirs: number[] = [];
    const warmUp = 50;
    for (let i = 0; i < rounds + warmUp; i++) {
      const codeOf = (nth: number) => codes[(i * doors + nth) % codes.length] ?? '';
      ours.push(...(await Promise.all(lanes.map((lane, door) => lane.scan(codeOf(door))))));
      // Of people whom the stations did not just have: what is put off about those would be done in the host's own time.
      for (let n = 0; n < doors; n++) theirs.push(await own.scan(codeOf(apart + n)));
      if (i === warmUp) {
        ours.length = 0;
        theirs.length = 0;
      }
    }
    const reference = "the same scan on the host's own lane, one at a time";
    return [
      row('station.verdict.p50', 'ms', median(ours), reference, median(theirs)),
      row('station.verdict.p99', 'ms', percentile(ours, 99), reference, percentile(theirs, 99)),
    ];
  } finally {
    await Promise.all([own, ...lanes].map((lane) => lane.end()));
    await context.stations.close();
    context.close();
    rmSync(work, { recursive: true });
  }
}

export const rowsOf = (db: WriteDb) => Object.values(journalHeads(db)).reduce((sum, head) => sum + head, 0);

/** Waits, from commit to commit, until a machine has so many rows. */
export function untilRows(machine: AppContext, rows: number): Promise<void> {
  return new Promise<void>((resolve) => {
    const look = () => {
      if (rowsOf(machine.program().db) < rows) return;
      stop();
      resolve();
    };
    const stop = machine.topics.subscribe('checkin', look);
    look();
  });
}

/** A station that joins gets a journal of `rows` rows, each checked against its device's chain; the shell copies the same database. */
export async function stationSync(
  folder: string,
  rows: number,
  journalWorker: string,
  rounds = 3,
): Promise<readonly Row[]> {
  const work = mkdtempSync(path.join(folder, 'sync-'));
  const { context, eventId, codes } = await openHost(work, 489, journalWorker);
  const { db, file } = context.program();
  try {
    transaction(db, () => {
      for (let i = 0; i < rows; i++)
        recordScan(db, scanOf(eventId, codes[i % codes.length] ?? ''), start + i);
    });
    db.raw.pragma('wal_checkpoint(TRUNCATE)');
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let i = 0; i < rounds; i++) {
      context.stations.makeCode({ name: `입구 ${i}`, role: 'lane', kind: 'app' });
      const state = context.stations.state();
      if (state.kind !== 'host' || !state.code) throw new Error('no code');
      const station = makeMachine(path.join(work, `station${i}`), journalWorker);
      const from = performance.now();
      await station.shell.network.join(station, state.code.text);
      await untilRows(station, rows);
      ours.push(performance.now() - from);
      station.stations.link()?.stop();
      station.close();
      const copy = path.join(work, `copy${i}.db`);
      const before = performance.now();
      execFileSync('sqlite3', [file, `.backup '${copy}'`]);
      theirs.push(performance.now() - before);
      rmSync(copy);
    }
    return [
      row(
        `station.sync.${rows}`,
        'ms',
        median(ours),
        "sqlite3's .backup of the same database",
        median(theirs),
      ),
    ];
  } finally {
    await context.stations.close();
    context.close();
    rmSync(work, { recursive: true });
  }
}
