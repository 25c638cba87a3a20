import { z } from 'zod';
import { get, type ReadDb, run, type WriteDb } from '../store/db';
import { deleteMeta, getMeta, setMeta } from '../store/meta';

/** What a program keeps of its hub, in its own file. Where the hub is, and the password, are the machine's to keep. */
export const HubRecord = z.object({
  role: z.enum(['main', 'branch']),
  /** Which publishing of the program this host belongs to. */
  epoch: z.uuid(),
  /** This host's name among the others. */
  name: z.string(),
  /** Of a branch: the number of the last change of the list that it has. */
  list: z.number(),
  /** Machine's time when all that was new was exchanged last. */
  copyAt: z.number().nullable(),
});
export type HubRecord = z.infer<typeof HubRecord>;

export function readHub(db: ReadDb): HubRecord | undefined {
  const text = getMeta(db, 'hub');
  return text === undefined ? undefined : HubRecord.parse(JSON.parse(text));
}

export function writeHub(db: WriteDb, record: HubRecord): void {
  setMeta(db, 'hub', JSON.stringify(record));
}

export function forgetHub(db: WriteDb): void {
  deleteMeta(db, 'hub');
}

const secret = 'hub';

/** The key that seals what the program puts into its hub; undefined where it never had one. */
export function hubKey(db: ReadDb): Uint8Array | undefined {
  return get<{ value: Uint8Array }>(db, 'SELECT value FROM secret WHERE name = ?', secret)?.value;
}

export function keepHubKey(db: WriteDb, key: Uint8Array): void {
  run(
    db,
    'INSERT INTO secret (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    secret,
    key,
  );
}
