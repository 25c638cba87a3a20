import type { Client } from 'pg';
import { Refusal } from '../../shared/domain/refusal.ts';
import type { HubStep } from './words.ts';

/** Hosts that arrive together bring the tables up to date one after the other: the lock's number is 'stag', as bytes. */
const lock = 0x73746167;

async function numberThere(client: Client): Promise<number> {
  const there = await client.query<{ there: boolean }>(
    `SELECT to_regclass('stagedoor.migration') IS NOT NULL AS there`,
  );
  if (!there.rows[0]?.there) return 0;
  const { rows } = await client.query<{ number: number }>(
    'SELECT coalesce(max(number), 0) AS number FROM stagedoor.migration',
  );
  return rows[0]?.number ?? 0;
}

/**
 * Brings the hub's tables up to the last of `steps`, each in a transaction with its own record. A Refusal where this role may
 * not ('hub.tables': then whoever runs the database does it), or where they are newer than this app ('hub.newer').
 */
export async function bringUp(client: Client, steps: readonly HubStep[]): Promise<void> {
  const last = steps.at(-1)?.number ?? 0;
  const there = await numberThere(client);
  if (there > last) throw new Refusal('hub.newer', { version: there, known: last });
  if (there === last) return;
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [lock]);
    const now = await numberThere(client);
    for (const { number, sql } of steps) if (number > now) await client.query(sql);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    if (error instanceof Error && 'code' in error && error.code === '42501') throw new Refusal('hub.tables');
    throw error;
  }
}
