import { listBackups } from '../store/backup';
import type { OutsideHead } from '../store/journalCheck';
import { slotFolders, slots } from './backupKeeper';
import type { AppContext } from './context';

/** The journal's heads that stand in the names of backups. */
export async function listHeads(context: AppContext): Promise<readonly OutsideHead[]> {
  const { file } = context.program();
  const lists = await Promise.all(
    slots.map(async (slot) => {
      const folder = context.shell.chosenFolder(slotFolders[slot]);
      return folder ? listBackups(file, folder) : [];
    }),
  );
  return lists.flat().map(({ rows, hash }) => ({ rows, hash, where: 'backup' as const }));
}
