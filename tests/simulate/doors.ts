import { createHash } from 'node:crypto';
import {
  attendanceOf,
  conflictsOf,
  type MergeRow,
  momentOf,
  type Placed,
  passings,
  placeOf,
} from '../../shared/domain/journalMerge';

/** What one run found, by number of doors. Times in ms of the simulated day. */
export interface Found {
  readonly doors: number;
  readonly rows: number;
  readonly messages: number;
  readonly bytes: number;
  /** From a scan until another door that is joined knows of it. */
  readonly lagHalf: number;
  readonly lagMost: number;
  /** How much of its time the host is busy in the fullest ten minutes. */
  readonly busy: number;
  readonly conflicts: number;
}

/** The host's costs, µs: of one exchange with a door, of a row taken in, and of a row sent on. They are assumptions, not measured here. */
const cost = { exchange: 1000, rowIn: 60, rowOut: 12 };
const bytes = { exchange: 900, row: 620 };
const rowsAtOnce = 500;

const tick = 100;
const day = 3 * 3_600_000;
const opens = Date.UTC(2024, 9, 18, 1);
const event = { entry: 'once', capacity: null, zone: 'Asia/Seoul' } as const;

/** Mulberry32: the same numbers for the same seed. */
function diceFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * One host and its doors for three hours: people come by a curve that is highest in the middle, at any door; one in a thousand
 * is read again at any door ten seconds later, which lets them in unless it knows of the first time, or the host does and can
 * be asked; each door loses the network about once, for half a minute, and its clock is off by up to a minute. Each door sends
 * what it has and gets what the host has, some rows at a time, and the host has only so much time.
 */
