import type { AttendeeId, EventId, ScanId } from '../../shared/contract/ids';
import type { ReadDb } from './db';

/** Somebody is being let in at another door, whose row is not here yet. */
export interface Claim {
  readonly scanId: ScanId;
  /** By the host's clock, UTC ms of the program. */
  readonly at: number;
  readonly door: string;
  /** Which station asked. */
  readonly station: string;
}

/** How long a door that asked has to send its row (ms); after that it is taken to have let nobody in. */
const lasts = 10_000;
const claims = new WeakMap<ReadDb['raw'], Map<string, Claim & { readonly until: number }>>();
const key = (eventId: EventId, attendeeId: AttendeeId) => `${eventId} ${attendeeId}`;

/**
 * Who is being let in at another door now, but for the scan `by` itself. `station`: who asks; one that asks anew let nobody in
 * when it asked before, or it would know (it was cut from its power between the two).
 */
export function claimOf(
  db: ReadDb,
  eventId: EventId,
  attendeeId: AttendeeId,
  by: ScanId,
  station: string | undefined,
): Claim | undefined {
  const claim = claims.get(db.raw)?.get(key(eventId, attendeeId));
  if (!claim || claim.scanId === by || claim.station === station) return undefined;
  return claim.until > performance.now() ? claim : undefined;
}

/** Notes that a door was told that it may let somebody in: others that ask meanwhile are told 'already in'. */
export function claim(db: ReadDb, eventId: EventId, attendeeId: AttendeeId, by: Claim): void {
  let ofProgram = claims.get(db.raw);
  if (!ofProgram) {
    ofProgram = new Map();
    claims.set(db.raw, ofProgram);
  }
  const now = performance.now();
  if (ofProgram.size > 1000) {
    for (const [name, { until }] of ofProgram) if (until <= now) ofProgram.delete(name);
  }
  ofProgram.set(key(eventId, attendeeId), { ...by, until: now + lasts });
}
