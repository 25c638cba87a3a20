import type { JournalLine, Lane, Scan } from '../../shared/contract/checkin';
import type { EventId } from '../../shared/contract/ids';
import { isEntry, type Verdict } from '../../shared/domain/verdict';
import { countEntries } from '../store/attendance';
import { replaceBadge } from '../store/badges';
import type { ReadDb } from '../store/db';
import { openDisputes } from '../store/disputes';
import { countPresent } from '../store/doorCounts';
import { countExpected } from '../store/events';
import { scannedPerson } from '../store/frozenVerdict';
import { findEntry, type JournalEntry, journalHead, lastEntries, lastPassing } from '../store/journal';
import type { Program } from '../store/program';
import { judgeScan, recordScan, recordScanAtOnce, recordUndo } from '../store/scan';
import { awakeForLane } from './awake';
import { api, live } from './base';
import type { AppContext } from './context';
import { inOneCommit } from './oneCommit';

const fiveMinutes = 300_000;

function asLine(
  db: ReadDb,
  entry: JournalEntry & { readonly moment: number; readonly takenBack: 0 | 1 },
): JournalLine {
  const { id, moment: at, door, source, verdict, attendeeId } = entry;
  return {
    id,
    at,
    door,
    source,
    what: verdict,
    person: attendeeId === null ? null : scannedPerson(db, attendeeId),
    takenBack: entry.takenBack === 1,
  };
}

function readLane({ db, now }: Program, eventId: EventId, door: string): Lane {
  const undoable = lastPassing(db, eventId, door);
  const person = undoable?.attendeeId && scannedPerson(db, undoable.attendeeId);
  return {
    ...countPresent(db, eventId),
    expected: countExpected(db, eventId),
    lastHour: [...countEntries(db, eventId, now(), fiveMinutes, 12)],
    last: lastEntries(db, eventId, 10).map((entry) => asLine(db, entry)),
    undoable: undoable && person ? { id: undoable.id, person } : null,
    head: journalHead(db),
    disputes: openDisputes(db, eventId).map((dispute) => ({ ...dispute })),
  };
}

/** At a station that is about to let somebody in: what the host, which knows more, says against it, if it can be asked. */
async function wordOfHost(
  context: AppContext,
  scan: Scan,
): Promise<{ readonly objection?: Verdict; readonly own?: true }> {
  const link = context.stations.link();
  if (!link) return {};
  const program = context.program();
  if (findEntry(program.db, scan.id) || !isEntry(judgeScan(program.db, scan, program.now()))) return {};
  const word = await link.ask(scan);
  if (word === 'unheard') return { own: true };
  return word ? { objection: word } : {};
}

/** Judged and on the disk. Of several stations at once in one go; at this machine's own door there and then. */
function recorded(context: AppContext, scan: Scan, objection: Verdict | undefined) {
  if (context.station !== undefined) {
    return inOneCommit(context, ({ db, now }) => recordScan(db, scan, now(), null, objection));
  }
  const { db, now } = context.program();
  return recordScanAtOnce(db, scan, now(), objection);
}

export const checkin = {
  scan: api.checkin.scan.handler(async ({ context, input }) => {
    const { objection, ...standing } = await wordOfHost(context, input);
    const { fresh, ...result } = await recorded(context, input, objection);
    // Whoever shows the door's numbers reads them anew after the answer is under way, not before.
    if (fresh) setImmediate(() => context.changed('checkin'));
    return { ...result, ...standing };
  }),
  undo: api.checkin.undo.handler(({ context, input }) => {
    const program = context.program();
    const { fresh, ...result } = recordUndo(program.db, input, program.now());
    if (fresh) context.changed('checkin');
    return result;
  }),
  lane: api.checkin.lane.handler(({ context, input, signal }) =>
    awakeForLane(
      context,
      live(context, ['checkin', 'events', 'roster'], signal, () =>
        readLane(context.program(), input.eventId, input.door),
      ),
    ),
  ),
  revokeBadge: api.checkin.revokeBadge.handler(({ context, input }) => {
    const program = context.program();
    replaceBadge(program.db, input.attendeeId, input.reason, program.now());
    context.changed('badges');
  }),
};
