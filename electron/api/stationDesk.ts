import { randomInt } from 'node:crypto';
import { z } from 'zod';
import type { Scan } from '../../shared/contract/checkin';
import type { StationsState } from '../../shared/contract/stations';
import type { Caller } from '../../shared/domain/access';
import { qrElement, qrSymbol } from '../../shared/domain/qr';
import { Refusal } from '../../shared/domain/refusal';
import type { StationRole } from '../../shared/domain/stationAccess';
import type { Verdict } from '../../shared/domain/verdict';
import { currentVersion } from '../store/migrate';
import { addStation, cutOffStation, findStation, listStations, stationOfToken } from '../store/stations';
import type { AppContext } from './context';

/** The app as it is open to the network (network/host.ts). */
export interface OpenHost {
  readonly address: string;
  readonly port: number;
  /** SHA-256 of the certificate, 64 digits of hex. */
  readonly fingerprint: string;
  drop(station: string): void;
  close(): Promise<void>;
}

/** The tie of a copy to its host (network/link.ts). */
export interface StationLink {
  state(): Omit<Extract<StationsState, { kind: 'station' }>, 'kind'>;
  /** What the host says against letting somebody in (null: nothing); 'unheard' where it gave no word in time. */
  ask(scan: Scan): Promise<Verdict | null | 'unheard'>;
  stop(): void;
}

/** What the machine does for stations; a test gives another. */
export interface Network {
  addresses(): readonly { readonly name: string; readonly address: string }[];
  open(context: AppContext, address: string, closed: () => void): Promise<OpenHost>;
  /** Pairs with the host that the text names, and opens the copy of its program. */
  join(context: AppContext, text: string): Promise<void>;
  /** Leaves the host: the copy is deleted. A Refusal where the host lacks rows of it, unless `anyway`. */
  leave(context: AppContext, anyway: boolean): void;
  /** Keeps a program that is a copy tied to its host. */
  link(context: AppContext): StationLink;
}

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
  open(address: string): Promise<void>;
  close(): Promise<void>;
  makeCode(station: Pick<Code, 'name' | 'role' | 'kind'>): void;
  dropCode(): void;
  cutOff(id: string): void;
  pair(body: string): PairAnswer;
  /** The station whose token has that SHA-256, or null. */
  whose(token: string): string | null;
  arrived(station: string): void;
  left(station: string): void;
  heard(station: string): void;
  /** When the doors were last heard of, by this machine's clock. */
  doors(): readonly { readonly name: string; readonly heardAt: number }[];
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
          connected: (connections.get(station.id) ?? 0) > 0,
          heardAt: heardAt.get(station.id) ?? null,
        })),
      };
    },
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
      changed();
      const answer = { name: open.name, role: open.role };
      return open.kind === 'app'
        ? { status: 200, body: JSON.stringify({ ...answer, token }), cookie: null }
        : { status: 200, body: JSON.stringify(answer), cookie: token };
    },
    whose: (token) => (context.isOpen() ? (stationOfToken(db(), token)?.id ?? null) : null),
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
        const at = heardAt.get(id);
        return role === 'lane' && at !== undefined ? [{ name, heardAt: at }] : [];
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

function place({ address, port }: OpenHost) {
  const host = address.includes(':') ? `[${address}]` : address;
  return { address, port, url: `https://${host}:${port}` };
}

/** The address with the code and the fingerprint: a phone's camera opens it, another Stagedoor is given it. */
function invitation(host: OpenHost, code: string) {
  const text = `${place(host).url}/#/pair/${code}/${host.fingerprint}`;
  const symbol = qrSymbol(text, 'M');
  const quiet = 4;
  const side = symbol.size + 2 * quiet;
  const qr = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"><rect width="${side}" height="${side}" fill="#fff"/>${qrElement(symbol, quiet, quiet, symbol.size, '#000')}</svg>`;
  return { text, qr };
}
