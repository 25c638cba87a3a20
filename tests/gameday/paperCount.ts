import { rows } from '../e2e/storeReader.ts';
import type { Person } from './people.ts';

/** What was counted in the tray. */
export interface PaperCount {
  readonly printed: number;
  readonly missing: number;
  readonly twice: number;
  readonly outOfCallOrder: number;
}

/**
 * Holds the sheets in the tray against who is due one: completes, and is here. A sheet for somebody who is not counts as one too
 * many. `runs`: the numbers on the sheets as they came out.
 */
export function countPaper(
  file: string,
  people: readonly Person[],
  due: ReadonlySet<string>,
  runs: readonly (readonly string[])[],
): PaperCount {
  const owners = new Map(
    rows<{ serial: string; id: string }>(file, 'SELECT serial, attendee_id AS id FROM certificate').map(
      ({ serial, id }) => [serial, id],
    ),
  );
  const printed = new Map<string, number>();
  let strange = 0;
  for (const serial of runs.flat()) {
    const id = owners.get(serial);
    if (id === undefined || !due.has(id)) strange++;
    else printed.set(id, (printed.get(id) ?? 0) + 1);
  }
  const again = [...printed.values()].reduce((sum, sheets) => sum + sheets - 1, 0);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const called = (runs[0] ?? []).map((serial) => names.get(owners.get(serial) ?? '') ?? '');
  const { compare } = new Intl.Collator('ko', { numeric: true });
  return {
    printed: printed.size,
    missing: due.size - printed.size,
    twice: again + strange,
    outOfCallOrder: called.filter((name, i) => i > 0 && compare(called[i - 1] ?? '', name) > 0).length,
  };
}
