import type { SentRow } from '../../shared/contract/exchange';
import { changesAtOnce, rowsAtOnce } from '../../shared/contract/stations';
import type { AppContext } from '../api/context';
import { offsetToNote } from '../store/clockOffsets';
import { transaction, type WriteDb } from '../store/db';
import { deviceOf } from '../store/journal';
import { journalHeads, receiveRows, rowsBeyond } from '../store/journalMerge';
import { renewJournal } from '../store/journalRenew';
import { changesSince, forgetChanges, takeList } from '../store/listCopy';
import { getMeta, setMeta } from '../store/meta';
import type { Program } from '../store/program';
import type { Client } from './dial';
import { readHost, writeHost } from './hostRecord';

/** The rehearsal's clock is the host's to set. */
export function takeClock(db: WriteDb, rehearsal: string | null, context: AppContext): void {
  if (rehearsal === null || getMeta(db, 'rehearsal') === rehearsal) return;
  setMeta(db, 'rehearsal', rehearsal);
  context.changed('program');
}

const samples = 5;

/**
 * How far this clock is from the host's: of several tries that with the shortest way, said to the host, which keeps it. It holds
 * for the rows from `since` on: those of this start, whose time is counted from one reading of the clock.
 */
export async function measureClock(host: Client, { db, now }: Program, since: number): Promise<void> {
  const tries: { offset: number; roundTrip: number }[] = [];
  for (let i = 0; i < samples; i++) {
    const sent = performance.now();
    const before = now();
    const answer = await host.stations.clock({ measured: null });
    const roundTrip = performance.now() - sent;
    tries.push({
      offset: Math.round(answer.now - (before + roundTrip / 2)),
      roundTrip: Math.round(roundTrip),
    });
  }
  const [best] = tries.sort((a, b) => a.roundTrip - b.roundTrip);
  if (!best) return;
  const measured = offsetToNote(db, deviceOf(db), since, best);
  if (measured) await host.stations.clock({ measured });
}

/** Everything that is new, there and here: the list first, since rows name people. Gives how far the host knows each journal. */
export async function exchangeOnce(
  host: Client,
  { db }: Program,
  context: AppContext,
  erasures: number,
): Promise<Readonly<Record<string, number>>> {
  await takeWholeList(host, db, context);
  for (let more = true; more; ) {
    const record = readHost(db);
    const answer = await host.stations.list({ what: 'changes', since: record.list ?? 0 });
    more = answer.more;
    if (answer.changes.length === 0) break;
    transaction(db, () => {
      takeList(db, answer.changes);
      writeHost(db, { ...readHost(db), list: answer.upTo });
    });
    context.changed('roster', 'events', 'badges');
  }
  if (readHost(db).erasures < erasures) await takeJournalAnew(host, db, context, erasures);
  for (;;) {
    const { changes, upTo } = changesSince(db, 0, changesAtOnce, 'toHost');
    if (changes.length === 0) break;
    await host.stations.takeList({ changes: [...changes] });
    forgetChanges(db, upTo);
  }
  let { heads } = await host.stations.takeRows({ rows: [] });
  for (;;) {
    const rows = rowsBeyond(db, heads, rowsAtOnce);
    if (rows.length === 0) break;
    heads = (await host.stations.takeRows({ rows: [...rows] })).heads;
  }
  await pullRows(host, db, context);
  writeHost(db, { ...readHost(db), copyAt: Date.now() });
  return heads;
}

/** So many rows are written at once by a copy that is new and judges nobody yet: each row touches its person's page of an index. */
const rowsAtFirst = 5000;

async function pullRows(host: Client, db: WriteDb, context: AppContext): Promise<void> {
  const most = readHost(db).copyAt === null ? rowsAtFirst : rowsAtOnce;
  const heads: Record<string, number> = { ...journalHeads(db) };
  let waiting: SentRow[] = [];
  for (let more = true; more; ) {
    const answer = await host.stations.rows({ heads });
    more = answer.more;
    for (const row of answer.rows) {
      waiting.push(row);
      heads[row.deviceId] = row.deviceSeq;
    }
    if (more && waiting.length < most) continue;
    if (receiveRows(db, waiting, answer.offsets) > 0) context.changed('checkin');
    waiting = [];
  }
}

/** Somebody was erased at the host, which may have computed chains anew: its journal in the place of this one's. */
async function takeJournalAnew(
  host: Client,
  db: WriteDb,
  context: AppContext,
  erasures: number,
): Promise<void> {
  const rows: SentRow[] = [];
  const heads: Record<string, number> = {};
  let offsets: Parameters<typeof renewJournal>[2] = [];
  for (let more = true; more; ) {
    const answer = await host.stations.rows({ heads });
    ({ more, offsets } = answer);
    for (const row of answer.rows) {
      rows.push(row);
      heads[row.deviceId] = row.deviceSeq;
    }
  }
  renewJournal(db, rows, offsets);
  writeHost(db, { ...readHost(db), erasures });
  context.changed('checkin', 'roster');
}

/** The first time: everybody, some at a time; begun anew where it was cut off. */
async function takeWholeList(host: Client, db: WriteDb, context: AppContext): Promise<void> {
  if (readHost(db).list !== null) return;
  const first = await host.stations.list({ what: 'events' });
  takeList(db, first.changes);
  for (let after = '', more = true; more; ) {
    const answer = await host.stations.list({ what: 'people', after });
    takeList(db, answer.changes);
    const last = answer.changes.at(-1);
    more = answer.more && last?.unit === 'person';
    if (last?.unit === 'person') after = last.id;
    context.changed('roster', 'events', 'badges');
  }
  writeHost(db, { ...readHost(db), list: first.upTo });
}
