import type { AttendeeId } from '../../shared/contract/ids';
import type { Rule } from '../../shared/domain/eligibility';
import { bestProject, type Honour, titleWords } from '../../shared/domain/honourWords';
import type { ReadDb } from './db';
import { decide, type Standings } from './eligibility';
import { completionRule, listRules, overridesOf } from './rules';
import { listTracks } from './tracks';

/** The honours that each of the people has, in the rules' order; what somebody decided otherwise counts. */
export function honoursByAttendee(
  db: ReadDb,
  standings: ReadonlyMap<AttendeeId, Standings>,
): ReadonlyMap<AttendeeId, readonly Honour[]> {
  const rules = listRules(db)
    .filter(({ id }) => id !== completionRule)
    .map((named) => ({ named, overrides: overridesOf(db, named.id) }));
  const has = (person: AttendeeId, own: Standings) =>
    rules.flatMap(({ named, overrides }): readonly Honour[] => {
      const { met, findings } = decide(named, overrides, person, own);
      const { id, title, titleEn } = named;
      return met ? [{ id, title, titleEn, findings }] : [];
    });
  return new Map([...standings].map(([person, own]) => [person, has(person, own)]));
}

/**
 * Whom an award calls, with what for: the projects' awards, of which a rule that asks for them has the last word, and so has what
 * somebody decided by hand. Who has such an honour without an award's name is called with the honour's.
 */
export function awardsToCall(
  db: ReadDb,
  standings: ReadonlyMap<AttendeeId, Standings>,
): ReadonlyMap<AttendeeId, string> {
  const rules = listRules(db)
    .filter(({ id, rule }) => id === bestProject || (id !== completionRule && asksForAward(rule)))
    .map((named) => ({ named, overrides: overridesOf(db, named.id) }));
  const projects = listTracks(db).filter(({ kind }) => kind === 'project');
  const called = new Map<AttendeeId, string>();
  for (const [person, own] of standings) {
    const judged = rules.map(({ named, overrides }) => ({
      named,
      met: decide(named, overrides, person, own).met,
    }));
    const has = judged.filter(({ met }) => met).map(({ named }) => named);
    const won = projects.flatMap(({ id }) => {
      const result = own.get(id);
      if (result?.track !== 'project' || result.award === '') return [];
      const about = judged.filter(({ named: { rule } }) => asksForAward(rule, id));
      return about.length === 0 || about.some(({ met }) => met) ? [result.award] : [];
    });
    if (won.length > 0) called.set(person, won.join(' · '));
    else if (has.length > 0) called.set(person, has.map((rule) => titleWords(rule).ko).join(' · '));
  }
  return called;
}

function asksForAward({ of }: Rule, track?: string): boolean {
  return of.some((asked) => asked.kind === 'award' && (track === undefined || asked.track === track));
}
