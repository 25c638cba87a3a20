import { z } from 'zod';
import type { WriteDb } from '../store/db';
import { requireMeta, setMeta } from '../store/meta';

/** What a copy keeps of its host, in its own file. */
export const HostRecord = z.object({
  address: z.string(),
  port: z.int(),
  fingerprint: z.string(),
  token: z.string(),
  name: z.string(),
  /** The host's own journal: another one is another program, or a rehearsal of it. '' until it was first met. */
  device: z.string(),
  /** Up to which change of the host's list this copy is; null: not whole yet. */
  list: z.int().nullable(),
  /** Of how many erasures this copy knows. */
  erasures: z.int().default(0),
  /** Machine's time as of when the copy is what the host has. */
  copyAt: z.number().nullable(),
  /** When the host last heard of the other doors, by the machine's time. */
  doors: z.array(z.object({ name: z.string(), heardAt: z.number() })).default([]),
  /** The program that was open before, to go back to. */
  before: z.string().nullable(),
});
export type HostRecord = z.infer<typeof HostRecord>;

export function readHost(db: WriteDb): HostRecord {
  return HostRecord.parse(JSON.parse(requireMeta(db, 'station.host')));
}

export function writeHost(db: WriteDb, record: HostRecord): void {
  setMeta(db, 'station.host', JSON.stringify(record));
}
