import { spawnSync } from 'node:child_process';
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';

/** A wall clock of the app's own: the system's, set forward or back while the app runs. */
export interface FakeClock {
  readonly env: Readonly<Record<string, string>>;
  /** Sets it so far ahead of the true time (s). */
  readonly set: (ahead: number) => void;
}

/**
 * Builds one. Debian's faketime does the same, but each look at the time takes it thirty times as long, with all threads of a
 * process waiting for one another: on a machine under load a whole day doesn't come to its end with it.
 */
export function fakeClock(folder: string): FakeClock | { readonly none: string } {
  const library = path.join(folder, 'wallClock.so');
  const source = path.join(import.meta.dirname, 'wallClock.c');
  const { status } = spawnSync('cc', ['-O2', '-shared', '-fPIC', '-o', library, source, '-ldl']);
  if (status !== 0) return { none: 'no C compiler builds the library by which the clock is set' };
  const file = path.join(folder, 'clock');
  writeFileSync(file, Buffer.alloc(8));
  return {
    env: { LD_PRELOAD: library, WALL_CLOCK: file },
    set: (ahead) => {
      const bytes = Buffer.alloc(8);
      bytes.writeBigInt64LE(BigInt(ahead));
      // Into the very file: each process of the app has it in its memory.
      const fd = openSync(file, 'r+');
      writeSync(fd, bytes);
      closeSync(fd);
    },
  };
}
