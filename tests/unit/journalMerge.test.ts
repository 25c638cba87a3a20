import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  attendanceOf,
  badgeEnds,
  betterOffset,
  type ClockOffset,
  type Conflict,
  conflictsOf,
  type MergedBadge,
  type MergeEvent,
  type MergeRow,
  momentOf,
  type Placed,
  passings,
  placeOf,
} from '../../shared/domain/journalMerge';
import { runs } from '../runs';

// Devices that write, lose touch, and exchange batches that are lost, doubled and out of order. Each keeps what follows what
// it knows and leaves the rest; in the end all have met. What they make of it is compared with one another and with a fold
// written apart from the project's, which goes over all rows that were ever written.

interface Badge extends MergedBadge {
  readonly person: string;
}

interface Device {
  readonly id: string;
  readonly skew: number;
  readonly known: Map<string, MergeRow[]>;
  readonly offsets: Map<string, ClockOffset>;
  readonly badges: Map<string, Badge>;
}

/** Three minutes before midnight in Seoul: most histories have two days. */
const start = Date.UTC(2024, 9, 18, 14, 57);
const people = ['p1', 'p2', 'p3', 'p4'];

function take(device: Device, rows: readonly MergeRow[]): void {
  for (const row of rows) {
    const known = device.known.get(row.device) ?? [];
    device.known.set(row.device, known);
    if (placeOf(known.length, row.seq) === 'next') known.push(row);
  }
}

function measure(device: Device, offset: ClockOffset): void {
  const key = `${offset.device} ${offset.from}`;
  const before = device.offsets.get(key);
  device.offsets.set(key, before ? betterOffset(before, offset) : offset);
}

/** As a list takes badges in: each is ended by the first word of its end, at the latest by the next one. */
function takeBadges(device: Device, badges: Iterable<Badge>): void {
  const touched = new Set<string>();
  for (const badge of badges) {
    const known = device.badges.get(badge.id);
    if (known && known.revokedAt === badge.revokedAt) continue;
    const end = [badge.revokedAt, known?.revokedAt ?? null].filter((at) => at !== null);
    device.badges.set(badge.id, { ...badge, revokedAt: end.length === 0 ? null : Math.min(...end) });
    touched.add(badge.person);
  }
  for (const person of touched) {
    const theirs = [...device.badges.values()].filter((badge) => badge.person === person);
    for (const [id, revokedAt] of badgeEnds(theirs)) {
      const badge = device.badges.get(id);
      if (badge) device.badges.set(id, { ...badge, revokedAt });
    }
  }
}

/** The badge of a person that is good there. */
function badgeAt(device: Device, person: string): Badge {
  const valid = [...device.badges.values()].filter(
    (badge) => badge.person === person && badge.revokedAt === null,
  );
  const [badge] = valid;
  if (!badge || valid.length > 1) throw new Error(`${valid.length} badges are valid`);
  return badge;
}

function reissue(device: Device, person: string, now: number): void {
  const before = badgeAt(device, person);
  const at = momentOf({ at: now + device.skew, seq: Number.MAX_SAFE_INTEGER, onPaper: false }, [
    ...[...device.offsets.values()].filter((offset) => offset.device === device.id),
  ]);
  const id = `${device.id}-b${device.badges.size}`;
  device.badges.set(before.id, { ...before, revokedAt: at });
  device.badges.set(id, { id, person, issuedAt: Math.max(at, before.issuedAt + 1), revokedAt: null });
}

const rowsOf = (device: Device) => [...device.known.values()].flat();

