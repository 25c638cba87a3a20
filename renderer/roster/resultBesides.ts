import type { PersonDetail } from '../../shared/contract/roster';
import type { Finding, Say } from '../../shared/domain/explain';

/** What a person's result of the track that a finding is about says besides being met: place and medal, project and award. */
export function resultBesides(
  t: Say,
  results: PersonDetail['byTrack'],
  { kind, track }: Pick<Finding, 'kind' | 'track'>,
): string {
  const result = results.find((one) => one.track === track)?.result;
  const words = (): readonly string[] => {
    if (kind === 'competitionJoined' && result?.track === 'competition') {
      return [
        result.percentile === null ? '' : t('people.percentile', { number: result.percentile }),
        result.medal === null ? '' : t(`people.medal.${result.medal}`, {}),
      ];
    }
    return kind === 'projectDone' && result?.track === 'project' ? [result.title, result.award] : [];
  };
  return words()
    .filter((word) => word !== '')
    .join(' · ');
}
