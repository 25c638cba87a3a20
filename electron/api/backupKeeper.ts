import { stat } from 'node:fs/promises';
import path from 'node:path';
import log from 'electron-log/node';
import type { BackupPlace, BackupProblem, BackupSlot, BackupState } from '../../shared/contract/backups';
import { listBackups, makeBackup, thinBackups } from '../store/backup';
import { get } from '../store/db';
import { listEvents } from '../store/events';
import { clockSetting } from '../store/program';
import type { AppContext, FolderUse } from './context';
import { folderProblem } from './folderProblem';

export const slotFolders: Readonly<Record<BackupSlot, FolderUse>> = {
  first: 'backupFirst',
  second: 'backupSecond',
};
export const slots = ['first', 'second'] as const satisfies readonly BackupSlot[];

const every = 5 * 60_000;

/** Keeps backups of the open program: on a timer, when the doors of an event open, and when it is asked to. */
export interface BackupKeeper {
  state(): BackupState;
  /** Looks whether it is time; call it often. */
  look(): Promise<void>;
  /** Makes one in every place, now. Never throws: what went wrong is in the state. */
  make(): Promise<void>;
  /** Reads the places anew: one was chosen, or another program was opened. */
  refresh(): Promise<void>;
}

interface Tried {
  readonly at: number;
  readonly changes: number;
}

export function backupKeeper(context: AppContext): BackupKeeper {
  let file = '';
  let places: readonly BackupPlace[] = [];
  let tried: Tried = { at: 0, changes: -1 };
  let looked = Date.now();
  let working: Promise<void> | undefined;

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
        return { slot, folder: name, last: found[0]?.at ?? null, count: found.length, problem };
      }),
    );
  }

  async function backUp(slot: BackupSlot, folder: string): Promise<BackupProblem | null> {
    const now = Date.now();
    try {
      if (!(await stat(folder)).isDirectory()) return 'gone';
      await makeBackup(file, folder, context.shell.backupWorker, now, context.program().sealed?.key);
      await thinBackups(file, folder, now);
      return null;
    } catch (error) {
      log.warn(`no backup in the ${slot} place`, error);
      return problemOf(error);
    }
  }

  async function makeAll(): Promise<void> {
    await readPlaces();
    tried = { at: Date.now(), changes: changesOf() };
    for (const slot of slots) {
      const folder = folderOf(slot);
      if (!folder) continue;
      const problem = await backUp(slot, folder);
      places = places.map((place) => (place.slot === slot ? { ...place, problem } : place));
    }
    await readPlaces();
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
      const { db, now, file: open } = context.program();
      if (open !== file) await keeper.refresh();
      const from = looked;
      looked = Date.now();
      if (isRehearsal()) return;
      const opened = listEvents(db).some((event) => {
        const doors = event.doorsAt ?? event.startsAt;
        return doors > from && doors <= now();
      });
      const due = Date.now() - tried.at >= every && changesOf() !== tried.changes;
      if (opened || due) await keeper.make();
    },
    make() {
      if (isRehearsal()) return Promise.resolve();
      working ??= makeAll().finally(() => {
        working = undefined;
        context.changed('backups');
      });
      context.changed('backups');
      return working;
    },
    async refresh() {
      if (context.program().file !== file) {
        tried = { at: 0, changes: -1 };
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
