/** A backup by the moment (UTC ms) at which it was made. */
interface Dated {
  readonly at: number;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * Which backups may go: of the last two hours all stay, of the last day the newest of each hour, before that the newest
 * of each day; after 90 days only the newest of each 30 days. The newest of all always stays.
 */
export function backupsToDrop<T extends Dated>(backups: readonly T[], now: number): readonly T[] {
  const newestFirst = [...backups].sort((a, b) => b.at - a.at);
  const taken = new Set<string>();
  return newestFirst.filter(({ at }, index) => {
    const slot = slotOf(at, now);
    const keep = index === 0 || slot === undefined || !taken.has(slot);
    if (slot !== undefined) taken.add(slot);
    return !keep;
  });
}

/** The stretch of time of which only one backup stays; undefined where all do. Times to come count as just now. */
function slotOf(at: number, now: number): string | undefined {
  const age = now - at;
  if (age <= 2 * hour) return undefined;
  if (age <= day) return `hour ${Math.floor(at / hour)}`;
  if (age <= 90 * day) return `day ${Math.floor(at / day)}`;
  return `month ${Math.floor(at / (30 * day))}`;
}

/** How old (ms) the last good backup may be while an event is on, before every screen says so. */
const staleAfter = 15 * minute;

/** A time in a backup's name may lie so far (ms) ahead before it is one of a clock that was set back since. */
const mostAhead = minute;

/** Whether a backup was made by a clock that was set back since: its name says nothing about how fresh it is. */
export function isAhead(at: number, now: number): boolean {
  return at > now + mostAhead;
}

/** Whether the last good backup is too old, or none is known. */
export function isStale(last: number | null, now: number): boolean {
  return last === null || now - last > staleAfter || isAhead(last, now);
}
