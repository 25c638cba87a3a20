import { rm } from 'node:fs/promises';
import path from 'node:path';
import log from 'electron-log/node';
import { listBackups } from '../store/backup';
import { backupFolders } from './backupFolders';
import type { AppContext } from './context';

/**
 * Makes a backup of what is left, and then takes away those that still have what was erased. Gives how many of them stay: where no
 * place took a new one, they are all that there is; others may lie where nothing can be taken away.
 */
export async function replaceBackups(context: AppContext): Promise<number> {
  const { file: program } = context.program();
  const made = await context.backups.makeAnew();
  const good = made.filter(({ file }) => file !== undefined);
  const old: string[] = [];
  for (const { folder } of backupFolders(context)) {
    for (const { file } of await listBackups(program, folder)) {
      if (!good.some((one) => one.folder === folder && one.file === file)) old.push(path.join(folder, file));
    }
  }
  if (made.length > 0 && good.length === 0) return old.length;
  let left = 0;
  for (const backup of old) {
    try {
      await rm(backup, { force: true });
    } catch (error) {
      log.warn('a backup of what was erased could not be taken away', error);
      left++;
    }
  }
  // A place that was full has room now.
  if (good.length < made.length) await context.backups.make();
  await context.backups.refresh();
  return left;
}
