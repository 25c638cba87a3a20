import type { AttendeeId } from '../../shared/contract/ids';
import { type Judgement, judgeRule, type Rule } from '../../shared/domain/eligibility';
import { type Standing, TrackResult } from '../../shared/domain/tracks';
import { all, type ReadDb } from './db';
import { completionRule, listRules, type NamedRule, type Override, overridesOf } from './rules';
import { listTracks } from './tracks';

// A list of everybody reads thousands of results, and most are of few texts: each text is checked once.
const parsed = new Map<string, TrackResult>();

function parseResult(text: string): TrackResult {
  let result = parsed.get(text);
  if (!result) {
    result = TrackResult.parse(JSON.parse(text));
    if (parsed.size >= 5000) parsed.clear();
    parsed.set(text, result);
  }
  return result;
}

/** One person's results. */
export function resultsOf(db: ReadDb, attendeeId: AttendeeId): readonly TrackResult[] {
  return all<{ result: string }>(db, 'SELECT result FROM track_result WHERE attendee_id = ?', attendeeId).map(
    ({ result }) => parseResult(result),
  );
}

/** What rules look at, by the id of the track. */
export type Standings = ReadonlyMap<string, Standing>;

/**
 * The standings of every participant, or of those of `ids`: their results, and for each attendance track how many of its
 * events they came to.
 */
export function standingsByAttendee(
  db: ReadDb,
  ids?: readonly AttendeeId[],
): ReadonlyMap<AttendeeId, Standings> {
  const who = ids ? 'a.id IN (SELECT value FROM json_each(?))' : '? IS NULL';
  const whose = ids ? 't.attendee_id IN (SELECT value FROM json_each(?))' : '? IS NULL';
  const param = ids ? JSON.stringify(ids) : null;
  const found = new Map<AttendeeId, Map<string, Standing>>();
  for (const { id, track, result } of all<{ id: AttendeeId; track: string | null; result: string | null }>(
    db,
    `SELECT a.id, r.track, r.result FROM attendee a LEFT JOIN track_result r ON r.attendee_id = a.id
     WHERE a.role = 'participant' AND ${who}`,
    param,
  )) {
    const own = found.get(id) ?? new Map<string, Standing>();
    if (track !== null && result !== null) own.set(track, parseResult(result));
    found.set(id, own);
  }
  for (const track of listTracks(db)) {
    if (track.kind !== 'attendance') continue;
    const { events } = track.config;
    const came = new Map(
      all<{ id: AttendeeId; n: number }>(
        db,
        `SELECT t.attendee_id AS id, count(*) AS n FROM attendance t JOIN event e ON e.id = t.event_id
         WHERE e.code IN (SELECT value FROM json_each(?)) AND ${whose} GROUP BY t.attendee_id`,
        JSON.stringify(events),
        param,
      ).map(({ id, n }) => [id, n]),
    );
    for (const [id, own] of found) {
      own.set(track.id, { track: 'attendance', done: came.get(id) ?? 0, of: events.length });
    }
  }
  return found;
}

/** A rule's judgement of a person; where somebody decided otherwise, `met` is that decision and `override` says so. */
export interface Decision extends Judgement {
  readonly override: Override | null;
}

/** Applies a rule with its overrides to standings. */
export function decide(
  { rule }: Pick<NamedRule, 'rule'>,
  overrides: ReadonlyMap<AttendeeId, Override>,
  id: AttendeeId,
  standings: Standings,
): Decision {
  const judged = judgeRule(rule, standings);
  const override = overrides.get(id) ?? null;
  return { ...judged, met: override?.met ?? judged.met, override };
}

/** The decisions of a rule for every participant (or for those of `ids`). The cast takes no part in the tracks. */
export function decisions(
  db: ReadDb,
  ruleId: string,
  ids?: readonly AttendeeId[],
): ReadonlyMap<AttendeeId, Decision> {
  return decisionsOn(db, ruleId, () => standingsByAttendee(db, ids));
}

/** The same for standings that were read before; they are asked for only where there is such a rule. */
function decisionsOn(
  db: ReadDb,
  ruleId: string,
  standings: () => ReadonlyMap<AttendeeId, Standings>,
): ReadonlyMap<AttendeeId, Decision> {
  const named = listRules(db).find(({ id }) => id === ruleId);
  if (!named) return new Map();
  const overrides = overridesOf(db, ruleId);
  return new Map([...standings()].map(([id, own]) => [id, decide(named, overrides, id, own)]));
}

/** Whom a rule (or an override of it) gives what it is about. */
export function metIds(
  db: ReadDb,
  ruleId: string,
  standings = () => standingsByAttendee(db),
): ReadonlySet<AttendeeId> {
  return new Set([...decisionsOn(db, ruleId, standings)].filter(([, { met }]) => met).map(([id]) => id));
}

/** Who completes; `standings`, where they were read before. */
export function eligibleIds(
  db: ReadDb,
  standings?: ReadonlyMap<AttendeeId, Standings>,
): ReadonlySet<AttendeeId> {
  return metIds(db, completionRule, standings && (() => standings));
}

/** So many people are judged at once where the first who completes is enough. */
const portion = 500;

/**
 * Whether anybody completes. Looked for among those whom somebody decided on, then among those with anything that a rule looks at,
 * and no further than to the first: nobody else's standings are read, nor those of more than a few at once.
 */
export function anyoneCompletes(db: ReadDb): boolean {
  const completes = (ids: readonly AttendeeId[]) =>
    [...decisions(db, completionRule, ids).values()].some(({ met }) => met);
  if (completes([...overridesOf(db, completionRule).keys()])) return true;
  const counted = listTracks(db).some(({ kind }) => kind === 'attendance');
  const [column, table] = counted ? ['id', 'attendee'] : ['attendee_id', 'track_result'];
  let last: AttendeeId | undefined;
  do {
    const ids = all<{ id: AttendeeId }>(
      db,
      `SELECT DISTINCT ${column} AS id FROM ${table} WHERE ${column} > ? ORDER BY ${column} LIMIT ?`,
      last ?? '',
      portion,
    ).map(({ id }) => id);
    if (completes(ids)) return true;
    last = ids.length === portion ? ids.at(-1) : undefined;
  } while (last !== undefined);
  return false;
}

/** What a rule would give: how many it takes in (overrides left out), how many meet each requirement, out of how many. */
export function tryRule(
  db: ReadDb,
  rule: Rule,
): { readonly met: number; readonly each: readonly number[]; readonly of: number } {
  const judged = [...standingsByAttendee(db).values()].map((own) => judgeRule(rule, own));
  return {
    met: judged.filter(({ met }) => met).length,
    each: rule.of.map((_, i) => judged.filter(({ findings }) => findings[i]?.met).length),
    of: judged.length,
  };
}
