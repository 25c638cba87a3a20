import { randomUUID } from 'node:crypto';
import { readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { backupsToDrop } from '../../shared/domain/backupThinning';
import { type BackupName, backupName, readBackupName } from './backupName';
import { nativeBinding } from './db';
import { unsealed } from './sealing';
import type { SealKey } from './sealKey';

const Copied = z.object({ whole: z.boolean(), rows: z.int(), hash: z.string() });

/** The ending of a copy that is not finished, or not good. */
const unfinished = '.unfinished';

/**
 * Copies an open program into `folder`, which must be there, by SQLite's online backup, opens the copy and checks it, and only then gives it its
 * name. `worker`: the built backupWorker. `now`: the machine's time, UTC ms. With `key` it is sealed. Throws where the place is gone, full or may
 * not be written to, or where the copy is not whole; nothing is left there then.
 */
export async function makeBackup(
  program: string,
  folder: string,
  worker: string,
  now: number,
  key?: SealKey,
): Promise<BackupName> {
  const target = path.join(folder, `.${randomUUID()}${unfinished}`);
  try {
    const { whole, rows, hash } = await copy(program, target, worker, key);
    if (!whole) throw new Error('the copy is not whole');
    const file = backupName(program, now, { rows, hash });
    await rename(target, path.join(folder, file));
    return { file, at: Math.floor(now / 1000) * 1000, rows, hash: hash.slice(0, 8) };
  } catch (error) {
    await rm(target, { force: true }).catch(() => {});
    throw error;
  }
}

/** Copies a backup (or any program file that nobody has open) to `target`, checked. Throws where it is not whole. */
export async function copyBackup(source: string, target: string, worker: string): Promise<void> {
  try {
    if (!(await copy(source, target, worker)).whole) throw new Error('the copy is not whole');
  } catch (error) {
    await rm(target, { force: true });
    throw error;
  }
}

function copy(
  source: string,
  target: string,
  worker: string,
  key?: SealKey,
): Promise<z.infer<typeof Copied>> {
  return new Promise((resolve, reject) => {
    const seal = key && { key, id: randomUUID() };
    const workerData = { source, target, nativeBinding: nativeBinding().nativeBinding, seal };
    const thread = new Worker(worker, { workerData });
    thread.once('message', (answer) => resolve(Copied.parse(answer)));
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`the copying thread ended with ${code}`)));
  });
}

/** The backups of a program in a folder, the newest first; none where the folder is not there. */
export async function listBackups(program: string, folder: string): Promise<readonly BackupName[]> {
  const files = await readdir(folder).catch(() => []);
  return files
    .flatMap((file) => readBackupName(program, file) ?? [])
    .sort((a, b) => b.at - a.at || b.rows - a.rows);
}

/** Takes away what no longer need be kept, and what a power cut left unfinished. */
export async function thinBackups(program: string, folder: string, now: number): Promise<void> {
  for (const { file } of backupsToDrop(await listBackups(program, folder), now)) {
    await rm(path.join(folder, file), { force: true });
  }
  for (const file of await readdir(folder)) {
    if (file.endsWith(unfinished) || (file.startsWith('.') && file.endsWith(unsealed)))
      await rm(path.join(folder, file), { force: true });
  }
}
