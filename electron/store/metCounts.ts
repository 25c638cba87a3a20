import { setImmediate } from 'node:timers/promises';
import type { AttendeeId } from '../../shared/contract/ids';
import { Refusal } from '../../shared/domain/refusal';
import { all, type ReadDb } from './db';
import { decide, standingsByAttendee } from './eligibility';
import { listRules, overridesOf } from './rules';

/** People that are judged at once: a few milliseconds, so that scans come between. */
const portion = 250;

/** How many have what each rule is about, by the rule's id: everybody is looked at once, in portions. */
export async function countMet(db: ReadDb): Promise<ReadonlyMap<string, number>> {
  const rules = listRules(db).map((rule) => ({ rule, overrides: overridesOf(db, rule.id), met: 0 }));
  let last = '';
  for (;;) {
    const ids = all<{ id: AttendeeId }>(
      db,
      `SELECT id FROM attendee WHERE id > ? ORDER BY id LIMIT ${portion}`,
      last,
    ).map(({ id }) => id);
    const end = ids.at(-1);
    if (end === undefined) break;
    last = end;
    for (const [id, own] of standingsByAttendee(db, ids)) {
      for (const each of rules) if (decide(each.rule, each.overrides, id, own).met) each.met++;
    }
    await setImmediate();
    if (!db.raw.open) throw new Refusal('program.none');
  }
  return new Map(rules.map(({ rule, met }) => [rule.id, met]));
}
