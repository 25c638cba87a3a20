import { rows } from '../e2e/storeReader.ts';
import type { Heard } from './heard.ts';
import type { Presented } from './lanes.ts';
import { type JournalRow, journalOf, Oracle } from './oracle.ts';
import type { Person } from './people.ts';
import type { Report } from './report.ts';

/** What was counted at the door. */
export interface DoorCount {
  readonly scans: Report['scans'];
  readonly wrongVerdicts: number;
  readonly wrong: readonly string[];
  readonly kinds: Readonly<Record<string, number>>;
  readonly longestVerdictMs: number;
  /** Stored without ever having been seen: overtaken by the other lane's answer, or the laptop died. */
  readonly unseen: readonly string[];
  /** Who is inside, by the oracle. */
  readonly inside: ReadonlySet<string>;
}

/** How often each key comes. */
function tally(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** Holds what was shown against what is stored, and both against the oracle. */
export function countDoor(
  file: string,
  people: readonly Person[],
  capacity: number,
  heard: Heard,
  presented: readonly Presented[],
): DoorCount {
  const stored = journalOf(file);
  const byId = new Map(stored.map((row) => [row.id, row]));
  const shown = [...heard.answers.values()].filter(({ kind }) => kind !== 'undone');
  const lost = shown.filter(({ id, kind }) => byId.get(id)?.verdict !== kind);
  const oracle = new Oracle(people, capacity);
  const wrong = stored.flatMap((row) => {
    const must = oracle.judge(row);
    return must === row.verdict
      ? []
      : [`${row.source} ${row.code || row.attendeeId}: ${row.verdict}, not ${must}`];
  });
  return {
    scans: {
      answered: shown.length,
      stored: stored.length,
      lost: lost.length,
      double: doubles(file, stored, presented),
    },
    wrongVerdicts: wrong.length,
    wrong,
    kinds: Object.fromEntries(tally(stored.map(({ verdict }) => verdict))),
    longestVerdictMs: Math.round(
      presented.reduce((longest, { at, answer }) => Math.max(longest, (answer?.at ?? at) - at), 0),
    ),
    unseen: stored
      .filter(({ id }) => !heard.answers.has(id))
      .map(({ at, source, verdict }) => `${new Date(at).toISOString()} ${source} ${verdict}`),
    inside: oracle.inside,
  };
}

/** Rows beyond what was held up, and people let in beyond once. */
function doubles(file: string, stored: readonly JournalRow[], presented: readonly Presented[]): number {
  const beyond = (all: ReadonlyMap<string, number>, allowed: (key: string) => number) =>
    [...all].reduce((sum, [key, count]) => sum + Math.max(0, count - allowed(key)), 0);
  const held = tally(presented.map(({ visitor: { lane, code } }) => `${lane} ${code}`));
  const read = tally(
    stored.filter(({ source }) => source !== 'search').map(({ source, code }) => `${source} ${code}`),
  );
  // What a scanner typed in pieces is held against nobody's badge.
  const known = new Set(presented.map(({ visitor }) => visitor.code));
  const whole = new Map([...read].filter(([key]) => known.has(key.slice(key.indexOf(' ') + 1))));
  const admitted = tally(
    stored.filter(({ verdict }) => verdict === 'admitted').map(({ attendeeId }) => attendeeId ?? ''),
  );
  const madeTwice = rows(
    file,
    'SELECT name FROM attendee WHERE email_key IS NULL GROUP BY name HAVING count(*) > 1',
  );
  return beyond(whole, (key) => held.get(key) ?? 0) + beyond(admitted, () => 1) + madeTwice.length;
}
