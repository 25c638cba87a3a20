import { Refusal } from '../../shared/domain/refusal';
import { Track } from '../../shared/domain/tracks';
import { all, get, type ReadDb, remember, run, runOne, transaction, type WriteDb } from './db';
import { listRules } from './rules';

interface TrackRow {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly titleEn: string;
  readonly config: string;
}

/** The program's tracks, in their order. */
export function listTracks(db: ReadDb): readonly Track[] {
  return remember(db, 'tracks', () =>
    all<TrackRow>(
      db,
      'SELECT id, kind, title, title_en AS titleEn, config FROM track ORDER BY position, id',
    ).map((row) => Track.parse({ ...row, config: JSON.parse(row.config) })),
  );
}

/** Adds a track, or changes one of the same id and kind. */
export function putTrack(db: WriteDb, track: Track): void {
  transaction(db, () => {
    const before = get<{ kind: string }>(db, 'SELECT kind FROM track WHERE id = ?', track.id);
    if (before && before.kind !== track.kind) throw new Refusal('track.unknown');
    runOne(
      db,
      `INSERT INTO track (id, kind, title, title_en, config, position)
       VALUES (?, ?, ?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM track))
       ON CONFLICT (id) DO UPDATE SET title = excluded.title, title_en = excluded.title_en, config = excluded.config`,
      track.id,
      track.kind,
      track.title.normalize('NFC'),
      track.titleEn.normalize('NFC'),
      JSON.stringify(track.config),
    );
    if (track.kind !== 'course') return;
    // Each result says of how many it is: what was finished stays, what that is out of is the program's to say.
    run(
      db,
      `UPDATE track_result SET result = json_set(result, '$.of', ?) WHERE track = ? AND json_extract(result, '$.of') <> ?`,
      track.config.parts,
      track.id,
      track.config.parts,
    );
  });
}

/** Takes a track out that no rule and no result needs; a Refusal where one does. */
export function removeTrack(db: WriteDb, id: string): void {
  transaction(db, () => {
    const inRule = listRules(db).find(({ rule }) => rule.of.some(({ track }) => track === id));
    if (inRule) throw new Refusal('track.inRule', { rule: inRule.title });
    const results =
      get<{ n: number }>(db, 'SELECT count(*) AS n FROM track_result WHERE track = ?', id)?.n ?? 0;
    if (results > 0) throw new Refusal('track.hasResults', { count: results });
    run(db, 'DELETE FROM track WHERE id = ?', id);
  });
}