function placed(device: Device): readonly Placed<MergeRow>[] {
  const offsets = [...device.offsets.values()];
  return rowsOf(device).map((row) => ({
    ...row,
    moment: momentOf(
      row,
      offsets.filter((offset) => offset.device === row.device),
    ),
  }));
}

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant('scan' as const),
      device: fc.nat(7),
      person: fc.nat(3),
      out: fc.boolean(),
      paper: fc.nat(9),
      kind: fc.nat(9),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('undo' as const), device: fc.nat(7), of: fc.nat() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('dispute' as const), device: fc.nat(7), of: fc.nat() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('settle' as const), device: fc.nat(7), of: fc.nat() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('reissue' as const), device: fc.nat(7), person: fc.nat(3) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constant('send' as const),
      from: fc.nat(7),
      to: fc.nat(7),
      lose: fc.nat(4),
      twice: fc.boolean(),
      back: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('measure' as const),
      device: fc.nat(7),
      error: fc.integer({ min: -50, max: 50 }),
      roundTrip: fc.nat(40),
      at: fc.nat(7),
    }),
  },
);
const history = fc.record({
  skews: fc.array(fc.integer({ min: -300_000, max: 300_000 }), { minLength: 2, maxLength: 8 }),
  steps: fc.array(step, { minLength: 1, maxLength: 60 }),
  entry: fc.constantFrom('once', 'once_a_day', 'leave_and_return', 'unlimited', 'count_only'),
  capacity: fc.constantFrom(null, null, 2, 3),
  meet: fc.array(fc.nat(7), { minLength: 8, maxLength: 8 }),
});
type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

interface World {
  readonly devices: readonly Device[];
  readonly written: readonly MergeRow[];
}

function live({ skews, steps, meet }: History): World {
  const devices = skews.map((skew, i) => ({
    id: `d${i}`,
    skew: i === 0 ? 0 : skew,
    known: new Map<string, MergeRow[]>(),
    offsets: new Map<string, ClockOffset>(),
    badges: new Map<string, Badge>(
      people.map((person) => [`b-${person}`, { id: `b-${person}`, person, issuedAt: 0, revokedAt: null }]),
    ),
  }));
  const at = (n: number): Device => {
    const device = devices[n % devices.length];
    if (!device) throw new Error('no device');
    return device;
  };
  const written: MergeRow[] = [];
  const write = (device: Device, row: Omit<MergeRow, 'device' | 'seq' | 'id'>) => {
    const seq = (device.known.get(device.id)?.length ?? 0) + 1;
    const whole = { ...row, device: device.id, seq, id: `${device.id}-${seq}` };
    written.push(whole);
    take(device, [whole]);
  };
  const send = (from: Device, to: Device, lose: number) => {
    const rows = rowsOf(from).filter((row) => row.seq > (to.known.get(row.device)?.length ?? 0));
    const offsets = [...from.offsets.values()];
    take(to, lose === 0 ? rows : rows.filter((_, i) => i % 5 !== lose));
    for (const offset of offsets) measure(to, offset);
    // The list and the journal are two messages: either may be lost.
    if (lose !== 1) takeBadges(to, from.badges.values());
  };
  /** One of the rows of a kind that a device knows. */
  const some = (device: Device, which: (row: MergeRow) => boolean, of: number) => {
    const known = rowsOf(device).filter(which);
    return known[of % Math.max(1, known.length)];
  };
  let now = start;
  for (const step of steps) {
    now += 7_000;
    if (step.what === 'scan') {
      const device = at(step.device);
      const person = people[step.person] ?? '';
      const verdict =
        step.out && step.kind > 6
          ? 'goneOut'
          : step.kind === 0
            ? 'overruled'
            : step.kind === 1
              ? 'notInvited'
              : 'admitted';
      write(device, {
        at: now + device.skew,
        onPaper: step.paper === 0,
        kind: 'scan',
        door: device.id,
        attendee: person,
        badge: badgeAt(device, person).id,
        verdict,
        undoes: null,
      });
    } else if (step.what === 'undo') {
      const device = at(step.device);
      const row = some(device, ({ kind }) => kind === 'scan', step.of);
      if (row)
        write(device, {
          ...row,
          at: now + device.skew,
          onPaper: false,
          kind: 'undo',
          verdict: 'undone',
          door: device.id,
          undoes: row.id,
        });
    } else if (step.what === 'dispute') {
      // The owner comes after: the first entry is in dispute, they are let in, and their badge is another one from now on.
      const device = at(step.device);
      const row = some(device, ({ kind, verdict }) => kind === 'scan' && verdict === 'admitted', step.of);
      if (row?.attendee) {
        const about = { ...row, at: now + device.skew, onPaper: false, door: device.id };
        write(device, { ...about, kind: 'dispute', verdict: 'disputed' });
        write(device, { ...about, verdict: 'overruled' });
        reissue(device, row.attendee, now);
      }
    } else if (step.what === 'settle') {
      const device = at(step.device);
      const row = some(device, ({ kind }) => kind === 'dispute', step.of);
      if (row) write(device, { ...row, at: now + device.skew, kind: 'settlement', verdict: 'settled' });
    } else if (step.what === 'reissue') {
      reissue(at(step.device), people[step.person] ?? '', now);
    } else if (step.what === 'send') {
      const [from, to] = [at(step.from), at(step.to)];
      send(from, to, step.lose);
      if (step.twice) send(from, to, 0);
      // An old batch comes late, the wrong way round.
      if (step.back) take(to, rowsOf(from).reverse());
    } else {
      const device = at(step.device);
      const from = device.known.get(device.id)?.length ?? 0;
      measure(at(step.at), {
        device: device.id,
        from,
        offset: -device.skew + step.error,
        roundTrip: step.roundTrip,
      });
    }
  }
  // They meet, in some order and in rings, until all know all: twice around.
  for (let round = 0; round < 2; round++) {
    for (const n of meet) for (const device of devices) send(device, at(n), 0);
    for (const n of meet) for (const device of devices) send(at(n), device, 0);
  }
  for (const device of devices) {
    for (const other of devices) send(other, device, 0);
  }
  return { devices, written };
}

