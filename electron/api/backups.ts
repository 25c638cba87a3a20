import { randomUUID } from 'node:crypto';
import { renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import type { Backup, BackupWhere } from '../../shared/contract/backups';
import { Topic } from '../../shared/contract/program';
import type { FileLanguage } from '../../shared/domain/ownFiles';
import { Refusal } from '../../shared/domain/refusal';
import { copyBackup, listBackups } from '../store/backup';
import { compareBackup, contentsOf } from '../store/backupContents';
import { setMeta } from '../store/meta';
import { asProgram, clockSetting, placeOfProgram } from '../store/program';
import { openProgramFile } from '../store/programFile';
import { sealFile } from '../store/sealing';
import { isLeftOpen, openSealedProgram } from '../store/workingCopy';
import { backupFolders } from './backupFolders';
import { slotFolders } from './backupKeeper';
import { api, live } from './base';
import type { AppContext } from './context';
import { documentWord } from './documentTitle';
import { freeName } from './programs';
import { openedBackup } from './sealedBackups';

/** The path of a backup that is in the list; a page names it only by its place and its file's name. */
async function pathOf(
  context: AppContext,
  { slot, file }: { readonly slot: BackupWhere; readonly file: string },
): Promise<string> {
  const folder = backupFolders(context).find(({ where }) => where === slot)?.folder;
  const listed = folder === undefined ? [] : await listBackups(context.program().file, folder);
  if (folder === undefined || !listed.some((one) => one.file === file)) throw new Refusal('backup.gone');
  return path.join(folder, file);
}

async function listAll(context: AppContext): Promise<readonly Backup[]> {
  const { file } = context.program();
  const lists = await Promise.all(
    backupFolders(context).map(async ({ where, folder }) =>
      (await listBackups(file, folder)).map((one) => ({ slot: where, ...one })),
    ),
  );
  return lists.flat().sort((a, b) => b.at - a.at);
}

/**
 * Goes back to a backup: it is copied beside the program first, then takes the program's name; what was open keeps its
 * data under another name. Each step is a rename in one folder, so a power cut leaves both files whole. The program goes on
 * as another device: rows of the journal that were written since stand in the file that is kept, and no number is given twice.
 */
async function restore(context: AppContext, backup: string, language: FileLanguage): Promise<string> {
  const program = context.program();
  // The backups are of the program that is rehearsed, not of its copy.
  if (clockSetting(program.db).kind === 'rehearsal') throw new Refusal('backup.rehearsal');
  const { sealed } = program;
  const place = placeOfProgram(program);
  const fresh = path.join(path.dirname(place), `.${randomUUID()}.restored`);
  await openedBackup(context, backup, (plain) => copyFresh(context, plain, fresh));
  const kept = freeName(
    path.dirname(place),
    `${path.basename(place, '.stagedoor')} ${documentWord('beforeRestore', language)}`,
  );
  context.close();
  if (sealed && isLeftOpen(context.shell.vaultFolder, place)) {
    context.exchange(() => openSealedProgram(context.shell.vaultFolder, place, sealed.key));
    throw new Refusal('vault.notSealedBack', { file: path.basename(place) });
  }
  renameSync(place, kept);
  renameSync(fresh, place);
  context.exchange(() => {
    const opened = sealed
      ? openSealedProgram(context.shell.vaultFolder, place, sealed.key)
      : asProgram(openProgramFile(place, true), place);
    setMeta(opened.db, 'device.id', uuidv7());
    return opened;
  });
  context.changed(...Topic.options);
  return path.basename(kept);
}

/** Copies a backup that can be read to `fresh`; sealed where the open program is. */
async function copyFresh(context: AppContext, plain: string, fresh: string): Promise<void> {
  const { file, sealed } = context.program();
  if (!sealed) return copyBackup(plain, fresh, context.shell.backupWorker);
  const copy = path.join(path.dirname(file), `.${randomUUID()}.restored`);
  try {
    await copyBackup(plain, copy, context.shell.backupWorker);
    sealFile(copy, fresh, sealed.key, randomUUID());
  } finally {
    rmSync(copy, { force: true });
  }
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
    // One that is under way may have begun with another place.
    await context.backups.makeAnew();
    return true;
  }),
  forgetPlace: api.backups.forgetPlace.handler(async ({ context, input }) => {
    context.shell.rememberFolder(slotFolders[input.slot], undefined);
    await context.backups.refresh();
  }),
  make: api.backups.make.handler(({ context }) => context.backups.make()),
  list: api.backups.list.handler(({ context }) => listAll(context)),
  compare: api.backups.compare.handler(async ({ context, input }) => {
    const { db } = context.program();
    const open = contentsOf(db);
    const { backup, scansLost, differs } = await openedBackup(context, await pathOf(context, input), (file) =>
      compareBackup(file, db),
    );
    const pair = (key: keyof typeof open) => ({ backup: backup[key], open: open[key] });
    return {
      people: pair('people'),
      scans: pair('scans'),
      certificates: pair('certificates'),
      cues: pair('cues'),
      scansLost,
      differs: [...differs],
    };
  }),
  restore: api.backups.restore.handler(async ({ context, input }) => ({
    kept: await restore(context, await pathOf(context, input), input.language),
  })),
};
