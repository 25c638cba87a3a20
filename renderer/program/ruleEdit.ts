import type { Requirement, RequirementKind, Rule } from '../../shared/domain/eligibility';
import type { Track } from '../../shared/domain/tracks';

/** What can be asked of a track of each kind. */
export const askable: Readonly<Record<Track['kind'], readonly RequirementKind[]>> = {
  course: ['courseComplete'],
  competition: ['competitionJoined', 'competitionTop', 'medal'],
  project: ['projectDone', 'award'],
  attendance: ['attended'],
};

/** A requirement of a kind, of a track, with numbers to begin with. */
export function newRequirement(kind: RequirementKind, track: string): Requirement {
  switch (kind) {
    case 'courseComplete':
      return { kind, track, parts: null };
    case 'competitionTop':
      return { kind, track, percent: 5 };
    case 'attended':
      return { kind, track, count: null };
    default:
      return { kind, track };
  }
}

/** The same requirements, joined otherwise. */
export function withKind({ of }: Rule, kind: string | null): Rule {
  switch (kind) {
    case 'any':
      return { kind: 'any', of };
    case 'atLeast':
      return { kind: 'atLeast', count: Math.max(1, of.length - 1), of };
    default:
      return { kind: 'all', of };
  }
}
