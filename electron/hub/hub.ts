import { randomBytes } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import { CopySeed } from '../../shared/contract/exchange';
import type { HubAddress } from '../../shared/contract/hub';
import { Refusal } from '../../shared/domain/refusal';
import type { AppContext } from '../api/context';
import { fileName } from '../api/fileName';
import type { Hub } from '../api/hubDesk';
import { freeName, openProgram } from '../api/programs';
import { transaction, type WriteDb } from '../store/db';
import { deviceOf, journalHead } from '../store/journal';
import { watchList } from '../store/listChanges';
import { requireMeta, setMeta } from '../store/meta';
import { currentVersion } from '../store/migrate';
import { closeProgramFile } from '../store/programFile';
import { copySeed, createCopy } from '../store/stationCopy';
import { readPin, readUrl, shownPlace } from './address';
import { hubAddresses, type Safe } from './addresses';
import { hubKeyLength, joinText, readJoinText } from './joinKey';
import { forgetHub, hubKey, keepHubKey, readHub, writeHub } from './record';
import { runTask, startTie, usualPoll } from './tie';
import type { HubData, HubStep } from './words';

const texts = import.meta.glob<string>('./migrations/*.sql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The hub's migrations in order. */
const steps: readonly HubStep[] = Object.entries(texts)
  .map(([name, sql]) => ({ number: Number(/(\d{4})_[^/]*$/.exec(name)?.[1]), sql }))
  .sort((a, b) => a.number - b.number);

/**
 * Hosts of one program joined over PostgreSQL. `worker` and `journalWorker`: the built threads (worker.ts, network/journalWorker.ts);
 * `addresses`: the file in which this
 * machine keeps where its programs' hubs are, sealed by `safe`.
 */
export function createHub(places: {
  readonly worker: string;
  readonly journalWorker: string;
  readonly addresses: string;
  readonly safe: Safe;
  readonly poll?: number;
}): Hub {
  const addresses = hubAddresses(places.addresses, places.safe);

  const dataOf = (
    { url, pin }: HubAddress,
    of: Pick<HubData, 'program' | 'key'> & Partial<HubData>,
  ): HubData => ({
    task: 'keep',
    steps,
    device: '',
    role: 'main',
    name: '',
    epoch: '',
    seed: '',
    version: currentVersion,
    poll: places.poll ?? usualPoll,
    ...of,
    url,
    pin,
  });
  /** What the thread is told of a program that is in a hub. */
  const ofProgram = (db: WriteDb) => {
    const key = hubKey(db);
    const record = readHub(db);
    if (!key || !record) throw new Refusal('hub.none');
    return {
      program: requireMeta(db, 'program.id'),
      key: Buffer.from(key).toString('hex'),
      device: deviceOf(db),
      role: record.role,
      name: record.name,
      epoch: record.epoch,
    };
  };

  return {
    state(context, tie) {
      const { db } = context.program();
      const record = readHub(db);
      if (!record) return { kind: 'none', possible: 'yes' };
      const address = addresses.of(deviceOf(db));
      const untied = {
        state: 'noAddress',
        reason: null,
        since: Date.now(),
        copyAt: record.copyAt,
        unsent: journalHead(db).rows,
        hosts: [],
      } as const;
      return {
        kind: 'hub',
        role: record.role,
        name: record.name,
        place: address ? shownPlace(address.url) : null,
        ...(tie?.state() ?? { ...untied, hosts: [] }),
      };
    },
    async publish(context, address, name) {
      requireAddress(address);
      const program = context.program();
      const { db } = program;
      const device = deviceOf(db);
      const key = hubKey(db) ?? randomBytes(hubKeyLength);
      const { epoch } = await runTask(
        places.worker,
        dataOf(address, {
          task: 'publish',
          program: requireMeta(db, 'program.id'),
          key: Buffer.from(key).toString('hex'),
          device,
          name,
          epoch: uuidv7(),
          seed: JSON.stringify(copySeed(db)),
        }),
      );
      requireOpen(context, program);
      transaction(db, () => {
        keepHubKey(db, key);
        watchList(db);
        writeHub(db, { role: 'main', epoch, name, list: 0, copyAt: null });
      });
      addresses.keep(device, address);
    },
    async join(context, address, name, text) {
      requireAddress(address);
      const { program, key } = readJoinText(text);
      const answer = await runTask(
        places.worker,
        dataOf(address, { task: 'join', program, key: Buffer.from(key).toString('hex') }),
      );
      const seed = CopySeed.parse(JSON.parse(answer.seed));
      const device = uuidv7();
      const file = freeName(context.shell.programFolder, fileName(seed.name));
      const db = createCopy(file, seed, device);
      transaction(db, () => {
        setMeta(db, 'door.name', name);
        keepHubKey(db, key);
        writeHub(db, { role: 'branch', epoch: answer.epoch, name, list: 0, copyAt: null });
      });
      closeProgramFile(db);
      addresses.keep(device, address);
      openProgram(context, file);
    },
    async readdress(context, address) {
      requireAddress(address);
      const program = context.program();
      await runTask(places.worker, dataOf(address, { ...ofProgram(program.db), task: 'join' }));
      requireOpen(context, program);
      addresses.keep(deviceOf(program.db), address);
    },
    key(context) {
      const { db } = context.program();
      const key = hubKey(db);
      if (!key) throw new Refusal('hub.none');
      return joinText(requireMeta(db, 'program.id'), key);
    },
    leave(context) {
      const { db } = context.program();
      addresses.forget(deviceOf(db));
      forgetHub(db);
    },
    async erase(context) {
      const { db } = context.program();
      const address = addresses.of(deviceOf(db));
      if (!address) throw new Refusal('hub.none');
      await runTask(places.worker, dataOf(address, { ...ofProgram(db), task: 'erase' }));
    },
    tie(context) {
      const { db } = context.program();
      const address = addresses.of(deviceOf(db));
      const workers = { hub: places.worker, journal: places.journalWorker };
      return address && startTie(context, workers, dataOf(address, ofProgram(db)));
    },
  };
}

/** Says what is wrong with an address before anything is asked of the network. */
function requireAddress({ url, pin }: HubAddress): void {
  readUrl(url);
  readPin(pin);
}

/** Another program may have been opened while a hub was asked. */
function requireOpen(context: AppContext, program: ReturnType<AppContext['program']>): void {
  if (!context.isOpen() || context.program() !== program) throw new Refusal('hub.none');
}
