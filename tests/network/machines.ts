import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { call } from '@orpc/server';
import { afterEach } from 'vitest';
import { type AppContext, createContext, type Shell } from '../../electron/api/context';
import type { StationLink } from '../../electron/api/network';
import { openProgram } from '../../electron/api/programs';
import { router } from '../../electron/api/router';
import { createHub } from '../../electron/hub/hub';
import { createNetwork } from '../../electron/network/network';
import { currentBadgeCodes } from '../../electron/store/badges';
import { closeProgramFile } from '../../electron/store/programFile';
import type { AttendeeId, EventId } from '../../shared/contract/ids';
import type { StationsState } from '../../shared/contract/stations';
import type { StationRole } from '../../shared/domain/stationAccess';
import { makeDoor, scanId, startsAt } from '../store/door';

export const loopback = '127.0.0.1';

const machines: AppContext[] = [];
afterEach(async () => {
  for (const machine of machines.splice(0)) {
    machine.stations.link()?.stop();
    await machine.stations.close();
    if (machine.isOpen()) machine.close();
  }
});

export const hubThread = path.join(import.meta.dirname, '../../electron/hub/worker.ts');

/** A Stagedoor without a screen, over the real network of this machine. `hubWorker`: what its hub's thread runs. */
export function makeMachine(
  folder: string,
  now = () => startsAt,
  poll?: number,
  hubWorker = hubThread,
): AppContext {
  const appFolder = path.join(folder, 'app');
  mkdirSync(path.join(appFolder, 'renderer'), { recursive: true });
  writeFileSync(
    path.join(appFolder, 'renderer/index.html'),
    '<!doctype html><title>Stagedoor</title>CSP_NONCE',
  );
  writeFileSync(path.join(folder, 'outside.json'), '{}');
  const network = createNetwork({
    appFolder,
    gate: path.join(import.meta.dirname, '../../electron/network/gate.ts'),
    journalWorker: path.join(import.meta.dirname, '../../electron/network/journalWorker.ts'),
    certificate: path.join(folder, 'network.json'),
    copies: path.join(folder, 'copies'),
    loopback: true,
  });
  const shell: Partial<Shell> = {
    network,
    hub: createHub({
      worker: hubWorker,
      journalWorker: path.join(import.meta.dirname, '../../electron/network/journalWorker.ts'),
      addresses: path.join(folder, 'hub.json'),
      safe: { seal: (text) => text, open: (text) => text },
      ...(poll === undefined ? {} : { poll }),
    }),
    keepAwake: () => {},
    rememberProgram: () => {},
    rehearsalFolder: path.join(folder, 'rehearsal'),
    vaultFolder: path.join(folder, 'opened'),
    programFolder: path.join(folder, 'programs'),
  };
  const context = createContext(shell as Shell, ({ db }) => closeProgramFile(db));
  const exchange = context.exchange;
  // The program's clock is the test's.
  context.exchange = (open) => exchange(() => ({ ...open(), now }));
  machines.push(context);
  return context;
}

let hosts = 0;
/** A host with a program in it, open to this machine. */
export async function makeHost(names?: readonly string[], now?: () => number) {
  const door = makeDoor(names);
  const file = door.db.raw.name;
  closeProgramFile(door.db);
  const context = makeMachine(path.join(door.folder, `host${++hosts}`), now);
  openProgram(context, file);
  await context.stations.open(loopback);
  return { context, folder: door.folder, people: door.people, eventId: door.eventId };
}

export function hostState(context: AppContext): Extract<StationsState, { kind: 'host' }> {
  const state = context.stations.state();
  if (state.kind !== 'host') throw new Error('a station');
  return state;
}

/** What the host shows to let one machine in. */
export function invite(
  host: AppContext,
  name: string,
  role: StationRole = 'lane',
  kind: 'app' | 'browser' = 'app',
) {
  host.stations.makeCode({ name, role, kind });
  const { code } = hostState(host);
  if (!code) throw new Error('no code');
  return code;
}

let stations = 0;
/** Another Stagedoor that joined the host as a lane. `skew`: by how much its clock is off, ms. */
export async function makeStation(host: AppContext, folder: string, name: string, skew = 0) {
  const context = makeMachine(path.join(folder, `station${++stations}`), () => startsAt + skew);
  await context.shell.network.join(context, invite(host, name).text);
  await until(context, () => linkOf(context).state().state === 'together');
  return context;
}

export function linkOf(context: AppContext): StationLink {
  const link = context.stations.link();
  if (!link) throw new Error('no station');
  return link;
}

/** Waits, from commit to commit, until something holds. */
export async function until(context: AppContext, holds: () => boolean): Promise<void> {
  while (!holds()) {
    await new Promise<void>((resolve) => {
      const stops = (['stations', 'checkin', 'roster', 'badges', 'events', 'program'] as const).map((topic) =>
        context.topics.subscribe(topic, done),
      );
      function done() {
        for (const stop of stops) stop();
        resolve();
      }
    });
  }
}

export function codeOf(context: AppContext, person: AttendeeId): string {
  const code = currentBadgeCodes(context.program().db).get(person);
  if (!code) throw new Error('no badge');
  return code;
}

/** A code read at a machine's own lane. */
export function scanCode(context: AppContext, eventId: EventId, code: string, door: string) {
  return call(
    router.checkin.scan,
    { id: scanId(), eventId, door, source: 'camera', by: { by: 'code', code } },
    { context, path: ['checkin', 'scan'] },
  );
}

/** A person's badge read at a machine's own lane. */
export function scanAt(context: AppContext, eventId: EventId, person: AttendeeId, door: string) {
  return scanCode(context, eventId, codeOf(context, person), door);
}
