import { networkInterfaces } from 'node:os';
import { uuidv7 } from 'uuidv7';
import { Refusal } from '../../shared/domain/refusal';
import type { AppContext } from '../api/context';
import { fileName } from '../api/fileName';
import type { Network } from '../api/network';
import { freeName, openFirstProgram, openProgram } from '../api/programs';
import { transaction } from '../store/db';
import { setMeta } from '../store/meta';
import { currentVersion } from '../store/migrate';
import { placeOfProgram } from '../store/program';
import { closeProgramFile, removeProgramFile } from '../store/programFile';
import { createCopy } from '../store/stationCopy';
import { hostCertificate, rememberPort } from './certificate';
import { askToPair, clientOver, openSocket, readInvitation } from './dial';
import { openHost } from './host';
import { readHost, writeHost } from './hostRecord';
import { journalOffer } from './journalOffer';
import { startLink } from './link';
import type { HostPlace } from './pinned';

/** The port that a host uses where it is free. */
const usualPort = 8765;

/**
 * Other machines at the same event, over the network. `appFolder`: the built pages; `gate` and `journalWorker`: the built threads
 * (gate.ts, journalWorker.ts);
 * `certificate`: the file that keeps this machine's; `copies`: the folder for copies of other machines' programs.
 */
export function createNetwork(places: {
  readonly appFolder: string;
  readonly gate: string;
  readonly journalWorker: string;
  readonly certificate: string;
  readonly copies: string;
  /** Also this machine's address for itself, for tests and for two apps on one machine: each host has a port of its own. */
  readonly loopback: boolean;
}): Network {
  return {
    addresses() {
      return Object.entries(networkInterfaces()).flatMap(([name, list]) =>
        (list ?? [])
          .filter(
            ({ internal, family, address }) => (places.loopback || !internal) && isUsable(family, address),
          )
          .map(({ address }) => ({ name, address })),
      );
    },
    async open(context, address, closed) {
      const { key, cert, fingerprint, port } = await hostCertificate(places.certificate);
      const open = (port: number) =>
        openHost(context, places.gate, { address, port, key, cert, appFolder: places.appFolder }, closed);
      const host = await open(port ?? (places.loopback ? 0 : usualPort)).catch((error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return open(0);
        throw error;
      });
      rememberPort(places.certificate, host.port);
      return { ...host, address, fingerprint };
    },
    join,
    leave(context, anyway) {
      const link = context.stations.link();
      if (!link) throw new Refusal('station.notOne');
      const { unsent } = link.state();
      if (unsent > 0 && !anyway) throw new Refusal('station.unsent', { rows: unsent });
      const { db, file } = context.program();
      const { before } = readHost(db);
      openFirstProgram(context, before === null ? [] : [before]);
      // That one's passphrase is asked for: until then nothing is open.
      if (context.program().file === file) {
        link.stop();
        context.close();
      }
      removeProgramFile(file);
    },
    link: (context) => startLink(context, places.journalWorker),
    journal: journalOffer(places.journalWorker),
  };

  async function join(context: AppContext, text: string): Promise<void> {
    const { code, ...place } = readInvitation(text);
    if (context.stations.link()) {
      await joinAgain(context, place, code);
      return;
    }
    const { token, name } = await askToPair(place, code, currentVersion);
    const device = uuidv7();
    const seed = await firstHello({ ...place, token }, device);
    const file = freeName(places.copies, fileName(seed.name));
    const db = createCopy(file, seed, device);
    transaction(db, () => {
      setMeta(db, 'door.name', name.slice(0, 40));
      writeHost(db, {
        ...place,
        token,
        name,
        device: '',
        list: null,
        erasures: 0,
        copyAt: null,
        doors: [],
        before: context.isOpen() ? placeOfProgram(context.program()) : null,
      });
    });
    closeProgramFile(db);
    openProgram(context, file);
  }
}

/** The same host at another address, or after this station was cut off: the copy and what it has not sent stay. */
async function joinAgain(context: AppContext, place: HostPlace, code: string): Promise<void> {
  const { db } = context.program();
  const record = readHost(db);
  if (record.fingerprint !== place.fingerprint) throw new Refusal('station.isOne');
  const { token, name } = await askToPair(place, code, currentVersion);
  writeHost(db, { ...record, ...place, token, name });
  context.stations.opened(true);
}

/** Link-local IPv6 addresses need a zone, which no address of a page can name. */
function isUsable(family: string, address: string): boolean {
  return family === 'IPv4' || !/^fe80:/i.test(address);
}

async function firstHello(
  place: Parameters<typeof openSocket>[0] & { readonly token: string },
  device: string,
) {
  const socket = await openSocket(place, place.token);
  try {
    return (await clientOver(socket).stations.hello({ device, version: currentVersion })).seed;
  } finally {
    socket.close();
  }
}
