import { EventPublisher } from '@orpc/server';
import type { Topic } from '../../shared/contract/program';
import type { ShowNotice } from '../../shared/contract/rundown';
import type { Display, ScreenKind } from '../../shared/contract/screens';
import type { Caller } from '../../shared/domain/access';
import type { FontFace } from '../../shared/domain/fonts';
import { Refusal, type RefusalParams, type RefusalReason } from '../../shared/domain/refusal';
import type { ReaderProcess } from '../reading/messages';
import { forgetDueNames } from '../store/callNames';
import { getMeta } from '../store/meta';
import type { Program } from '../store/program';
import type { Attachment } from './attachment';
import { type BackupKeeper, backupKeeper } from './backupKeeper';
import { type DoorListKeeper, doorListKeeper } from './doorListKeeper';
import { createHubDesk, type Hub, type HubDesk } from './hubDesk';
import type { Network } from './network';
import { createSession, type Session } from './session';
import { createStationDesk, type StationDesk } from './stationDesk';
import { createVaultDesk, type VaultDesk } from './vaultDesk';

/** Pages to print or to put into a PDF: each an SVG whose root has `width` and `height` in millimetres. */
export interface PageJob {
  readonly title: string;
  readonly widthMm: number;
  readonly heightMm: number;
  readonly pages: readonly string[];
  /** The fonts that must be there before anything is drawn. */
  readonly faces: readonly FontFace[];
  /** For a PDF only: files that go into it. Asked for when its pages begin to be drawn. */
  readonly attachments?: () => Promise<readonly Attachment[]>;
  /** For paper only: every second page is a back, printed on the other side. */
  readonly duplex?: boolean;
  /** For paper only: by how much (mm, right and down) fronts and backs are shifted on this printer. */
  readonly shift?: {
    readonly front: { readonly x: number; readonly y: number };
    readonly back: { readonly x: number; readonly y: number };
  };
}

/** What a printer's queue still has of ours; 'unknown' where it can't be asked. */
export type QueueState =
  | { readonly kind: 'empty' }
  | { readonly kind: 'busy'; readonly jobs: number }
  | { readonly kind: 'unknown' };

export interface PrinterInfo {
  readonly name: string;
  readonly displayName: string;
  readonly isDefault: boolean;
}

/** The stage's windows on this machine's displays. */
export interface StageShell {
  /** Opens a window for a room, or moves it, to fill that display; null: an ordinary window. */
  open(kind: ScreenKind, room: string, displayId: number | null): Promise<void>;
  close(kind: ScreenKind, room: string): Promise<void>;
  state(): {
    readonly displays: readonly Display[];
    readonly windows: readonly {
      readonly kind: ScreenKind;
      readonly room: string;
      readonly displayId: number | null;
      readonly lost: boolean;
    }[];
  };
}

/** What a folder of the organizer's choice is for; remembered on this machine. */
export const folderUses = ['backupFirst', 'backupSecond', 'doorList'] as const;
export type FolderUse = (typeof folderUses)[number];

/** What the api needs of the machine it runs on. Electron's part is in shell/; a test gives another. */
export interface Shell {
  /** Draws every page in the app's own engine; gives the PDF, and on the way how many pages are drawn. Called off by `signal`. */
  pdf(job: PageJob, signal?: AbortSignal): AsyncGenerator<number, Uint8Array>;
  /** The same for documents of `pagesEach` pages: a PDF each, one after another. */
  pdfs(job: PageJob, pagesEach: number, signal?: AbortSignal): AsyncGenerator<Uint8Array>;
  printers(): Promise<readonly PrinterInfo[]>;
  /** Sends the pages to the system's queue of that printer without a dialog; ends when the queue has taken them. */
  print(job: PageJob, printer: string, signal?: AbortSignal): Promise<void>;
  /** What the system's queue of that printer still has of ours, and the same after it was taken out. */
  queue(printer: string): Promise<QueueState>;
  clearQueue(printer: string): Promise<QueueState>;
  /** Writes into the app's folder in the user's documents, never over another file; gives the name it got. */
  saveDocument(name: string, bytes: Uint8Array): Promise<string>;
  /** Writes files into a new folder there, all of them or none; gives the name that the folder got. */
  saveFolder(
    name: string,
    files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  ): Promise<string>;
  showDocument(name: string): void;
  /** The system's dialog for an existing program, or for a place for a new one; undefined when left. */
  pickProgram(): Promise<string | undefined>;
  pickNewProgram(suggestedName: string): Promise<string | undefined>;
  /** Starts a process that reads files for one import. */
  startReader(): ReaderProcess;
  readonly stage: StageShell;
  /** Neither the machine nor its screens sleep while at least one reason holds. */
  keepAwake(reason: 'show' | 'lane', on: boolean): void;
  /** Lets the main window fill its screen or not; a kiosk's stays as it is. */
  fullScreen(want: 'toggle' | 'leave'): void;
  /** Where the files of the sample program lie, and where programs are kept. */
  readonly sampleFolder: string;
  readonly programFolder: string;
  readonly rehearsalFolder: string;
  /** Where sealed programs lie open while they are. */
  readonly vaultFolder: string;
  /** How hard a guess of a passphrase is (scrypt's N). The app leaves it out; a test has no time for that much. */
  readonly sealCost?: number;
  readonly fontFolder: string;
  /** The built page that checks certificates, without a program's data. */
  readonly verifyPage: string;
  /** The built thread that copies a program (store/backupWorker). */
  readonly backupWorker: string;
  /** The built thread that takes the log into a program's file while an import is written (store/checkpointWorker). */
  readonly checkpointWorker?: string;
  readonly network: Network;
  /** What this is and runs on, a line each, without a person's name or a path. */
  machine(): readonly string[];
  /** The end of the app's log. */
  logTail(): Promise<string>;
  copyText(text: string): void;
  /** Ends the app as always and starts it again. */
  restart(): void;
  readonly hub: Hub;
  /** The system's dialog for a folder; undefined when left. */
  pickFolder(): Promise<string | undefined>;
  chosenFolder(use: FolderUse): string | undefined;
  /** Remembers a folder that was chosen; undefined forgets it. */
  rememberFolder(use: FolderUse, folder: string | undefined): void;
  /** Remembers which program to open next time, without a question. */
  rememberProgram(file: string): void;
}

