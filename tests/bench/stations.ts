import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { RPCHandler } from '@orpc/server/message-port';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { type AppContext, createContext, type Shell } from '../../electron/api/context';
import { openProgram } from '../../electron/api/programs';
import { router } from '../../electron/api/router';
import { createHub } from '../../electron/hub/hub';
import type { Client } from '../../electron/network/dial';
import { createNetwork } from '../../electron/network/network';
import { currentBadgeCodes, issueMissingBadges } from '../../electron/store/badges';
import { runOne, transaction, type WriteDb } from '../../electron/store/db';
import { journalHeads } from '../../electron/store/journalMerge';
import { closeProgramFile, createProgramFile } from '../../electron/store/programFile';
import { recordScan } from '../../electron/store/scan';
import { addStation } from '../../electron/store/stations';
import { EventId, ScanId } from '../../shared/contract/ids';
import { median, percentile, type Row, row } from './row';
import type { LanesData, Round } from './stationLanes';

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

/** A Stagedoor without a screen, on the real network of this machine. */
export function makeMachine(folder: string): AppContext {
  const appFolder = path.join(folder, 'app');
  mkdirSync(path.join(appFolder, 'renderer'), { recursive: true });
  writeFileSync(path.join(appFolder, 'renderer/index.html'), '<!doctype html><title>Stagedoor</title>');
  const shell: Partial<Shell> = {
    network: createNetwork({
      appFolder,
      gate: path.join(process.cwd(), 'electron/network/gate.ts'),
      certificate: path.join(folder, 'network.json'),
      copies: path.join(folder, 'copies'),
      loopback: true,
    }),
    hub: createHub({
      worker: path.join(process.cwd(), 'electron/hub/worker.ts'),
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

async function openHost(folder: string, people: number) {
  const file = path.join(folder, 'host.stagedoor');
  const eventId = makeProgram(file, people);
  const context = makeMachine(path.join(folder, 'host'));
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

/** The host's own lane: the same procedure over a port of this machine. */
function ownLane(context: AppContext): { readonly client: Client; readonly close: () => void } {
  const { port1, port2 } = new MessageChannel();
  new RPCHandler(router).upgrade(port2, { context });
  port2.start();
  port1.start();
  return { client: createORPCClient(new RPCLink({ port: port1 })), close: () => port1.close() };
}

const doors = 4;

/**
 * A scan from call to answer at a station's lane over HTTPS, four stations at once, in a thread of their own; the host's own
 * lane takes its turn after each round, one scan of its own for each of theirs. `dial`: the stations' side, put together.
 */
export async function stationVerdict(folder: string, dial: string, rounds = 600): Promise<readonly Row[]> {
  const work = mkdtempSync(path.join(folder, 'stations-'));
  const { context, eventId, open, codes } = await openHost(work, 489);
  const own = ownLane(context);
  const station = { role: 'lane', kind: 'browser' } as const;
  const tokens = Array.from(
    { length: doors },
    (_, i) => addStation(context.program().db, { name: `입구 ${i}`, ...station }, 0).token,
  );
  const workerData: LanesData = { dial, place: open, tokens, eventId };
  const lanes = new Worker(path.join(process.cwd(), 'tests/bench/stationLanes.ts'), { workerData });
  try {
    await once(lanes, 'message');
    const ours: number[] = [];
    const theirs: number[] = [];
    const warmUp = 50;
    for (let i = 0; i < rounds + warmUp; i++) {
      const round = Array.from(
        { length: doors },
        (_, door) => codes[(i * doors + door) % codes.length] ?? '',
      );
      lanes.postMessage(round satisfies Round);
      const [waited] = await once(lanes, 'message');
      ours.push(...Waited.parse(waited));
      for (const code of round) {
        const from = performance.now();
        await own.client.checkin.scan(scanOf(eventId, code));
        theirs.push(performance.now() - from);
      }
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
    await lanes.terminate();
    own.close();
    await context.stations.close();
    context.close();
    rmSync(work, { recursive: true });
  }
}

const Waited = z.array(z.number());

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
export async function stationSync(folder: string, rows: number, rounds = 3): Promise<readonly Row[]> {
  const work = mkdtempSync(path.join(folder, 'sync-'));
  const { context, eventId, codes } = await openHost(work, 489);
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
      const station = makeMachine(path.join(work, `station${i}`));
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
