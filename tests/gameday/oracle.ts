import { rows } from '../e2e/storeReader.ts';
import type { Person } from './people.ts';

/** One scan as the journal has it. */
export interface JournalRow {
  readonly id: string;
  readonly at: number;
  readonly source: 'keyboard' | 'camera' | 'search';
  readonly code: string;
  readonly attendeeId: string | null;
  readonly verdict: string;
}

/** Every scan that is stored, in the order in which they were written. */
export function journalOf(file: string): readonly JournalRow[] {
  return rows<JournalRow>(
    file,
    `SELECT id, at, source, code, attendee_id AS attendeeId, verdict FROM journal
     WHERE kind = 'scan' ORDER BY device_seq`,
  );
}

/**
 * Says what each reading must have been answered, one after the other: the rules of this day's door, written down apart from the
 * app's. Everyone may come, who is inside does not come in again, and the room holds so many.
 */
export class Oracle {
  readonly #byCode: ReadonlyMap<string, Person>;
  readonly #tag: string;
  readonly #capacity: number;
  readonly #inside = new Set<string>();

  constructor(people: readonly Person[], capacity: number) {
    this.#byCode = new Map(people.map((person) => [person.code, person]));
    this.#tag = people[0]?.code.slice(0, 4) ?? '';
    this.#capacity = capacity;
  }

  /** Who is inside, by what was read until now. */
  get inside(): ReadonlySet<string> {
    return this.#inside;
  }

  /** The verdict that this reading must get; it counts as made. */
  judge({ source, code, attendeeId }: Pick<JournalRow, 'source' | 'code' | 'attendeeId'>): string {
    if (source === 'search') return this.#enter(attendeeId ?? '');
    const person = this.#byCode.get(code);
    if (person) return this.#enter(person.id);
    if (!/^[A-Z2-7]{4}-[A-Z2-7]{10}-[A-Z2-7]{13}$/.test(code)) return 'unknown';
    return code.startsWith(this.#tag) ? 'forged' : 'foreign';
  }

  #enter(id: string): string {
    if (this.#inside.has(id)) return 'alreadyIn';
    if (this.#inside.size >= this.#capacity) return 'full';
    this.#inside.add(id);
    return 'admitted';
  }
}
