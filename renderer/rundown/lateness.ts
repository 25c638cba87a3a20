import { useTranslation } from 'react-i18next';
import type { Cue } from '../../shared/contract/rundown';
import type { ShowTiming } from '../../shared/domain/rundown';
import { useBilingual } from '../ui/i18n';
import { useTimeFormat } from '../ui/time';
import { minutesOf } from './duration';

/** How late the show is, in words: '7분 늦음'; and what that means for the next start that is held. */
export function useLateness(
  timing: ShowTiming<Cue>,
  zone: string,
): { readonly now: string; readonly hard: string } {
  const { t } = useTranslation();
  const text = useBilingual();
  const { time } = useTimeFormat(zone);
  const minutes = minutesOf(timing.late);
  const way = minutes === 0 ? 'onTime' : timing.late > 0 ? 'late' : 'early';
  const { nextHard } = timing;
  const hard =
    nextHard === undefined
      ? ''
      : t(nextHard.slack >= 0 ? 'stage.slack' : 'stage.conflict', {
          title: text(nextHard.timing.cue.title, nextHard.timing.cue.titleEn),
          time: time(nextHard.timing.plannedStart),
          count: minutesOf(nextHard.slack),
        });
  return { now: t(`stage.${way}`, { count: minutes }), hard };
}