const eventOf = ({ entry, capacity }: History): MergeEvent => ({
  entry: entry as MergeEvent['entry'],
  capacity,
  zone: 'Asia/Seoul',
});
const endsAt =
  ({ badges }: Device) =>
  (badge: string): number | null =>
    badges.get(badge)?.revokedAt ?? null;

/** Of every badge that was ever issued: when it ended, by the words of all devices and by the next one. */
function endsSlowly({ devices }: World): (badge: string) => number | null {
  const all = devices.flatMap(({ badges }) => [...badges.values()]);
  return (badge) => {
    const one = all.find(({ id }) => id === badge);
    if (!one) return null;
    const later = all.filter(
      ({ id, person, issuedAt }) =>
        person === one.person && (issuedAt > one.issuedAt || (issuedAt === one.issuedAt && id > one.id)),
    );
    const said = all.flatMap(({ id, revokedAt }) => (id === badge ? (revokedAt ?? []) : []));
    const end = Math.min(...said, ...later.map(({ issuedAt }) => issuedAt));
    return Number.isFinite(end) ? end : null;
  };
}

const told = ({ row, kind, against }: Conflict) => `${kind} ${row.id} ${against?.id ?? ''}`;

/** The same rules once more, slowly: for every row all others are looked through. */
function slowly(
  rows: readonly Placed<MergeRow>[],
  event: MergeEvent,
  ended: (badge: string) => number | null,
) {
  const before = (a: Placed<MergeRow>, b: Placed<MergeRow>) =>
    a.moment < b.moment ||
    (a.moment === b.moment &&
      `${a.device}${String(a.seq).padStart(9, '0')}` < `${b.device}${String(b.seq).padStart(9, '0')}`);
  const stands = rows.filter(
    (row) =>
      row.kind === 'scan' &&
      ['admitted', 'overruled', 'goneOut'].includes(row.verdict) &&
      !rows.some(({ undoes }) => undoes === row.id),
  );
  const entries = stands.filter(({ verdict }) => verdict !== 'goneOut');
  const lastOf = (list: readonly Placed<MergeRow>[]) =>
    list.find((row) => list.every((other) => other === row || before(other, row)));
  const firstOf = (list: readonly Placed<MergeRow>[]) =>
    list.find((row) => list.every((other) => other === row || before(row, other)));
  const isInside = (person: string | null, at: Placed<MergeRow>) => {
    const last = lastOf(stands.filter((row) => row.attendee === person && before(row, at)));
    return last !== undefined && last.verdict !== 'goneOut';
  };
  const day = (at: number) => new Date(at + 9 * 3_600_000).toISOString().slice(0, 10);
  const counts = (entry: Placed<MergeRow>, at: Placed<MergeRow>) =>
    event.entry !== 'once_a_day' || day(entry.moment) === day(at.moment);
  const occupied = (at: Placed<MergeRow>) =>
    people.filter((person) =>
      event.entry === 'leave_and_return'
        ? isInside(person, at)
        : entries.some((row) => row.attendee === person && before(row, at) && counts(row, at)),
    ).length;
  const conflicts = entries.flatMap((row) => {
    if (row.verdict === 'overruled') return [];
    const end = ended(row.badge ?? '');
    if (end !== null && end <= row.moment) return [`revoked ${row.id} `];
    const mine = entries.filter((other) => other.attendee === row.attendee && before(other, row));
    const against =
      event.entry === 'once'
        ? firstOf(mine)
        : event.entry === 'once_a_day'
          ? firstOf(mine.filter(({ moment }) => day(moment) === day(row.moment)))
          : event.entry === 'leave_and_return' && isInside(row.attendee, row)
            ? lastOf(mine)
            : undefined;
    if (against) return [`twice ${row.id} ${against.id}`];
    const counted =
      event.entry === 'leave_and_return'
        ? isInside(row.attendee, row)
        : mine.some((other) => counts(other, row));
    return event.capacity !== null && !counted && occupied(row) >= event.capacity ? [`full ${row.id} `] : [];
  });
  const attendance = people.flatMap((person) => {
    const first = firstOf(entries.filter(({ attendee }) => attendee === person));
    const last = lastOf(stands.filter(({ attendee }) => attendee === person));
    return first ? [`${person} ${first.id} ${last?.verdict !== 'goneOut'}`] : [];
  });
  return { conflicts: conflicts.sort(), attendance: attendance.sort() };
}

