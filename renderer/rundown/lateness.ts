import { useTranslation } from 'react-i18next';
import type { Cue } from '../../shared/contract/rundown';
import type { RoomTiming } from '../../shared/domain/rundown';
import { useBilingual } from '../ui/i18n';
import { useTimeFormat } from '../ui/time';
import { minutesOf } from './duration';

/**
 * How late the show is, in words: '7분 늦음'; and what that means for the next start that is held: '수여식 16:30까지 여유 10분',
 * or that it is in conflict.
 */
export function useLateness(
  timing: RoomTiming<Cue>,
  zone: string,
): { readonly now: string; readonly hard: string; readonly conflict: boolean } {
  const { t } = useTranslation();
  const text = useBilingual();
  const { time } = useTimeFormat(zone);
  const minutes = minutesOf(timing.late);
  const way = minutes === 0 ? 'onTime' : timing.late > 0 ? 'late' : 'early';
  const { nextHard } = timing;
  const conflict = nextHard !== undefined && minutesOf(nextHard.slack) > 0 && nextHard.slack < 0;
  const hard =
    nextHard === undefined
      ? ''
      : t(conflict ? 'stage.conflict' : 'stage.slack', {
          title: text(nextHard.timing.cue.title, nextHard.timing.cue.titleEn),
          time: time(nextHard.timing.plannedStart),
          count: nextHard.slack < 0 && !conflict ? 0 : minutesOf(nextHard.slack),
        });
  return { now: t(`stage.${way}`, { count: minutes }), hard, conflict };
}
