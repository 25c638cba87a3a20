import type { Client } from 'pg';

export interface ClockSample {
  /** By how much the hub's clock is ahead of this machine's, ms. */
  readonly ahead: number;
  readonly roundTrip: number;
}

const samples = 5;
/** No two clocks run alike: a measurement is good for so long (ms). */
const lasts = 60_000;
/** By how much (ms) the machine's clock moves without having been set. */
const slack = 100;

/** When a measurement was made, and how the machine's clock stood to what is counted. */
interface Made {
  readonly at: number;
  readonly wall: number;
}

/** True where a measurement says nothing any more: it is old, or this machine's clock was set since. */
export function isStale(made: Made, now: Made): boolean {
  return now.at - made.at > lasts || Math.abs(now.wall - made.wall) > slack;
}

/** The clock of a connection: measured once it is asked for, and again where that is stale. */
export function hubClock(client: Client): () => Promise<ClockSample> {
  let last: (ClockSample & Made) | undefined;
  return async () => {
    const now = { at: performance.now(), wall: Date.now() - performance.now() };
    if (!last || isStale(last, now)) last = { ...(await measure(client)), ...now };
    return last;
  };
}

/** How the hub's clock stands to this machine's: of several tries that with the shortest way there and back. */
async function measure(client: Client): Promise<ClockSample> {
  const tries: ClockSample[] = [];
  for (let i = 0; i < samples; i++) {
    const before = Date.now();
    const sent = performance.now();
    const { rows } = await client.query<{ now: number }>(
      'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now',
    );
    const roundTrip = performance.now() - sent;
    tries.push({
      ahead: (rows[0]?.now ?? before) - (before + roundTrip / 2),
      roundTrip: Math.round(roundTrip),
    });
  }
  return tries.reduce((best, one) => (one.roundTrip < best.roundTrip ? one : best));
}
