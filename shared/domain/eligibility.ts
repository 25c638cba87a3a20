import { assertNever } from './assertNever';
import type { Track, TrackResult } from './tracks';

/** Who completes: every part of `all` holds. Data, so that a program can have another. */
export interface EligibilityRule {
  readonly all: readonly Requirement[];
}

export type Requirement =
  | { readonly kind: 'courseComplete' }
  | { readonly kind: 'competitionJoined' }
  | { readonly kind: 'projectDone' };

/** All three tracks: every part of the course, part in the competition, a project. */
export const threeTracks: EligibilityRule = {
  all: [{ kind: 'courseComplete' }, { kind: 'competitionJoined' }, { kind: 'projectDone' }],
};

/** One requirement for one person: met or not, with what its sentence needs (`people.why.<kind>` in the locales). */
export interface Finding {
  readonly kind: Requirement['kind'];
  readonly met: boolean;
  readonly done: number;
  readonly of: number;
}

export interface Eligibility {
  readonly eligible: boolean;
  readonly findings: readonly Finding[];
}

function find(requirement: Requirement, results: ReadonlyMap<Track, TrackResult>): Finding {
  switch (requirement.kind) {
    case 'courseComplete': {
      const course = results.get('course');
      const { done, of } = course?.track === 'course' ? course : { done: 0, of: 0 };
      return { kind: requirement.kind, met: of > 0 && done >= of, done, of };
    }
    case 'competitionJoined': {
      const competition = results.get('competition');
      const met = competition?.track === 'competition' && competition.joined;
      return { kind: requirement.kind, met, done: met ? 1 : 0, of: 1 };
    }
    case 'projectDone': {
      const project = results.get('project');
      const met = project?.track === 'project' && project.title !== '';
      return { kind: requirement.kind, met, done: met ? 1 : 0, of: 1 };
    }
    default:
      return assertNever(requirement);
  }
}

/** Judges a person's results by the rule, with the finding on each requirement in the rule's order. */
export function judgeEligibility(rule: EligibilityRule, results: readonly TrackResult[]): Eligibility {
  const byTrack = new Map(results.map((result) => [result.track, result]));
  const findings = rule.all.map((requirement) => find(requirement, byTrack));
  return { eligible: findings.every(({ met }) => met), findings };
}
