import type { Client } from 'pg';
import { Refusal } from '../../shared/domain/refusal.ts';
import type { ClockSample } from './clock.ts';
import type { Sealer } from './sealing.ts';
import type { Gathered } from './whole.ts';
import type { HubAsks, HubData } from './words.ts';

/** Asks the main thread. */
export type Ask = <K extends keyof HubAsks>(
  name: K,
  ...args: Parameters<HubAsks[K]>
) => Promise<Awaited<ReturnType<HubAsks[K]>>>;

/** One connection to the hub, as long as it lasts. */
export interface Meeting {
  readonly client: Client;
  readonly data: HubData;
  readonly sealer: Sealer;
  readonly ask: Ask;
  /** How the hub's clock stands to this machine's. */
  readonly clock: () => Promise<ClockSample>;
  /** What was written and heard of last on this connection: what is the same is not written or taken again. */
  readonly last: { host: string; offsets: string };
  /** Waits until something may be new, but no longer than so long (ms). */
  readonly news: (within: number) => Promise<void>;
  /** What was heard of was not looked at in full: all is looked at once more. */
  readonly again: () => void;
  readonly gathered: Gathered;
}

export interface ProgramRow {
  readonly epoch: string;
  readonly version: number;
  readonly main: string;
  readonly mainList: number;
  readonly list: number;
}

export const channelOf = (program: string) => `stagedoor_${program.replaceAll('-', '')}`;

/** Tells the other hosts, once the transaction that it is in is committed. */
export async function tellOthers({ client, data }: Meeting): Promise<void> {
  await client.query('SELECT pg_notify($1, $2)', [channelOf(data.program), data.device]);
}

export async function programRow(client: Client, program: string): Promise<ProgramRow> {
  const { rows } = await client.query<ProgramRow>(
    `SELECT epoch, version, main, main_list::float8 AS "mainList", list::float8 AS list FROM stagedoor.program WHERE id = $1`,
    [program],
  );
  const [row] = rows;
  if (!row) throw new Refusal('hub.noProgram');
  return row;
}
