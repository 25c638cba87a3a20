import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import log from 'electron-log/node';
import { Refusal } from '../../shared/domain/refusal';
import { listBackups } from '../store/backup';
import { readSealHeader } from '../store/sealHeader';
import { sealFile, unsealFile } from '../store/sealing';
import { opens, type SealKey } from '../store/sealKey';
import { backupFolders } from './backupFolders';
import type { AppContext } from './context';

/** Gives `work` a backup that it can read: itself, or what is sealed in it, for as long as it works. A Refusal where another key sealed it. */
export async function openedBackup<T>(
  context: AppContext,
  backup: string,
  work: (file: string) => T | Promise<T>,
): Promise<T> {
  const header = readSealHeader(backup);
  if (!header) return await work(backup);
  const { file, sealed } = context.program();
  if (!sealed || !opens(sealed.key, header)) throw new Refusal('vault.sealedBackup');
  const plain = besideOpen(file);
  try {
    unsealFile(backup, plain, sealed.key);
    return await work(plain);
  } finally {
    rmSync(plain, { force: true });
  }
}

/** A name beside an open working copy, where only its owner may read. */
const besideOpen = (file: string) => path.join(path.dirname(file), `.${randomUUID()}.opened`);

/** Seals the backups at hand by another key, or opens them where there is none any more. */
export async function resealBackups(
  context: AppContext,
  before: SealKey | undefined,
  next: SealKey | undefined,
): Promise<{ readonly backups: number; readonly placesGone: number }> {
  const { file } = context.program();
  let backups = 0;
  let placesGone = 0;
  for (const { folder } of backupFolders(context)) {
    if (!(await stat(folder).catch(() => undefined))) placesGone++;
    for (const backup of await listBackups(file, folder)) {
      await turn();
      try {
        if (reseal(path.join(folder, backup.file), file, before, next)) backups++;
      } catch (error) {
        log.warn('a backup stays as it was sealed', error);
      }
    }
  }
  return { backups, placesGone };
}

function reseal(
  backup: string,
  open: string,
  before: SealKey | undefined,
  next: SealKey | undefined,
): boolean {
  const header = readSealHeader(backup);
  if (!header) {
    if (next) sealFile(backup, backup, next, randomUUID());
    return next !== undefined;
  }
  if (!before || !opens(before, header)) return false;
  if (!next) {
    unsealFile(backup, backup, before);
    return true;
  }
  const plain = besideOpen(open);
  try {
    unsealFile(backup, plain, before);
    sealFile(plain, backup, next, randomUUID());
  } finally {
    rmSync(plain, { force: true });
  }
  return true;
}
