import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The library of Debian's faketime, where it is installed. */
function library(): string | undefined {
  return readdirSync('/usr/lib')
    .map((name) => path.join('/usr/lib', name, 'faketime/libfaketimeMT.so.1'))
    .find((file) => existsSync(file));
}

/** A wall clock of the app's own: the system's, set forward or back while the app runs. */
export interface FakeClock {
  readonly env: Readonly<Record<string, string>>;
  /** Sets it so far ahead of the true time (s). */
  readonly set: (ahead: number) => void;
}

/** Undefined where faketime is not installed. */
export function fakeClock(folder: string): FakeClock | undefined {
  const preload = library();
  if (preload === undefined) return undefined;
  const file = path.join(folder, 'clock');
  const set = (ahead: number) => {
    writeFileSync(`${file}.new`, `${ahead < 0 ? '-' : '+'}${Math.abs(ahead)}\n`);
    renameSync(`${file}.new`, file);
  };
  set(0);
  return {
    set,
    env: {
      LD_PRELOAD: preload,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_CACHE_DURATION: '1',
      // As a clock that is set: what counts monotonically goes on, and so do the times of files.
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      DONT_FAKE_MONOTONIC: '1',
      NO_FAKE_STAT: '1',
    },
  };
}
