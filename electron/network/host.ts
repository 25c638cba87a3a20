import { type MessagePort, Worker } from 'node:worker_threads';
import { RPCHandler } from '@orpc/server/message-port';
import log from 'electron-log/node';
import type { AppContext } from '../api/context';
import { type Line, onlyCalls } from '../api/line';
import { router } from '../api/router';
import { asStation } from '../api/stationDesk';
import type { GateData, GateOrder, GateWord } from './gateWords';

/** The app open to the network. */
export interface Host {
  readonly port: number;
  /** Ends the connections of a station that was cut off. */
  drop(station: string): void;
  close(): Promise<void>;
}

/**
 * Opens the app to the network: starts the gate's thread (`worker`: gate.ts, built), pairs who has a code, and serves the
 * contract to stations whose token is known, each with its own rights. Ends with the error's code where the address can't
 * be used. `closed` is told when the gate ended by itself.
 */
export function openHost(
  context: AppContext,
  worker: string,
  data: GateData,
  closed: () => void,
): Promise<Host> {
  const handler = new RPCHandler(router);
  const gate = new Worker(worker, { workerData: data });
  const order = (what: GateOrder) => gate.postMessage(what);
  const gone = new Promise<void>((resolve) => gate.once('exit', () => resolve()));
  gate.on('error', (error) => log.error('the gate to the network failed', error));
  const names = new Map<number, string>();
  return new Promise((resolve, reject) => {
    void gone.then(() => reject(new Error('the gate ended')));
    gate.on('message', (word: GateWord) => {
      switch (word.kind) {
        case 'open':
          void gone.then(closed);
          resolve({
            port: word.port,
            drop: (station) => order({ kind: 'drop', station }),
            close: () => {
              order({ kind: 'close' });
              return gone;
            },
          });
          break;
        case 'failed':
          reject(Object.assign(new Error('the address can’t be used'), { code: word.code }));
          break;
        case 'pair':
          order({ kind: 'paired', id: word.id, ...context.stations.pair(word.body) });
          break;
        case 'enter':
          order({ kind: 'known', id: word.id, station: context.stations.whose(word.token) });
          break;
        case 'journal':
          order({ kind: 'fetched', id: word.id, bytes: context.stations.journal(word.token, word.name) });
          break;
        case 'connected':
          names.set(word.id, word.station);
          context.stations.arrived(word.station);
          handler.upgrade(onlyCalls(lineOf(word.port)), { context: asStation(context, word.station) });
          break;
        case 'gone': {
          const station = names.get(word.id);
          names.delete(word.id);
          if (station !== undefined) context.stations.left(station);
        }
      }
    });
  });
}

/** A thread's port as the line to a page: messages come as events. */
function lineOf(port: MessagePort): Line {
  return {
    postMessage: (message) => port.postMessage(message),
    on(kind: 'message' | 'close', listener: (event: { readonly data: unknown }) => void) {
      if (kind === 'message') port.on('message', (data: unknown) => listener({ data }));
      else port.on('close', () => listener({ data: undefined }));
    },
  };
}
