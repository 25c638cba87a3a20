import { changesAtOnce, rowsAtOnce } from '../../shared/contract/stations';
import { Refusal } from '../../shared/domain/refusal';
import { isEntry, personOf } from '../../shared/domain/verdict';
import { claim } from '../store/claims';
import { allOffsets } from '../store/clockOffsets';
import { listConflicts } from '../store/conflicts';
import { get } from '../store/db';
import { deviceOf, ownMoment } from '../store/journal';
import { journalHeads, receiveRows, rowsBeyond } from '../store/journalMerge';
import { erasures } from '../store/journalRenew';
import { changesSince, listNumber, stoppedSince, wholeEvents, wholePeople } from '../store/listChanges';
import { takeFromDoor } from '../store/listCopy';
import { currentVersion } from '../store/migrate';
import { pinsMark } from '../store/pins';
import { judgeScan } from '../store/scan';
import { copySeed } from '../store/stationCopy';
import { findStation, noteDevice } from '../store/stations';
import { requireNew } from '../store/walkIn';
import { api, live } from './base';
import type { AppContext } from './context';
import { exportJournal, importJournal } from './journalFile';

/** The station that calls. A Refusal where the call comes from no station. */
function calling(context: AppContext): string {
  if (context.station === undefined) throw new Refusal('station.notAllowed');
  return context.station;
}

export const stations = {
  state: api.stations.state.handler(({ context, signal }) =>
    live(context, ['stations', 'program'], signal, () => context.stations.state()),
  ),
  open: api.stations.open.handler(({ context, input }) => context.stations.open(input.address)),
  close: api.stations.close.handler(({ context }) => context.stations.close()),
  makeCode: api.stations.makeCode.handler(({ context, input }) => context.stations.makeCode(input)),
  dropCode: api.stations.dropCode.handler(({ context }) => context.stations.dropCode()),
  cutOff: api.stations.cutOff.handler(({ context, input }) => context.stations.cutOff(input.id)),
  conflicts: api.stations.conflicts.handler(({ context, input, signal }) =>
    live(context, ['checkin', 'events', 'badges', 'roster'], signal, () => [
      ...listConflicts(context.program().db, input.eventId),
    ]),
  ),
  join: api.stations.join.handler(({ context, input }) => context.shell.network.join(context, input.text)),
  leave: api.stations.leave.handler(({ context, input }) =>
    context.shell.network.leave(context, input.anyway),
  ),
  exportJournal: api.stations.exportJournal.handler(({ context }) => exportJournal(context)),
  importJournal: api.stations.importJournal.handler(async ({ context, input }) =>
    importJournal(context, input.file, new Uint8Array(await input.bytes.arrayBuffer())),
  ),

  hello: api.stations.hello.handler(({ context, input }) => {
    const id = calling(context);
    const { db } = context.program();
    if (input.version !== currentVersion) throw new Refusal('station.version');
    noteDevice(db, id, input.device);
    const name = findStation(db, id)?.name ?? '';
    return { seed: copySeed(db), host: deviceOf(db), list: listNumber(db), name, erasures: erasures(db) };
  }),
  clock: api.stations.clock.handler(({ context, input }) => {
    const id = calling(context);
    const program = context.program();
    if (input.measured) {
      const device = get<{ device: string | null }>(
        program.db,
        'SELECT device_id AS device FROM station WHERE id = ?',
        id,
      )?.device;
      if (device) receiveRows(program.db, [], [{ device, ...input.measured }]);
      context.changed('checkin');
    }
    // Of a host that belongs to a hub the main host's time, as near as it is known.
    return { now: ownMoment(program.db, program.now(), false) };
  }),
  list: api.stations.list.handler(({ context, input }) => {
    calling(context);
    const { db } = context.program();
    switch (input.what) {
      case 'events':
        return { changes: [...wholeEvents(db)], upTo: listNumber(db), more: false };
      case 'people': {
        const changes = [...wholePeople(db, input.after, changesAtOnce)];
        return { changes, upTo: listNumber(db), more: changes.length === changesAtOnce };
      }
      case 'stopped': {
        const { changes, upTo } = stoppedSince(db, input.since, changesAtOnce);
        return { changes: [...changes], upTo, more: changes.length === changesAtOnce };
      }
      case 'changes': {
        const { changes, upTo } = changesSince(db, input.since, changesAtOnce, 'toDoor');
        return { changes: [...changes], upTo, more: changes.length === changesAtOnce };
      }
    }
  }),
  takeList: api.stations.takeList.handler(({ context, input }) => {
    calling(context);
    takeFromDoor(context.program().db, input.changes);
    context.changed('roster', 'badges');
  }),
  rows: api.stations.rows.handler(({ context, input }) => {
    calling(context);
    const { db } = context.program();
    const rows = [...rowsBeyond(db, input.heads, rowsAtOnce)];
    return { rows, offsets: [...allOffsets(db)], more: rows.length === rowsAtOnce };
  }),
  wholeJournal: api.stations.wholeJournal.handler(({ context, input }) => {
    calling(context);
    return context.shell.network.journal.offer(context.program(), input.have);
  }),
  takeRows: api.stations.takeRows.handler(({ context, input }) => {
    calling(context);
    const { db } = context.program();
    if (receiveRows(db, input.rows) > 0) context.changed('checkin');
    return { heads: { ...journalHeads(db) } };
  }),
  check: api.stations.check.handler(({ context, input }) => {
    const station = calling(context);
    const program = context.program();
    const verdict = judgeScan(program.db, input, program.now(), station);
    if (!isEntry(verdict)) return verdict;
    const person = personOf(verdict);
    if (person) {
      const { id: scanId, door } = input;
      claim(program.db, input.eventId, person.id, { scanId, at: program.now(), door, station });
    }
    return null;
  }),
  checkWalkIn: api.stations.checkWalkIn.handler(({ context, input }) => {
    calling(context);
    const { db, now } = context.program();
    requireNew(db, input, now());
  }),
  pulse: api.stations.pulse.handler(({ context, signal }) => {
    calling(context);
    return live(context, ['checkin', 'roster', 'events', 'badges', 'stations', 'program'], signal, () => {
      const program = context.program();
      const { db } = program;
      const rows = Object.values(journalHeads(db)).reduce((sum, head) => sum + head, 0);
      const now = ownMoment(db, program.now(), false);
      const doors = context.stations.doors().map(({ name, ago }) => ({ name, heardAt: now - ago }));
      return { list: listNumber(db), rows, erasures: erasures(db), pins: pinsMark(db), doors, now };
    });
  }),
};
