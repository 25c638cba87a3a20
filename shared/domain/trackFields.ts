import { assertNever } from './assertNever';
import type { CertificateFields } from './certificateFields';
import { bestProject, type Honour, honourWords, medals, titleWords } from './honourWords';
import type { TrackResult } from './tracks';

/** What a person's results are called on a certificate. '' where there is nothing to say. */
export type TrackFields = Pick<
  CertificateFields,
  | 'team'
  | 'courses'
  | 'coursesEn'
  | 'competition'
  | 'competitionEn'
  | 'project'
  | 'award'
  | 'awardEn'
  | 'honours'
  | 'honoursEn'
>;

const awardsInEnglish: readonly (readonly [RegExp, string])[] = [
  [/최우수|대상/, 'GRAND PRIZE'],
  [/우수/, 'EXCELLENCE AWARD'],
  [/장려/, 'ENCOURAGEMENT AWARD'],
  [/인기/, 'POPULARITY AWARD'],
];

function awardEn(award: string): string {
  return awardsInEnglish.find(([pattern]) => pattern.test(award))?.[1] ?? '';
}

/**
 * Puts a person's results and the honours that they have into the words of a certificate, in both languages. A best project
 * without an award's name, because somebody decided so, is called what its rule is.
 */
export function trackFields(results: readonly TrackResult[], has: readonly Honour[]): TrackFields {
  const honours = honourWords(has);
  const fields = {
    team: '',
    courses: '',
    coursesEn: '',
    competition: '',
    competitionEn: '',
    project: '',
    award: '',
    awardEn: '',
    honours: honours.ko,
    honoursEn: honours.en,
  };
  for (const result of results) {
    switch (result.track) {
      case 'course':
        fields.courses = `강의 ${result.of}개 중 ${result.done}개 이수`;
        fields.coursesEn = `${result.done} of ${result.of} courses`;
        break;
      case 'competition': {
        if (!result.joined) break;
        const medal = result.medal && medals[result.medal];
        const place = result.percentile;
        fields.competition = medal?.ko ?? (place === null ? '참가' : `상위 ${place}%`);
        fields.competitionEn = medal?.en ?? (place === null ? 'Participated' : `Top ${place}%`);
        break;
      }
      case 'project':
        fields.team = result.team;
        fields.project = result.title;
        fields.award = result.award;
        fields.awardEn = awardEn(result.award);
        break;
      default:
        assertNever(result);
    }
  }
  const best = has.find(({ id }) => id === bestProject);
  if (best && fields.award === '') {
    const { ko, en } = titleWords(best);
    fields.award = ko;
    fields.awardEn = en;
  }
  return fields;
}