/** What every procedure is given. One a process; the program in it can be exchanged. */
export interface AppContext {
  readonly backups: BackupKeeper;
  readonly doorLists: DoorListKeeper;
  /** Who works at this machine, and its lock. */
  readonly session: Session;
  /** Programs that are sealed by a passphrase. */
  readonly vault: VaultDesk;
  /** Other machines at the same event. */
  readonly stations: StationDesk;
  /** The program's hub, where several hosts are joined over one. */
  readonly hub: HubDesk;
  /** The station that this call comes from; undefined: this machine. */
  readonly station?: string;
  /** On whose behalf this call comes. Of the machine's session, unless whoever serves the call knows better. */
  caller(): Caller;
  readonly shell: Shell;
  readonly topics: EventPublisher<Record<Topic, null>>;
  /** The open program; a Refusal where none is. */
  program(): Program;
  isOpen(): boolean;
  /** Closes the open program, if any, and puts another in its place; where `open` throws, all stays as it was. */
  exchange(open: () => Program): void;
  /** Closes the open program for good. */
  close(): void;
  /** Why the file that this start was to open could not be; shown once. */
  readonly start: { refusal: { readonly reason: RefusalReason; readonly params: RefusalParams } | undefined };
  /** Since when something failed that nothing expected (machine's time), until somebody has read it; changed in place. */
  readonly trouble: { since: number | null };
  /** What the show caller has not read yet about the time itself; changed in place by showClock.ts alone. */
  readonly notices: ShowNotice[];
  /** Grows each time that something was committed: what was read since can be given to every window that asks. */
  revision(): number;
  /** Says that something of a topic was committed. Called after the commit. */
  changed(...topics: readonly Topic[]): void;
}

/** What may change who completes, or who won. */
const rosterTopics: ReadonlySet<Topic> = new Set(['program', 'roster', 'events', 'certificates']);

/**
 * Plain values, no getters: oRPC copies the context at each call, and copying what has to be asked for takes a scan as long as its
 * judging.
 */
class Machine implements AppContext {
  readonly shell: Shell;
  readonly topics = new EventPublisher<Record<Topic, null>>({ maxBufferedEvents: 1 });
  readonly start: AppContext['start'] = { refusal: undefined };
  readonly trouble: AppContext['trouble'] = { since: null };
  readonly notices: ShowNotice[] = [];
  readonly program: AppContext['program'];
  readonly isOpen: AppContext['isOpen'];
  readonly exchange: AppContext['exchange'];
  readonly close: AppContext['close'];
  readonly revision: AppContext['revision'];
  readonly changed: AppContext['changed'];
  readonly backups: BackupKeeper;
  readonly doorLists: DoorListKeeper;
  readonly session: Session;
  readonly caller: AppContext['caller'];
  readonly stations: StationDesk;
  readonly vault: VaultDesk;
  readonly hub: HubDesk;

  constructor(shell: Shell, close: (program: Program) => void, opened: (context: AppContext) => void) {
    let current: Program | undefined;
    let revision = 0;
    this.shell = shell;
    this.program = () => {
      if (!current) throw new Refusal('program.none');
      return current;
    };
    this.isOpen = () => current !== undefined;
    this.exchange = (open) => {
      const next = open();
      const last = current;
      current = next;
      this.hub.stop();
      if (last) close(last);
      this.session.opened();
      opened(this);
      this.stations.opened(getMeta(next.db, 'station.host') !== undefined);
      this.hub.opened();
    };
    this.close = () => {
      this.hub.stop();
      if (current) close(current);
      current = undefined;
    };
    this.revision = () => revision;
    this.changed = (...names) => {
      revision++;
      if (current && names.some((name) => rosterTopics.has(name))) forgetDueNames(current.db);
      for (const name of names) this.topics.publish(name, null);
    };
    this.backups = backupKeeper(this);
    this.doorLists = doorListKeeper(this);
    this.session = createSession(this);
    this.caller = this.session.caller;
    this.stations = createStationDesk(this);
    this.vault = createVaultDesk(this);
    this.hub = createHubDesk(this);
  }
}

/** `close` and `opened` are told of each program that is left and opened. */
export function createContext(
  shell: Shell,
  close: (program: Program) => void,
  opened: (context: AppContext) => void = () => {},
): AppContext {
  return new Machine(shell, close, opened);
}
