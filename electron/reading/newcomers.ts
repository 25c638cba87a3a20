import { randomUUID } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import type { ReadDb } from '../store/db';
import type { Newcomer } from '../store/importPeople';
import { newColumns, newValues } from '../store/newAttendee';
import { addedRow } from '../store/rowChanges';
import type { Value } from './messages';

/** So many rows of people are written by one step of a few milliseconds, more or less. */
const stepPeople = 500;

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
  const names = newcomers.filter((_, i) => i % every === 0).map(({ person }) => person.name);
  names.sort(ascending);
  const ends = Array.from(
    { length: stripes - 1 },
    (_, i) => names[Math.floor(((i + 1) * names.length) / stripes)] ?? '',
  );
  const rest = new Map<number, Newcomer[]>();
  for (const newcomer of newcomers) {
    const end = ends.findIndex((name) => newcomer.person.name < name);
    const stripe = end < 0 ? ends.length : end;
    const of = rest.get(stripe);
    if (of) of.push(newcomer);
    else rest.set(stripe, [newcomer]);
  }
  for (let stripe = 0; stripe <= ends.length; stripe++) {
    yield* (rest.get(stripe) ?? []).sort((a, b) => ascending(a.person.emailKey, b.person.emailKey));
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
  return () => {
    if (count === 0x1000) {
      count = 0;
      moment++;
    }
    const time = moment.toString(16).padStart(12, '0');
    const counter = (count++).toString(16).padStart(3, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${randomUUID().slice(19)}`;
  };
}

/** What storing people takes who were left out of the copy that the file was tried on. */
export function planNewcomers(db: ReadDb, newcomers: readonly Newcomer[], batch: number, now: number) {
  const answers: string[] = [];
  const columns = [...newColumns, 'import_batch'];
  /** Each as the values of `columns`. */
  function* rows(): Generator<readonly Value[]> {
    const nextId = idsInOrder();
    for (const { person, answer, eventCode } of inStripes(newcomers)) {
      const id = nextId();
      yield [...newValues(id, person, now), batch];
      if (answer !== null) {
        answers.push(addedRow(db, 'answer', { event_code: eventCode, attendee_id: id, answer }));
      }
    }
  }
  /** The changes that come after the people: what they answered. Only once all rows were taken. */
  return { columns, rows, changes: (): readonly string[] => answers };
}