export function simulate(doors: number, people: number, seed: number): Found {
  const dice = diceFrom(seed);
  const ticks = day / tick;
  const skew = Array.from({ length: doors }, () => Math.round((dice() - 0.5) * 120_000));
  /** The tick in which each person comes: two dice make the curve. */
  const comes = new Uint32Array(people);
  const perTick = new Uint32Array(ticks + 1);
  for (let i = 0; i < people; i++) {
    comes[i] = Math.floor(((dice() + dice()) / 2) * (ticks - 1200));
    perTick[(comes[i] ?? 0) + 1] = (perTick[(comes[i] ?? 0) + 1] ?? 0) + 1;
  }
  for (let i = 1; i <= ticks; i++) perTick[i] = (perTick[i] ?? 0) + (perTick[i - 1] ?? 0);
  const order = new Uint32Array(people);
  const place = perTick.slice();
  for (let i = 0; i < people; i++) {
    const at = comes[i] ?? 0;
    order[place[at] ?? 0] = i;
    place[at] = (place[at] ?? 0) + 1;
  }

  const made: MergeRow[][] = Array.from({ length: doors }, () => []);
  const madeAt: number[][] = Array.from({ length: doors }, () => []);
  const again: { at: number; person: number; door: number; seq: number }[] = [];
  const sent = new Uint32Array(doors);
  const cursor = new Uint32Array(doors);
  const heads = Array.from({ length: doors }, () => new Uint32Array(doors));
  const apartUntil = new Float64Array(doors);
  /** The host's journal in the order in which rows came: their door and their place there. */
  const hostDoor: number[] = [];
  const hostSeq: number[] = [];
  const lags = new Float64Array(36_000);
  let heard = 0;
  let messages = 0;
  let size = 0;
  let budget = 0;
  let turn = 0;
  const used: number[] = [];

  const scan = (door: number, person: number, now: number, verdict: 'admitted' | 'alreadyIn') => {
    const rows = made[door];
    if (!rows) throw new Error('no such door');
    const seq = rows.length + 1;
    rows.push({
      device: `d${String(door).padStart(3, '0')}`,
      seq,
      id: `${door}-${seq}`,
      at: opens + now - (skew[door] ?? 0),
      onPaper: false,
      kind: 'scan',
      door: `${door}`,
      attendee: `p${person}`,
      badge: null,
      verdict,
      undoes: null,
    });
    madeAt[door]?.push(now);
    return seq;
  };
  const knows = (door: number, of: { door: number; seq: number }, now: number) =>
    of.door === door ||
    (heads[door]?.[of.door] ?? 0) >= of.seq ||
    ((apartUntil[door] ?? 0) <= now && (sent[of.door] ?? 0) >= of.seq);

  const all = () => made.reduce((sum, rows) => sum + rows.length, 0);
  const whole = () => hostDoor.length === all() && cursor.every((at) => at === hostDoor.length);
  for (let t = 0; t < ticks || !whole(); t++) {
    const now = t * tick;
    if (t < ticks) {
      for (let i = perTick[t] ?? 0; i < (perTick[t + 1] ?? 0); i++) {
        const person = order[i] ?? 0;
        const door = Math.floor(dice() * doors);
        const seq = scan(door, person, now + Math.floor(dice() * tick), 'admitted');
        if (dice() < 0.001) again.push({ at: now + 10_000, person, door, seq });
      }
      while (again[0] && again[0].at <= now) {
        const next = again.shift();
        if (!next) break;
        const door = Math.floor(dice() * doors);
        scan(door, next.person, now, knows(door, next, now) ? 'alreadyIn' : 'admitted');
      }
      if (dice() < doors / ticks) apartUntil[Math.floor(dice() * doors)] = now + 30_000;
    }
    // What is left of the host's time in this tick; what it owes it takes from the next.
    budget = Math.min(budget, 0) + tick * 1000;
    const had = budget;
    for (let i = 0; i < doors && budget > 0; i++) {
      const door = (turn + i) % doors;
      if ((apartUntil[door] ?? 0) > now) continue;
      const rows = made[door]?.length ?? 0;
      const from = sent[door] ?? 0;
      const up = Math.min(rowsAtOnce, rows - from);
      const after = cursor[door] ?? 0;
      if (up === 0 && after === hostDoor.length) continue;
      for (let row = 0; row < up; row++) {
        hostDoor.push(door);
        hostSeq.push(from + row);
      }
      sent[door] = from + up;
      const to = Math.min(hostDoor.length, after + rowsAtOnce);
      let down = 0;
      const known = heads[door];
      for (let at = after; at < to; at++) {
        const of = hostDoor[at] ?? 0;
        const seq = hostSeq[at] ?? 0;
        if (of === door || !known) continue;
        if (placeOf(known[of] ?? 0, seq + 1) !== 'next') throw new Error('a row out of its turn');
        known[of] = seq + 1;
        down++;
        const lag = now + tick - (madeAt[of]?.[seq] ?? 0);
        const slot = Math.min(lags.length - 1, Math.floor(lag / 10));
        lags[slot] = (lags[slot] ?? 0) + 1;
        heard++;
      }
      cursor[door] = to;
      // Asked and answered: what is new there, rows up, rows down.
      messages += 6;
      size += bytes.exchange + (up + down) * bytes.row;
      budget -= cost.exchange + up * cost.rowIn + down * cost.rowOut;
      if (budget <= 0) turn = door + 1;
    }
    used.push(Math.min(1, (had - budget) / (tick * 1000)));
  }

  const merged = merge(made, skew, (rows) => rows);
  if (merged.digest !== merge(made, skew, (rows) => rows.reverse()).digest)
    throw new Error('the order of arrival changed the outcome');
  const share = (part: number) => {
    let sum = 0;
    for (let i = 0; i < lags.length; i++) {
      sum += lags[i] ?? 0;
      if (sum >= heard * part) return (i + 1) * 10;
    }
    return lags.length * 10;
  };
  const window = 600_000 / tick;
  let inWindow = 0;
  let busy = 0;
  for (let i = 0; i < used.length; i++) {
    inWindow += (used[i] ?? 0) - (used[i - window] ?? 0);
    busy = Math.max(busy, inWindow / window);
  }
  return {
    doors,
    rows: all(),
    messages,
    bytes: size,
    lagHalf: heard === 0 ? 0 : share(0.5),
    lagMost: heard === 0 ? 0 : share(0.99),
    busy,
    conflicts: merged.conflicts,
  };
}

/** The project's rules over all rows, come in that order: what they make of them. */
function merge(
  made: readonly (readonly MergeRow[])[],
  skew: readonly number[],
  arrive: (rows: Placed<MergeRow>[]) => Placed<MergeRow>[],
) {
  const placed = made.flatMap((rows, door) => {
    const offsets = [{ from: 0, offset: skew[door] ?? 0 }];
    return rows.map((row) => ({ ...row, moment: momentOf(row, offsets) }));
  });
  const inTurn = passings(arrive(placed));
  const hash = createHash('sha256');
  for (const [person, { first }] of attendanceOf(inTurn)) hash.update(`${person} ${first.id}\n`);
  const conflicts = conflictsOf(inTurn, event, () => null);
  for (const { row, kind } of conflicts) hash.update(`${row.id} ${kind}\n`);
  return { digest: hash.digest('hex'), conflicts: conflicts.length };
}
