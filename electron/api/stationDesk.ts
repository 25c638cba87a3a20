import { randomInt } from 'node:crypto';
import { z } from 'zod';
import type { StationsState } from '../../shared/contract/stations';
import type { Caller } from '../../shared/domain/access';
import { Refusal } from '../../shared/domain/refusal';
import type { StationRole } from '../../shared/domain/stationAccess';
import { currentVersion } from '../store/migrate';
import { addStation, cutOffStation, findStation, listStations, stationOfToken } from '../store/stations';
import type { AppContext } from './context';
import type { OpenHost, StationLink } from './network';
import { invitation, place } from './stationInvitation';

const codeLasts = 120_000;
const wrongTries = 5;

interface Code {
  readonly code: string;
  readonly name: string;
  readonly role: StationRole;
  readonly kind: 'app' | 'browser';
  readonly until: number;
}

const PairRequest = z.object({
  code: z.string().regex(/^\d{6}$/),
  kind: z.enum(['app', 'browser']),
  version: z.int().optional(),
});

/** What goes back to who asked to be paired. */
export interface PairAnswer {
  readonly status: number;
  readonly body: string;
  /** The token of a browser, kept by it as a cookie that no script can read. */
  readonly cookie: string | null;
}

/** The stations of the open program, or its tie to a host where it is a copy. One a process. */
export interface StationDesk {
  state(): StationsState;
  /** True while the open program can be seen from the network. */
  isOpen(): boolean;
  open(address: string): Promise<void>;
  close(): Promise<void>;
  makeCode(station: Pick<Code, 'name' | 'role' | 'kind'>): void;
  dropCode(): void;
  cutOff(id: string): void;
  pair(body: string): PairAnswer;
  /** The station whose token has that SHA-256, or null. */
  whose(token: string): string | null;
  /** The whole journal of that name, for a station that keeps a copy; null for anybody else. */
  journal(token: string, name: string): SharedArrayBuffer | null;
  arrived(station: string): void;
  left(station: string): void;
  heard(station: string): void;
  /** How long ago the doors were last heard of, ms; those that are connected are heard of now. */
  doors(): readonly { readonly name: string; readonly ago: number }[];
  /** The tie to the host, where the open program is a copy. */
  link(): StationLink | undefined;
  /** A program was opened: what was open to the network is closed, and a copy is tied to its host. */
  opened(isCopy: boolean): void;
}

/** As whom a station calls: its own name, its own rights, and its own door. */
export function asStation(context: AppContext, id: string): AppContext {
  const caller = (): Caller => {
    const station = context.isOpen() ? findStation(context.program().db, id) : undefined;
    if (!station) return { role: null, name: '' };
    return { role: station.kind === 'app' ? 'appStation' : `${station.role}Station`, name: station.name };
  };
  return { ...context, caller, station: id };
}

export function createStationDesk(context: AppContext): StationDesk {
  let host: OpenHost | undefined;
  let code: Code | undefined;
  let wrong = 0;
  let link: StationLink | undefined;
  const connections = new Map<string, number>();
  const heardAt = new Map<string, number>();
  const db = () => context.program().db;
  const changed = () => context.changed('stations');
  const isConnected = (id: string) => (connections.get(id) ?? 0) > 0;
  const liveCode = () => (code && code.until > Date.now() ? code : undefined);

  const desk: StationDesk = {
    state() {
      if (link) return { kind: 'station', ...link.state() };
      const shown = liveCode();
      return {
        kind: 'host',
        addresses: [...context.shell.network.addresses()],
        open: host ? { ...place(host), fingerprint: host.fingerprint } : null,
        code: shown && host ? { ...shown, ...invitation(host, shown.code) } : null,
        stations: listStations(db()).map((station) => ({
          ...station,
          connected: isConnected(station.id),
          heardAt: heardAt.get(station.id) ?? null,
        })),
      };
    },
    isOpen: () => host !== undefined,
    async open(address) {
      if (link) throw new Refusal('station.isOne');
      if (!context.shell.network.addresses().some((one) => one.address === address))
        throw new Refusal('station.closed');
      await desk.close();
      const program = context.program();
      const opened = await context.shell.network.open(context, address, () => {
        if (host !== opened) return;
        host = undefined;
        changed();
      });
      // Another program was opened meanwhile: it is not that one's to be seen.
      if (!context.isOpen() || context.program() !== program) await opened.close();
      else host = opened;
      changed();
    },
    async close() {
      const open = host;
      host = undefined;
      code = undefined;
      connections.clear();
      changed();
      await open?.close();
    },
    makeCode(station) {
      if (!host) throw new Refusal('station.closed');
      const digits = String(randomInt(1_000_000)).padStart(6, '0');
      code = { ...station, code: digits, until: Date.now() + codeLasts };
      wrong = 0;
      changed();
    },
    dropCode() {
      code = undefined;
      changed();
    },
    cutOff(id) {
      cutOffStation(db(), id, Date.now());
      host?.drop(id);
      changed();
    },
    pair(body) {
      const asked = PairRequest.safeParse(asJson(body));
      const open = liveCode();
      if (!asked.success) return refused('station.codeWrong');
      if (!open) return refused('station.codeOver');
      if (asked.data.code !== open.code || asked.data.kind !== open.kind) {
        wrong++;
        if (wrong >= wrongTries) desk.dropCode();
        return refused(wrong >= wrongTries ? 'station.tooMany' : 'station.codeWrong');
      }
      if (open.kind === 'app' && asked.data.version !== currentVersion) return refused('station.version');
      code = undefined;
      const { id, token } = addStation(db(), open, Date.now());
      heardAt.set(id, Date.now());
      if (open.kind === 'app') context.shell.network.journal.prepare(context.program());
      changed();
      const answer = { name: open.name, role: open.role };
      return open.kind === 'app'
        ? { status: 200, body: JSON.stringify({ ...answer, token }), cookie: null }
        : { status: 200, body: JSON.stringify(answer), cookie: token };
    },
    whose: (token) => (context.isOpen() ? (stationOfToken(db(), token)?.id ?? null) : null),
    journal(token, name) {
      const station = context.isOpen() ? stationOfToken(db(), token) : undefined;
      if (station?.kind !== 'app') return null;
      return context.shell.network.journal.bytes(context.program(), name) ?? null;
    },
    arrived(station) {
      connections.set(station, (connections.get(station) ?? 0) + 1);
      heardAt.set(station, Date.now());
      changed();
    },
    left(station) {
      connections.set(station, Math.max(0, (connections.get(station) ?? 0) - 1));
      heardAt.set(station, Date.now());
      changed();
    },
    heard: (station) => void heardAt.set(station, Date.now()),
    doors: () =>
      listStations(db()).flatMap(({ id, name, role }) => {
        const at = isConnected(id) ? Date.now() : heardAt.get(id);
        return role === 'lane' && at !== undefined ? [{ name, ago: Math.max(0, Date.now() - at) }] : [];
      }),
    link: () => link,
    opened(isCopy) {
      link?.stop();
      link = undefined;
      heardAt.clear();
      void desk.close();
      if (isCopy) link = context.shell.network.link(context);
      changed();
    },
  };
  return desk;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refused(
  reason: 'station.codeWrong' | 'station.codeOver' | 'station.tooMany' | 'station.version',
): PairAnswer {
  return { status: 403, body: JSON.stringify({ reason }), cookie: null };
}