test('devices that exchanged their journals in any order, with batches lost and doubled and clocks off by minutes, end with one truth', () => {
  fc.assert(
    fc.property(history, (made) => {
      const world = live(made);
      const { devices, written } = world;
      const event = eventOf(made);
      const outcomes = devices.map((device) => {
        const rows = placed(device);
        const turn = passings(rows);
        return {
          rows: rows.map(({ id }) => id).sort(),
          attendance: [...attendanceOf(turn)]
            .map(([person, { first, inside }]) => `${person} ${first.id} ${inside}`)
            .sort(),
          conflicts: conflictsOf(turn, event, endsAt(device)).map(told).sort(),
          badges: people.map((person) => badgeAt(device, person).id),
        };
      });
      const [first] = outcomes;
      const [host] = devices;
      if (!first || !host) throw new Error('no device');
      expect(first.rows).toEqual(written.map(({ id }) => id).sort());
      for (const other of outcomes) expect(other).toEqual(first);
      const { conflicts, attendance } = slowly(placed(host), event, endsSlowly(world));
      expect(first.conflicts).toEqual(conflicts);
      expect(first.attendance).toEqual(attendance);
    }),
    { numRuns: runs(20_000) },
  );
});

const ends = (badges: readonly (readonly [string, number, number | null])[]) =>
  Object.fromEntries(badgeEnds(badges.map(([id, issuedAt, revokedAt]) => ({ id, issuedAt, revokedAt }))));

test('of two badges that two desks issued to one person at once the later one stands, and each ended when the next was issued', () => {
  expect(
    ends([
      ['A', 0, 10],
      ['B', 10, null],
      ['C', 12, null],
    ]),
  ).toEqual({ A: 10, B: 12, C: null });
  expect(
    ends([
      ['C', 12, null],
      ['B', 12, null],
    ]),
  ).toEqual({ B: 12, C: null });
  expect(ends([['A', 0, 5]])).toEqual({ A: 5 });
});

test('a row goes by the last measurement before it, and what came before the first one by the first', () => {
  const offsets = [
    { from: 10, offset: 500 },
    { from: 4, offset: -200 },
  ];
  const moment = (seq: number, onPaper = false) => momentOf({ at: 1000, seq, onPaper }, offsets);
  expect([moment(1), moment(4), moment(9), moment(10), moment(11), moment(11, true)]).toEqual([
    800, 800, 800, 1500, 1500, 1000,
  ]);
});
