import type { Answer } from './doorSet.ts';
import { rows } from './storeReader.ts';

/** Which rows of the journal each file was seen to have, and since when (the machine's clock): looked at again and again. */
export interface Arrivals {
  readonly look: () => void;
  /** When that file was seen with that row; undefined: not yet. */
  readonly seen: (file: string, id: string) => number | undefined;
}

export function watchArrivals(files: () => readonly string[]): Arrivals {
  const known = new Map<string, Map<string, number>>();
  return {
    look() {
      for (const file of files()) {
        const ofFile = known.get(file) ?? new Map<string, number>();
        known.set(file, ofFile);
        const now = Date.now();
        for (const { id } of rows<{ id: string }>(file, 'SELECT id FROM journal')) {
          if (!ofFile.has(id)) ofFile.set(id, now);
        }
      }
    },
    seen: (file, id) => known.get(file)?.get(id),
  };
}

interface EntryRow {
  readonly id: string;
  readonly attendee: string;
  readonly door: string;
  readonly moment: number;
}

/** Entries of one person after the first one, as the rules name them; computed apart from the app. */
export function doublesOf(file: string): readonly { readonly first: EntryRow; readonly again: EntryRow }[] {
  const entries = rows<EntryRow>(
    file,
    `SELECT id, attendee_id AS attendee, door, moment FROM journal
     WHERE kind = 'scan' AND verdict IN ('admitted', 'admittedNote') AND attendee_id IS NOT NULL`,
  );
  const people = new Map<string, EntryRow[]>();
  for (const entry of entries) people.set(entry.attendee, [...(people.get(entry.attendee) ?? []), entry]);
  return [...people.values()].flatMap((ofOne) => {
    const [first, ...others] = [...ofOne].sort((a, b) => a.moment - b.moment || (a.id < b.id ? -1 : 1));
    return first ? others.map((again) => ({ first, again })) : [];
  });
}

/** How long a host remembers whom it let a door let in, a little less than it does (ms). */
const remembered = 9000;

/**
 * Why a second entry should not have been, or undefined where no rule could have stopped it. `copyOf`: the file by which a door
 * judges (a browser: the host's).
 */
export function faultOf(
  { first, again }: { readonly first: EntryRow; readonly again: EntryRow },
  known: {
    readonly answers: ReadonlyMap<string, Answer>;
    readonly arrivals: Arrivals;
    readonly host: string;
    readonly hostKills: readonly number[];
    readonly copyOf: (door: string) => string;
  },
): string | undefined {
  const { answers, arrivals, host, hostKills, copyOf } = known;
  const one = answers.get(first.id);
  const two = answers.get(again.id);
  // Whoever was asked later is the one who could have known.
  const [before, after] = one && two && one.sentAt > two.sentAt ? [again, first] : [first, again];
  const answered = answers.get(after.id);
  // Stored, and its door died before it was shown: when it was read is not known.
  if (!answered) return undefined;
  const had = (file: string) =>
    (arrivals.seen(file, before.id) ?? Number.POSITIVE_INFINITY) < answered.sentAt;
  if (had(copyOf(after.door))) return `${after.door} had the entry of ${before.door} itself`;
  if (answered.own) return undefined;
  if (had(host)) return `the host had the entry of ${before.door} when ${after.door} asked it`;
  const earlier = answers.get(before.id);
  const asked = earlier && !earlier.own && earlier.shownAt < answered.sentAt;
  if (!asked || answered.shownAt - earlier.sentAt > remembered) return undefined;
  if (hostKills.some((at) => at >= earlier.sentAt && at <= answered.shownAt)) return undefined;
  return `the host was asked by ${before.door} just before ${after.door}`;
}
