import type { ProgramNumbers } from '../../shared/contract/numbers';
import { all, get, type ReadDb } from './db';
import { listEvents } from './events';
import { requireMeta } from './meta';
import { countMet } from './metCounts';
import { completionRule, listRules } from './rules';

/** What a program comes to. `file`: its file's name. */
export async function programNumbers(db: ReadDb, file: string): Promise<ProgramNumbers> {
  const met = await countMet(db);
  const people = get<{ participants: number; cast: number }>(
    db,
    `SELECT count(*) FILTER (WHERE role = 'participant') AS participants,
       count(*) FILTER (WHERE role <> 'participant') AS cast FROM attendee`,
  ) ?? { participants: 0, cast: 0 };
  const honours = listRules(db)
    .filter(({ id }) => id !== completionRule)
    .map(({ id, title, titleEn }) => ({ id, title, titleEn, met: met.get(id) ?? 0 }));
  const certificates = get<{ n: number }>(
    db,
    "SELECT count(*) AS n FROM certificate WHERE kind = 'completion' AND revoked_at IS NULL",
  );
  return {
    id: requireMeta(db, 'program.id'),
    name: requireMeta(db, 'program.name'),
    nameEn: requireMeta(db, 'program.nameEn'),
    file,
    ...people,
    completing: met.get(completionRule) ?? 0,
    honours,
    medals: medals(db),
    ...projects(db),
    certificates: certificates?.n ?? 0,
    events: attendanceByEvent(db),
  };
}

// Of participants alone: the cast takes no part in the tracks.
const resultsOf = `track_result r JOIN track t ON t.id = r.track JOIN attendee a ON a.id = r.attendee_id
  WHERE a.role = 'participant'`;

function medals(db: ReadDb): ProgramNumbers['medals'] {
  const rows = all<{ medal: string | null; n: number }>(
    db,
    `SELECT json_extract(r.result, '$.medal') AS medal, count(DISTINCT a.id) AS n FROM ${resultsOf} AND t.kind = 'competition'
     GROUP BY medal`,
  );
  const of = (medal: string) => rows.find((row) => row.medal === medal)?.n ?? 0;
  return { gold: of('gold'), silver: of('silver'), bronze: of('bronze') };
}

/** A project is a team's; of somebody without one it is their own. */
function projects(db: ReadDb): { readonly projects: number; readonly awards: number } {
  return (
    get<{ projects: number; awards: number }>(
      db,
      `SELECT count(*) AS projects, count(*) FILTER (WHERE awarded) AS awards FROM (
         SELECT max(json_extract(r.result, '$.award') <> '') AS awarded FROM ${resultsOf} AND t.kind = 'project'
           AND json_extract(r.result, '$.title') <> ''
         GROUP BY r.track, coalesce(nullif(json_extract(r.result, '$.team'), ''), a.id))`,
    ) ?? { projects: 0, awards: 0 }
  );
}

function attendanceByEvent(db: ReadDb): ProgramNumbers['events'] {
  return listEvents(db).map(({ id, title, titleEn, startsAt, zone, expected, present }) => ({
    id,
    title,
    titleEn,
    startsAt,
    zone,
    expected,
    present,
    presentCast:
      get<{ n: number }>(
        db,
        `SELECT count(*) AS n FROM attendance t JOIN attendee a ON a.id = t.attendee_id
         WHERE t.event_id = ? AND a.role <> 'participant'`,
        id,
      )?.n ?? 0,
    arrivals: all<{ at: number; entries: number }>(
      db,
      `SELECT entered_at / 600000 * 600000 AS at, count(*) AS entries FROM attendance WHERE event_id = ?
       GROUP BY 1 ORDER BY 1`,
      id,
    ),
  }));
}
