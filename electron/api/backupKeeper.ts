import { stat } from 'node:fs/promises';
import path from 'node:path';
import log from 'electron-log/node';
import type { BackupPlace, BackupProblem, BackupSlot, BackupState } from '../../shared/contract/backups';
import { isAhead } from '../../shared/domain/backupThinning';
import { listBackups, makeBackup, thinBackups } from '../store/backup';
import { get } from '../store/db';
import { listEvents } from '../store/events';
import { clockSetting, type Program } from '../store/program';
import { steadyClock } from '../store/steadyClock';
import type { AppContext, FolderUse } from './context';
import { folderProblem } from './folderProblem';

export const slotFolders: Readonly<Record<BackupSlot, FolderUse>> = {
  first: 'backupFirst',
  second: 'backupSecond',
};
export const slots = ['first', 'second'] as const satisfies readonly BackupSlot[];

const every = 5 * 60_000;
/** While an event is on, so often though nobody writes: after 15 minutes every screen would say that the last one is old. */
const everyQuiet = 2 * every;

/** What became of a place when backups were made. */
export interface MadeBackup {
  readonly slot: BackupSlot;
  readonly folder: string;
  /** The new one's name; undefined: the place took none. */
  readonly file: string | undefined;
}

/** Keeps backups of the open program: on a timer, when the doors of an event open, and when it is asked to. */
export interface BackupKeeper {
  state(): BackupState;
  /** Looks whether it is time; call it often. */
  look(): Promise<void>;
  /** Makes one in every place, now. Never throws: what went wrong is in the state. */
  make(): Promise<void>;
  /** The same, but what is under way already does not count: it may have begun before what has just been written. */
  makeAnew(): Promise<readonly MadeBackup[]>;
  /** Waits for those that are being made. */
  settled(): Promise<void>;
  /** Reads the places anew: one was chosen, or another program was opened. */
  refresh(): Promise<void>;
}

interface Tried {
  /** Counted, not by the clock: one that is set stops no backup and makes none. */
  readonly at: number;
  readonly changes: number;
}

const never: Tried = { at: Number.NEGATIVE_INFINITY, changes: -1 };

export function backupKeeper(context: AppContext): BackupKeeper {
  let file = '';
  let places: readonly BackupPlace[] = [];
  let tried = never;
  /** By the program's clock: since when nobody has looked whether doors have opened. */
  let looked = 0;
  let working: Promise<readonly MadeBackup[]> | undefined;

  const folderOf = (slot: BackupSlot) => context.shell.chosenFolder(slotFolders[slot]);
  const changesOf = () => get<{ n: number }>(context.program().db, 'SELECT total_changes() AS n')?.n ?? 0;
  const isRehearsal = () => clockSetting(context.program().db).kind === 'rehearsal';

  async function readPlaces(): Promise<void> {
    file = context.program().file;
    const problems = new Map(places.map(({ slot, problem }) => [slot, problem]));
    places = await Promise.all(
      slots.map(async (slot) => {
        const folder = folderOf(slot);
        const found = folder ? await listBackups(file, folder) : [];
        const problem = folder ? (problems.get(slot) ?? null) : null;
        const name = folder ? path.basename(folder) || folder : null;
        const last = found.find(({ at }) => !isAhead(at, steadyClock.now()))?.at ?? null;
        return { slot, folder: name, last, count: found.length, problem };
      }),
    );
  }

  /** Makes one there; gives its name, or why there is none. */
  async function backUp(
    { file, sealed }: Program,
    slot: BackupSlot,
    folder: string,
  ): Promise<string | { problem: BackupProblem }> {
    const now = steadyClock.now();
    try {
      if (!(await stat(folder)).isDirectory()) return { problem: 'gone' };
      const made = await makeBackup(file, folder, context.shell.backupWorker, now, sealed?.key);
      await thinBackups(file, folder, now);
      return made.file;
    } catch (error) {
      log.warn(`no backup in the ${slot} place`, error);
      return { problem: problemOf(error) };
    }
  }

  async function makeIn(wanted: readonly BackupSlot[]): Promise<readonly MadeBackup[]> {
    const program = context.program();
    await readPlaces();
    tried = { at: performance.now(), changes: changesOf() };
    const made: MadeBackup[] = [];
    for (const slot of wanted) {
      const folder = folderOf(slot);
      if (!folder || !context.isOpen() || context.program() !== program) continue;
      const done = await backUp(program, slot, folder);
      const problem = typeof done === 'string' ? null : done.problem;
      made.push({ slot, folder, file: typeof done === 'string' ? done : undefined });
      places = places.map((place) => (place.slot === slot ? { ...place, problem } : place));
    }
    if (context.isOpen()) await readPlaces();
    return made;
  }

  /** Makes one in those places, or waits for what is being made. */
  function begin(wanted: readonly BackupSlot[]): Promise<readonly MadeBackup[]> {
    if (isRehearsal()) return Promise.resolve([]);
    working ??= makeIn(wanted).finally(() => {
      working = undefined;
      context.changed('backups');
    });
    context.changed('backups');
    return working;
  }

  /** Where it is time for one: everywhere when something was written or an event is on, else where it did not come about the last time. */
  function due(): readonly BackupSlot[] {
    if (places.some(({ last }) => last !== null && isAhead(last, steadyClock.now()))) return slots;
    const since = performance.now() - tried.at;
    if (since < every) return [];
    if (changesOf() !== tried.changes || (since >= everyQuiet && eventIsOn())) return slots;
    return places.filter(({ problem }) => problem !== null).map(({ slot }) => slot);
  }

  function eventIsOn(): boolean {
    const { db, now } = context.program();
    const at = now();
    return listEvents(db).some(
      ({ doorsAt, startsAt, endsAt }) => (doorsAt ?? startsAt) <= at && at <= endsAt,
    );
  }

  /** Whether an event's doors have opened since somebody looked last. */
  function doorsOpened(): boolean {
    const { db, now } = context.program();
    const from = looked;
    looked = now();
    return listEvents(db).some((event) => {
      const doors = event.doorsAt ?? event.startsAt;
      return doors > from && doors <= looked;
    });
  }

  const keeper: BackupKeeper = {
    state: () => ({
      rehearsal: isRehearsal(),
      working: working !== undefined,
      places,
      last: places.reduce<number | null>((last, place) => Math.max(last ?? 0, place.last ?? 0) || last, null),
    }),
    async look() {
      if (!context.isOpen()) return;
      if (context.program().file !== file) await keeper.refresh();
      if (isRehearsal()) return;
      const wanted = doorsOpened() ? slots : due();
      if (wanted.length > 0) await begin(wanted);
    },
    async make() {
      await begin(slots);
    },
    async makeAnew() {
      await working;
      return begin(slots);
    },
    async settled() {
      await working;
    },
    async refresh() {
      if (context.program().file !== file) {
        tried = never;
        looked = context.program().now();
        places = [];
      }
      await readPlaces();
      context.changed('backups');
    },
  };
  return keeper;
}

function problemOf(error: unknown): BackupProblem {
  return error instanceof Error && error.message === 'the copy is not whole'
    ? 'notWhole'
    : folderProblem(error);
}
