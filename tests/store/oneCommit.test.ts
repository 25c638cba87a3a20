import { call } from '@orpc/server';
import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { createContext, type Shell } from '../../electron/api/context';
import { router } from '../../electron/api/router';
import { asStation } from '../../electron/api/stationDesk';
import { all, connect, get, run } from '../../electron/store/db';
import { verifyJournal } from '../../electron/store/journal';
import { asProgram } from '../../electron/store/program';
import { addStation } from '../../electron/store/stations';
import { EventId } from '../../shared/contract/ids';
import { makeDoor, scanId, startsAt } from './door';

function makeHost() {
  const door = makeDoor();
  const context = createContext({ keepAwake: () => {} } as Partial<Shell> as Shell, () => {});
  context.exchange(() => ({
    ...asProgram(door.db, `${door.folder}/a.stagedoor`),
    now: () => startsAt,
  }));
  const stationAt = (name: string) =>
    asStation(context, addStation(door.db, { name, role: 'lane', kind: 'browser' }, 0).id);
  const scanAt = (station: ReturnType<typeof stationAt>, code: string, eventId = door.eventId) => {
    const input = { id: scanId(), eventId, door: 'A', source: 'camera', by: { by: 'code', code } } as const;
    return call(router.checkin.scan, input, { context: station, path: ['checkin', 'scan'] });
  };
  const [first, second] = door.people;
  if (!first || !second) throw new Error('an empty door');
  return { ...door, context, stationAt, scanAt, codes: [door.codeOf(first), door.codeOf(second)] as const };
}

test('three doors at once: each is answered for itself and under its own name, and the one that is refused stops no other', async () => {
  const { db, stationAt, scanAt, codes } = makeHost();
  const [north, west, south] = [stationAt('북문'), stationAt('서문'), stationAt('남문')];
  const nowhere = EventId.parse(uuidv7());
  const [one, two, three] = await Promise.allSettled([
    scanAt(north, codes[0]),
    scanAt(west, codes[0], nowhere),
    scanAt(south, codes[1]),
  ]);
  expect(one).toMatchObject({ status: 'fulfilled', value: { verdict: { kind: 'admitted' } } });
  expect(two).toMatchObject({ status: 'rejected', reason: { code: 'REFUSED' } });
  expect(three).toMatchObject({ status: 'fulfilled', value: { verdict: { kind: 'admitted' } } });
  expect(all(db, 'SELECT by FROM journal ORDER BY device_seq')).toEqual([{ by: '북문' }, { by: '남문' }]);
  expect(verifyJournal(db)).toEqual({ kind: 'whole', rows: 2 });
});

test('one badge at two doors at once is let in once', async () => {
  const { stationAt, scanAt, codes } = makeHost();
  const answers = await Promise.all(['북문', '남문'].map((name) => scanAt(stationAt(name), codes[0])));
  expect(answers.map(({ verdict }) => verdict.kind).sort()).toEqual(['admitted', 'alreadyIn']);
});

test('the same scan at two doors at once, its answer lost at the first: one row, and the same answer', async () => {
  const { db, eventId, codes, stationAt } = makeHost();
  const input = {
    id: scanId(),
    eventId,
    door: 'A',
    source: 'camera',
    by: { by: 'code', code: codes[0] },
  } as const;
  const answers = await Promise.all(
    ['북문', '남문'].map((name) =>
      call(router.checkin.scan, input, { context: stationAt(name), path: ['checkin', 'scan'] }),
    ),
  );
  expect(answers[0]).toEqual(answers[1]);
  expect(get(db, 'SELECT count(*) AS n FROM journal')).toEqual({ n: 1 });
});

test('the last seat, asked for at two doors at once, is given once', async () => {
  const { db, eventId, stationAt, scanAt, codes } = makeHost();
  run(db, 'UPDATE event SET capacity = 1 WHERE id = ?', eventId);
  const answers = await Promise.all([
    scanAt(stationAt('북문'), codes[0]),
    scanAt(stationAt('남문'), codes[1]),
  ]);
  expect(answers.map(({ verdict }) => verdict.kind).sort()).toEqual(['admitted', 'full']);
});

test('what the store could not keep is said to everybody who waited for it, and nobody is in', async () => {
  const { db, stationAt, scanAt, codes } = makeHost();
  const lanes = [stationAt('북문'), stationAt('남문')] as const;
  db.raw.pragma('busy_timeout = 0');
  // Nothing can be written while somebody else writes.
  const other = connect(db.raw.name, { readonly: false });
  other.exec('BEGIN IMMEDIATE');
  const ends = await Promise.allSettled([scanAt(lanes[0], codes[0]), scanAt(lanes[1], codes[1])]);
  other.close();
  expect(ends).toMatchObject([
    { status: 'rejected', reason: { data: { reason: 'disk.busy' } } },
    { status: 'rejected', reason: { data: { reason: 'disk.busy' } } },
  ]);
  expect(get(db, 'SELECT count(*) AS n FROM attendance')).toEqual({ n: 0 });
  expect(get(db, 'SELECT count(*) AS n FROM journal')).toEqual({ n: 0 });
  // The next ones find everything as it was.
  const again = await Promise.all([scanAt(lanes[0], codes[0]), scanAt(lanes[1], codes[1])]);
  expect(again.map(({ verdict }) => verdict.kind)).toEqual(['admitted', 'admitted']);
  expect(verifyJournal(db)).toEqual({ kind: 'whole', rows: 2 });
});
