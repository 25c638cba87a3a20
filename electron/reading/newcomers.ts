import { randomFillSync } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import type { ReadDb } from '../store/db';
import { type Newcomer, readNewcomer } from '../store/importPeople';
import { newColumns, newValues } from '../store/newAttendee';
import type { Value } from '../store/packedRows';
import { addedRow } from '../store/rowChanges';

/** So many rows of people are written by one step of a few milliseconds, more or less. */
const stepPeople = 2400;

/**
 * In an order in which each step touches few of the store's pages: in stripes by name, in each by e-mail. In the file's own order
 * every person touches a page of their own in one of the two indexes at least.
 */
export function* inStripes(newcomers: readonly Newcomer[]): Generator<Newcomer> {
  const stripes = Math.round(Math.sqrt(newcomers.length / stepPeople));
  if (stripes < 2) {
    yield* newcomers;
    return;
  }
  const every = Math.ceil(newcomers.length / 1000);
  const names = newcomers.filter((_, i) => i % every === 0).map(({ name }) => name);
  names.sort(ascending);
  const ends = Array.from(
    { length: stripes - 1 },
    (_, i) => names[Math.floor(((i + 1) * names.length) / stripes)] ?? '',
  );
  const rest = new Map<number, Newcomer[]>();
  for (const newcomer of newcomers) {
    let stripe = 0;
    while (stripe < ends.length && newcomer.name >= (ends[stripe] ?? '')) stripe++;
    const of = rest.get(stripe);
    if (of) of.push(newcomer);
    else rest.set(stripe, [newcomer]);
  }
  for (let stripe = 0; stripe <= ends.length; stripe++) {
    yield* (rest.get(stripe) ?? []).sort((a, b) => ascending(a.emailKey, b.emailKey));
  }
}

const ascending = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Ids (UUIDs of version 7) in order: the moment and a counter, with 62 random bits. Where there are more than fit a moment they run
 * a few milliseconds ahead.
 */
export function idsInOrder(): () => string {
  let moment = Number.parseInt(uuidv7().replaceAll('-', '').slice(0, 12), 16);
  let count = 0;
  let time = '';
  const random = randomTails();
  return () => {
    if (count === 0x1000) {
      count = 0;
      moment++;
    }
    if (count === 0) {
      const digits = moment.toString(16).padStart(12, '0');
      time = `${digits.slice(0, 8)}-${digits.slice(8)}-7`;
    }
    const counter = (0x1000 + count++).toString(16).slice(1);
    return `${time}${counter}-${random()}`;
  };
}

/** What a UUID ends with: two bits that say whose form it is, and 62 random ones; the system is asked for many at once. */
function randomTails(): () => string {
  const drawn = Buffer.alloc(8 * 512);
  let digits = '';
  let at = 0;
  return () => {
    if (at === digits.length) {
      randomFillSync(drawn);
      for (let i = 0; i < drawn.length; i += 8) drawn[i] = 0x80 | ((drawn[i] ?? 0) & 0x3f);
      digits = drawn.toString('hex');
      at = 0;
    }
    const from = at;
    at += 16;
    return `${digits.slice(from, from + 4)}-${digits.slice(from + 4, at)}`;
  };
}

/** What storing people takes who were left out of the copy that the file was tried on. */
export function planNewcomers(db: ReadDb, newcomers: readonly Newcomer[], now: number) {
  const answers: string[] = [];
  /** Each as the values of `columns`. */
  function* rows(): Generator<Value[]> {
    const nextId = idsInOrder();
    for (const newcomer of inStripes(newcomers)) {
      const { person, answer } = readNewcomer(newcomer);
      const id = nextId();
      yield newValues(id, person, now);
      if (answer !== null) {
        answers.push(addedRow(db, 'answer', { event_code: newcomer.eventCode, attendee_id: id, answer }));
      }
    }
  }
  /** The changes that come after the people: what they answered. Only once all rows were taken. */
  return { columns: newColumns, rows, changes: (): readonly string[] => answers };
}
