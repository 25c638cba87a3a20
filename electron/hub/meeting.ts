import { Refusal } from '../../shared/domain/refusal.ts';
import { publishList, takeList } from './list.ts';
import { type Meeting, type ProgramRow, programRow, tellOthers } from './there.ts';
import type { HubAsks, MeasuredOffset, SeenHost } from './words.ts';

/**
 * Everything that is new, there and here: first the list, since rows name people and a badge that was stopped is to be known
 * first. Gives who else is there, and how far the hub knows each journal.
 */
export async function exchange(
  meeting: Meeting,
): Promise<{ readonly hosts: readonly SeenHost[]; readonly heads: Readonly<Record<string, number>> }> {
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
  const hosts = await meetHosts(meeting, program, own);
  const heads = await pushRows(meeting);
  const { heads: known, fresh } = await ask('own');
  for (const [device, head] of Object.entries(heads)) {
    if (head > (known[device] ?? 0))
      await pullRows(meeting, device, known[device] ?? 0, fresh ? partsAtFirst : 1);
  }
  return { hosts, heads };
}

/** Between many rows: a badge that is stopped meanwhile is known before the next of them. */
async function lookAtList(meeting: Meeting): Promise<void> {
  const { client, data, ask } = meeting;
  if (data.role === 'main') await publishList(meeting, await programRow(client, data.program));
  else await takeList(meeting, (await ask('own')).list);
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
}

/** Says that this host is here, hears of the others, and puts clocks right by the main host's. */
async function meetHosts(
  { client, data, ask, sealer, last, ...meeting }: Meeting,
  program: ProgramRow,
  own: ReturnType<HubAsks['own']>,
): Promise<readonly SeenHost[]> {
  const clock = await meeting.clock();
  const about = (device: string) => `host ${data.program} ${device}`;
  const ahead = Math.round(clock.ahead - own.shift);
  const body: HostBody = { name: data.name, ahead, roundTrip: clock.roundTrip, offsets: own.offsets };
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
  return others.map(({ device, said, heardAt }) => ({
    name: said.name,
    main: device === program.main,
    heardAt,
  }));
}

const aboutPart = (program: string, device: string, first: number, last: number) =>
  `part ${program} ${device} ${first} ${last}`;

async function hubHeads({ client, data }: Meeting): Promise<Record<string, number>> {
  // From device to device along the index: the parts between are not looked at.
  const { rows } = await client.query<{ device: string; head: number }>(
    `WITH RECURSIVE one AS (
       (SELECT device FROM stagedoor.journal_part WHERE program = $1 ORDER BY device LIMIT 1)
       UNION ALL
       SELECT (SELECT device FROM stagedoor.journal_part WHERE program = $1 AND device > one.device ORDER BY device LIMIT 1)
       FROM one WHERE one.device IS NOT NULL
     )
     SELECT device, (SELECT max(last) FROM stagedoor.journal_part p WHERE program = $1 AND p.device = one.device) AS head
     FROM one WHERE device IS NOT NULL`,
    [data.program],
  );
  return Object.fromEntries(rows.map(({ device, head }) => [device, head]));
}

/** So many parts at once are followed by more. */
const manyParts = 4;

/** Every row that is here and not there. Gives how far the hub knows each journal then. */
async function pushRows(meeting: Meeting): Promise<Readonly<Record<string, number>>> {
  const { client, data, ask, sealer } = meeting;
  const heads = await hubHeads(meeting);
  for (;;) {
    const parts = await ask('rowsBeyond', heads);
    if (parts.length === 0) return heads;
    await client.query(
      `INSERT INTO stagedoor.journal_part (program, device, first, last, body)
       SELECT $1, * FROM unnest($2::uuid[], $3::integer[], $4::integer[], $5::bytea[]) ON CONFLICT DO NOTHING`,
      [
        data.program,
        parts.map(({ device }) => device),
        parts.map(({ first }) => first),
        parts.map(({ last }) => last),
        parts.map(({ device, first, last, text }) =>
          sealer.seal(text, aboutPart(data.program, device, first, last)),
        ),
      ],
    );
    await tellOthers(meeting);
    for (const { device, last } of parts) heads[device] = last;
    if (parts.length >= manyParts) await lookAtList(meeting);
  }
}

const partsAtOnce = 20;
/** So many are taken in at once by a host that is new: each row touches its person's page of an index. */
const partsAtFirst = 10;

/** A device's rows that are there and not here, `most` parts at once. */
async function pullRows(meeting: Meeting, device: string, from: number, most: number): Promise<void> {
  const { client, data, ask, sealer } = meeting;
  for (let head = from; ; ) {
    const { rows } = await client.query<{ first: number; last: number; body: Buffer }>(
      `SELECT first, last, body FROM stagedoor.journal_part WHERE program = $1 AND device = $2 AND last > $3
       ORDER BY last, first LIMIT $4`,
      [data.program, device, head, partsAtOnce],
    );
    for (let i = 0; i < rows.length; i += most) {
      const parts = rows.slice(i, i + most);
      await ask(
        'takeRows',
        parts.map(({ first, last, body }) => sealer.open(body, aboutPart(data.program, device, first, last))),
      );
    }
    head = rows.at(-1)?.last ?? head;
    if (rows.length < partsAtOnce) return;
    await lookAtList(meeting);
  }
}
