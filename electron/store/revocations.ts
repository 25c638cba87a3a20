import type { RevocationList } from '../../shared/domain/revocationList';
import { certificatePublicKey } from './certificateKeys';
import { all, type WriteDb } from './db';

/** Every certificate that was revoked, by number, as of `now` (UTC ms); days are those of UTC. */
export function revocationList(db: WriteDb, now: number): RevocationList {
  const rows = all<{ serial: string; at: number; replacedBy: string | null }>(
    db,
    'SELECT serial, revoked_at AS at, NULL AS replacedBy FROM certificate WHERE revoked_at IS NOT NULL ORDER BY number',
  );
  return {
    version: 1,
    key: Buffer.from(certificatePublicKey(db)).toString('hex'),
    date: new Date(now).toISOString(),
    revoked: rows.map(({ serial, at, replacedBy }) => ({
      serial,
      date: new Date(at).toISOString().slice(0, 10),
      replacedBy,
    })),
  };
}
