import path from 'node:path';
import type { BackupWhere } from '../../shared/contract/backups';
import { placeOfProgram } from '../store/program';
import { slotFolders, slots } from './backupKeeper';
import type { AppContext } from './context';

/**
 * Where backups of the open program lie: the places chosen, and beside it, where a copy is made before it is brought up to a new
 * version. No folder twice.
 */
export function backupFolders(
  context: AppContext,
): readonly { readonly where: BackupWhere; readonly folder: string }[] {
  const chosen = slots.flatMap((slot) => {
    const folder = context.shell.chosenFolder(slotFolders[slot]);
    return folder === undefined ? [] : [{ where: slot, folder }];
  });
  const beside = { where: 'beside', folder: path.dirname(placeOfProgram(context.program())) } as const;
  const all = [...chosen, beside];
  return all.filter(({ folder }, i) => all.findIndex((one) => one.folder === folder) === i);
}
