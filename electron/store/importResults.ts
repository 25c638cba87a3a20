import type { ImportCounts } from '../../shared/contract/imports';
import { type Cells, emailKey } from '../../shared/domain/importCells';
import { type ResultKind, resultFields, resultKinds, resultOf } from '../../shared/domain/importPeople';
import { Refusal } from '../../shared/domain/refusal';
import { type Track, TrackResult } from '../../shared/domain/tracks';
import { aliases } from './aliases';
import { type Change, setTeam } from './attendees';
import { all, type ReadDb, run, runOne, type WriteDb } from './db';
import { countChanges, keyed, refuseTwice, requirePerson } from './importChanges';
import type { ImportTarget } from './imports';
import { listTracks } from './tracks';

/** The track that a file's results of a kind are of: the one that programs start with, else the only one of that kind. */
export function trackFor(db: ReadDb, kind: ResultKind): Track | undefined {
  const tracks = listTracks(db).filter((track) => track.kind === kind);
  return tracks.find(({ id }) => id === kind) ?? (tracks.length === 1 ? tracks[0] : undefined);
}

/** What is said of a file whose results of a kind belong to no track of this program. */
export function noTrack(file: string, kind: ResultKind): Refusal {
  return new Refusal('import.noTrack', { file, kind });
}

/** The results of the tracks that the file speaks of, in place of those that the people had of them; other tracks' stay. */
export function importResults(
  db: WriteDb,
  cells: readonly Cells[],
  { now, note }: Pick<ImportTarget, 'now' | 'note'>,
): ImportCounts {
  const also = aliases(db);
  refuseTwice(
    keyed(cells, (record) => also.get(emailKey(record)) ?? emailKey(record)),
    'import.emailTwice',
  );
  const spoken = resultKinds.filter((kind) => resultFields[kind].some((field) => cells[0]?.has(field)));
  const written = spoken.flatMap((kind) => {
    const track = trackFor(db, kind);
    if (track) return [{ kind, track }];
    const saysIt = cells.find((record) => resultFields[kind].some((field) => record.get(field) !== ''));
    if (saysIt) note?.(noTrack(saysIt.file, kind));
    return [];
  });
  const changes = cells.map((record): Change => {
    const key = emailKey(record);
    const person = requirePerson(db, record, 'email', key);
    const stored = new Map(
      all<{ track: string; result: string }>(
        db,
        'SELECT track, result FROM track_result WHERE attendee_id = ?',
        person.id,
      ).map(({ track, result }) => [track, result]),
    );
    const changed = written.map(({ kind, track }) => {
      const before = stored.get(track.id);
      const known = before === undefined ? undefined : TrackResult.parse(JSON.parse(before));
      const after = resultOf(record, kind, known, track.kind === 'course' ? track.config.parts : 1);
      return putResult(db, person.id, track.id, before, after);
    });
    if (record.has('team')) setTeam(db, key, record.get('project') === '' ? '' : record.get('team'), now);
    if (!changed.includes(true)) return 'unchanged';
    return stored.size === 0 ? 'added' : 'changed';
  });
  return countChanges(changes);
}

/** Writes somebody's result of a track in place of the one that is stored (`before`); null takes it away. Says whether that changed anything. */
export function putResult(
  db: WriteDb,
  person: string,
  track: string,
  before: string | undefined,
  result: TrackResult | null,
): boolean {
  const after = result ? JSON.stringify(result) : undefined;
  if (before === after) return false;
  if (after === undefined) {
    run(db, 'DELETE FROM track_result WHERE attendee_id = ? AND track = ?', person, track);
    return true;
  }
  runOne(
    db,
    `INSERT INTO track_result (attendee_id, track, result) VALUES (?, ?, ?)
     ON CONFLICT (attendee_id, track) DO UPDATE SET result = excluded.result`,
    person,
    track,
    after,
  );
  return true;
}
