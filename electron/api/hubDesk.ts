import type { HubAddress, HubState } from '../../shared/contract/hub';
import { Refusal } from '../../shared/domain/refusal';
import { getMeta, requireMeta } from '../store/meta';
import { clockSetting } from '../store/program';
import type { AppContext } from './context';

/** The open program's tie to its hub (electron/hub/tie.ts). */
export interface HubTie {
  state(): Pick<
    Extract<HubState, { kind: 'hub' }>,
    'state' | 'reason' | 'since' | 'copyAt' | 'unsent' | 'hosts'
  >;
  stop(): void;
}

/** What the machine does for hubs; a test gives another. */
export interface Hub {
  /** How the open program stands; `tie`: its tie, where there is one. */
  state(context: AppContext, tie: HubTie | undefined): HubState;
  publish(context: AppContext, address: HubAddress, name: string): Promise<void>;
  join(context: AppContext, address: HubAddress, name: string, key: string): Promise<void>;
  readdress(context: AppContext, address: HubAddress): Promise<void>;
  key(context: AppContext): string;
  /** Ends the open program's tie for good. */
  leave(context: AppContext): void;
  erase(context: AppContext): Promise<void>;
  /** Ties the open program to its hub; undefined where it has none, or this machine does not know where it is. */
  tie(context: AppContext): HubTie | undefined;
}

/** The open program's hub. One a process. */
export interface HubDesk {
  state(): HubState;
  publish(address: HubAddress, name: string): Promise<void>;
  join(address: HubAddress, name: string, key: string): Promise<void>;
  readdress(address: HubAddress): Promise<void>;
  key(): string;
  leave(anyway: boolean): void;
  erase(typed: string): Promise<void>;
  /** A program was opened, or stands to its hub otherwise than it did. */
  opened(): void;
  /** Ends what runs; the program stays tied. */
  stop(): void;
}

export function createHubDesk(context: AppContext): HubDesk {
  let tie: HubTie | undefined;
  const db = () => context.program().db;
  const possible = () => {
    if (clockSetting(db()).kind === 'rehearsal') return 'rehearsal';
    return getMeta(db(), 'station.host') === undefined ? 'yes' : 'station';
  };
  const requirePossible = () => {
    const how = possible();
    if (how === 'rehearsal') throw new Refusal('hub.rehearsal');
    if (how === 'station') throw new Refusal('station.isOne');
  };
  const requireHub = () => {
    const state = desk.state();
    if (state.kind === 'none') throw new Refusal('hub.none');
    return state;
  };
  const isIn = () => getMeta(db(), 'hub') !== undefined;
  const machine = () => context.shell.hub;

  const desk: HubDesk = {
    state() {
      const how = possible();
      return how === 'yes' && isIn() ? machine().state(context, tie) : { kind: 'none', possible: how };
    },
    async publish(address, name) {
      requirePossible();
      if (desk.state().kind !== 'none') throw new Refusal('hub.isIn');
      await machine().publish(context, address, name);
      desk.opened();
    },
    join: (address, name, key) => machine().join(context, address, name, key),
    async readdress(address) {
      requireHub();
      await machine().readdress(context, address);
      desk.opened();
    },
    key() {
      requireHub();
      return machine().key(context);
    },
    leave(anyway) {
      const { unsent } = requireHub();
      if (unsent > 0 && !anyway) throw new Refusal('hub.unsent', { rows: unsent });
      desk.stop();
      machine().leave(context);
      context.changed('stations');
    },
    async erase(typed) {
      if (requireHub().role !== 'main') throw new Refusal('hub.notMain');
      if (typed.normalize('NFC').trim() !== requireMeta(db(), 'program.name'))
        throw new Refusal('privacy.notTyped');
      await machine().erase(context);
      desk.stop();
      machine().leave(context);
      context.changed('stations');
    },
    opened() {
      desk.stop();
      if (context.isOpen() && possible() === 'yes' && isIn()) tie = machine().tie(context);
      context.changed('stations');
    },
    stop() {
      tie?.stop();
      tie = undefined;
    },
  };
  return desk;
}
