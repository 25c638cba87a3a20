import { Refusal } from '../../shared/domain/refusal.ts';
import { type Heads, hubHeads, pullRows, pushRows, stillToCome } from './journals.ts';
import { publishList, takeList } from './list.ts';
import { type Meeting, type ProgramRow, programRow } from './there.ts';
import { pullWhole } from './whole.ts';
import type { HubAsks, MeasuredOffset, SeenHost } from './words.ts';

/**
 * Everything that is new, there and here: first the list, since rows name people and a badge that was stopped is to be known
 * first. Gives who else is there, and how far the hub knows each journal.
 */
export async function exchange(
  meeting: Meeting,
): Promise<{ readonly hosts: readonly SeenHost[]; readonly heads: Heads }> {
  const { client, data, ask } = meeting;
  const own = await ask('own');
  const program = await programRow(client, data.program);
  if (program.epoch !== data.epoch) throw new Refusal('hub.other');
  if (data.role === 'main') {
    if (own.seed !== null) await keepSeed(meeting, program, own.seed);
    await publishList(meeting, program);
  } else {
    if (program.version !== data.version) throw new Refusal('hub.version');
    await takeList(meeting, own.list);
  }
  const there = await hubHeads(meeting);
  const { hosts, promised } = await meetHosts(meeting, program, own, stillToCome(own.heads, there));
  const heads = await pushRows(meeting, there);
  if (Object.keys(own.heads).length === 0) await pullWhole(meeting, promised);
  await pullRows(meeting, heads);
  return { hosts, heads };
}

export const aboutSeed = (program: string) => `seed ${program}`;

/** What a copy starts from, where it is another one now. */
async function keepSeed({ client, data, sealer }: Meeting, there: ProgramRow, seed: string): Promise<void> {
  const { rows } = await client.query<{ seed: Buffer }>('SELECT seed FROM stagedoor.program WHERE id = $1', [
    data.program,
  ]);
  const [row] = rows;
  const about = aboutSeed(data.program);
  if (row && there.version === data.version && sealer.open(row.seed, about) === seed) return;
  await client.query('UPDATE stagedoor.program SET seed = $2, version = $3 WHERE id = $1', [
    data.program,
    sealer.seal(seed, about),
    data.version,
  ]);
}

interface HostBody {
  readonly name: string;
  /** By how much the hub's clock is ahead of this host's program's, ms. */
  readonly ahead: number;
  readonly roundTrip: number;
  readonly offsets: readonly MeasuredOffset[];
  /** Of journals of which many rows are still on their way to the hub: how far they go. */
  readonly coming?: Heads;
}

/** Says that this host is here, hears of the others, and puts clocks right by the main host's. */
async function meetHosts(
  { client, data, ask, sealer, last, ...meeting }: Meeting,
  program: ProgramRow,
  own: ReturnType<HubAsks['own']>,
  coming: Heads | undefined,
): Promise<{ readonly hosts: readonly SeenHost[]; readonly promised: Heads }> {
  const clock = await meeting.clock();
  const about = (device: string) => `host ${data.program} ${device}`;
  const ahead = Math.round(clock.ahead - own.shift);
  const body: HostBody = {
    name: data.name,
    ahead,
    roundTrip: clock.roundTrip,
    offsets: own.offsets,
    ...(coming && { coming }),
  };
  const text = JSON.stringify(body);
  if (text === last.host) {
    await client.query('UPDATE stagedoor.host SET heard_at = now() WHERE program = $1 AND device = $2', [
      data.program,
      data.device,
    ]);
  } else {
    await client.query(
      `INSERT INTO stagedoor.host (program, device, body) VALUES ($1, $2, $3)
       ON CONFLICT (program, device) DO UPDATE SET body = excluded.body, heard_at = now()`,
      [data.program, data.device, sealer.seal(text, about(data.device))],
    );
    last.host = text;
  }
  const { rows } = await client.query<{ device: string; body: Buffer; heardAt: number }>(
    `SELECT device, body, (extract(epoch FROM heard_at) * 1000)::float8 AS "heardAt" FROM stagedoor.host WHERE program = $1
     ORDER BY device`,
    [data.program],
  );
  const others = rows
    .filter(({ device }) => device !== data.device)
    .map(({ device, body: sealed, heardAt }) => {
      const said: HostBody = JSON.parse(sealer.open(sealed, about(device)));
      return { device, said, heardAt: Math.round(heardAt - clock.ahead) };
    });
  const main = others.find(({ device }) => device === program.main);
  if (data.role === 'branch' && main)
    await ask('clock', ahead - main.said.ahead, clock.roundTrip + main.said.roundTrip);
  const offsets = JSON.stringify(others.flatMap(({ said }) => said.offsets));
  if (offsets !== last.offsets) await ask('takeOffsets', offsets);
  last.offsets = offsets;
  return {
    hosts: others.map(({ device, said, heardAt }) => ({
      name: said.name,
      main: device === program.main,
      heardAt,
    })),
    promised: Object.fromEntries(others.flatMap(({ said }) => Object.entries(said.coming ?? {}))),
  };
}
