import type { JournalLine, Lane } from '../../shared/contract/checkin';
import type { EventId } from '../../shared/contract/ids';
import { personOf, ScannedPerson, Verdict } from '../../shared/domain/verdict';
import { countEntries, countPresent } from '../store/attendance';
import { replaceBadge } from '../store/badges';
import { countExpected } from '../store/events';
import { type JournalEntry, journalHead, lastAdmitted, lastEntries } from '../store/journal';
import type { Program } from '../store/program';
import { recordScan, recordUndo } from '../store/scan';
import { api, live } from './base';

const fiveMinutes = 300_000;

function personIn(entry: JournalEntry): ScannedPerson | undefined {
  const detail: unknown = JSON.parse(entry.detail);
  return entry.kind === 'undo' ? ScannedPerson.parse(detail) : personOf(Verdict.parse(detail));
}

function asLine(entry: JournalEntry & { readonly takenBack: 0 | 1 }): JournalLine {
  const { id, at, door, source, verdict } = entry;
  return {
    id,
    at,
    door,
    source,
    what: verdict,
    person: personIn(entry) ?? null,
    takenBack: entry.takenBack === 1,
  };
}

function readLane({ db, now }: Program, eventId: EventId, door: string): Lane {
  const undoable = lastAdmitted(db, eventId, door);
  const person = undoable && personIn(undoable);
  return {
    ...countPresent(db, eventId),
    expected: countExpected(db, eventId),
    lastHour: [...countEntries(db, eventId, now(), fiveMinutes, 12)],
    last: lastEntries(db, eventId, 10).map(asLine),
    undoable: undoable && person ? { id: undoable.id, person } : null,
    head: journalHead(db),
  };
}

export const checkin = {
  scan: api.checkin.scan.handler(({ context, input }) => {
    const program = context.program();
    const { fresh, ...result } = recordScan(program.db, input, program.now());
    if (fresh) context.changed('checkin');
    return result;
  }),
  undo: api.checkin.undo.handler(({ context, input }) => {
    const program = context.program();
    const { fresh, ...result } = recordUndo(program.db, input, program.now());
    if (fresh) context.changed('checkin');
    return result;
  }),
  lane: api.checkin.lane.handler(({ context, input, signal }) =>
    live(context, ['checkin', 'events', 'roster'], signal, () =>
      readLane(context.program(), input.eventId, input.door),
    ),
  ),
  revokeBadge: api.checkin.revokeBadge.handler(({ context, input }) => {
    const program = context.program();
    replaceBadge(program.db, input.attendeeId, input.reason, program.now());
    context.changed('badges');
  }),
};
