import type { ImportCounts } from '../../shared/contract/imports';
import { type Cells, requireText, whole } from '../../shared/domain/importCells';
import { TrackResult } from '../../shared/domain/tracks';
import { all, get, type WriteDb } from './db';
import { countChanges } from './importChanges';
import { noTrack, putResult, trackFor } from './importResults';
import type { ImportTarget } from './imports';

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s._-]+/gu, '');

/**
 * A competition's public leaderboard (Kaggle's CSV): everybody's place, ours among strangers. Ours are told by the team's
 * name or a member's user name, which is a person's team, name or the first part of an e-mail; a name that several people
 * have is nobody's. The place in percent is the rank of all rows; medals stay as the results file has them.
 */
export function importLeaderboard(
  db: WriteDb,
  cells: readonly Cells[],
  { note }: Pick<ImportTarget, 'note'>,
): ImportCounts {
  const track = trackFor(db, 'competition')?.id;
  if (track === undefined) note?.(noTrack(cells[0]?.file ?? '', 'competition'));
  const people = track === undefined ? new Map<string, readonly string[]>() : peopleByName(db);
  const changes = cells.map((record, i) => {
    const rank = record.get('rank') === '' ? i + 1 : whole(record, 'rank', 10_000_000);
    const percentile = Math.min(100, Number(((rank / cells.length) * 100).toFixed(2)));
    const names = [requireText(record, 'teamName'), ...record.get('members').split(/[,;]/u)];
    const found = new Set(names.flatMap((name) => people.get(plain(name)) ?? []));
    if (found.size === 0 || track === undefined) return ['skipped'] as const;
    return [...found].map((id) => place(db, track, id, percentile));
  });
  return countChanges(changes.flat());
}

function place(
  db: WriteDb,
  track: string,
  id: string,
  percentile: number,
): 'added' | 'changed' | 'unchanged' {
  const text = get<{ result: string }>(
    db,
    'SELECT result FROM track_result WHERE attendee_id = ? AND track = ?',
    id,
    track,
  )?.result;
  const before = text === undefined ? undefined : TrackResult.parse(JSON.parse(text));
  const medal = before?.track === 'competition' ? before.medal : null;
  const result = { track: 'competition', joined: true, percentile, medal } as const;
  if (!putResult(db, id, track, text, result)) return 'unchanged';
  return text === undefined ? 'added' : 'changed';
}

/** Who is meant by a name on a leaderboard: a whole team by its name, one person by their own. */
function peopleByName(db: WriteDb): ReadonlyMap<string, readonly string[]> {
  const people = all<{ id: string; name: string; nameLatin: string; team: string; email: string }>(
    db,
    "SELECT id, name, name_latin AS nameLatin, team, coalesce(email_key, '') AS email FROM attendee",
  );
  const teams = new Map<string, string[]>();
  const own = new Map<string, Set<string>>();
  for (const { id, name, nameLatin, team, email } of people) {
    if (team !== '') teams.set(plain(team), [...(teams.get(plain(team)) ?? []), id]);
    for (const key of [name, nameLatin, email.split('@')[0] ?? ''].map(plain)) {
      if (key !== '') own.set(key, (own.get(key) ?? new Set()).add(id));
    }
  }
  const byName = new Map<string, readonly string[]>(
    [...own].filter(([, ids]) => ids.size === 1).map(([key, ids]) => [key, [...ids]]),
  );
  for (const [team, ids] of teams) byName.set(team, ids);
  return byName;
}
