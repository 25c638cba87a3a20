import type { AttendeeId } from '../../shared/contract/ids';
import { type Eligibility, judgeEligibility, threeTracks } from '../../shared/domain/eligibility';
import { TrackResult } from '../../shared/domain/tracks';
import { all, type ReadDb } from './db';

/** Every participant's results, in no order. */
export function resultsByAttendee(db: ReadDb): ReadonlyMap<AttendeeId, readonly TrackResult[]> {
  const rows = all<{ id: AttendeeId; result: string | null }>(
    db,
    `SELECT a.id, r.result FROM attendee a LEFT JOIN track_result r ON r.attendee_id = a.id
     WHERE a.role = 'participant'`,
  );
  const found = new Map<AttendeeId, TrackResult[]>();
  for (const { id, result } of rows) {
    const results = found.get(id) ?? [];
    if (result !== null) results.push(TrackResult.parse(JSON.parse(result)));
    found.set(id, results);
  }
  return found;
}

/** One person's results. */
export function resultsOf(db: ReadDb, attendeeId: AttendeeId): readonly TrackResult[] {
  return all<{ result: string }>(db, 'SELECT result FROM track_result WHERE attendee_id = ?', attendeeId).map(
    ({ result }) => TrackResult.parse(JSON.parse(result)),
  );
}

/** Of every participant: completes or not, and why. The cast takes no part in the tracks and is not in it. */
export function eligibilityByAttendee(db: ReadDb): ReadonlyMap<AttendeeId, Eligibility> {
  const judged = [...resultsByAttendee(db)].map(
    ([id, results]) => [id, judgeEligibility(threeTracks, results)] as const,
  );
  return new Map(judged);
}

/** Who completes. */
export function eligibleIds(db: ReadDb): ReadonlySet<AttendeeId> {
  return new Set([...eligibilityByAttendee(db)].filter(([, { eligible }]) => eligible).map(([id]) => id));
}
