import type { Requirement, RequirementKind } from './eligibility';
import type { Track } from './tracks';

/** What can be asked of a track of each kind, the usual first. */
export const askable: Readonly<
  Record<Track['kind'], readonly [RequirementKind, ...(readonly RequirementKind[])]>
> = {
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

/** What is usually asked of a track: one that people can meet. */
export function firstRequirement({ id, kind }: Pick<Track, 'id' | 'kind'>): Requirement {
  return newRequirement(askable[kind][0], id);
}
