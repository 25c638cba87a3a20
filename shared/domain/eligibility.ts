import { z } from 'zod';
import { assertNever } from './assertNever';
import type { Standing } from './tracks';

const track = z.string().min(1);

/** One thing that a rule asks of a person, of one track (by its id). */
export const Requirement = z.discriminatedUnion('kind', [
  /** `parts` of the course; null: all of them. */
  z.object({ kind: z.literal('courseComplete'), track, parts: z.int().min(1).nullable() }),
  z.object({ kind: z.literal('competitionJoined'), track }),
  /** Among the first `percent` of a hundred. */
  z.object({ kind: z.literal('competitionTop'), track, percent: z.number().gt(0).max(100) }),
  z.object({ kind: z.literal('medal'), track }),
  z.object({ kind: z.literal('projectDone'), track }),
  z.object({ kind: z.literal('award'), track }),
  /** Came to `count` of an attendance track's events; null: to all of them. */
  z.object({ kind: z.literal('attended'), track, count: z.int().min(1).nullable() }),
]);
export type Requirement = z.infer<typeof Requirement>;
export type RequirementKind = Requirement['kind'];

const of = z.array(Requirement).min(1).max(20).readonly();

/** Who completes, or has an honour: data, so that each program can have its own. */
export const Rule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all'), of }),
  z.object({ kind: z.literal('any'), of }),
  z.object({ kind: z.literal('atLeast'), count: z.int().min(1), of }),
]);
export type Rule = z.infer<typeof Rule>;

/** One requirement for one person: met or not, with what its sentence needs (`people.why.<kind>` in the locales). */
export interface Finding {
  readonly kind: RequirementKind;
  readonly track: string;
  readonly met: boolean;
  readonly done: number;
  /** What was asked for; 0 where there is no result to look at. */
  readonly of: number;
  /** A place in percent, a medal, or the name of an award; '' where there is none. */
  readonly value: string;
}

/** How a rule joins its requirements, and how many of them it needs. */
export interface Asks {
  readonly kind: Rule['kind'];
  readonly count: number;
}

export interface Judgement {
  readonly met: boolean;
  readonly asks: Asks;
  readonly findings: readonly Finding[];
}

/** How far a person is with a requirement: how much there is, how much is asked for. */
function progress(
  requirement: Requirement,
  standing: Standing | undefined,
): Pick<Finding, 'done' | 'of' | 'value'> {
  const once = (met: boolean, value = '', known = true) => ({ done: met ? 1 : 0, of: known ? 1 : 0, value });
  const competition = standing?.track === 'competition' ? standing : undefined;
  const project = standing?.track === 'project' ? standing : undefined;
  switch (requirement.kind) {
    case 'courseComplete':
      return standing?.track === 'course'
        ? { done: standing.done, of: requirement.parts ?? standing.of, value: '' }
        : { done: 0, of: 0, value: '' };
    case 'competitionJoined':
      return once(competition?.joined === true);
    case 'competitionTop': {
      const place = competition?.percentile ?? null;
      return once(
        place !== null && place <= requirement.percent,
        place === null ? '' : String(place),
        place !== null,
      );
    }
    case 'medal':
      return once((competition?.medal ?? null) !== null, competition?.medal ?? '');
    case 'projectDone':
      return once(project !== undefined && project.title !== '');
    case 'award':
      return once(project !== undefined && project.award !== '', project?.award ?? '');
    case 'attended':
      return standing?.track === 'attendance'
        ? { done: standing.done, of: requirement.count ?? standing.of, value: '' }
        : { done: 0, of: 0, value: '' };
    default:
      return assertNever(requirement);
  }
}

/** How many of a rule's requirements must hold. */
export function needed(rule: Rule): number {
  switch (rule.kind) {
    case 'all':
      return rule.of.length;
    case 'any':
      return 1;
    case 'atLeast':
      return Math.min(rule.count, rule.of.length);
    default:
      return assertNever(rule);
  }
}

/** Judges a person's standings (by the id of their track), with the finding on each requirement in the rule's order. */
export function judgeRule(rule: Rule, standings: ReadonlyMap<string, Standing>): Judgement {
  const findings = rule.of.map((requirement): Finding => {
    const found = progress(requirement, standings.get(requirement.track));
    return {
      kind: requirement.kind,
      track: requirement.track,
      met: found.of > 0 && found.done >= found.of,
      ...found,
    };
  });
  const asks = { kind: rule.kind, count: needed(rule) };
  return { met: findings.filter(({ met }) => met).length >= asks.count, asks, findings };
}
