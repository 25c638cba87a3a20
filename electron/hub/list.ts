import { type Meeting, type ProgramRow, tellOthers } from './there.ts';
import type { SentUnit } from './words.ts';

const aboutUnit = (program: string, kind: string, id: string, change: number) =>
  `unit ${program} ${kind} ${id} ${change}`;
const aboutProposal = (program: string, device: string, person: string, number: number) =>
  `proposal ${program} ${device} ${person} ${number}`;

/** The main host's: what doors of other hosts did is taken first, then what is new here is put there. */
export async function publishList(meeting: Meeting, program: ProgramRow): Promise<void> {
  await takeProposals(meeting);
  const { data, ask } = meeting;
  // Another device had this list: a backup that was gone back to. Its numbers are not those.
  if (program.main !== data.device || program.mainList < 0) return publishWhole(meeting, program);
  for (let since = program.mainList; ; ) {
    const { units, upTo, more } = await ask('changes', since);
    // Of much the stopped badges first: a branch takes what is there in its order.
    if (more && since === program.mainList) await publishStopped(meeting, since);
    if (units.length > 0) await write(meeting, units, upTo);
    since = upTo;
    if (!more) return;
  }
}

async function publishStopped(meeting: Meeting, mainList: number): Promise<void> {
  for (let since = mainList; ; ) {
    const { units, upTo, more } = await meeting.ask('stopped', since);
    if (units.length > 0) await write(meeting, units, mainList);
    since = upTo;
    if (!more) return;
  }
}

async function publishWhole(meeting: Meeting, program: ProgramRow): Promise<void> {
  const { client, data, ask } = meeting;
  let upTo: number | undefined;
  for (let after: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof ask<'whole'>>> = await ask('whole', after);
    // What changes while the pages are written is read again as a change.
    upTo ??= page.upTo;
    if (page.units.length > 0) await write(meeting, page.units, -1);
    after = page.next;
    if (after === null) break;
  }
  const { rows } = await client.query<{ kind: 'person' | 'event'; id: string }>(
    'SELECT kind, id FROM stagedoor.unit WHERE program = $1 AND change <= $2',
    [data.program, program.list],
  );
  const gone = rows.map(({ kind, id }) => ({
    kind,
    id,
    text: JSON.stringify({ unit: 'gone', of: kind, id }),
  }));
  await write(meeting, gone, upTo);
}

/** `mainList`: up to which of the main host's changes the list is there then. */
async function write(meeting: Meeting, units: readonly SentUnit[], mainList: number): Promise<void> {
  const { client, data, sealer } = meeting;
  await client.query('BEGIN');
  try {
    const { rows } = await client.query<{ list: number }>(
      `UPDATE stagedoor.program SET list = list + $2, main_list = $3, main = $4 WHERE id = $1 RETURNING list::float8 AS list`,
      [data.program, units.length, mainList, data.device],
    );
    const first = (rows[0]?.list ?? 0) - units.length + 1;
    await client.query(
      `INSERT INTO stagedoor.unit (program, kind, id, change, body)
       SELECT $1, * FROM unnest($2::text[], $3::uuid[], $4::bigint[], $5::bytea[])
       ON CONFLICT (program, kind, id) DO UPDATE SET change = excluded.change, body = excluded.body`,
      [
        data.program,
        units.map(({ kind }) => kind),
        units.map(({ id }) => id),
        units.map((_, i) => first + i),
        units.map(({ kind, id, text }, i) => sealer.seal(text, aboutUnit(data.program, kind, id, first + i))),
      ],
    );
    await tellOthers(meeting);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

const proposalsAtOnce = 200;

async function takeProposals({ client, data, ask, sealer }: Meeting): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ device: string; person: string; number: number; body: Buffer }>(
      'SELECT device, person, number::float8 AS number, body FROM stagedoor.proposal WHERE program = $1 LIMIT $2',
      [data.program, proposalsAtOnce],
    );
    if (rows.length === 0) return;
    await ask(
      'takeProposals',
      rows.map(({ device, person, number, body }) =>
        sealer.open(body, aboutProposal(data.program, device, person, number)),
      ),
    );
    // One that was written over meanwhile stays: its number is another.
    await client.query(
      `DELETE FROM stagedoor.proposal p USING unnest($2::uuid[], $3::uuid[], $4::bigint[]) AS t (device, person, number)
       WHERE p.program = $1 AND p.device = t.device AND p.person = t.person AND p.number = t.number`,
      [
        data.program,
        rows.map(({ device }) => device),
        rows.map(({ person }) => person),
        rows.map(({ number }) => number),
      ],
    );
  }
}

const unitsAtOnce = 200;

/** A branch's: what is new there is taken, then what its own doors did is put there. */
export async function takeList(meeting: Meeting, known: number): Promise<void> {
  const { client, data, ask, sealer } = meeting;
  for (let since = known; ; ) {
    const { rows } = await client.query<{ kind: string; id: string; change: number; body: Buffer }>(
      `SELECT kind, id, change::float8 AS change, body FROM stagedoor.unit WHERE program = $1 AND change > $2
       ORDER BY change LIMIT $3`,
      [data.program, since, unitsAtOnce],
    );
    since = rows.at(-1)?.change ?? since;
    if (rows.length > 0) {
      const texts = rows.map(({ kind, id, change, body }) =>
        sealer.open(body, aboutUnit(data.program, kind, id, change)),
      );
      await ask('takeUnits', texts, since);
    }
    if (rows.length < unitsAtOnce) break;
  }
  await propose(meeting);
}

async function propose(meeting: Meeting): Promise<void> {
  const { client, data, ask, sealer } = meeting;
  for (;;) {
    const { units, upTo } = await ask('proposals');
    if (upTo === 0) return;
    if (units.length > 0) {
      await client.query(
        `INSERT INTO stagedoor.proposal (program, device, person, number, body)
         SELECT $1, $2, *  FROM unnest($3::uuid[], $4::bigint[], $5::bytea[])
         ON CONFLICT (program, device, person) DO UPDATE SET number = excluded.number, body = excluded.body`,
        [
          data.program,
          data.device,
          units.map(({ id }) => id),
          units.map(() => upTo),
          units.map(({ id, text }) => sealer.seal(text, aboutProposal(data.program, data.device, id, upTo))),
        ],
      );
      await tellOthers(meeting);
    }
    await ask('proposalsTaken', upTo);
  }
}
