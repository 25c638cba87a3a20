import { closeSync, openSync, writeSync } from 'node:fs';

/** A folder on a small disk of its own, which can be filled up; or why there is none. */
export type SmallDisk = { readonly folder: string } | { readonly none: string };

/** The one that the set-up made for this run. */
export function smallDisk(): SmallDisk {
  const { STAGEDOOR_SMALL_DISK: folder, STAGEDOOR_NO_SMALL_DISK: why } = process.env;
  if (folder !== undefined) return { folder };
  return { none: why ?? 'only the set-up, run as root, makes a small disk' };
}

/** Takes whatever room is left, with a file of that name. */
export function fill(file: string): void {
  const fd = openSync(file, 'w');
  try {
    for (let size = 1 << 20; size >= 512; ) {
      try {
        writeSync(fd, Buffer.alloc(size));
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
        size >>= 1;
      }
    }
  } finally {
    closeSync(fd);
  }
}
