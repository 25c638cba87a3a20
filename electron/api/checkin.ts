import type { JournalLine, Lane, Scan, ScanResult } from '../../shared/contract/checkin';
import type { EventId } from '../../shared/contract/ids';
import { entryKinds } from '../../shared/domain/verdict';
import { replaceBadge } from '../store/badges';
import type { ReadDb } from '../store/db';
import { openDisputes } from '../store/disputes';
import { writingElsewhere } from '../store/elsewhere';
import { countExpected, findEvent } from '../store/events';
import { frozenNote, scannedPerson } from '../store/frozenVerdict';
import { journalHead, lastEntries, lastPassing, ownMoment } from '../store/journal';
import type { JournalEntry } from '../store/journalRow';
import { laneCounts, type Room } from '../store/places';
import type { Program } from '../store/program';
import { type Answered, recordUndo } from '../store/scan';
import { recordScanAtOnce } from '../store/scanAtOnce';
import { awakeForLane } from './awake';
import { api, live } from './base';
import type { AppContext } from './context';
import { scanInOneCommit } from './oneCommit';
import { wordOfHost } from './wordOfHost';

const fiveMinutes = 300_000;
const letsIn: ReadonlySet<string> = new Set(entryKinds);

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
    note: letsIn.has(verdict) ? frozenNote(entry.detail) : '',
  };
}

function readLane({ db, now }: Program, eventId: EventId, door: string): Lane {
  const undoable = lastPassing(db, eventId, door);
  const person = undoable?.attendeeId && scannedPerson(db, undoable.attendeeId);
  // The lane of an event that was just taken out shows nobody until it is closed.
  const room: Room = findEvent(db, eventId) ?? { id: eventId, entry: 'once', zone: 'UTC', capacity: null };
  const counts = laneCounts(db, room, ownMoment(db, now(), false), fiveMinutes, 12);
  return {
    ...counts,
    expected: countExpected(db, eventId),
    lastHour: [...counts.lastHour],
    last: lastEntries(db, eventId, 10).map((entry) => asLine(db, entry)),
    undoable: undoable && person ? { id: undoable.id, person } : null,
    head: journalHead(db),
    disputes: openDisputes(db, eventId).map((dispute) => ({ ...dispute })),
  };
}

/** What is said of a reading that is on the disk. `own`: the host gave no word in time. */
function answer(context: AppContext, { id, at, verdict, fresh }: Answered, own?: true): ScanResult {
  // Whoever shows the door's numbers reads them anew after the answer is under way, not before.
  if (fresh) setImmediate(() => context.changed('checkin'));
  return own ? { id, at, verdict, own } : { id, at, verdict };
}

/** The same where a reading waits: for the host's word, for another thread that writes, or for those of other stations. */
async function scanInTurn(context: AppContext, scan: Scan): Promise<ScanResult> {
  const { objection, own } = await wordOfHost(context, scan);
  await writingElsewhere(context.program().db);
  if (context.station !== undefined)
    return answer(context, await scanInOneCommit(context, scan, objection), own);
  const { db, now } = context.program();
  return answer(context, recordScanAtOnce(db, scan, now(), objection), own);
}

export const checkin = {
  scan: api.checkin.scan.handler(({ context, input }) => {
    const { db, now } = context.program();
    // Waits only where there is something to wait for: each turn costs a scan as much as a lookup.
    const waits = context.station !== undefined || context.stations.link() || writingElsewhere(db);
    return waits ? scanInTurn(context, input) : answer(context, recordScanAtOnce(db, input, now()));
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
