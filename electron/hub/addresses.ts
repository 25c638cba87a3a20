import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { HubAddress } from '../../shared/contract/hub';

/** Keeps text so that another machine, or where the system can another user, can't read it. */
export interface Safe {
  seal(text: string): string;
  /** Undefined where it can't be opened here. */
  open(sealed: string): string | undefined;
}

const Stored = z.record(z.string(), z.string());

/** Where the hubs of this machine's programs are, by the programs' devices: in a file of this machine's, never in a program. */
export interface Addresses {
  of(device: string): HubAddress | undefined;
  keep(device: string, address: HubAddress): void;
  forget(device: string): void;
}

export function hubAddresses(file: string, safe: Safe): Addresses {
  const read = (): Record<string, string> => {
    if (!existsSync(file)) return {};
    try {
      return Stored.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      return {};
    }
  };
  const write = (stored: Record<string, string>) => {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(stored), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  return {
    of(device) {
      const sealed = read()[device];
      const text = sealed === undefined ? undefined : safe.open(sealed);
      return text === undefined ? undefined : HubAddress.safeParse(JSON.parse(text)).data;
    },
    keep: (device, address) => write({ ...read(), [device]: safe.seal(JSON.stringify(address)) }),
    forget(device) {
      const { [device]: _, ...others } = read();
      write(others);
    },
  };
}
