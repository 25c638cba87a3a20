import { assertNever } from './assertNever';
import type { CertificateFields } from './certificateFields';
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

const medals = {
  gold: { ko: '금메달', en: 'Gold medal' },
  silver: { ko: '은메달', en: 'Silver medal' },
  bronze: { ko: '동메달', en: 'Bronze medal' },
} as const;

/** From this place (percent from the top) a competition's result is an honour. */
const honoured = 5;

const awardsInEnglish: readonly (readonly [RegExp, string])[] = [
  [/최우수|대상/, 'GRAND PRIZE'],
  [/우수/, 'EXCELLENCE AWARD'],
  [/장려/, 'ENCOURAGEMENT AWARD'],
  [/인기/, 'POPULARITY AWARD'],
];

function awardEn(award: string): string {
  return awardsInEnglish.find(([pattern]) => pattern.test(award))?.[1] ?? '';
}

/** Puts a person's results into the words of a certificate, in both languages. */
export function trackFields(results: readonly TrackResult[]): TrackFields {
  const fields = {
    team: '',
    courses: '',
    coursesEn: '',
    competition: '',
    competitionEn: '',
    project: '',
    award: '',
    awardEn: '',
    honours: '',
    honoursEn: '',
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
        const top = place !== null && place <= honoured;
        fields.competition = medal?.ko ?? (place === null ? '참가' : `상위 ${place}%`);
        fields.competitionEn = medal?.en ?? (place === null ? 'Participated' : `Top ${place}%`);
        if (medal) {
          fields.honours = `대회 ${medal.ko}`;
          fields.honoursEn = `${medal.en}, competition`;
        } else if (top) {
          fields.honours = `대회 상위 ${honoured}%`;
          fields.honoursEn = `Top ${honoured}% of the competition`;
        }
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
  return fields;
}
