import type { CopySeed, SentRow } from '../../shared/contract/exchange';
import { changesAtOnce, rowsAtOnce } from '../../shared/contract/stations';
import type { AppContext } from '../api/context';
import type { OwnClock } from '../api/ownClock';
import { offsetToNote } from '../store/clockOffsets';
import { transaction, type WriteDb } from '../store/db';
import { deviceOf, journalRows } from '../store/journal';
import { journalHeads, receiveRows, rowsBeyond } from '../store/journalMerge';
import { renewJournal } from '../store/journalRenew';
import { changesSince, forgetChanges } from '../store/listChanges';
import { takeList } from '../store/listCopy';
import { getMeta } from '../store/meta';
import { takePins } from '../store/pins';
import { type Program, takeRehearsalClock } from '../store/program';
import type { Client } from './dial';
import { readHost, writeHost } from './hostRecord';
import type { JournalFetch } from './journalFetch';

/** What the host sets for its copies: a rehearsal's clock, and the PINs. */
export function takeSettings(
  db: WriteDb,
  { rehearsal, pins }: Pick<CopySeed, 'rehearsal' | 'pins'>,
  context: AppContext,
): void {
  const another = rehearsal !== null && getMeta(db, 'rehearsal') !== rehearsal;
  if (another) takeRehearsalClock(db, rehearsal);
  if (takePins(db, pins) || another) context.changed('program');
}

const samples = 5;

/** So often (ms) the list is looked at while a whole journal is on its way. */
const aMoment = 1000;

/**
 * How far this clock is from the host's: of several tries that with the shortest way, said to the host, which keeps it. It holds
 * for the rows that were written since this clock was set or measured last.
 */
export async function measureClock(
  host: Client,
  { db, now }: Program,
  context: AppContext,
  clock: OwnClock,
): Promise<void> {
  const look = clock.look();
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
  if (!best || !clock.holds(look)) return;
  const measured = offsetToNote(db, deviceOf(db), look.since, best);
  if (measured) await host.stations.clock({ measured });
  clock.measured(look);
  if (!measured) return;
  receiveRows(db, [], [{ device: deviceOf(db), ...measured }]);
  context.changed('checkin');
}

/** Everything that is new, there and here: the list first, since rows name people. Gives how far the host knows each journal. */
export async function exchangeOnce(
  host: Client,
  { db }: Program,
  context: AppContext,
  erasures: number,
  journal: JournalFetch,
): Promise<Readonly<Record<string, number>>> {
  journal.begin(host);
  await takeWholeList(host, db, context);
  await pullList(host, db, context);
  if (readHost(db).erasures < erasures && journalRows(db) === 0) writeHost(db, { ...readHost(db), erasures });
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
    if (rows.length === rowsAtOnce) await pullList(host, db, context);
  }
  // However long it takes to come: a badge that is stopped meanwhile is known here.
  while ((await journal.isHere(aMoment)) === 'not yet') await pullList(host, db, context);
  await pullList(host, db, context);
  await journal.finish(context);
  await pullRows(host, db, context);
  return heads;
}

/** What is new in the list: of much the stopped badges first. */
async function pullList(host: Client, db: WriteDb, context: AppContext): Promise<void> {
  let since = readHost(db).list ?? 0;
  for (let first = true, more = true; more; first = false) {
    const answer = await host.stations.list({ what: 'changes', since });
    more = answer.more;
    if (answer.changes.length === 0) return;
    if (first && more) await pullStopped(host, db, context, since);
    since = answer.upTo;
    transaction(db, () => {
      takeList(db, answer.changes);
      writeHost(db, { ...readHost(db), list: since });
    });
    context.changed('roster', 'events', 'badges');
  }
}

async function pullStopped(host: Client, db: WriteDb, context: AppContext, from: number): Promise<void> {
  for (let since = from, more = true; more; ) {
    const answer = await host.stations.list({ what: 'stopped', since });
    more = answer.more;
    since = answer.upTo;
    takeList(db, answer.changes);
    context.changed('roster', 'badges');
  }
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
    // However many rows there are: a badge that is stopped meanwhile is known before the next of them.
    if (more) await pullList(host, db, context);
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
