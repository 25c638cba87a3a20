import { randomUUID } from 'node:crypto';
import { renameSync } from 'node:fs';
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import type { Backup, BackupSlot } from '../../shared/contract/backups';
import { Topic } from '../../shared/contract/program';
import { Refusal } from '../../shared/domain/refusal';
import { copyBackup, listBackups } from '../store/backup';
import { compareBackup, contentsOf } from '../store/backupContents';
import { setMeta } from '../store/meta';
import { asProgram } from '../store/program';
import { openProgramFile } from '../store/programFile';
import { slotFolders, slots } from './backupKeeper';
import { api, live } from './base';
import type { AppContext } from './context';
import { freeName } from './programs';

/** The path of a backup that was listed; a page names it only by its place and its file's name. */
function pathOf(
  context: AppContext,
  { slot, file }: { readonly slot: BackupSlot; readonly file: string },
): string {
  const folder = context.shell.chosenFolder(slotFolders[slot]);
  if (!folder || path.basename(file) !== file) throw new Refusal('backup.gone');
  return path.join(folder, file);
}

async function listAll(context: AppContext): Promise<readonly Backup[]> {
  const { file } = context.program();
  const lists = await Promise.all(
    slots.map(async (slot) => {
      const folder = context.shell.chosenFolder(slotFolders[slot]);
      return folder ? (await listBackups(file, folder)).map((one) => ({ slot, ...one })) : [];
    }),
  );
  return lists.flat().sort((a, b) => b.at - a.at);
}

/**
 * Goes back to a backup: it is copied beside the program first, then takes the program's name; what was open keeps its
 * data under another name. Each step is a rename in one folder, so a power cut leaves both files whole. The program goes on
 * as another device: rows of the journal that were written since stand in the file that is kept, and no number is given twice.
 */
async function restore(context: AppContext, backup: string): Promise<string> {
  const { file } = context.program();
  const fresh = path.join(path.dirname(file), `.${randomUUID()}.restored`);
  await copyBackup(backup, fresh, context.shell.backupWorker);
  const kept = freeName(path.dirname(file), `${path.basename(file, '.stagedoor')} (복원 전)`);
  context.close();
  renameSync(file, kept);
  renameSync(fresh, file);
  context.exchange(() => {
    const db = openProgramFile(file, true);
    setMeta(db, 'device.id', uuidv7());
    return asProgram(db, file);
  });
  context.changed(...Topic.options);
  return path.basename(kept);
}

export const backups = {
  state: api.backups.state.handler(({ context, signal }) =>
    live(context, ['backups', 'program'], signal, () => context.backups.state()),
  ),
  choosePlace: api.backups.choosePlace.handler(async ({ context, input }) => {
    const folder = await context.shell.pickFolder();
    if (folder === undefined) return false;
    context.shell.rememberFolder(slotFolders[input.slot], folder);
    await context.backups.refresh();
    await context.backups.make();
    return true;
  }),
  forgetPlace: api.backups.forgetPlace.handler(async ({ context, input }) => {
    context.shell.rememberFolder(slotFolders[input.slot], undefined);
    await context.backups.refresh();
  }),
  make: api.backups.make.handler(({ context }) => context.backups.make()),
  list: api.backups.list.handler(({ context }) => listAll(context)),
  compare: api.backups.compare.handler(({ context, input }) => {
    const { db } = context.program();
    const open = contentsOf(db);
    const { backup, scansLost } = compareBackup(pathOf(context, input), db);
    const pair = (key: keyof typeof open) => ({ backup: backup[key], open: open[key] });
    return {
      people: pair('people'),
      scans: pair('scans'),
      certificates: pair('certificates'),
      cues: pair('cues'),
      scansLost,
    };
  }),
  restore: api.backups.restore.handler(async ({ context, input }) => ({
    kept: await restore(context, pathOf(context, input)),
  })),
};
