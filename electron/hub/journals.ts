import { publishList, takeList } from './list.ts';
import { channelOf, type Meeting, programRow } from './there.ts';

/** How far journals are known, by their devices. */
export type Heads = Readonly<Record<string, number>>;

/** Between many rows: a badge that is stopped meanwhile is known before the next of them. */
export async function lookAtList(meeting: Meeting): Promise<void> {
  const { client, data, ask } = meeting;
  if (data.role === 'main') await publishList(meeting, await programRow(client, data.program));
  else await takeList(meeting, (await ask('own')).list);
}

const aboutPart = (program: string, device: string, first: number, last: number) =>
  `part ${program} ${device} ${first} ${last}`;

/** How far each journal is there. */
export async function hubHeads({ client, data }: Meeting): Promise<Heads> {
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

/** So many rows that are not there yet are worth telling the others of. */
const manyRows = 2000;

/** Of journals of which so many rows are here and not there: how far they go here. */
export function stillToCome(here: Heads, there: Heads): Heads | undefined {
  const many = Object.entries(here).filter(([device, head]) => head - (there[device] ?? 0) >= manyRows);
  return many.length > 0 ? Object.fromEntries(many) : undefined;
}

/** Every row that is here and not there, which has them as far as `there`. Gives how far the hub knows each journal then. */
export async function pushRows(meeting: Meeting, there: Heads): Promise<Heads> {
  const { client, data, ask, sealer } = meeting;
  const heads: Record<string, number> = { ...there };
  let next = ask('rowsBeyond', heads);
  for (;;) {
    const parts = await next;
    if (parts.length === 0) return heads;
    for (const { device, last } of parts) heads[device] = last;
    // Read while these are on their way.
    next = ask('rowsBeyond', heads);
    next.catch(() => {}); // It is looked at with the next ones.
    const bodies = parts.map(({ device, first, last, text }) =>
      sealer.seal(text, aboutPart(data.program, device, first, last)),
    );
    const starts = [1];
    for (const { length } of bodies) starts.push((starts.at(-1) ?? 1) + length);
    // In one piece: that goes as bytes, an array of several as text of twice their length.
    await client.query(
      `WITH put AS (
         INSERT INTO stagedoor.journal_part (program, device, first, last, body)
         SELECT $1, device, first, last, substring($7::bytea FROM at FOR length)
         FROM unnest($2::uuid[], $3::integer[], $4::integer[], $5::integer[], $6::integer[]) AS t (device, first, last, at, length)
         ON CONFLICT DO NOTHING
       )
       SELECT pg_notify($8, $9)`,
      [
        data.program,
        parts.map(({ device }) => device),
        parts.map(({ first }) => first),
        parts.map(({ last }) => last),
        starts.slice(0, -1),
        bodies.map(({ length }) => length),
        Buffer.concat(bodies),
        channelOf(data.program),
        data.device,
      ],
    );
    if (parts.length >= manyParts) await lookAtList(meeting);
  }
}

const partsAtOnce = 20;
/** So many are taken in at once by a host that is new: each row touches its person's page of an index. */
const partsAtFirst = 10;

/** Rows of a device that are there beyond a head, opened: some parts at a time. */
export async function readParts(
  { client, data, sealer }: Meeting,
  device: string,
  beyond: number,
): Promise<{ readonly texts: readonly string[]; readonly head: number; readonly more: boolean }> {
  const { rows } = await client.query<{ first: number; last: number; body: Buffer }>(
    `SELECT first, last, body FROM stagedoor.journal_part WHERE program = $1 AND device = $2 AND last > $3
     ORDER BY last, first LIMIT $4`,
    [data.program, device, beyond, partsAtOnce],
  );
  return {
    texts: rows.map(({ first, last, body }) =>
      sealer.open(body, aboutPart(data.program, device, first, last)),
    ),
    head: rows.at(-1)?.last ?? beyond,
    more: rows.length === partsAtOnce,
  };
}

/** Every row that is there, as far as `there`, and not here. */
export async function pullRows(meeting: Meeting, there: Heads): Promise<void> {
  const { ask } = meeting;
  const { heads: known } = await ask('own');
  for (const device of Object.keys(there)) {
    let head = known[device] ?? 0;
    for (let more = (there[device] ?? 0) > head; more; ) {
      const read = await readParts(meeting, device, head);
      const most = (await ask('own')).fresh ? partsAtFirst : 1;
      for (let i = 0; i < read.texts.length; i += most) await ask('takeRows', read.texts.slice(i, i + most));
      ({ head, more } = read);
      if (more) await lookAtList(meeting);
    }
  }
}
