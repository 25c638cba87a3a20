import type { Scan } from '../../shared/contract/checkin';
import type { StationsState } from '../../shared/contract/stations';
import type { ClockOffset } from '../../shared/domain/journalMerge';
import type { Verdict } from '../../shared/domain/verdict';
import type { Program } from '../store/program';
import type { WalkIn } from '../store/walkIn';
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
  /** The same of a guest. A Refusal, the host's own, where it knows why they may not be taken in. */
  askWalkIn(walkIn: Pick<WalkIn, 'eventId' | 'name' | 'phone'>): Promise<'heard' | 'unheard'>;
  stop(): void;
}

/** The open program's whole journal, for stations that are new (network/journalOffer.ts). */
export interface JournalOffer {
  /** Somebody will soon ask for it. */
  prepare(program: Program): void;
  /** What it is called and how large it is; null where it is better asked for row by row. `have`: the one that was begun with. */
  offer(
    program: Program,
    have: string | null,
  ): Promise<{ readonly id: string; readonly size: number; offsets: ClockOffset[] } | null>;
  /** All of it; undefined where it is not held any more. */
  bytes(program: Program, id: string): SharedArrayBuffer | undefined;
}

/** What the machine does for stations; a test gives another. */
export interface Network {
  addresses(): readonly { readonly name: string; readonly address: string }[];
  open(context: AppContext, address: string, closed: () => void): Promise<OpenHost>;
  /** Pairs with the host that the text names, and opens the copy of its program. */
  join(context: AppContext, text: string): Promise<void>;
  /** Leaves the host: the copy is deleted. A Refusal where the host lacks rows of it, unless `anyway`. */
  leave(context: AppContext, anyway: boolean): void;
  readonly journal: JournalOffer;
  /** Keeps a program that is a copy tied to its host. */
  link(context: AppContext): StationLink;
}
