import type { RevocationList } from '../../shared/domain/revocationList';
import { certificatePublicKey } from './certificateKeys';
import { all, type WriteDb } from './db';

/** Every certificate that was revoked, by number, as of `now` (UTC ms); days are those of UTC. */
export function revocationList(db: WriteDb, now: number): RevocationList {
  const rows = all<{ serial: string; at: number; replacedBy: string | null }>(
    db,
    `SELECT old.serial, old.revoked_at AS at, new.serial AS replacedBy FROM certificate old
     LEFT JOIN certificate new ON new.replaces = old.number WHERE old.revoked_at IS NOT NULL ORDER BY old.number`,
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
