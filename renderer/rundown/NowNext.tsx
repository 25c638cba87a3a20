import { IconAlertTriangle, IconClock, IconClockExclamation } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Cue } from '../../shared/contract/rundown';
import { type CueTiming, urgencyOf } from '../../shared/domain/rundown';
import { useBilingual } from '../ui/i18n';
import { useTimeFormat } from '../ui/time';
import { clockText, minutesOf } from './duration';
import { useLateness } from './lateness';
import { People } from './People';
import classes from './StagePage.module.css';
import type { Show } from './useShow';

function TimeLeft({ timing }: { readonly timing: Show['timing'] }) {
  const { t } = useTranslation();
  const { current, timeLeft } = timing;
  if (!current || timeLeft === null) return null;
  const urgency = urgencyOf(timeLeft, current.cue.durationMs);
  const Icon = urgency === 'calm' ? IconClock : urgency === 'soon' ? IconClockExclamation : IconAlertTriangle;
  return (
    <div className={classes.left} data-urgency={urgency}>
      <span className={classes.leftWord}>
        <Icon size={20} aria-hidden="true" />
        {t(`stage.left.${urgency}`)}
      </span>
      <span className={classes.leftTime} data-testid="time-left">
        {timeLeft < 0 && '+'}
        {clockText(timeLeft)}
      </span>
    </div>
  );
}

function Next({ next, zone }: { readonly next: CueTiming<Cue> | undefined; readonly zone: string }) {
  const { t } = useTranslation();
  const text = useBilingual();
  const { time } = useTimeFormat(zone);
  if (!next) return <p className={classes.nextNone}>{t('stage.nothingNext')}</p>;
  return (
    <>
      <p className={classes.nextTitle} data-testid="next-title">
        {text(next.cue.title, next.cue.titleEn)}
      </p>
      <p className={classes.nextWhen}>
        {t('stage.expectedAt', { time: time(next.expectedStart) })} ·{' '}
        {t('stage.minutes', { count: minutesOf(next.cue.durationMs) })}
      </p>
      <People people={next.cue.people} />
    </>
  );
}

/** Now and next with the time left, and how the show stands against its plan; always in sight. */
export function NowNext({ show, zone }: { readonly show: Show; readonly zone: string }) {
  const { t } = useTranslation();
  const text = useBilingual();
  const { timing } = show;
  const lateness = useLateness(timing, zone);
  const { current } = timing;
  return (
    <section className={classes.top} aria-label={t('stage.title')}>
      <div className={classes.now}>
        <p className={classes.kicker}>{t(`stage.phase.${timing.phase}`)}</p>
        <h1 className={classes.nowTitle} data-testid="now-title">
          {current
            ? text(current.cue.title, current.cue.titleEn)
            : t(`stage.none.${timing.phase === 'ended' ? 'ended' : 'waiting'}`)}
        </h1>
        {current && <People people={current.cue.people} />}
      </div>
      <TimeLeft timing={timing} />
      <div className={classes.next}>
        <p className={classes.kicker}>{t('stage.next')}</p>
        <Next next={timing.phase === 'waiting' ? timing.cues[0] : timing.next} zone={zone} />
      </div>
      <div className={classes.late} data-late={timing.late > 30_000 || undefined} data-testid="lateness">
        <strong>{lateness.now}</strong>
        {lateness.hard !== '' && <span> · {lateness.hard}</span>}
      </div>
    </section>
  );
}
