import type { Client } from 'pg';

export interface ClockSample {
  /** By how much the hub's clock is ahead of this machine's, ms. */
  readonly ahead: number;
  readonly roundTrip: number;
}

const samples = 5;

/** How the hub's clock stands to this machine's: of several tries that with the shortest way there and back. */
export async function measure(client: Client): Promise<ClockSample> {
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
